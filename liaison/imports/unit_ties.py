"""What rows of a directory say of other names: the parent, wherever in the file it stands, and what a unit was called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.db import db
from liaison.formats.drafts import UnitDraft
from liaison.formats.former_names import former_names_written
from liaison.imports.models import RowState
from liaison.imports.plan import Plan, PlannedRow, SheetPlace
from liaison.imports.unit_book import UnitKey, plain_name
from liaison.standing.queries import in_chunks
from liaison.units.models import FormerName


@dataclass(frozen=True, slots=True)
class Settled:
    """A row whose unit is known."""

    draft: UnitDraft
    row: PlannedRow
    key: UnitKey


class UnitTies:
    """`settle` a row once its unit is known; `tie` them all when every row of the sheet has been read."""

    def __init__(self, plan: Plan, place: SheetPlace, today: date) -> None:
        self.plan, self.units, self.columns, self.today = plan, plan.units, place.columns, today
        self.coming: set[str] = set()  # plain names of the sheet's own units
        self.once: dict[UnitKey, set[tuple[str, date]]] = {}  # former names, as stored and as planned
        self.settled: list[Settled] = []

    def know(self, names: Collection[str], unit_ids: Collection[int]) -> None:
        """The units that the sheet brings, and former names of those stored."""
        self.coming = {plain_name(name) for name in names}
        for chunk in in_chunks(unit_ids):
            wanted = select(FormerName.unit_id, FormerName.name, FormerName.until_on)
            for unit_id, name, until in db.session.execute(wanted.where(FormerName.unit_id.in_(chunk))):
                self.once.setdefault(unit_id, set()).add((name, until))

    def settle(self, draft: UnitDraft, row: PlannedRow, key: UnitKey) -> None:
        self.settled.append(Settled(draft, row, key))

    def tie(self) -> None:
        for settled in self.settled:
            self.hang(settled)
            self.remember_names(settled)
            if settled.row.changes and settled.row.state == RowState.UNCHANGED:
                settled.row.state = RowState.CHANGED

    def authority_is_parent(self, draft: UnitDraft) -> bool:
        """In a sheet with only one of the two columns an authority that is a unit of ours is the parent."""
        if not draft.authority or "parent" in self.columns:
            return False
        return self.units.is_known(self.units.key_of(draft.authority)) or plain_name(draft.authority) in self.coming

    def hang(self, settled: Settled) -> None:
        """Below the parent, if there is such a unit; otherwise it is told, and nothing is written in its place."""
        draft, key = settled.draft, settled.key
        by_authority = self.authority_is_parent(draft)
        text = draft.authority if by_authority else draft.parent
        if not text:
            return
        parent = self.units.key_of(text)
        if parent is None or not self.units.is_known(parent):
            told = _("没有叫“%(name)s”的单位，上级单位未填；不在名录里的请写在“主管部门”一列", name=text)
        elif self.units.stands_over(key, parent):
            told = _("上级单位不能是本单位或它的下级，上级单位未填")
        else:
            self.set_parent(settled, parent, by_authority)
            return
        settled.row.remark(told, text, self.columns.get("authority" if by_authority else "parent", ""))

    def set_parent(self, settled: Settled, parent: UnitKey, by_authority: bool) -> None:
        key, name = settled.key, self.units.name_of(parent)
        before = self.units.parents.get(key)
        if before == parent:
            return
        settled.row.changes.append(["parent", self.units.name_of(before), name])
        self.units.parents[key] = parent
        self.plan.unit_parents.pop(key, None)  # the order counts
        self.plan.unit_parents[key] = parent
        if by_authority:
            settled.row.hint(_("主管部门“%(unit)s”是名录里的单位，作为上级单位", unit=name))

    def remember_names(self, settled: Settled) -> None:
        """Names the unit had. One may have been taken up again; without its day a name that is known says nothing new."""
        known = self.once.setdefault(settled.key, set())
        called = {name for name, _until in known} | {self.units.name_of(settled.key)}
        unknown = {
            (name, until or self.today)
            for name, until in settled.draft.former_names
            if (name, until) not in known and (until is not None or name not in called)
        }
        if new := sorted(unknown, key=lambda each: (each[1], each[0])):
            known |= unknown
            self.plan.former_names += [(settled.key, name, until) for name, until in new]
            settled.row.changes.append(["former_names", "", former_names_written(new)])
