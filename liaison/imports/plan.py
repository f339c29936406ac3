"""What writing a file would do: one planned row for each row of it, and the records to make or change."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from liaison.accounts.models import User
from liaison.domain.refusals import told
from liaison.formats.drafts import Problem
from liaison.imports.models import RowState
from liaison.imports.people_book import Person
from liaison.imports.unit_book import UnitBook, UnitKey

Change = list[str]  # [field, what it was, what it becomes], as words
Choices = Mapping[tuple[int, int], str]
Step = Callable[[int], None]  # told how many rows are done; may raise to stop

SKIP, MAKE_NEW = "skip", "new"
AT_UNIT = "unit-"  # before a unit's id: the new person is there, not at a new unit
AT_NEW_UNIT = "unit-="  # before the name of a unit that an earlier row brings
AT_MOVED = "moved-"  # before a person's id: it is that person, whose other posts are over
AT_ROW = "row-"  # before the number of a sheet and of its row: the person of that row is meant
LONGEST_WORDS = 200
LONGEST = {"code": 40}  # of columns that hold less
# Codes of formats/office_cells.REASONS whose cell is written all the same.
KEPT_AS_WRITTEN = ("phone_doubtful", "name_no_given", "name_with_title", "name_maybe_two", "name_odd", "two_calendars")


def person_chosen(choice: str) -> int | None:
    """The id of the stored person that a choice means, in whatever way."""
    digits = choice.removeprefix(AT_MOVED)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def row_chosen(choice: str) -> tuple[int, int] | None:
    """(sheet, row) of the row whose person a choice means."""
    sheet, _, row = choice.removeprefix(AT_ROW).partition("-")
    if not choice.startswith(AT_ROW) or not (sheet.isdigit() and row.isdigit()):
        return None
    return int(sheet), int(row)


class RowRefused(ValueError):
    """A row that cannot be written so; `field` and `value` say where it is at fault."""

    def __init__(self, reason: str, field: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.field, self.value = field, value


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """The sheet whose rows are planned: who brings it, what was chosen for rows, where each field stands ("B 姓名")."""

    sheet: int
    columns: Mapping[str, str]
    choices: Choices
    by: User | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record or that somebody chose to leave; `column` and `value` are its first cell."""

    sheet: int
    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class PlannedRow:
    """`column` is where the reason lies; `candidates`: people the row may mean, {id, words}, `more` how many are not listed.

    `problems` are {column, value, reason, told}: `told` is what one should know though nothing is left out.
    """

    sheet: int
    row: int
    state: RowState
    name: str = ""
    unit: str = ""
    who: str = ""
    reason: str = ""
    column: str = ""
    more: int = 0
    changes: list[Change] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    candidates: list[dict[str, Any]] = field(default_factory=list)
    target: str = ""

    @property
    def digest(self) -> str:
        """Equal for two plans that would do the same with the row, and with whatever is chosen for it."""
        offered = [[each["id"], each.get("ends", "")] for each in self.candidates]
        meant = json.dumps([self.state, self.target, self.changes, self.reason, offered], ensure_ascii=False)
        return hashlib.sha1(meant.encode(), usedforsecurity=False).hexdigest()

    def note(self, problem: Problem) -> None:
        """A cell that was not understood, or that is kept as it was written."""
        column = f"{problem.column} {problem.heading}".strip()
        self.problems.append(
            {"column": column, "value": problem.value, "reason": problem.reason, "told": problem.code in KEPT_AS_WRITTEN}
        )

    def remark(self, reason: str, value: str = "", column: str = "") -> None:
        """Something that is left out."""
        self.problems.append({"column": column, "value": value, "reason": reason, "told": False})

    def tell(self, reason: str, value: str = "") -> None:
        """Something to know of a row of which nothing is left out."""
        self.problems.append({"column": "", "value": value, "reason": reason, "told": True})

    @property
    def left_out(self) -> list[dict[str, Any]]:
        """The cells that writing passes over."""
        return [each for each in self.problems if not each["told"]]

    @property
    def told(self) -> list[dict[str, Any]]:
        return [each for each in self.problems if each["told"]]

    def hint(self, reason: str) -> None:
        """Something to look at that keeps nothing from being written."""
        if reason not in self.reason.split("；"):
            self.reason = "；".join(filter(None, (self.reason, reason)))

    def refuse(self, error: ValueError, columns: Mapping[str, str]) -> None:
        """The row is not written, for a reason that lies in the column of the error's field, if it has one."""
        self.state, self.reason = RowState.REFUSED, str(error)
        self.column = columns.get(getattr(error, "field", ""), "")
        if self.column and not any(each["reason"] == self.reason for each in self.left_out):
            self.remark(self.reason, getattr(error, "value", ""), self.column)


