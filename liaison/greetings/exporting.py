"""A round's list on its way out (whom, in which words, by which way, how it stands), and the greetings received."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.exports.listing import Asked, Listing, Paper
from liaison.exports.refusals import NoSuchList
from liaison.greetings.incoming import answered_ones, asked_owner, owed_answers
from liaison.greetings.models import Round
from liaison.greetings.problems import rows_asked
from liaison.greetings.queries import RowFilter, seen_round
from liaison.greetings.words import said, standing
from liaison.web.filters import local_time
from liaison.web.numbers import number_or_none

HEADINGS = (
    "单位", "姓名", "职务", "称呼", "手机", "方式", "问候语", "落款", "状态", "由谁发", "发送时间", "回复日期", "回复", "免发原因",
)  # fmt: skip
INCOMING_HEADINGS = (
    "日期", "单位", "姓名", "职务", "节日", "方式", "内容", "状态", "回复日期", "怎么回的", "由谁回", "联络员",
)  # fmt: skip


def asked_round(asked: Asked) -> Round:
    """The round that `round` names. NoSuchList when there is none, or not for these eyes."""
    number = number_or_none(asked.args.get("round", ""))
    found = seen_round(asked.user, number) if number is not None else None
    if found is None:
        raise NoSuchList
    return found


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each person of the round whom the user may see, unit by unit."""
    for greeting in rows_asked(asked.user, asked_round(asked), RowFilter.asked(asked.args)):
        contact = greeting.contact
        mobile = next((phone.text for phone in contact.phones if phone.label == "mobile"), "")
        yield [
            greeting.unit.name if greeting.unit else "", contact.name, contact.title, contact.address, mobile,
            said(greeting.channel, "channel"), greeting.text, greeting.signature, said(standing(greeting), "standing"),
            greeting.officer.name if greeting.officer else "", local_time(greeting.sent_at), greeting.replied_on, greeting.reply,
            greeting.excuse,
        ]  # fmt: skip


def incoming_rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each greeting received: those still to be answered, the oldest first, then the answered, latest first."""
    owner_id = asked_owner(asked.user, asked.args)
    for each in (*owed_answers(asked.user, owner_id), *answered_ones(asked.user, owner_id)):
        contact = each.contact
        yield [
            each.on, contact.unit.name if contact.unit else "", contact.name, contact.title, each.occasion_name,
            said(each.channel, "channel"), each.text, _("已回复") if each.answered_at else _("还没回"), each.answered_on,
            each.answer, each.answered_by.name if each.answered_by else "", contact.owner.name if contact.owner else "",
        ]  # fmt: skip


def name_of(asked: Asked) -> str:
    return asked_round(asked).name


INCOMING = Listing(
    code="incoming",
    title=_l("收到的问候"),
    headings=INCOMING_HEADINGS,
    rows=incoming_rows,
    whole={"whose": "all"},
    paper=Paper(_l("收到的问候"), ("日期", "单位", "姓名", "节日", "方式", "内容", "状态", "联络员")),
)
GREETINGS = Listing(
    code="greetings",
    title=_l("问候名单"),
    headings=HEADINGS,
    rows=rows,
    whole=None,
    paper=Paper(_l("问候名单"), ("姓名", "职务", "手机", "方式", "问候语", "状态"), group_by="单位"),
    name_of=name_of,
)
