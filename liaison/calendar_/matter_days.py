"""The days by which matters were promised an answer, as occasions of the kind that follow-ups have."""

from datetime import date

from flask_babel import gettext as _

from liaison.calendar_.occasions import Occasion
from liaison.calendar_.revisions import Revision, revision
from liaison.due.scopes import Scope
from liaison.matters.models import Matter
from liaison.matters.queries import matters_between
from liaison.matters.words import asks


def matter_days_between(start: date, end: date, scope: Scope) -> list[Occasion]:
    """One occasion for each open matter due in the span; nothing in it depends on today."""
    return [matter_day(matter) for matter in matters_between(scope.seen_by, start, end, owner_ids=scope.owner_ids)]


def matter_day(matter: Matter) -> Occasion:
    instant, sequence = matter_revision(matter)
    who = matter.contact.address if matter.contact else matter.partner
    owner = _("承办：%(who)s", who=matter.owner.name) if matter.owner else ""
    return Occasion(
        uuid=matter.uuid,
        cycle="matter",
        kind="followup",
        on=matter.due_on,
        title=_("答复期限：%(what)s（%(who)s）", what=matter.name, who=matter.partner),
        discreet_title=_("答复期限：%(who)s", who=who),
        detail="\n".join(part for part in (asks(matter), matter.promise, owner) if part),
        path=f"/matters/{matter.id}",
        updated_at=instant,
        sequence=sequence,
        short_title=matter.name,
    )


def matter_revision(matter: Matter) -> Revision:
    """The event names the unit, the person and the owner too, so their changes count as its own."""
    told = [each for each in (matter, matter.contact, matter.unit, matter.owner) if each is not None]
    return revision(sum(each.version for each in told), *(each.updated_at for each in told))
