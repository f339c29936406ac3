"""Saved views that ask for a unit: the unit's number stands in the text of an address, where no foreign key leads to it."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select

from liaison.db import db
from liaison.merges.journal import Journal
from liaison.saved_views.lists import LISTS
from liaison.saved_views.models import SavedView

UNIT_ARGS = {(kept.name, each.arg) for kept in LISTS.values() for each in kept.filters if each.kind == "unit"}


def turn_views(journal: Journal, from_id: int, to_id: int) -> None:
    """Views of a unit that was merged ask for the one that stays: the merged one's list would be empty."""
    table: Any = SavedView.__table__
    for row in db.session.execute(select(table).where(table.c.query.contains(f"={from_id}", autoescape=True))).all():
        journal.change(table, row, {"query": turned(row.list_name, row.query, from_id, to_id)})


def turned(list_name: str, query: str, from_id: int, to_id: int) -> str:
    """The query with one unit in place of another; as it stands where it does not ask for that one."""
    pairs = parse_qsl(query, keep_blank_values=True)
    found = [(arg, str(to_id) if value == str(from_id) and (list_name, arg) in UNIT_ARGS else value) for arg, value in pairs]
    return urlencode(found) if found != pairs else query
