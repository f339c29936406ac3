"""Finding a person's name, numbers and identifiers in free text anywhere in the database, and blotting them out.

Works on every table, so that a text added tomorrow is looked through too. What identifies somebody else is left alone:
a longer name that contains this one, and the columns in which other records carry their own names.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from sqlalchemy import JSON, ColumnElement, LargeBinary, String, Table, Text, cast, or_, select, update

from liaison.accounts.models import User
from liaison.contacts.models import Contact, Phone
from liaison.db import db
from liaison.domain.phones import MOBILE
from liaison.formats.readings import reading
from liaison.search.models import SearchKey
from liaison.units.models import Unit

BLOT = "〔已删除〕"
SHORTEST_NUMBER, SHORTEST_NAME, SHORTEST_ACCOUNT, SHORTEST_READING = 7, 2, 5, 6
# How other records are called and reached: it is theirs, whatever it looks like. Tables of which nothing is free text
# stand with None.
THEIR_OWN: dict[str, set[str] | None] = {
    "contacts": {"name", "family_name", "given_name", "reading", "sort_key", "email", "wechat", "tier"},
    "phones": {"text", "digits", "extension", "label"},
    "units": {"name", "short_name", "code", "kind", "sort_key", "phone"},
    "greeting_signers": {"name"},
    "interaction_kinds": {"code"},
    "occasions": {"code", "rule", "tone"},
    "users": None, "sections": None, "tiers": None, "sign_ins": None, "search_keys": None,
}  # fmt: skip


@dataclass(frozen=True)
class Traces:
    """`words` identify this person alone; `names` are shared with a namesake and so are left in others' texts.

    `bounded` are those of the words that stand for somebody else where letters go on before or behind them: an address,
    a pinyin. Capitals do not matter.
    """

    words: frozenset[str]
    names: frozenset[str]
    shielded: frozenset[str] = frozenset()
    bounded: frozenset[str] = frozenset()

    def blotted(self, text: str, *more: str) -> str:
        """The text without the words, nor the further ones given."""
        words = {*self.words, *more} - {""}
        if not words:
            return text
        others = {word.casefold() for word in self.shielded}
        pattern = "|".join(self.pattern(word) for word in longest_first(self.shielded | words))
        return re.sub(pattern, lambda found: found[0] if found[0].casefold() in others else BLOT, text, flags=re.I)

    def pattern(self, word: str) -> str:
        return f"(?<![A-Za-z0-9._-]){re.escape(word)}(?![A-Za-z0-9_])" if word in self.bounded else re.escape(word)


def longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def traces_of(people: Iterable[Contact], uuids: Iterable[str]) -> Traces:
    """What would tell somebody that this person was once recorded."""
    people = list(people)
    ids = [person.id for person in people]
    names = {person.name for person in people if len(person.name) >= SHORTEST_NAME}
    shared = {name for name in names if has_namesake(name, ids)}
    accounts = [text for person in people for text in (person.email, person.wechat)]
    words = {text for text in accounts if len(text) >= SHORTEST_ACCOUNT and text.isascii()}  # not 同手机号
    bounded = {*words, *(form for person in people for form in readings_of(person, ids))}
    words |= bounded | {form for person in people for phone in person.phones for form in written_forms(phone)}
    words |= set(uuids) | (names - shared)
    words |= {form for word in words for form in in_addresses(word)}
    return Traces(
        frozenset(words), frozenset(shared), frozenset(longer_names(names - shared)), frozenset(bounded)
    )


def readings_of(person: Contact, ids: list[int]) -> set[str]:
    """The name in pinyin, together and apart; none where somebody else is read the same or where it is short."""
    read = reading(person.name, person.family_name, person.reading or None)
    same = select(SearchKey.subject_id).where(SearchKey.subject == "contact", SearchKey.key == read.full)
    if len(read.full) < SHORTEST_READING or db.session.scalar(same.where(SearchKey.subject_id.not_in(ids)).limit(1)):
        return set()
    family, given = ("".join(part) for part in (read.syllables[: read.family_length], read.syllables[read.family_length :]))
    return {read.full, " ".join(read.syllables), f"{family} {given}".strip(), f"{given} {family}".strip()}


def in_addresses(word: str) -> set[str]:
    """As a word stands in the filters of a saved view, which are the query of an address."""
    return {quote(word), quote_plus(word)} - {word}


def has_namesake(name: str, ids: list[int]) -> bool:
    """Whether somebody else, outside or in the office, is called the same."""
    other = select(Contact.id).where(Contact.name == name, Contact.id.not_in(ids)).limit(1)
    user = select(User.id).where(User.name == name).limit(1)
    return db.session.scalar(other) is not None or db.session.scalar(user) is not None


def longer_names(names: Iterable[str]) -> Iterator[str]:
    """Names of other people and units in which one of these is contained: 王伟 in 王伟明."""
    for name in names:
        for column in (Contact.name, User.name, Unit.name):
            longer = select(column).where(column.contains(name, autoescape=True), column != name)
            yield from db.session.scalars(longer.distinct())


def written_forms(phone: Phone) -> set[str]:
    """A number as people write it; internal lines are too short to be anybody's."""
    if len(phone.digits) < SHORTEST_NUMBER:
        return set()
    forms = {phone.digits, phone.text}
    if MOBILE.fullmatch(phone.digits):
        parts = (phone.digits[:3], phone.digits[3:7], phone.digits[7:])
        forms |= {" ".join(parts), "-".join(parts)}
    return forms


