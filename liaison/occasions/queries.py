"""Reading the office's occasions, as records for the settings and as the policy that every calendar follows."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from liaison.db import db
from liaison.domain.audience import parse_audience
from liaison.domain.date_rules import Rule, RuleError
from liaison.domain.observances import Observance, read_observance
from liaison.occasions.models import OfficeOccasion

WRITTEN = (
    "code", "name", "rule", "since", "audience", "tone", "lead_workdays", "send_on", "clear_days", "quiet_day",
    "send_when", "legal_status", "basis",
)  # fmt: skip
Row = tuple[str, ...]


def office_policy() -> tuple[Observance, ...]:
    """The occasions in force, in the office's order, those not shown left out. One SELECT."""
    rows = db.session.execute(
        select(*(getattr(OfficeOccasion, name) for name in WRITTEN), OfficeOccasion.shown)
        .where(OfficeOccasion.archived_at.is_(None))
        .order_by(OfficeOccasion.position, OfficeOccasion.id)
    )
    return read_policy(tuple((written_row(row[:-1]), row[-1]) for row in rows))


def sending_policy() -> tuple[Observance, ...]:
    """The occasions in force, and those not shown that silence their day all the same: what days of sending go by."""
    silent = (each for each in observances_by_code().values() if each.quiet_day)
    shown = office_policy()
    codes = {each.code for each in shown}
    return (*shown, *(each for each in silent if each.code not in codes))


def written_row(values: Sequence[object]) -> Row:
    """The values of WRITTEN as the texts that `read_observance` reads."""
    return tuple(written(value) for value in values)


def written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


@lru_cache(maxsize=8)
def read_policy(rows: tuple[tuple[Row, bool], ...]) -> tuple[Observance, ...]:
    """The shown ones of these rows, read. Depends on the rows alone, hence kept: every page asks for it."""
    read = read_rows([row for row, _shown in rows])
    return tuple(read[row[0]] for row, shown in rows if shown)


def read_rows(rows: Sequence[Row]) -> dict[str, Observance]:
    """{code: observance}; a relative rule is read after the one it leans on. RuleError when that never comes."""
    named: dict[str, Rule] = {}
    found: dict[str, Observance] = {}
    waiting = list(rows)
    while waiting:
        postponed: list[Any] = []
        for row in waiting:
            try:
                observance = read_observance(fields(row), named)
            except RuleError as error:
                if error.code != "unknown_base" or len(postponed) + 1 == len(waiting):
                    raise
                postponed.append(row)
                continue
            named[observance.name] = observance.rule
            found[observance.code] = observance
        waiting = postponed
    return found


def fields(row: Row) -> Mapping[str, str]:
    """A row by name. The words for the audience follow from its rule, so that they never lag behind it."""
    named = dict(zip(WRITTEN, row, strict=True))
    return {**named, "audience_words": parse_audience(named["audience"]).words}


def occasion_records(*, archived: bool = False) -> list[OfficeOccasion]:
    """The office's list, or what has been taken off it."""
    state = OfficeOccasion.archived_at.is_not(None) if archived else OfficeOccasion.archived_at.is_(None)
    return list(
        db.session.scalars(
            select(OfficeOccasion).where(state).order_by(OfficeOccasion.position, OfficeOccasion.id)
        )
    )


def observances_by_code() -> dict[str, Observance]:
    """Every occasion on the list, shown or not."""
    return read_rows([row_of(record) for record in occasion_records()])


def row_of(record: OfficeOccasion) -> Row:
    return written_row([getattr(record, name) for name in WRITTEN])
