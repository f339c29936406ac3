"""The demo office as it is being written: what the tables call by name, and the records these names became."""

from dataclasses import dataclass, field

from liaison.accounts.actions import add_section, add_user
from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.demo.plan import Promise
from liaison.demo.roster import Person, Place, number, rows
from liaison.followups.models import FollowUp
from liaison.office.actions import change_setting
from liaison.units.actions import add_unit
from liaison.units.models import Unit

PASSWORD = "liaison-demo"
OFFICE_NAME, SIGNATURE = "江州市经济协作局", "江州市经济协作局联络科"


@dataclass
class Office:
    """Users by login, units by short name, contacts and follow-ups by what was planned."""

    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    contacts: dict[Person, Contact] = field(default_factory=dict)
    follow_ups: dict[Promise, FollowUp] = field(default_factory=dict)

    def user_id(self, login: str) -> int | None:
        return self.users[login].id if login else None

    def unit_id(self, key: str) -> int | None:
        return self.units[key].id if key else None


def hire(office: Office) -> None:
    """The administrator first, who then makes the sections and everybody else."""
    sections = {}
    for row in rows("staff"):
        name, admin = row["section"], office.users.get("admin")
        if name and name not in sections:
            sections[name] = add_section(name, by=admin)
        office.users[row["login"]] = add_user(
            row["login"], PASSWORD, name=row["name"], role=row["role"], section_id=sections[name].id if name else None, by=admin
        )


def hang_sign(office: Office) -> None:
    """The office's own name, and what stands under its greetings."""
    change_setting("office_name", OFFICE_NAME, by=office.users["admin"])
    change_setting("signature", SIGNATURE, by=office.users["admin"])


def record_unit(office: Office, place: Place) -> None:
    """One unit; its parent is there already."""
    own = ("name", "short_name", "kind", "authority", "tier", "region", "address", "phone", "notes")
    values = {name: place.row[name] for name in own} | {
        "parent_id": office.unit_id(place.row["parent"]),
        "owner_id": office.user_id(place.row["owner"]),
        "interval_days": number(place.row["interval_days"]),
    }
    office.units[place.key] = add_unit(values, by=office.users["admin"])
