"""The sentences of a digest, each one complete in itself."""

from datetime import date

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.due.rows import DueRow
from liaison.followups.models import FollowUp
from liaison.greetings.models import Stage
from liaison.greetings.timetable import FeastToBegin, RoundAhead
from liaison.web.filters import bounded, day_words, relative_words, word


def rhythm_words() -> dict[str, str]:
    return {"off": _("不发"), "daily": _("每个工作日"), "weekly": _("每周一")}


def fate_words() -> dict[str, str]:
    return {
        "due": _("待发"),
        "sending": _("发送中"),
        "sent": _("已发"),
        "failed": _("没有发成"),
        "unknown": _("不知发出没有"),
        "empty": _("没有要办的，未发"),
    }


def person_words(contact: Contact) -> str:
    """陈主任（市第一中学）."""
    if contact.unit is None:
        return contact.address
    return _("%(person)s（%(unit)s）", person=contact.address, unit=contact.unit.name)


def follow_up_words(item: FollowUp, today: date) -> str:
    """问会议材料，市第一中学，11月20日，已过 3 天，张敏负责."""
    late = (today - item.on).days
    about = person_words(item.contact) if item.contact else (item.unit.name if item.unit else "")
    when = _("已过 %(n)d 天", n=late) if late > 0 else relative_words(item.on, today)
    owner = _("%(who)s负责", who=item.owner.name) if item.owner else _("还没有人负责")
    parts = [item.name, about, day_words(item.on, today), when, owner]
    return _("，").join(part for part in parts if part)


def due_words(row: DueRow) -> str:
    """陈主任（市第一中学）：断线，190 天没有联系，超过最长间隔 60 天，张敏负责."""
    said = word(row.state.value, "state")
    if row.reason != said:
        said += _("，") + row.reason
    if row.contact.owner:
        said += _("，") + _("%(who)s负责", who=row.contact.owner.name)
    return person_words(row.contact) + _("：") + said


def round_words(ahead: RoundAhead, today: date, reader: User | None) -> str:
    """2027年春节：还有 5 个工作日，24 人待问候；请于 1月20日前送审."""
    round_ = ahead.round
    if ahead.workdays:
        far = _("距%(name)s %(n)d 个工作日", name=round_.occasion_name, n=ahead.workdays)
    else:
        far = day_words(round_.day, today)
    waiting = _("%(n)s 人待问候", n=bounded(ahead.waiting))
    return _("，").join((round_.name + _("：") + far, waiting, next_step(ahead, today, reader)))


def next_step(ahead: RoundAhead, today: date, reader: User | None) -> str:
    """What is to be done now, and by when."""
    round_ = ahead.round
    if ahead.tally.returned or (round_.stage == Stage.DRAFT and round_.returned_at):
        return _("有退回的，请改好再送")
    if round_.stage == Stage.DRAFT:
        return _("请于 %(day)s前送审", day=day_words(round_.submit_by, today))
    if round_.stage == Stage.SUBMITTED:
        day = day_words(round_.approve_by, today)
        leads = reader is not None and reader.leads
        return _("请于 %(day)s前审定", day=day) if leads else _("等负责人 %(day)s前审定", day=day)
    return _("请于 %(day)s发送", day=day_words(round_.send_on, today))


def feast_words(feast: FeastToBegin) -> str:
    """距春节 12 个工作日：24 人，还没起草; of one begun for others: 还有 24 人没有起草."""
    n = bounded(feast.people)
    left = _("还有 %(n)s 人没有起草", n=n) if feast.begun else _("%(n)s 人，还没起草", n=n)
    far = _("距%(name)s %(n)d 个工作日", name=feast.day.name, n=feast.workdays)
    return far + _("：") + left


def birthday_words(contact: Contact, on: date, today: date) -> str:
    return _("，").join((person_words(contact), day_words(on, today), relative_words(on, today)))
