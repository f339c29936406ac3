"""Recording, editing, handing over and removing matters, and their progress. How one ends is in `endings.py`."""

from datetime import date, datetime
from typing import Any

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.domain.matters import NOBODY, MatterError, check_days
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter, MatterNote
from liaison.search.actions import index_matter

EDITABLE = (
    "name", "way", "unit_id", "contact_id", "received_on", "received_by_id", "asked", "promise", "promised_by",
    "due_on", "owner_id", "deputy_id", "urgent",
)  # fmt: skip


def add_matter(
    values: dict[str, Any], *, today: date, by: User | None, interaction: Interaction | None = None
) -> Matter:
    """A new matter from a subset of EDITABLE: a name, a unit or person, and both days are required.

    Whoever records it owns it unless another is named; `interaction` is the call in which it came up.
    """
    own = {"owner_id": by.id, "received_by_id": by.id} if by else {}
    matter = Matter(**checked({**own, **values}, today))
    if interaction is not None:
        matter.interactions.append(interaction)
    db.session.add(matter)
    db.session.flush()
    note("matter.add", matter, by, {"way": matter.way, "due_on": matter.due_on})
    index_matter(matter)
    return matter


def edit_matter(
    matter: Matter, values: dict[str, Any], *, today: date, version: int | None, by: User | None
) -> None:
    """Change some of EDITABLE. A moved day and another owner are told in the progress as well."""
    check_version(matter, version)
    stored = {key: getattr(matter, key) for key in EDITABLE}
    before, before_due = matter.owner, matter.due_on
    for key, value in checked({**stored, **values}, today).items():
        setattr(matter, key, value)
    changes = pending_changes(matter)
    if not changes:
        return
    db.session.flush()
    note("matter.edit", matter, by, changes)
    if changes.keys() & {"name", "asked", "promise"}:
        index_matter(matter)
    if "due_on" in changes:
        tell(matter, f"答复期限由 {before_due} 改为 {matter.due_on}", on=today, by=by)
    if "owner_id" in changes:
        db.session.refresh(matter, ["owner"])
        tell(matter, owner_words(before, matter.owner), on=today, by=by)


def checked(values: dict[str, Any], today: date) -> dict[str, Any]:
    """The values, refused where the matter would have no name, nobody it is with, or days that cannot be."""
    unknown = values.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a matter's own field: {sorted(unknown)}")
    name = (values.get("name") or "").strip()
    if not name:
        raise MatterError("name", "请写明是什么事")
    if values.get("unit_id") is None and values.get("contact_id") is None:
        raise MatterError("unit", NOBODY)
    if values.get("deputy_id") is not None and values.get("deputy_id") == values.get("owner_id"):
        raise MatterError("deputy_id", "B角不能就是承办人，请另选一位，或留空")
    check_days(values["received_on"], values["due_on"], today)
    return {**values, "name": name}


def reassign_matter(matter: Matter, owner: User | None, *, by: User | None, on: date) -> None:
    """Give the matter to another officer; a B角 who becomes its owner stops being its B角."""
    before = matter.owner
    matter.owner = owner
    if owner is not None and matter.deputy_id == owner.id:
        matter.deputy_id = None
    changes = pending_changes(matter)
    db.session.flush()
    note("matter.reassign", matter, by, changes | {"owner": [spoken(before), spoken(owner)]})
    tell(matter, owner_words(before, owner), on=on, by=by)


def owner_words(before: User | None, after: User | None) -> str:
    return f"承办人由{spoken(before)}改为{spoken(after)}"


def spoken(user: User | None) -> str:
    return user.name if user else "（无）"


def tell(matter: Matter, text: str, *, on: date, by: User | None) -> None:
    """A line of progress written by the program."""
    matter.notes.append(MatterNote(on=on, text=text, by_id=by.id if by else None, automatic=True))
    db.session.flush()


def add_note(matter: Matter, text: str, *, on: date, today: date, by: User | None) -> MatterNote:
    """One dated sentence of progress. MatterError for an empty one, or a day to come."""
    text = text.strip()
    if not text:
        raise MatterError("text", "请写一句进展")
    if on > today:
        raise MatterError("on", "{on} 还没到，进展记已经发生的事", on=on)
    if on < matter.received_on:
        raise MatterError(
            "on", "{on} 早于提出的日期 {received_on}，请改正", on=on, received_on=matter.received_on
        )
    progress = MatterNote(on=on, text=text, by_id=by.id if by else None)
    matter.notes.append(progress)
    db.session.flush()
    note("matter.note", matter, by, {"on": on, "text": text})
    return progress


def remove_note(progress: MatterNote, *, now: datetime, by: User | None) -> None:
    """Strike a sentence out; it can be restored. What the program wrote stays."""
    if progress.automatic:
        raise MatterError("text", "这一条是程序记下的改动，不能删除")
    progress.deleted_at = now
    db.session.flush()
    note("matter.unnote", progress.matter, by, {"text": progress.text})


def restore_note(progress: MatterNote, *, by: User | None) -> None:
    """Undo a removal."""
    progress.deleted_at = None
    db.session.flush()
    note("matter.renote", progress.matter, by, {"text": progress.text})


def link_interaction(matter: Matter, interaction: Interaction, *, by: User | None) -> None:
    """This call or visit was about the matter."""
    if interaction in matter.interactions:
        return
    matter.interactions.append(interaction)
    db.session.flush()
    note("matter.link", matter, by, {"interaction": interaction.id})


def unlink_interaction(matter: Matter, interaction: Interaction, *, by: User | None) -> None:
    """It was not, after all."""
    if interaction not in matter.interactions:
        return
    matter.interactions.remove(interaction)
    db.session.flush()
    note("matter.unlink", matter, by, {"interaction": interaction.id})

