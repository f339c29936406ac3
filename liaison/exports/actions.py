"""Leaving a line for every list that was taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import begin_write, db
from liaison.exports.listing import NO_FILTERS, Asked, Listing


@dataclass(frozen=True)
class TakenList:
    """What the audit line is about: the list by the name of its file."""

    name: str
    __tablename__ = "exports"


def note_export(listing: Listing, form: str, rows: int, asked: Asked, *, by: User | None, name: str = "") -> None:
    """Who took which list, in which form, how many rows, under which filters of those it has read; `name` for a single
    record's."""
    said: dict[str, Any] = {"list": listing.code, "format": form, "rows": rows}
    note("export.take", TakenList(name or listing.named(asked)), by, {**asked.args.used, **said})


def note_document(name: str, form: str, *, by: User | None, **said: Any) -> None:
    """Who took a document made from the records."""
    note("export.take", TakenList(name), by, {"format": form, **said})


def taken(name: str, form: str, rows: int, filters: Mapping[str, str] = NO_FILTERS, *, by: User | None) -> None:
    """The line for a print or a file that a link hands out; what was read for it is let go, so that reading takes no
    lock. The caller commits."""
    db.session.rollback()
    begin_write()
    note("export.take", TakenList(name), by, {**filters, "format": form, "rows": rows})
