"""Everything in the database that refers to a person or a unit, and what becomes of it.

A new table with a foreign key to contacts or units gets its line in CONTACT_REFERENCES or UNIT_REFERENCES below; the
suite fails until it has one. In most cases `moves("table", "column", words)` is all there is to say:

- `moves`: on a merge the row goes over to the survivor; when the person is erased it goes with the person.
  `once=(...)` names the columns that may hold a value only once for each person, as a unique key does: the second row
  then stays with the merged record, where nobody sees it, or is dropped where `link=True` says it is a bare link.
- `stays`: the row keeps pointing at the merged record.
- `follows`: the row is computed from others and is computed anew.

`erasing=CLEAR` keeps a row whose person is erased and empties the reference instead.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Row, Table, func, select

from liaison.batches import among
from liaison.db import db
from liaison.merges import settling
from liaison.merges.journal import Journal

Key = Callable[[Row[Any]], Any]


class Merging(StrEnum):
    """What a merge does with the rows of a reference."""

    MOVES = "moves"
    STAYS = "stays"
    FOLLOWS = "follows"


class Erasing(StrEnum):
    """What erasing the person does with them."""

    DELETE = "delete"
    CLEAR = "clear"


DELETE, CLEAR = Erasing.DELETE, Erasing.CLEAR


@dataclass(frozen=True)
class Reference:
    """One column that names a person or a unit.

    `words` is what the rows are called on screen. `key` tells rows apart that a survivor cannot have twice; `repeats`
    judges two of the same key; `settle` says what then happens to the second. `order` is a column counted on behind
    the survivor's own. `subject` holds for columns shared by both subjects: {"subject": "contacts"}.
    """

    table_name: str
    column: str
    words: Any
    merging: Merging = Merging.MOVES
    erasing: Erasing = DELETE
    key: Key | None = None
    repeats: settling.Repeats = settling.always
    settle: settling.Settle = settling.leave
    order: str | None = None
    subject: tuple[str, str] | None = None

    @property
    def table(self) -> Table:
        return db.metadata.tables[self.table_name]

    def rows_of(self, record_id: int) -> list[Row[Any]]:
        """The rows that name this record, in the order of their keys."""
        return list(
            db.session.execute(select(self.table).where(self.names(record_id)).order_by(*self.table.primary_key))
        )

    def count_of(self, record_id: int) -> int:
        """How many rows name this record."""
        return db.session.scalar(select(func.count()).select_from(self.table).where(self.names(record_id))) or 0

    def names(self, record_id: int) -> ColumnElement[bool]:
        """The condition for rows that name this record."""
        return self.names_one_of([record_id])

    def names_one_of(self, record_ids: Collection[int]) -> ColumnElement[bool]:
        """The same for several; a single one is compared plainly."""
        column = self.table.c[self.column]
        found = among(column, record_ids) if len(record_ids) != 1 else column == next(iter(record_ids))
        if self.subject is not None:
            found &= self.table.c[self.subject[0]] == self.subject[1]
        return found


def moves(
    table: str,
    column: str,
    words: Any,
    *,
    once: tuple[str, ...] = (),
    link: bool = False,
    **more: Any,
) -> Reference:
    """Rows that go over to the survivor."""
    if once:
        more["key"] = lambda row: tuple(row._mapping[name] for name in once)
    if link:
        more["settle"] = settling.drop
    return Reference(table, column, words, **more)


def stays(table: str, column: str, words: Any, **more: Any) -> Reference:
    """Rows that keep pointing at the merged record."""
    return Reference(table, column, words, merging=Merging.STAYS, **more)


def follows(table: str, column: str, words: Any, **more: Any) -> Reference:
    """Rows and columns that are computed from others."""
    return Reference(table, column, words, merging=Merging.FOLLOWS, **more)


CONTACT_REFERENCES: tuple[Reference, ...] = (
    moves("posts", "contact_id", _l("任职"), key=lambda row: row.unit_id, repeats=settling.adds_no_post,
          order="position"),
    moves("phones", "contact_id", _l("电话"), once=("digits", "extension"), order="position"),
    moves("contact_tags", "contact_id", _l("标签"), once=("tag_id",), link=True),
    moves("interaction_participants", "contact_id", _l("联系记录"), once=("interaction_id",), link=True),
    moves("follow_ups", "contact_id", _l("跟进事项")),
    moves("matters", "contact_id", _l("协调事项"), erasing=CLEAR),
    moves("credits", "contact_id", _l("好帐"), erasing=CLEAR),
    moves("post_changes", "contact_id", _l("职务变动")),
    moves("handover_items", "contact_id", _l("交接"), once=("handover_id",)),
    stays("handover_moves", "subject_id", _l("交接"), subject=("subject", "contacts")),
    stays("ownerships", "contact_id", _l("历任联络员")),
    moves("snoozes", "contact_id", _l("暂缓")),
    moves("pauses", "contact_id", _l("停联")),
    moves("greetings", "contact_id", _l("问候"), once=("round_id",), settle=settling.excuse_unsent),
    moves("greeting_turns", "contact_id", _l("问候名额"), once=("occasion_code", "cycle")),
    moves("incoming_greetings", "contact_id", _l("收到的问候")),
    moves("distinctions", "first_id", _l("看过不是同一个的"), once=("second_id",), subject=("subject", "contact")),
    moves("distinctions", "second_id", _l("看过不是同一个的"), once=("first_id",), subject=("subject", "contact")),
    stays("contacts", "merged_into_id", _l("已合并的档案")),
    stays("merges", "contact_id", _l("合并记录")),
    follows("planned_calls", "contact_id", _l("联系计划")),
    stays("imported_records", "record_id", _l("导入"), subject=("subject", "contacts")),
    stays("personal_requests", "contact_id", _l("个人信息请求"), erasing=CLEAR),
    follows("search_keys", "subject_id", _l("检索键"), subject=("subject", "contact")),
    follows("search_keys", "subject_id", _l("检索键"), subject=("subject", "note")),
    stays("audit_lines", "subject_id", _l("操作日志"), subject=("subject", "contacts"), erasing=CLEAR),
)  # fmt: skip

UNIT_REFERENCES: tuple[Reference, ...] = (
    moves("posts", "unit_id", _l("任职"), key=lambda row: row.contact_id, repeats=settling.adds_no_post,
          erasing=CLEAR),
    moves("units", "parent_id", _l("下级单位"), erasing=CLEAR),
    moves("interactions", "unit_id", _l("联系记录"), erasing=CLEAR),
    moves("follow_ups", "unit_id", _l("跟进事项"), erasing=CLEAR),
    moves("matters", "unit_id", _l("协调事项"), erasing=CLEAR),
    moves("credits", "unit_id", _l("好帐"), erasing=CLEAR),
    stays("handover_moves", "subject_id", _l("交接"), subject=("subject", "units")),
    moves("vacancies", "unit_id", _l("空缺")),
    moves("unit_changes", "unit_id", _l("单位变动")),
    moves("unit_changes", "into_id", _l("并入的单位"), erasing=CLEAR),
    moves("unit_former_names", "unit_id", _l("曾用名")),
    moves("greetings", "unit_id", _l("问候"), erasing=CLEAR),
    stays("imported_records", "record_id", _l("导入"), subject=("subject", "units")),
    follows("contacts", "unit_id", _l("联系人"), erasing=CLEAR),
    moves("distinctions", "first_id", _l("看过不是同一个的"), once=("second_id",), subject=("subject", "unit")),
    moves("distinctions", "second_id", _l("看过不是同一个的"), once=("first_id",), subject=("subject", "unit")),
    stays("units", "merged_into_id", _l("已合并的单位")),
    stays("merges", "unit_id", _l("合并记录")),
    follows("search_keys", "subject_id", _l("检索键"), subject=("subject", "unit")),
    follows("search_keys", "subject_id", _l("检索键"), subject=("subject", "place")),
    follows("search_keys", "subject_id", _l("检索键"), subject=("subject", "unit_phone")),
    stays("audit_lines", "subject_id", _l("操作日志"), subject=("subject", "units"), erasing=CLEAR),
)  # fmt: skip

REFERENCES = {"contact": CONTACT_REFERENCES, "unit": UNIT_REFERENCES}


@dataclass(frozen=True)
class Moved:
    """How many rows of a reference go over, and how many are repetitions that do not."""

    words: Any
    rows: int
    repeated: int = 0


def move_all(
    journal: Journal | None,
    subject: str,
    from_id: int,
    to_id: int,
    *,
    now: datetime,
    reason: str,
    after: Sequence[int] = (),
) -> list[Moved]:
    """Move everything of one record to another. Without a journal nothing is written, only counted.

    `after` are those that would have been moved there before, when it is only counted.
    """
    moving = [each for each in REFERENCES[subject] if each.merging == Merging.MOVES]
    return [moved(journal, each, from_id, (to_id, *after), now, reason) for each in moving]


def moved(
    journal: Journal | None, reference: Reference, from_id: int, to: Sequence[int], now: datetime, reason: str
) -> Moved:
    """The rows of one reference, each moved or settled as a repetition. `to` is the survivor, and who came before."""
    to_id = to[0]
    ours, theirs = [row for each in to for row in reference.rows_of(each)], reference.rows_of(from_id)
    known: dict[Any, list[Row[Any]]] = {}
    for row in ours:
        known.setdefault(reference.key(row) if reference.key else None, []).append(row)
    last = max((row._mapping[reference.order] for row in ours), default=-1) if reference.order else 0
    repeated = 0
    for row in theirs:
        twins = known.get(reference.key(row), []) if reference.key else []
        twin = next((each for each in twins if reference.repeats(each, row)), None)
        if twin is not None:
            repeated += 1
            if journal is not None:
                reference.settle(journal, reference.table, twin, row, now, reason)
        elif journal is not None:
            last += 1
            place = {reference.order: last} if reference.order else {}
            journal.change(reference.table, row, {reference.column: to_id, **place})
    return Moved(reference.words, len(theirs) - repeated, repeated)
