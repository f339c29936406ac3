"""A larger office for greetings: leaders, officials, an old leader and a friend, at three units.

Everything is made through the same actions as the pages use; ids are kept, so that a test may commit and read again.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cast import Cast
from sqlalchemy import select

from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.greetings.drafting import begin_round
from liaison.greetings.models import Greeting, Round
from liaison.greetings.occasions import occasion_named
from liaison.greetings.signing import add_signer
from liaison.office.actions import change_setting
from liaison.units.actions import add_unit

TODAY = date(2027, 1, 25)
NOW = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)
SPRING = "spring-festival:2027"

PEOPLE = (
    ("赵立群", "bureau", "局长", {"tier": "key", "email": "zhao@example.org"}, "13800000001", ""),
    ("钱海燕", "bureau", "副局长", {"tier": "key"}, "13800000002", ""),
    ("孙文博", "bureau", "办公室主任", {"tier": "regular"}, "13800000003", ""),
    ("李书云", "bureau", "科员", {}, "13800000004", ""),
    ("周国栋", "hospital", "院长", {"tier": "regular"}, "13800000005", ""),
    ("吴秀英", "hospital", "护士长", {"gender": "female"}, "13800000006", ""),
    ("郑德民", "bureau", "局长", {"retired_on": date(2020, 5, 1)}, "13800000007", "老干部"),
    ("冯晓东", "company", "总经理", {}, "13800000008", "私交"),
)


@dataclass
class Office:
    """The people by name, whoever started the round, and the round when there is one."""

    ids: dict[str, int]
    cast: Cast

    def person(self, name: str) -> Contact:
        return db.session.get_one(Contact, self.ids[name])

    def greeting_to(self, name: str, round_: Round | None = None) -> Greeting:
        found = select(Greeting).where(Greeting.contact_id == self.ids[name])
        if round_ is not None:
            found = found.where(Greeting.round_id == round_.id)
        return db.session.scalars(found.order_by(Greeting.id.desc())).unique().first()

    def round(self) -> Round:
        return db.session.scalars(select(Round).order_by(Round.id.desc())).first()

    def start(self, key: str = SPRING, login: str = "officer", today: date = TODAY, **values) -> Round:
        """A round begun by this user and committed."""
        begin_write()
        given = {"name": "", "owner": None, "previous": None, "wish": ""} | values
        round_ = begin_round(occasion_named(key), today=today, by=self.cast.user(login), **given)
        db.session.commit()
        return round_


def furnish(cast: Cast) -> Office:
    """Put the people, our leaders and our name into the test's office."""
    begin_write()
    change_setting("office_name", "江州市外事办公室", by=None)
    change_setting("signature", "市外办", by=None)
    units = {
        "bureau": add_unit({"name": "江州市教育局", "kind": "government"}, by=None),
        "hospital": add_unit({"name": "江州市人民医院", "kind": "hospital"}, by=None),
        "company": add_unit({"name": "远方贸易公司", "kind": "enterprise"}, by=None),
    }
    officer = cast.user("officer")
    ids = {}
    for name, unit, title, values, phone, tag in PEOPLE:
        given = {"name": name, "owner_id": officer.id, **values}
        contact = add_contact(given, phones=[("", phone)], tags=[tag] if tag else [], by=None)
        begin_post(contact, unit_id=units[unit].id, title=title, by=None)
        ids[name] = contact.id
    for name, title, text in (("王芳", "主任", "市外办王芳"), ("刘勇", "副主任", "市外办刘勇")):
        add_signer({"name": name, "title": title, "text": text}, by=None)
    db.session.commit()
    return Office(ids, cast)
