"""Whose records a list shows: the choices of its menu, and the owners that the word in its address stands for."""

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone
from liaison.accounts.queries import colleagues
from liaison.web.numbers import number_or_none


def whose_choices(user: User) -> list[tuple[str, str]]:
    """我的, 全部, and 本科 for those who belong to a section and see beyond it."""
    section = [("section", _("本科"))] if user.section_id and sees_everyone(user) else []
    mine = [("mine", _("我的"))] if user.writes else []
    return [*mine, *section, ("all", _("全部"))]


def owners(user: User | None, whose: str) -> tuple[int, ...] | None:
    """The owners a word or a user's id stands for; None for everyone. The command line is no user."""
    if user is not None and whose == "mine":
        return (user.id,)
    if user is not None and whose == "section" and user.section_id is not None:
        return tuple(person.id for person in colleagues(user)) or (user.id,)
    named = number_or_none(whose)
    return None if named is None else (named,)
