"""The calendar tables as the tests read them: plainly, without the code under test."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
BUNDLED = REPOSITORY / "liaison" / "domain" / "tables"
SHARED = REPOSITORY.parent / "shared" / "data" / "calendar"
ONE_DAY = timedelta(days=1)


def bundled_rows(name: str) -> list[dict[str, str]]:
    with (BUNDLED / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shared_file(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip(f"the shared table {name} is not beside this repository")
    return SHARED / name


def shared_rows(name: str) -> list[dict[str, str]]:
    with shared_file(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def lunar_walk() -> dict[date, tuple[int, int, int, bool]]:
    """Every day with its (lunar year, month, day, leap), by counting through the rows day by day."""
    walk: dict[date, tuple[int, int, int, bool]] = {}
    on = date(1900, 1, 31)
    for row in bundled_rows("lunar_months.csv"):
        for day in range(1, int(row["length"]) + 1):
            walk[on] = (int(row["lunar_year"]), int(row["month"]), day, row["is_leap"] == "1")
            on += ONE_DAY
    return walk


@cache
def terms_by_date() -> dict[date, str]:
    return {date.fromisoformat(row["date"]): row["term"] for row in bundled_rows("solar_terms.csv")}


def days_between(start: date, end: date) -> list[date]:
    return [start + n * ONE_DAY for n in range((end - start).days + 1)]


def days_of(year: int) -> list[date]:
    return days_between(date(year, 1, 1), date(year, 12, 31))
