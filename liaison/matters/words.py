"""The screen words of matters, and the one sentence that tells how a matter stands."""

from datetime import date

from flask_babel import gettext as _

from liaison.domain.matters import Pressing
from liaison.matters.models import Matter
from liaison.web.filters import day_words


def way_words() -> dict[str, str]:
    return {"incoming": _("来事（对方请我们办）"), "outgoing": _("去事（我们请对方办）")}


def short_way_words() -> dict[str, str]:
    return {"incoming": _("来事"), "outgoing": _("去事")}


def ending_words() -> dict[str, str]:
    return {
        "done": _("已办结"),
        "partly": _("部分办理"),
        "explained": _("已解释说明"),
        "passed_on": _("转办"),
        "withdrawn": _("撤回"),
    }


def reception_words() -> dict[str, str]:
    return {
        "accepted": _("表示理解"),
        "reluctant": _("勉强接受"),
        "unhappy": _("有意见"),
        "unsaid": _("没有表态"),
    }


def state_choices() -> list[tuple[str, str]]:
    """The states one may filter by."""
    return [
        ("open", _("在办")),
        ("overdue", _("已超期")),
        ("soon", _("七日内到期")),
        ("ended", _("已了结")),
        *ending_words().items(),
        ("all", _("全部")),
    ]


def time_left(matter: Matter, today: date) -> str:
    """今天到期, 还有 2 天, 已超期 3 天; how it ended once it has."""
    if not matter.is_open:
        return ending_words()[matter.ended_as]
    days = matter.days_left(today)
    if matter.pressing(today) == Pressing.OVERDUE:
        return _("已超期 %(n)d 天", n=-days)
    return {0: _("今天到期"), 1: _("明天到期")}.get(days) or _("还有 %(n)d 天", n=days)


def asks(matter: Matter) -> str:
    """Who asks whom for what: 市局商请借用会议中心; 请市局核对名单."""
    if matter.incoming:
        return _("%(who)s商请：%(what)s", who=matter.partner, what=matter.name)
    return _("请%(who)s办：%(what)s", who=matter.partner, what=matter.name)


def promised(matter: Matter, today: date) -> str:
    """By when an answer was promised, or is owed."""
    day = day_words(matter.due_on, today)
    if not matter.promise and not matter.promised_by:
        return _("应于 %(day)s前答复", day=day) if matter.incoming else _("望于 %(day)s前办好", day=day)
    return _("答应 %(day)s前答复", day=day) if matter.incoming else _("对方答应 %(day)s前办好", day=day)


def in_hand(matter: Matter) -> str:
    """Who is at it."""
    if matter.owner is None:
        return _("还没有人承办")
    who = matter.owner.name
    return _("%(who)s在办", who=who) if matter.incoming else _("%(who)s在盯", who=who)


def sentence(matter: Matter, today: date) -> str:
    """Everything a leader would ask: 市局商请：借用会议中心，答应 11月27日前答复，还有 2 天，张敏在办."""
    return _("，").join((asks(matter), promised(matter, today), time_left(matter, today), in_hand(matter)))
