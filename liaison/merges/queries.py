"""Reading merges: whom one may merge, what would move, what undoing would leave, and who was merged into whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import may_edit, visible_contacts
from liaison.contacts.models import Contact, Pause
from liaison.contacts.queries import pause_in_force
from liaison.db import db
from liaison.merges.fields import Choice, choices
from liaison.merges.journal import Kept, undo
from liaison.merges.models import Merge, Subject
from liaison.merges.references import REFERENCES, Merging, Moved, move_all
from liaison.units.models import Unit

MOST = 12  # records in one merge
LISTED = 20


@dataclass(frozen=True)
class Preview:
    """What a merge would do: the survivor first, the fields to choose, the rows that would move."""

    survivor: Any
    others: list[Any]
    choices: list[Choice]
    moved: list[Moved]
    held: dict[int, list[tuple[Any, int]]]
    pause: Any = None  # 停联 of one of the others, in force, that the survivor would have

    @property
    def group(self) -> list[Any]:
        return [self.survivor, *self.others]

    @property
    def asked(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.differs]


def seen_record(user: User, subject: str, record_id: int) -> Any:
    """A contact or unit the user may see that is not merged away; None otherwise. Units are everybody's."""
    if subject == Subject.CONTACT:
        return db.session.scalar(select(Contact).where(Contact.id == record_id, visible_contacts(user)))
    return db.session.scalar(select(Unit).where(Unit.id == record_id, Unit.merged_into_id.is_(None)))


def may_merge(user: User, subject: str, records: Sequence[Any]) -> bool:
    """Whoever may edit all of these people; units are merged by those who lead."""
    if subject == Subject.UNIT:
        return user.leads
    return user.writes and all(may_edit(user, record) for record in records)


def preview(subject: str, survivor: Any, others: list[Any], *, now: datetime, today: date) -> Preview:
    """Nothing is written."""
    moved: dict[str, Moved] = {}
    ids = [other.id for other in others]
    for place, from_id in enumerate(ids):
        for each in move_all(None, subject, from_id, survivor.id, now=now, reason="", after=ids[:place]):
            before = moved.get(str(each.words), Moved(each.words, 0))
            moved[str(each.words)] = Moved(
                each.words, before.rows + each.rows, before.repeated + each.repeated
            )
    found = [each for each in moved.values() if each.rows or each.repeated]
    held = {each.id: held_by(subject, each.id) for each in (survivor, *others)}
    pause = pause_brought(survivor, others, today) if subject == Subject.CONTACT else None
    return Preview(survivor, others, choices(subject, survivor, others), found, held, pause)


def pause_brought(survivor: Contact, others: Sequence[Contact], today: date) -> Pause | None:
    """The newest pause in force of one of the others, where the survivor has none."""
    if pause_in_force(survivor, today) is not None:
        return None
    found = [pause for other in others if (pause := pause_in_force(other, today)) is not None]
    return max(found, key=lambda pause: pause.id, default=None)


def held_by(subject: str, record_id: int) -> list[tuple[Any, int]]:
    """(words, rows) of what belongs to one record, without what it has none of."""
    moving = [each for each in REFERENCES[subject] if each.merging == Merging.MOVES]
    counted = [(each.words, each.count_of(record_id)) for each in moving]
    return [(words, rows) for words, rows in counted if rows]


def merge_seen(user: User, merge_id: int) -> Merge | None:
    """The merge, if its survivor is in sight."""
    merge = db.session.get(Merge, merge_id)
    if merge is None or merge.survivor is None:
        return None
    seen = seen_record(user, merge.subject, final_id(merge.subject, merge.survivor.id))
    return merge if seen is not None else None


def recent_merges(user: User, subject: str) -> list[Merge]:
    """The newest merges whose survivors the user may see, undone ones too."""
    statement = select(Merge).where(Merge.subject == subject).order_by(Merge.id.desc()).limit(LISTED)
    if subject == Subject.CONTACT:
        statement = statement.join(Contact, Contact.id == Merge.contact_id).where(visible_contacts(user))
    return list(db.session.scalars(statement))


def left_by_undoing(merge: Merge) -> list[Kept]:
    """What was changed since and would stay as it is now."""
    return undo(merge.journal, writing=False)


def later_merge(merge: Merge) -> Merge | None:
    """A merge that must be undone first: a later one into the same survivor, or one that took the survivor away."""
    same = Merge.contact_id == merge.contact_id if merge.contact_id else Merge.unit_id == merge.unit_id
    later = select(Merge).where(same, Merge.id > merge.id, Merge.undone_at.is_(None)).order_by(Merge.id.desc())
    found = db.session.scalars(later).first()
    if found is not None or merge.survivor is None or merge.survivor.merged_into_id is None:
        return found
    taken = select(Merge).where(Merge.subject == merge.subject, Merge.undone_at.is_(None), Merge.id > merge.id)
    for each in db.session.scalars(taken.order_by(Merge.id.desc())):
        if any(other["id"] == merge.survivor.id for other in each.merged):
            return each
    return None


def final_id(subject: str, record_id: int) -> int:
    """The record that stands for this one today: itself, or the survivor at the end of all merges."""
    model: Any = Contact if subject == Subject.CONTACT else Unit
    following: int | None = record_id
    while following is not None:
        record_id = following
        following = db.session.scalar(select(model.merged_into_id).where(model.id == record_id))
    return record_id

