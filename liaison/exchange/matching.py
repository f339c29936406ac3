"""What rows are matched against: units by name, people by unit and name, users by name.

People are never matched silently across different units.
"""

from collections import defaultdict

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.queries import active_users
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.names import clean_name
from liaison.domain.unit_kinds import kind_of_name
from liaison.units.actions import add_unit
from liaison.units.models import Unit


class UnitBook:
    """Units by name, made as they are met."""

    def __init__(self, by: User | None) -> None:
        self.by = by
        self.ids: dict[str, int] = {}
        for unit_id, name, short_name in db.session.execute(
            select(Unit.id, Unit.name, Unit.short_name).order_by(Unit.id)
        ):
            self.ids.setdefault(name, unit_id)
            if short_name:
                self.ids.setdefault(short_name, unit_id)

    def id_of(self, name: str) -> int | None:
        """The unit's id; a new unit when there is none; None for no name."""
        name = name.strip()
        if not name:
            return None
        if name not in self.ids:
            self.ids[name] = add_unit({"name": name, "kind": kind_of_name(name)}, by=self.by).id
        return self.ids[name]


class People:
    """Contacts by unit and name, for matching rows."""

    def __init__(self) -> None:
        self.ids: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        rows = db.session.execute(
            select(Contact.id, Contact.name, Post.unit_id)
            .outerjoin(Post, (Post.contact_id == Contact.id) & Post.to_on.is_(None))
            .where(Contact.archived_at.is_(None))
            .order_by(Contact.id)
        )
        for contact_id, name, unit_id in rows:
            self.remember(contact_id, name, unit_id)

    def remember(self, contact_id: int, name: str, unit_id: int | None) -> None:
        known = self.ids[unit_id, clean_name(name)]
        if contact_id not in known:
            known.append(contact_id)

    def matching(self, name: str, unit_id: int | None) -> list[Contact]:
        """Everyone of that name at that unit."""
        return [
            db.session.get_one(Contact, found) for found in self.ids.get((unit_id, clean_name(name)), [])
        ]

    def anywhere(self, name: str) -> list[Contact]:
        """Everyone of that name, for a row that names no unit."""
        wanted = clean_name(name)
        ids = {found for (_unit, known), people in self.ids.items() if known == wanted for found in people}
        return [db.session.get_one(Contact, found) for found in sorted(ids)]


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
