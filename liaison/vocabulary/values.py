"""Stored values in words: codes, references, instants. What they refer to is looked up once for all of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import Column, select

from liaison.accounts.models import User
from liaison.batches import among
from liaison.db import Instant, db
from liaison.domain.audience import AudienceError, parse_audience
from liaison.domain.date_rules import RuleError
from liaison.domain.rule_texts import parse_rule
from liaison.handover.models import Handover
from liaison.interactions.models import Interaction
from liaison.occasions.queries import office_policy
from liaison.office.queries import kind_labels
from liaison.vocabulary.codes import Words, code_words

Asked = Iterable[tuple[Column[Any], Any]]
Names = dict[Any, str]
USERS = {"desk_id", "before_id", "after_id"}  # which name a user without a foreign key


class Values:
    """`asked` are the columns and values that will be told, so that names are read in one statement for each table."""

    def __init__(self, asked: Asked, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.codes: Callable[[str, str], Words | None] = cache(code_words)
        keys: dict[str, set[Any]] = defaultdict(set)
        for column, value in asked:
            table = table_behind(column)
            if table and is_key(value):
                keys[table].add(value)
        self.names = {table: names_in(table, found) for table, found in keys.items()}

    def told(self, column: Column[Any], value: Any) -> str:
        """The value as people read it; "" for none."""
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, list):
            return _("、").join(self.told(column, each) for each in value)
        words = self.codes(column.table.name, column.name)
        if words is not None:
            return _("、").join(words.get(code, code) for code in str(value).split(","))
        table = table_behind(column)
        if table and is_key(value):
            return self.names.get(table, {}).get(value) or _("（已没有）")
        if isinstance(column.type, Instant):
            return self.local(value)
        return WRITTEN.get((column.table.name, column.name), plain)(value)

    def local(self, value: Any) -> str:
        """An instant, also as ISO text, in the office's time zone."""
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return str(instant.astimezone(self.zone).strftime("%Y-%m-%d %H:%M"))


def is_key(value: Any) -> bool:
    """Whether it is a record's number: a text in its place has been blotted or is a name."""
    return isinstance(value, int) and not isinstance(value, bool)


def table_behind(column: Column[Any]) -> str:
    """The table whose records the column names, "" for none."""
    target = next(iter(column.foreign_keys), None)
    if target is not None:
        return target.column.table.name
    return "users" if column.name in USERS else ""


def names_in(table: str, keys: Iterable[int]) -> Names:
    """{id: what the record is called} where it is called something."""
    if table in CALLED:
        return CALLED[table](keys)
    columns = db.metadata.tables[table].c
    if "name" not in columns:
        return {}
    rows = db.session.execute(select(columns.id, columns.name).where(among(columns.id, keys)))
    return {row[0]: row[1] for row in rows}


def calls(keys: Iterable[int]) -> Names:
    """Interactions by day and kind."""
    kinds = kind_labels()
    rows = db.session.execute(select(Interaction.id, Interaction.on, Interaction.kind).where(among(Interaction.id, keys)))
    return {row.id: f"{row.on} {kinds.get(row.kind, row.kind)}" for row in rows}


def handovers(keys: Iterable[int]) -> Names:
    rows = db.session.execute(
        select(Handover.id, Handover.on, User.name).join(User, User.id == Handover.giver_id).where(among(Handover.id, keys))
    )
    return {row.id: _("%(who)s %(day)s 移交", who=row.name, day=row.on) for row in rows}


CALLED: dict[str, Callable[[Iterable[int]], Names]] = {"interactions": calls, "handovers": handovers}


def rule_words(text: str) -> str:
    """A rule of a date in words; as it is written where it leans on a feast that is no more."""
    try:
        return parse_rule(text, {each.name: each.rule for each in office_policy()}).words
    except RuleError:
        return text


def counts_told(counts: Mapping[str, int]) -> str:
    """{"联系记录": 3} as "联系记录 3"."""
    return _("、").join(f"{words} {count}" for words, count in counts.items())


def audience_words(text: str) -> str:
    try:
        return parse_audience(text).words
    except AudienceError:
        return text


WRITTEN: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("occasions", "rule"): rule_words,
    ("occasions", "audience"): audience_words,
    ("merges", "merged"): lambda each: each["name"],
    ("merges", "moved"): counts_told,
    ("post_changes", "dropped"): lambda each: each.get("text", ""),
}


def plain(value: Any) -> str:
    """A value that needs no looking up."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