def blot_everywhere(traces: Traces) -> dict[str, list[int]]:
    """Blot the words out of every text of every table; answers the ids of the rows changed."""
    return {table.name: blot(table, traces) for table in db.metadata.sorted_tables}


def blot(
    table: Table, traces: Traces, where: ColumnElement[bool] | None = None, more: tuple[str, ...] = ()
) -> list[int]:
    """The same in one table; with `where` in those rows alone, and then further words too."""
    columns = [column for column in table.c if is_free_text(table, column)]
    words = {*traces.words, *more} - {""}
    if not columns or not words:
        return []
    mentions = or_(*(mentioned(column, word) for column in columns for word in words))
    found = select(*table.primary_key, *columns).where(mentions if where is None else mentions & where)
    changed = []
    for row in db.session.execute(found).all():
        values = {column.name: clean(row._mapping[column], traces, more) for column in columns}
        values = {name: value for name, value in values.items() if value != row._mapping[table.c[name]]}
        values = {name: only_once(table, name, value, row) for name, value in values.items()}
        if values:
            here = [column == row._mapping[column] for column in table.primary_key]
            db.session.execute(update(table).where(*here).values(unstamped(table, values)))
            changed.append(row._mapping.get("id", 0))
    return changed


def only_once(table: Table, name: str, value: Any, row: Any) -> Any:
    """Two tags that become the same without the name stay two."""
    return f"{value}{row._mapping['id']}" if table.c[name].unique else value


def rows_naming(table: Table, traces: Traces) -> list[Any]:
    """The first keys of the rows in whose texts the person is named."""
    columns = [column for column in table.c if is_free_text(table, column)]
    if not columns or not traces.words:
        return []
    named = or_(*(mentioned(column, word) for column in columns for word in traces.words))
    found = db.session.execute(select(*table.primary_key, *columns).where(named)).all()
    return [row[0] for row in found if any(clean(row._mapping[each], traces, ()) != row._mapping[each] for each in columns)]


def unstamped(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """Blotting is no edit: `updated_at` stays what it was."""
    return {**values, "updated_at": table.c.updated_at} if "updated_at" in table.c else values


def is_free_text(table: Table, column: Any) -> bool:
    """Whether people's words may stand in the column."""
    if column.primary_key or column.foreign_keys or column.name == "uuid":
        return False
    if isinstance(column.type, LargeBinary) or not isinstance(column.type, String | JSON):
        return False
    own = THEIR_OWN.get(table.name, set())
    return own is not None and column.name not in own


def mentioned(column: Any, word: str) -> ColumnElement[bool]:
    """Whether the word stands in the column; JSON holds what is not ASCII in its escaped form."""
    if not isinstance(column.type, JSON):
        return column.icontains(word, autoescape=True)
    text = cast(column, Text)
    escaped = json.dumps(word)[1:-1]
    return or_(text.icontains(word, autoescape=True), text.icontains(escaped, autoescape=True))


def clean(value: Any, traces: Traces, more: tuple[str, ...]) -> Any:
    """A text, or every text within a JSON value, blotted."""
    if isinstance(value, str):
        return traces.blotted(value, *more)
    if isinstance(value, list):
        return [clean(each, traces, more) for each in value]
    if isinstance(value, dict):
        return {clean(key, traces, more): clean(each, traces, more) for key, each in value.items()}
    return value
