"""Who may be given people and units by name in a sheet: those whom the pages offer too."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.accounts.queries import active_users, colleagues, keepers
from liaison.formats.office_fields import FIELDS_BY_CODE
from liaison.imports.plan import PlannedRow

OF_PEOPLE = {"owner_id": "owner", "deputy_id": "deputy"}


def takers_for(by: User | None) -> list[User]:
    """Whom this user may give people to; on the command line everyone who keeps people."""
    return colleagues(by) if by is not None else keepers()


class Takers:
    """Users as a sheet names them. `columns` say where each field stands ("B 联络员")."""

    def __init__(self, allowed: Iterable[User], columns: Mapping[str, str]) -> None:
        self.allowed, self.columns = {user.id for user in allowed}, columns
        everyone = active_users()
        self.known = by_name(everyone)
        self.users = {user.id: user for user in everyone}
        self.names = {user.id: user.name for user in everyone}

    def meant(self, name: str, field: str, row: PlannedRow) -> int | None:
        """The user of this name; who is nobody's is remarked upon."""
        if not name:
            return None
        if name not in self.known:
            what = FIELDS_BY_CODE[field].name
            row.remark(_("没有叫“%(name)s”的用户，%(what)s未填", name=name, what=what), name, self.columns.get(field, ""))
            return None
        return self.known[name].id

    def keep_to_allowed(self, values: dict[str, Any], stored: Mapping[str, Any], row: PlannedRow) -> None:
        """Leaves out who may not be given anything, unless it is so already."""
        for key, field in OF_PEOPLE.items():
            user_id = values.get(key)
            if user_id is not None and user_id not in self.allowed and user_id != stored.get(key):
                del values[key]
                row.remark(refused(self.users[user_id]), self.names[user_id], self.columns.get(field, ""))


def refused(user: User) -> str:
    if not user.writes:
        return _("“%(name)s”只能查看，不能联系人，这一格没有采用", name=user.name)
    return _("“%(name)s”是别的科室的，您不能把人交给他，这一格没有采用", name=user.name)


def by_name(users: Iterable[User]) -> dict[str, User]:
    """Users by name and by login; a name two users share stands for neither."""
    found: dict[str, User] = {}
    shared = set()
    for user in users:
        for name in {user.name, user.login}:
            if name in found:
                shared.add(name)
            found[name] = user
    return {name: user for name, user in found.items() if name not in shared}
