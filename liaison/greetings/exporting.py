"""A greeting round's list on its way out: whom, in which words, by which way, and how it stands."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.exports.listing import Asked, Listing, Paper
from liaison.exports.refusals import NoSuchList
from liaison.greetings.models import Round
from liaison.greetings.queries import RowFilter, seen_round, shown_rows
from liaison.greetings.words import said, standing
from liaison.web.filters import local_time
from liaison.web.numbers import number_or_none

HEADINGS = (
    "单位", "姓名", "职务", "称呼", "手机", "方式", "问候语", "落款", "状态", "由谁发", "发送时间", "回复日期", "回复", "免发原因",
)  # fmt: skip


def asked_round(asked: Asked) -> Round:
    """The round that `round` names. NoSuchList when there is none, or not for these eyes."""
    number = number_or_none(asked.args.get("round", ""))
    found = seen_round(asked.user, number) if asked.user is not None and number is not None else None
    if found is None:
        raise NoSuchList
    return found


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each person of the round whom the user may see, unit by unit."""
    assert asked.user is not None  # asked_round has refused the command line
    for greeting in shown_rows(asked.user, asked_round(asked), RowFilter.asked(asked.args)):
        contact = greeting.contact
        mobile = next((phone.text for phone in contact.phones if phone.label == "mobile"), "")
        yield [
            greeting.unit.name if greeting.unit else "", contact.name, contact.title, contact.address, mobile,
            said(greeting.channel, "channel"), greeting.text, greeting.signature, said(standing(greeting), "standing"),
            greeting.officer.name if greeting.officer else "", local_time(greeting.sent_at), greeting.replied_on, greeting.reply,
            greeting.excuse,
        ]  # fmt: skip


def name_of(asked: Asked) -> str:
    return asked_round(asked).name


GREETINGS = Listing(
    code="greetings",
    title=_l("问候名单"),
    headings=HEADINGS,
    rows=rows,
    kept_args=frozenset({"round", "show", "q", "officer", "channel"}),
    paper=Paper(_l("问候名单"), ("姓名", "职务", "手机", "方式", "问候语", "状态"), group_by="单位"),
    name_of=name_of,
)
