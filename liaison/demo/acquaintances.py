"""Putting the contacts into the demo office: the person, the post held now or at that time, and the posts beside it."""

from datetime import date
from random import Random

from liaison.contacts.actions import add_contact, begin_post
from liaison.demo.numbers import phones_of
from liaison.demo.office import Office
from liaison.demo.roster import Person, day, first_owner, moves_of, number, rows

PARTICULARS = ("address_as", "reading", "best_time", "taboos", "notes", "email")


def record_person(office: Office, person: Person) -> None:
    """A contact as it was first written down."""
    by = office.users[first_owner(person) or "head"]
    contact = add_contact(values_of(office, person), phones=phones_of(person), tags=person.tags, by=by)
    office.contacts[person] = contact
    if person.place:
        post = next(iter(moves_of(person)), person.row)
        begin_post(
            contact, unit_id=office.unit_id(post["unit"]), title=post["title"], department=post["department"],
            from_on=in_post_since(person), by=by,
        )  # fmt: skip
    for row in rows("posts"):
        if row["name"] == person.name:
            begin_post(
                contact, unit_id=office.unit_id(row["unit"]), title=row["title"], department=row["department"],
                from_on=day(row["from_on"]), to_on=day(row["to_on"]), by=by,
            )  # fmt: skip


def values_of(office: Office, person: Person) -> dict[str, object]:
    """The person's own fields."""
    return {name: person.particular(name) for name in PARTICULARS} | {
        "name": person.name,
        "gender": person.row["gender"],
        "birthday": person.birthday,
        "tier": person.tier,
        "interval_days": number(person.particular("interval_days")),
        "max_gap_days": number(person.particular("max_gap_days")),
        "preferred_channel": person.particular("channel"),
        "owner_id": office.user_id(first_owner(person)),
        "deputy_id": office.user_id(person.particular("deputy")),
        "retired_on": person.retired_on,
        "wechat": person.particular("wechat") or usual_wechat(person),
    }


def usual_wechat(person: Person) -> str:
    """Many people are found by their mobile number."""
    rng = Random(f"wechat {person.key}")
    return "同手机号" if person.audience != "military" and rng.random() < 0.3 else ""


def in_post_since(person: Person) -> date | None:
    """The first of a month one to eight years before; unknown for every fifth."""
    rng = Random(f"post {person.key}")
    if rng.random() < 0.2:
        return None
    return date(person.known_on.year - rng.randint(1, 8), rng.randint(1, 12), 1)
