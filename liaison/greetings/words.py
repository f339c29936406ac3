"""Screen words of greetings, and the template filters that say them."""

from flask_babel import gettext as _

from liaison.domain.starter_texts import OTHER_OCCASIONS
from liaison.greetings.channels import channel_words
from liaison.greetings.models import Greeting, Stage, State
from liaison.occasions.queries import observances_by_code


def relation_words() -> dict[str, str]:
    """Who the recipient is to us."""
    return {
        "leader": _("领导"),
        "peer": _("同级"),
        "elder": _("老领导"),
        "friend": _("熟人"),
        "unit": _("单位"),
        "any": _("通用"),
    }


def stage_words() -> dict[str, str]:
    return {
        Stage.DRAFT.value: _("起草中"),
        Stage.SUBMITTED.value: _("待审定"),
        Stage.APPROVED.value: _("发送中"),
        Stage.CLOSED.value: _("已办结"),
    }


def posted_words() -> dict[str, str]:
    """Where a mail stands."""
    return {
        "due": _("等待发送"),
        "claimed": _("程序已取走"),
        "sending": _("正在发送"),
        "sent": _("已发"),
        "failed": _("被拒收"),
        "unknown": _("不知发出没有"),
        "withdrawn": _("已撤下"),
    }


def standing(greeting: Greeting) -> str:
    """Where one greeting stands, finer than its state: draft, pending and returned are all 待发."""
    if greeting.state != State.READY:
        return greeting.state.value
    if greeting.returned_at:
        return "returned"
    if greeting.approved_at:
        return "listed" if greeting.list_id else "ready"
    return "pending" if greeting.round.submitted_at else "draft"


def standing_words() -> dict[str, str]:
    return {
        "draft": _("草稿"),
        "pending": _("待审"),
        "returned": _("退回"),
        "ready": _("待发"),
        "listed": _("在平台名单"),
        "sent": _("已发"),
        "replied": _("已回复"),
        "excused": _("免发"),
    }


WORDS = {
    "channel": channel_words,
    "relation": relation_words,
    "stage": stage_words,
    "posted": posted_words,
    "standing": standing_words,
}


def said(code: str, table: str) -> str:
    """ "sms"|said("channel"): the screen word of a code; an unknown one shows as itself."""
    return WORDS[table]().get(str(code), str(code))


def occasion_names() -> dict[str, str]:
    """{occasion code: its name}, the office's own and those no calendar holds."""
    return {code: each.name for code, each in observances_by_code().items()} | dict(OTHER_OCCASIONS)
