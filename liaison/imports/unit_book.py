"""Units by name: those stored, and those that a file brings."""

import re
import unicodedata
from collections.abc import Container, Iterable
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import select

from liaison.db import db
from liaison.domain.unit_forms import unit_forms
from liaison.domain.unit_kinds import kind_of_name
from liaison.domain.variants import fold
from liaison.units.models import FormerName, Unit

UNITS_SEPARATOR = re.compile(r"[、,，;；/\n]+")
UnitKey = int | str  # the id of a stored unit, or the name of one that is still to be made


class UnitBook:
    """`new` holds the units to be made, by name, in the order in which rows ask for them.

    A name in other widths or with spaces inside is the same name. One in traditional or variant characters, and one a
    unit had until it was renamed, mean that unit too, but it is told (`read_as`).
    """

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.names: dict[int, str] = {}
        self.parents: dict[UnitKey, UnitKey] = {}  # of each unit that has one, as stored and as planned
        self.new: dict[str, dict[str, Any]] = {}
        self.spelt: dict[str, str] = {}  # the name of a unit to be made by its plain form
        self.spelt_folded: dict[str, str] = {}
        self.alike: dict[str, int | None] = {}
        self.new_forms: dict[str, str] = {}  # the first unit to be made of each form of a name
        short_names: list[tuple[str, int]] = []
        merged: dict[int, int] = {}
        former: list[tuple[str, int]] = []
        for unit_id, name, short_name, parent_id, merged_into in db.session.execute(
            select(Unit.id, Unit.name, Unit.short_name, Unit.parent_id, Unit.merged_into_id).order_by(
                Unit.archived_at.is_not(None), Unit.id
            )
        ):
            if parent_id is not None:
                self.parents[unit_id] = parent_id
            if merged_into is not None:
                merged[unit_id] = merged_into
                former += [(name, unit_id), (short_name, unit_id)]
                continue
            self.ids.setdefault(name, unit_id)
            self.names[unit_id] = name
            if short_name:
                short_names.append((short_name, unit_id))
        for short_name, unit_id in short_names:
            self.ids.setdefault(short_name, unit_id)
        self.follow(former, merged)
        self.plain = first_of((plain_name(name), unit_id) for name, unit_id in self.ids.items())
        self.folded = first_of((fold(plain), unit_id) for plain, unit_id in self.plain.items())
        self.once = once_called(self.names)

    def follow(self, former: list[tuple[str, int]], merged: dict[int, int]) -> None:
        """Under the names of units merged into others, those that remain are meant; names in use come first."""
        for name, unit_id in former:
            while unit_id in merged:
                unit_id = merged[unit_id]
            if name:
                self.ids.setdefault(name, unit_id)

    def key_of(self, name: str) -> UnitKey | None:
        """How the unit is known here; None for no name. Nothing is made."""
        key = self.key_as_written(name)
        if isinstance(key, str) and key not in self.new:
            plain = plain_name(key)
            folded = fold(plain)
            return self.folded.get(folded) or self.once.get(plain) or self.spelt_folded.get(folded, key)
        return key

    def key_as_written(self, name: str) -> UnitKey | None:
        """The same for a list of units, where other characters and former names are a question."""
        name = name.strip()
        if not name or name in self.ids:
            return self.ids.get(name)
        plain = plain_name(name)
        return self.plain.get(plain) or self.spelt.get(plain, name)

    def all_meant(self, name: str) -> frozenset[UnitKey]:
        """The unit of this name; of a name nobody has, the several known ones it lists (市教育局、江州大学)."""
        key = self.key_of(name)
        parts = {self.key_of(part) for part in UNITS_SEPARATOR.split(name)}
        if self.is_known(key) or len(parts) < 2 or not all(map(self.is_known, parts)):
            return frozenset() if key is None else frozenset([key])
        return frozenset(part for part in parts if part is not None)

    def need(self, name: str) -> UnitKey | None:
        """The same as `key_of`, and if no such unit is stored, one is to be made."""
        key = self.key_of(name)
        if isinstance(key, str) and key not in self.new:
            self.make(key, {"name": key, "kind": kind_of_name(key)})
        return key

    def make(self, name: str, values: dict[str, Any]) -> None:
        """A unit that is to be made."""
        self.new[name] = values
        self.spelt.setdefault(plain_name(name), name)
        self.spelt_folded.setdefault(fold(plain_name(name)), name)
        for form in unit_forms(name):
            self.new_forms.setdefault(form, name)

    def is_known(self, key: UnitKey | None) -> bool:
        """Whether the unit is stored or to be made."""
        return isinstance(key, int) or key in self.new

    def stands_over(self, key: UnitKey, parent: UnitKey) -> bool:
        """Whether the unit is this parent or one of its parents: then it cannot hang below it."""
        above: UnitKey | None = parent
        while above is not None:
            if above == key:
                return True
            above = self.parents.get(above)
        return False

    def take_for(self, name: str, meant: UnitKey) -> None:
        """Somebody said that this name means a stored unit, or one to be made under another name."""
        if isinstance(meant, str):
            self.spelt[plain_name(name)] = meant
        elif meant in self.names:
            self.ids[name.strip()] = meant

    def read_as(self, name: str) -> str:
        """The unit that is meant, where the name is not one it has now; "" when that need not be told."""
        key = self.key_of(name)
        return self.name_of(key) if key is not None and self.key_as_written(name) != key else ""

    def like(self, name: str) -> UnitKey | None:
        """A stored unit, else one the file itself brings, that a name nobody has may mean: 市一中 and 市第一中学.
        None for a name that is known."""
        stored, key = self.stored_like(name), self.key_as_written(name)
        if stored is not None or not isinstance(key, str):
            return stored
        return next((known for form in sorted(unit_forms(key)) if (known := self.new_forms.get(form, key)) != key), None)

    def stored_like(self, name: str) -> int | None:
        """The same among stored ones."""
        key = self.key_as_written(name)
        if not isinstance(key, str):
            return None
        if key not in self.alike:
            known = self.key_of(key)
            self.alike[key] = known if isinstance(known, int) else self.sharing_a_form(key)
        return self.alike[key]

    def sharing_a_form(self, name: str) -> int | None:
        return next((self.forms[form] for form in sorted(unit_forms(name)) if form in self.forms), None)

    @cached_property
    def forms(self) -> dict[str, int]:
        """Stored units by the forms of their names; read when the first unknown name asks for it."""
        return first_of((form, unit_id) for unit_id, name in self.names.items() for form in unit_forms(name))

    def name_of(self, key: UnitKey | None) -> str:
        if isinstance(key, int):
            return self.names.get(key, "")
        return key or ""


@lru_cache(maxsize=4096)  # a list of people names the same units again and again
def plain_name(name: str) -> str:
    """The name without spaces, in ordinary widths."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def first_of(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The first of each name."""
    found: dict[str, int] = {}
    for name, unit_id in pairs:
        found.setdefault(name, unit_id)
    return found


def once_called(units: Container[int]) -> dict[str, int]:
    """Units by what they, or those that became part of them, were called; a name that two units had is nobody's."""
    found: dict[str, int] = {}
    shared = set()
    for name, unit_id in db.session.execute(select(FormerName.name, FormerName.unit_id).order_by(FormerName.id)):
        plain = plain_name(name)
        if unit_id in units and found.setdefault(plain, unit_id) != unit_id:
            shared.add(plain)
    return {name: unit_id for name, unit_id in found.items() if name not in shared}
