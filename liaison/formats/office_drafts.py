"""Records of an understood sheet as drafts: contacts, calls, units. Cells are read by office_cells.py."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from liaison.domain.han import is_han
from liaison.domain.names import clean_name
from liaison.domain.touches import Direction
from liaison.domain.typed_names import TypedName, read_name
from liaison.domain.unit_kinds import kind_meant
from liaison.formats.drafts import CallDraft, ContactDraft, UnitDraft
from liaison.formats.office_cells import RecordCells
from liaison.formats.office_rows import OfficeRow
from liaison.formats.office_understood import Understood
from liaison.formats.office_words import (
    read_answered,
    read_channel,
    read_direction,
    read_gender,
    read_span,
    read_tier,
)

UNANSWERED = re.compile(r"^(?:未接|无人接听|没人接|未通|占线|关机|停机|空号)")
NAMES_SEPARATOR = re.compile(r"[、,，;；/\n]+")
NAME_PARTS = frozenset(("family", "middle", "given"))
LINES = ("reading", "address_as", "department", "title", "wechat", "best_time", "region", "address")
TEXTS = ("taboos", "notes")
WORDS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("gender", read_gender),
    ("tier", read_tier),
    ("interval_days", read_span),
    ("max_gap_days", read_span),
)
WHOLE_NUMBER = re.compile(r"(\d{1,4})(?:\.\d+)?\s*(?:分钟?|min)?")


def contact_drafts(
    understood: Understood, today: date | None = None, channels: Mapping[str, str] | None = None
) -> list[ContactDraft]:
    """One for each record. `today` gives a year to a day written without one (核实日期), `channels` as in `call_drafts`."""
    return [_contact(RecordCells(understood, row, today), row, channels or {}) for row in understood.rows]


def _contact(cells: RecordCells, row: OfficeRow, channels: Mapping[str, str]) -> ContactDraft:
    """Only cells that hold something are read: most lists have a third of the fields."""
    family, given = _parts_of_name(cells, row)
    written = cells.paragraphs("name") or _joined_name(family, given)
    typed = _typed_name(cells, written)
    name = typed.name
    if name != clean_name(written):
        family = given = ""  # they hold what was taken off the name
    emails = cells.emails() if "email" in row.values else ()
    said: dict[str, Any] = {field: cells.text(field) for field in LINES if field in row.values}
    said |= {field: cells.paragraphs(field) for field in TEXTS if field in row.values}
    said |= {"gender": typed.gender} if typed.gender else {}
    said |= {field: found for field, reader in WORDS if field in row.values and (found := cells.word(field, reader)) is not None}
    return ContactDraft(
        row=row.number,
        unit=_unit_of(cells, row),
        name=name,
        family=family,
        given=given,
        phones=cells.phones(),
        email=emails[0] if emails else "",
        more_emails=emails[1:],
        birthday=cells.birthday(),
        tags=cells.parts("tags") if "tags" in row.values else (),
        owner=clean_name(cells.text("owner")),
        deputy=_deputy(cells) if "deputy" in row.values else "",
        preferred_channel=(_way_of(cells, "preferred_channel", channels) or "") if "preferred_channel" in row.values else "",
        verified_on=cells.past_day("verified_on"),
        since=cells.past_day("since"),
        other_posts=cells.posts("other_posts"),
        retired_on=cells.day("retired_on"),
        archived_on=cells.past_day("archived_on"),
        identity=next(iter(cells.identities("identity")), "") if "identity" in row.values else "",
        section=row.section or "",
        hidden=row.hidden,
        kept=tuple(cells.kept),
        problems=tuple(cells.problems),  # last: the readers above have filled it
        **said,
    )


def _typed_name(cells: RecordCells, written: str) -> TypedName:
    """A problem where it is no name, may be more than one, or lacks what a name has."""
    typed = read_name(written)
    if typed.remark:
        cells.problem(f"name_{typed.remark}", "name", " ".join(written.split()))
    elif not typed.name:
        cells.problem("no_name", "name")
    return typed


def _parts_of_name(cells: RecordCells, row: OfficeRow) -> tuple[str, str]:
    """(family, given) where the list keeps them apart."""
    if not NAME_PARTS.isdisjoint(row.values):
        return clean_name(cells.text("family")), clean_name(f"{cells.text('middle')} {cells.text('given')}")
    return "", ""


def _deputy(cells: RecordCells) -> str:
    """Who stands in for the owner, so somebody else."""
    deputy = clean_name(cells.text("deputy"))
    if deputy and deputy == clean_name(cells.text("owner")):
        cells.problem("deputy_is_owner", "deputy", deputy)
        return ""
    return deputy


def _joined_name(family: str, given: str) -> str:
    """单 and 建国 are 单建国; Smith and John are John Smith."""
    return family + given if is_han(family or given) else f"{given} {family}".strip()


def call_drafts(
    understood: Understood, today: date | None = None, channels: Mapping[str, str] | None = None
) -> list[CallDraft]:
    """One for each record. `channels`: the office's own names of kinds and their codes."""
    return [_call(RecordCells(understood, row, today), row, channels or {}) for row in understood.rows]