@dataclass(slots=True)
class NewPost:
    """A post to begin; `post` are its words."""

    unit: UnitKey | None
    post: dict[str, str]
    from_on: date | None = None
    to_on: date | None = None


@dataclass(slots=True)
class NewPerson:
    """A person to be made; `unit` is where the first post is, `post` are its words, it began on `since`; `phones` are
    read numbers.

    `identity` is the 系统编号 of the list they left in, "" for a new one.
    """

    values: dict[str, Any]
    phones: list[Any]
    tags: list[str]
    unit: UnitKey | None
    post: dict[str, str]
    record_id: int | None = None
    identity: str = ""
    since: date | None = None
    more_posts: list[NewPost] = field(default_factory=list)
    archived_on: date | None = None


@dataclass(slots=True)
class PersonEdit:
    """What a stored person gets; `post` are new words for post `post_id`, or a new post at `unit` when that is None.

    `ends` are the ids of posts that are over with it, on the day the new one began (`since`), else on that of the import.
    """

    record_id: int
    values: dict[str, Any]
    phones: list[Any]
    tags: list[str]
    post_id: int | None = None
    post: dict[str, str] = field(default_factory=dict)
    unit: UnitKey | None = None
    ends: list[int] = field(default_factory=list)
    since: date | None = None


@dataclass(slots=True)
class UnitEdit:
    """New values of a stored unit, but for its parent."""

    record_id: int
    values: dict[str, Any]


@dataclass(slots=True)
class NewCall:
    """A register row to be logged; `people` may still have to be made themselves.

    `unit` is where it counts if `says_unit`, None for nowhere; else it counts where the first of the people is.
    """

    people: list[Person]
    on: date
    kind: str
    direction: str
    answered: bool
    at: time | None
    minutes: int | None
    summary: str
    outcome: str
    by_id: int | None
    handler: str
    follow_up: str = ""
    follow_up_on: date | None = None
    follow_up_owner_id: int | None = None
    unit: UnitKey | None = None
    says_unit: bool = False


@dataclass
class Plan:
    """Everything one file would do. `left_out`: rows that are no records; `titles`: the sheets' names where there are several.

    `of_cards`: the rows are contact cards, and called so. `unit_parents` are written in their order, in which no unit
    comes to hang below itself.
    """

    kind: str = ""
    of_cards: bool = False
    rows: list[PlannedRow] = field(default_factory=list)
    units: UnitBook = field(default_factory=UnitBook)
    unit_parents: dict[UnitKey, UnitKey] = field(default_factory=dict)
    unit_edits: list[UnitEdit] = field(default_factory=list)
    units_archived: dict[str, date] = field(default_factory=dict)
    former_names: list[tuple[UnitKey, str, date]] = field(default_factory=list)
    people: list[NewPerson] = field(default_factory=list)
    edits: list[PersonEdit] = field(default_factory=list)
    calls: list[NewCall] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)

    @property
    def skipped(self) -> int:
        return len(self.left_out)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.state for row in self.rows)
        return {state.value: counted[state] for state in RowState}

    @property
    def stored_units_touched(self) -> set[int]:
        """The stored units that get new values, another parent or a former name."""
        keys = [edit.record_id for edit in self.unit_edits]
        keys += [key for key in (*self.unit_parents, *(key for key, _name, _until in self.former_names)) if isinstance(key, int)]
        return set(keys)

    @property
    def steps(self) -> int:
        """How many steps writing takes: each record once, and once or twice more for what is derived from it."""
        people = len(self.people) + len(self.edits)
        return len(self.units.new) * 3 + len(self.unit_edits) + people * 3 + len(self.calls) * 2


def checked_length(
    values: Mapping[str, Any], words: Callable[[], Mapping[str, str]], long: frozenset[str] = frozenset()
) -> None:
    """Refuse a text longer than its column; PostgreSQL would, in words nobody understands. `words` are those of the fields."""
    for name, value in values.items():
        most = LONGEST.get(name, LONGEST_WORDS)
        if isinstance(value, str) and len(value) > most and name not in long:
            reason = told(
                "“{field}”有 {n} 个字，超过 {most} 字的上限，请改短",
                field=words().get(name, name), n=len(value), most=most,
            )  # fmt: skip
            raise RowRefused(reason, name, value[:40])


def added_text(old: str, *pieces: str) -> str:
    """The old text with those pieces that it does not hold yet; nothing is overwritten."""
    missing = [piece for piece in pieces if piece and piece not in old]
    return "；".join([*([old] if old else []), *dict.fromkeys(missing)])
