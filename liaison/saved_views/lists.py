"""The lists whose filters can be kept, and what each filter is. A list joins with one entry in LISTS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Filter:
    """`arg` in the address; `kind` says how its value is put into words (`words.py`), None for order and span."""

    arg: str
    label: Any = ""
    kind: str | None = None


@dataclass(frozen=True)
class SavableList:
    """`endpoint` takes the filters as its query."""

    name: str
    endpoint: str
    label: Any
    filters: tuple[Filter, ...]

    @property
    def args(self) -> tuple[str, ...]:
        return tuple(each.arg for each in self.filters)


TEXT = Filter("q", _l("含有"), "text")
SORT = Filter("sort")
OWNER = Filter("owner", _l("联络员"), "user")
ARCHIVED = Filter("archived", _l("已归档的"), "flag")

LISTS = {
    each.name: each
    for each in (
        SavableList(
            "contacts",
            "contacts.index",
            _l("联系人"),
            (
                TEXT,
                Filter("unit", _l("单位"), "unit"),
                Filter("tier", _l("等级"), "tier"),
                OWNER,
                Filter("kind", _l("单位类别"), "unit_kind"),
                Filter("tag", _l("标签"), "tag"),
                Filter("retired", _l("老领导"), "flag"),
                ARCHIVED,
                SORT,
            ),
        ),
        SavableList(
            "units",
            "units.index",
            _l("单位"),
            (
                TEXT,
                Filter("kind", _l("类别"), "unit_kind"),
                Filter("region", _l("地区"), "region"),
                OWNER,
                Filter("people", _l("有联系人的"), "flag"),
                Filter("one", _l("只靠一人联系着的"), "flag"),
                ARCHIVED,
                SORT,
            ),
        ),
        SavableList(
            "interactions",
            "interactions.index",
            _l("联系记录"),
            (
                TEXT,
                Filter("kind", _l("方式"), "interaction_kind"),
                Filter("direction", _l("谁发起"), "direction"),
                Filter("by", _l("经办人"), "user"),
                Filter("unit", _l("单位"), "unit"),
                Filter("import", _l("哪次导入"), "import"),
                Filter("from", _l("从"), "text"),
                Filter("to", _l("到"), "text"),
                SORT,
            ),
        ),
        SavableList(
            "due",
            "due.review",
            _l("今日"),
            (
                Filter("whose", _l("谁的"), "whose"),
                Filter("tier", _l("等级"), "tier"),
                Filter("kind", _l("单位类别"), "unit_kind"),
                Filter("tag", _l("标签"), "tag"),
                Filter("unit", _l("单位"), "unit"),
                Filter("within"),
            ),
        ),
        SavableList(
            "matters",
            "matters.index",
            _l("协调事项"),
            (
                TEXT,
                Filter("state", _l("状态"), "matter_state"),
                Filter("way", _l("来去"), "matter_way"),
                Filter("whose", _l("承办人"), "whose"),
                Filter("unit", _l("单位"), "unit"),
                SORT,
            ),
        ),
        SavableList(
            "followups",
            "followups.index",
            _l("跟进事项"),
            (TEXT, Filter("done", _l("已办"), "flag"), Filter("whose", _l("谁的"), "whose")),
        ),
        SavableList("due_units", "due.units", _l("该联系的单位"), (Filter("within"),)),
        SavableList("incoming", "greetings.incoming", _l("收到的问候"), (Filter("whose", _l("谁的"), "whose"),)),
        SavableList("credits", "credits.index", _l("记好帐"), (Filter("state", _l("哪些"), "credit_state"),)),
        SavableList("duplicates", "duplicates.index", _l("查重"), (Filter("subject", _l("查什么"), "subject"),)),
    )
}


def kept_query(kept: SavableList, args: Mapping[str, str]) -> str:
    """The known filters among these arguments as a query, always in the same order; places in the list are dropped."""
    pairs = [(arg, args[arg].strip()) for arg in kept.args if args.get(arg, "").strip()]
    return urlencode(pairs)


def filters_in(query: str) -> dict[str, str]:
    """The arguments of a kept query."""
    return dict(parse_qsl(query))
