"""Whose records a list shows: the choices of its menu, and the owners that the word in its address stands for."""

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone
from liaison.accounts.queries import colleagues
from liaison.db import db
from liaison.web.numbers import number_or_none

SECTION = "section-"  # before a section's number, in the place of a user's
EVERYONE = ("", "all", "mine", "section")  # the latter two where there is no user, or no section
NOBODY = 0  # no record has this number


def whose_choices(user: User) -> list[tuple[str, str]]:
    """我的, 全部, and 本科 for those who belong to a section and see beyond it."""
    section = [("section", _("本科"))] if user.section_id and sees_everyone(user) else []
    mine = [("mine", _("我的"))] if user.writes else []
    return [*mine, *section, ("all", _("全部"))]


def owners(user: User | None, whose: str) -> tuple[int, ...] | None:
    """The owners a word, a section or a user stands for; None for everyone. The command line is no user.

    What stands for nobody finds nobody, rather than everybody.
    """
    if user is not None and whose == "mine":
        return (user.id,)
    if user is not None and whose == "section" and user.section_id is not None:
        return tuple(person.id for person in colleagues(user)) or (user.id,)
    if whose.startswith(SECTION):
        return members_of(number_or_none(whose.removeprefix(SECTION)))
    if whose in EVERYONE:
        return None
    return (number_or_none(whose) or NOBODY,)


def anybody_of(owner_ids: tuple[int, ...] | None) -> bool:
    """Whether there is a user among these owners; None stands for everyone."""
    return owner_ids is None or db.session.scalar(select(User.id).where(User.id.in_(owner_ids)).limit(1)) is not None


def members_of(section_id: int | None) -> tuple[int, ...]:
    """The section's users, those who have left included; nobody for a section there is not."""
    return tuple(db.session.scalars(select(User.id).where(User.section_id == (section_id or NOBODY)))) or (NOBODY,)
