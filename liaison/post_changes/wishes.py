"""What a change of post suggests to do: in which words and on which working day."""

from datetime import date

from flask_babel import gettext as _

from liaison.contacts.models import Contact, Post
from liaison.domain.posts import CONGRATULATION, SUCCESSOR, VISIT, Asked, ChangeKind, asked_by, day_for
from liaison.greetings.occasions import quiet_day_name
from liaison.post_changes.actions import NewPost, Wish
from liaison.units.models import Unit
from liaison.workdays.queries import work_calendar


def suggested_day(asked: Asked, today: date) -> date:
    return day_for(asked, today, work_calendar().shift, lambda on: bool(quiet_day_name(on)))


def suggested_days(kind: ChangeKind, today: date) -> dict[str, date]:
    """{"greet": day, "successor": day} as the form shows them."""
    return {name_of(asked): suggested_day(asked, today) for asked in asked_by(kind)}


def name_of(asked: Asked) -> str:
    """The field of the form that stands for it."""
    return "successor" if asked.about == SUCCESSOR else "greet"


def wishes_for(
    contact: Contact,
    kind: ChangeKind,
    ending: list[Post],
    new: NewPost | None,
    new_unit: Unit | None,
    days: dict[str, date | None],
    today: date,
) -> list[Wish]:
    """The follow-ups left ticked, in words. Nobody succeeds where no post ended."""
    found = []
    for asked in asked_by(kind):
        if name_of(asked) not in days or (asked.about == SUCCESSOR and not ending):
            continue
        on = days[name_of(asked)] or suggested_day(asked, today)
        found.append(Wish(asked.about, words(asked, contact, ending, new, new_unit), on))
    return found


def words(
    asked: Asked, contact: Contact, ending: list[Post], new: NewPost | None, new_unit: Unit | None
) -> str:
    """One sentence; the person by the form of address used until today."""
    if asked.about == SUCCESSOR:
        left = ending[0]
        unit = (left.unit.short_name or left.unit.name) if left.unit else ""
        return _("了解%(unit)s新任%(title)s", unit=unit, title=left.title or _("负责人"))
    if asked.about == CONGRATULATION:
        place = f"{(new_unit.short_name or new_unit.name) if new_unit else ''}{new.title if new else ''}"
        return _("祝贺%(who)s履新%(place)s", who=contact.address, place=place)
    if asked.about == VISIT:
        return _("看望退休的%(who)s", who=contact.address)
    return _("打听%(who)s的去向", who=contact.address)