def _call(cells: RecordCells, row: OfficeRow, channels: Mapping[str, str]) -> CallDraft:
    people = [_person_meant(part) for part in NAMES_SEPARATOR.split(cells.paragraphs("name")) if part.strip()]
    unit = _unit_of(cells, row)
    if not people and not unit:
        cells.problem("no_one", "name")
    on = cells.day("on")
    if "on" not in row.values:
        cells.problem("no_date", "on")
    return CallDraft(
        row=row.number,
        unit=unit,
        name=people[0] if people else "",
        others=tuple(people[1:]),
        title=cells.text("title"),
        on=on,
        at=cells.clock(),
        channel=_channel_of(cells, channels),
        direction=_direction_of(cells),
        answered=_answered(cells),
        minutes=cells.word("minutes", _minutes),
        summary=cells.paragraphs("summary"),
        outcome=cells.paragraphs("outcome"),
        handler=clean_name(cells.text("handler")),
        follow_up=cells.paragraphs("follow_up"),
        follow_up_on=cells.day("follow_up_on"),
        phones=cells.phones(),
        identities=cells.identities("identities") if "identities" in row.values else (),
        notes=cells.paragraphs("notes"),
        section=row.section or "",
        hidden=row.hidden,
        problems=tuple(cells.problems),
    )


def _person_meant(text: str) -> str:
    """The name as address lists have it: 赵（女） is 赵; a number stays, so that it is told that nobody is called so."""
    return read_name(text).name or clean_name(text)


def _channel_of(cells: RecordCells, channels: Mapping[str, str]) -> str:
    """"call" where the register does not say: it is a telephone register then."""
    return _way_of(cells, "channel", channels) or "call"


def _way_of(cells: RecordCells, field: str, channels: Mapping[str, str]) -> str | None:
    """The code of a way of contact: the office's own names come first."""
    return channels.get(cells.text(field)) or cells.word(field, read_channel)


def _direction_of(cells: RecordCells) -> Direction:
    """From its own column, else from the way (来电, 来访); ours where nothing says otherwise."""
    if cells.text("direction"):
        return cells.word("direction", read_direction) or Direction.OURS
    return read_direction(cells.text("channel")) or Direction.OURS


def _answered(cells: RecordCells) -> bool:
    """From its own column, else from words like 无人接听 at the start of the outcome or the summary."""
    if cells.text("answered"):
        answered = cells.word("answered", read_answered)
        return answered if answered is not None else True
    return not any(UNANSWERED.match(cells.text(field)) for field in ("outcome", "summary"))


def _minutes(text: str) -> int | None:
    match = WHOLE_NUMBER.fullmatch(text)
    return int(match[1]) if match else None


def unit_drafts(understood: Understood, today: date | None = None) -> list[UnitDraft]:
    """One for each record. `today`: nothing was archived after it."""
    return [_unit(RecordCells(understood, row, today), row) for row in understood.rows]


def _unit(cells: RecordCells, row: OfficeRow) -> UnitDraft:
    name = cells.text("unit")
    if not name:
        cells.problem("no_unit_name", "unit")
    kind = cells.text("kind")
    if kind and kind_meant(kind, name) is None:
        cells.problem("kind_unread", "kind", kind)
    return UnitDraft(
        row=row.number,
        name=name,
        short_name=cells.text("short_name"),
        code=cells.text("code"),
        parent=cells.text("parent"),
        authority=cells.text("authority"),
        former_names=cells.former_names() if "former_names" in row.values else (),
        kind=kind,
        region=cells.text("region"),
        address=cells.text("address"),
        phones=cells.phones(),
        phone=cells.numbers_as_entered(),
        tier=cells.word("tier", read_tier),
        interval_days=cells.word("interval_days", read_span),
        max_gap_days=cells.word("max_gap_days", read_span),
        owner=clean_name(cells.text("owner")),
        notes=cells.paragraphs("notes"),
        archived_on=cells.past_day("archived_on"),
        section=row.section or "",
        hidden=row.hidden,
        problems=tuple(cells.problems),
    )


def _unit_of(cells: RecordCells, row: OfficeRow) -> str:
    """The unit's cell; without that column the section title is the unit (市教育局, then its people)."""
    if "unit" in cells.understood.by_field:
        return cells.text("unit")
    return row.section or ""
