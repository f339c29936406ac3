"""Units by name: those stored, and those that a file brings."""

from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.queries import active_users
from liaison.db import db
from liaison.domain.unit_kinds import kind_of_name
from liaison.domain.variants import fold
from liaison.units.models import Unit

UnitKey = int | str  # the id of a stored unit, or the name of one that is still to be made


class UnitBook:
    """`new` holds the units to be made, by name, in the order in which rows ask for them."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.folded: dict[str, str] = {}
        self.names: dict[int, str] = {}
        self.new: dict[str, dict[str, Any]] = {}
        short_names: list[tuple[str, int]] = []
        merged: dict[int, int] = {}
        former: list[tuple[str, int]] = []
        for unit_id, name, short_name, merged_into in db.session.execute(
            select(Unit.id, Unit.name, Unit.short_name, Unit.merged_into_id).order_by(
                Unit.archived_at.is_not(None), Unit.id
            )
        ):
            if merged_into is not None:
                merged[unit_id] = merged_into
                former += [(name, unit_id), (short_name, unit_id)]
                continue
            self.ids.setdefault(name, unit_id)
            self.names[unit_id] = name
            self.folded.setdefault(fold(name), name)
            if short_name:
                short_names.append((short_name, unit_id))
        for short_name, unit_id in short_names:
            self.ids.setdefault(short_name, unit_id)
        self.follow(former, merged)

    def follow(self, former: list[tuple[str, int]], merged: dict[int, int]) -> None:
        """Under the names of units merged into others, those that remain are meant; names in use come first."""
        for name, unit_id in former:
            while unit_id in merged:
                unit_id = merged[unit_id]
            if name:
                self.ids.setdefault(name, unit_id)

    def key_of(self, name: str) -> UnitKey | None:
        """How the unit is known here; None for no name. Nothing is made."""
        name = name.strip()
        return self.ids.get(name, name) if name else None

    def need(self, name: str) -> UnitKey | None:
        """The same, and if no such unit is stored, one is to be made."""
        key = self.key_of(name)
        if isinstance(key, str):
            self.new.setdefault(key, {"name": key, "kind": kind_of_name(key)})
        return key

    def written_apart(self, name: str) -> str:
        """The stored unit whose name differs in the form of its characters only; "" when there is none."""
        key = self.key_of(name)
        other = self.folded.get(fold(key)) if isinstance(key, str) else None
        return other or ""

    def name_of(self, key: UnitKey | None) -> str:
        if isinstance(key, int):
            return self.names.get(key, "")
        return key or ""


def users_by_name() -> dict[str, User]:
    """Users by name and by login; a name two users share stands for neither."""
    found: dict[str, User] = {}
    shared = set()
    for user in active_users():
        for name in {user.name, user.login}:
            if name in found:
                shared.add(name)
            found[name] = user
    return {name: user for name, user in found.items() if name not in shared}
