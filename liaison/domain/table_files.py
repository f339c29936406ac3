"""Reading the small CSV tables that travel with the rules, in ``tables/`` beside this module."""

import csv
from pathlib import Path

TABLES = Path(__file__).with_name("tables")


def table_rows(name: str) -> list[dict[str, str]]:
    """Rows of ``tables/NAME.csv`` as dictionaries by heading; callers cache what they build from them."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
