"""The filters under which a list was taken away or kept as a view, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.greetings.channels import channel_words
from liaison.greetings.words import standing_words
from liaison.reports.asked import SPANS
from liaison.saved_views.lists import LISTS, Filter
from liaison.saved_views.words import VALUES, gone, user_name
from liaison.vocabulary.values import names_in
from liaison.web.filters import state_words
from liaison.web.numbers import number_or_none

Said = tuple[str, str]  # label, value
WHOSE = {"mine": _l("我的"), "section": _l("本科"), "all": _l("全部")}


def record_name(table: str) -> Callable[[str], str]:
    def named(value: str) -> str:
        number = number_or_none(value)
        return names_in(table, [number]).get(number) or gone(value) if number is not None else gone(value)

    return named


def as_typed(value: str) -> str:
    return value


# Filters of lists that cannot be kept as views, of reports, and what is tried of a plan.
BESIDES: dict[str, tuple[Any, Callable[[str], str]]] = {
    "span": (_l("时段"), lambda value: str(SPANS.get(value, value))),
    "on": (_l("日期"), as_typed),
    "month": (_l("月份"), as_typed),
    "within": (_l("几天以内"), as_typed),
    "contact": (_l("联系人"), record_name("contacts")),
    "round": (_l("问候批次"), record_name("greeting_rounds")),
    "officer": (_l("由谁发"), user_name),
    "channel": (_l("方式"), lambda value: channel_words().get(value, value)),
    "show": (_l("哪些"), lambda value: standing_words().get(value, value)),
    "state": (_l("状态"), lambda value: state_words().get(value, value)),
    "per_day": (_l("每人每天最多"), as_typed),
    "key": (_l("重点周期（天）"), as_typed),
    "regular": (_l("经常周期（天）"), as_typed),
    "general": (_l("一般周期（天）"), as_typed),
    "leave": (_l("另外不在的日子"), as_typed),
    "anyway": (_l("联系不到的人，回来以后再补"), lambda _value: _("是")),
}
UNSAID = {"sort", "after", "back"}


def filters_told(list_name: str, args: Mapping[str, Any]) -> Iterator[Said]:
    """Each filter in words; `list_name` may be "" where it was not written down."""
    known = filters_of(list_name)
    for key, value in args.items():
        if key not in UNSAID:
            yield told(known.get(key), key, str(value))


def query_told(list_name: str, query: str) -> str:
    """The same of the query of an address, in one line."""
    return in_one_line(filters_told(list_name, dict(parse_qsl(query)))) or _("没有筛选")


def heading_told(list_name: str, args: Mapping[str, str], title: str) -> str:
    """The filters for the head of a print whose title says some of them already; "" for none."""
    return in_one_line(said for said in filters_told(list_name, args) if said[1] not in title)


def in_one_line(said: Iterable[Said]) -> str:
    return _("；").join(f"{label}{_('：')}{value}" for label, value in said)


def filters_of(list_name: str) -> dict[str, Filter]:
    """Those of the list; of all lists, the first that has it, for a list that keeps none."""
    lists = [LISTS[list_name]] if list_name in LISTS else list(LISTS.values())
    return {each.arg: each for kept in reversed(lists) for each in kept.filters if each.kind}


def told(known: Filter | None, key: str, value: str) -> Said:
    if known is not None and known.kind is not None:
        words = str(WHOSE[value]) if known.kind == "whose" and value in WHOSE else VALUES[known.kind](value)
        return str(known.label), words or _("是")
    label, words_of = BESIDES.get(key, (key, as_typed))
    return str(label), words_of(value)
