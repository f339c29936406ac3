"""Rows of a directory of units, matched by name.

All rows are read before any unit is hung below another (unit_ties.py), so that a parent may stand further down.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.queries import keepers
from liaison.db import db
from liaison.domain.cadence import CadenceError
from liaison.domain.unit_kinds import kind_meant, kind_of_name, says_more
from liaison.domain.variants import fold
from liaison.formats.drafts import UnitDraft
from liaison.imports.models import RowState
from liaison.imports.person_values import check_pace, in_words
from liaison.imports.plan import (
    SKIP,
    Change,
    LeftOut,
    Plan,
    PlannedRow,
    RowRefused,
    SheetPlace,
    Step,
    UnitEdit,
    added_text,
    checked_length,
)
from liaison.imports.said_twice import keep_to_first
from liaison.imports.takers import Takers
from liaison.imports.unit_book import UnitKey, plain_name
from liaison.imports.unit_ties import UnitTies
from liaison.imports.words import unit_field_words
from liaison.standing.queries import in_chunks
from liaison.units.actions import UnitError
from liaison.units.actions import checked as checked_unit
from liaison.units.models import Unit


class UnitPlanner:
    """Goes down the rows of one sheet; `stored` are the values of the units that it names."""

    def __init__(self, plan: Plan, place: SheetPlace, today: date) -> None:
        self.plan, self.choices, self.sheet, self.columns = plan, place.choices, place.sheet, place.columns
        self.takers = Takers(keepers(), place.columns)
        self.owners = self.takers.names
        self.stored: dict[int, dict[str, Any]] = {}
        self.said: dict[UnitKey, dict[str, Any]] = {}  # of each unit the first that a row says of each field
        self.ties = UnitTies(plan, place, today)

    def read(self, drafts: Sequence[UnitDraft], step: Step) -> None:
        self.look_up(drafts)
        for draft in drafts:
            if self.is_left(draft):
                left = LeftOut(self.sheet, draft.row, self.columns.get("unit", ""), draft.name[:80], _("您选了不导入"))
                self.plan.left_out.append(left)
            else:
                self.plan.rows.append(self.row_of(draft))
            step(1)
        self.ties.tie()

    def is_left(self, draft: UnitDraft) -> bool:
        """Somebody chose not to bring this row."""
        return self.choices.get((self.sheet, draft.row)) == SKIP

    def look_up(self, drafts: Sequence[UnitDraft]) -> None:
        """Read the units that the rows name, or may mean."""
        units = self.plan.units
        ids = {units.key_as_written(draft.name) for draft in drafts} | {self.like(draft) for draft in drafts}
        stored = sorted(key for key in ids if isinstance(key, int))
        for chunk in in_chunks(stored):
            for row in db.session.execute(select(Unit.__table__).where(Unit.id.in_(chunk))):
                self.stored[row.id] = dict(row._mapping)
        self.ties.know({draft.name for draft in drafts if draft.name and not self.is_left(draft)}, stored)

    def like(self, draft: UnitDraft) -> int | None:
        """A stored unit that a new name may mean: by the forms of the name, or because the short name is the same."""
        units = self.plan.units
        if (like := units.stored_like(draft.name)) is not None or isinstance(units.key_as_written(draft.name), int):
            return like
        short = units.key_as_written(draft.short_name)
        return short if isinstance(short, int) else None

    def row_of(self, draft: UnitDraft) -> PlannedRow:
        shown = draft.parent or draft.authority
        row = PlannedRow(self.sheet, draft.row, RowState.REFUSED, draft.name[:200], shown[:200])
        for problem in draft.problems:
            row.note(problem)
        if draft.hidden:
            row.tell(_("这一行在表里是隐藏的"))
        if not draft.name:
            row.reason, row.column = _("没有单位名称"), self.columns.get("unit", "")
            return row
        try:
            self.judge(draft, row)
        except (RowRefused, UnitError, CadenceError) as error:
            row.refuse(error, self.columns)
        return row

    def judge(self, draft: UnitDraft, row: PlannedRow) -> None:
        units, choice = self.plan.units, self.choices.get((self.sheet, draft.row), "")
        key, like = units.key_as_written(draft.name), self.like(draft)
        values = self.values_of(draft, row)
        if like is not None and choice == str(like):
            key = like
        if isinstance(key, int):
            self.edit(key, values, draft, row)
        elif key in units.new:
            self.add_to_earlier_row(str(key), values, draft, row)
        elif units.read_as(draft.name) and not choice:
            self.ask(units.read_as(draft.name), values, draft, row)
        else:
            self.make(draft, values, row)
        if like is not None and key != like:
            self.offer(like, row)

    def ask(self, known: str, values: dict[str, Any], draft: UnitDraft, row: PlannedRow) -> None:
        """The unit meant may be the stored one whose characters alone differ, or that was called so."""
        folded = fold(plain_name(row.name)) == fold(plain_name(known))
        told = _("和已有的“%(apart)s”只是字形不同", apart=known) if folded else _("“%(now)s”以前叫这个名称", now=known)
        row.state, row.reason = RowState.UNCLEAR, told
        row.column, row.changes = self.columns.get("unit", ""), self.words_of({}, values)
        row.changes += [["parent", "", draft.parent]] if draft.parent else []

    def offer(self, like: int, row: PlannedRow) -> None:
        """The stored unit this one may be, to choose instead of a new one."""
        name = self.plan.units.names[like]
        row.candidates = [{"id": like, "words": name}]
        row.reason = row.reason or _("像已有的“%(name)s”，请看是不是同一个单位", name=name)

    def values_of(self, draft: UnitDraft, row: PlannedRow) -> dict[str, Any]:
        """What the sheet says, but for what refers to other units."""
        values: dict[str, Any] = {
            "name": draft.name,
            "short_name": draft.short_name,
            "code": draft.code,
            "authority": "" if self.ties.authority_is_parent(draft) else draft.authority,
            "region": draft.region,
            "address": draft.address,
            "phone": draft.phone,
            "tier": draft.tier.value if draft.tier else None,
            "interval_days": draft.interval_days,
            "max_gap_days": draft.max_gap_days,
            "owner_id": self.takers.meant(draft.owner, "owner", row),
            "kind": kind_meant(draft.kind, draft.name),
            "notes": added_text("", draft.kind if says_more(draft.kind) else "", draft.notes),
        }
        said = {name: value for name, value in values.items() if value not in (None, "")}
        self.takers.keep_to_allowed(said, {}, row)
        checked_length(said, unit_field_words, frozenset(("notes",)))
        for name, _until in draft.former_names:
            checked_length({"former_names": name}, unit_field_words)
        checked_unit(None, said)
        return said

    def make(self, draft: UnitDraft, values: dict[str, Any], row: PlannedRow) -> None:
        name = draft.name.strip()
        self.plan.units.make(name, {"kind": kind_of_name(draft.name), **values})
        self.said[name] = dict(values)
        row.state, row.changes = RowState.NEW, self.words_of({}, values)
        if draft.archived_on is not None:
            self.plan.units_archived[name] = draft.archived_on
            row.changes.append(["archived_on", "", draft.archived_on.isoformat()])
        self.ties.settle(draft, row, name)

    def add_to_earlier_row(self, name: str, values: dict[str, Any], draft: UnitDraft, row: PlannedRow) -> None:
        known = self.plan.units.new[name]
        known.update(self.differing(name, known, values, row))
        self.ties.settle(draft, row, name)

    def differing(self, key: UnitKey, known: dict[str, Any], values: dict[str, Any], row: PlannedRow) -> dict[str, Any]:
        """What the row says of the unit that is not so yet; notes are added to."""
        keep_to_first(self.said.setdefault(key, {}), values, row, self.takers)
        if "notes" in values:
            values = {**values, "notes": added_text(known.get("notes", ""), *values["notes"].split("；"))}
        new = {field: value for field, value in values.items() if known.get(field) != value and field != "name"}
        check_pace(known, new)
        row.changes = self.words_of(known, new)
        row.state = RowState.CHANGED if row.changes else RowState.UNCHANGED
        return new

    def edit(self, unit_id: int, values: dict[str, Any], draft: UnitDraft, row: PlannedRow) -> None:
        stored = self.stored[unit_id]
        row.target, new = str(unit_id), self.differing(unit_id, stored, values, row)
        if new:
            self.plan.unit_edits.append(UnitEdit(unit_id, new))
            self.stored[unit_id] = {**stored, **new}
        if draft.archived_on is not None and stored["archived_at"] is None:
            row.remark(_("这个单位没有归档，归档日期没有写"), draft.archived_on.isoformat(), self.columns.get("archived_on", ""))
        self.ties.settle(draft, row, unit_id)

    def words_of(self, stored: dict[str, Any], new: dict[str, Any]) -> list[Change]:
        return [
            [
                "owner" if key == "owner_id" else key,
                in_words(stored.get(key), key, self.owners),
                in_words(value, key, self.owners),
            ]
            for key, value in new.items()
            if key != "name"
        ]
