"""Values of the log that are no column's, or are told in another way than their column: counts, names, an action's codes."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.audit.filters import query_told
from liaison.audit.models import AuditLine
from liaison.audit.names import noun_of
from liaison.calendar_.occasions import kind_words as event_kind_words
from liaison.domain.file_names import size_words
from liaison.greetings.words import occasion_names
from liaison.handover.words import part_words
from liaison.imports.words import row_state_words
from liaison.matters.words import ending_words
from liaison.vocabulary.codes import list_words
from liaison.vocabulary.values import counts_told, is_key, names_in, plain

Tell = Callable[[AuditLine, Any], str]

SETTINGS = {
    "office_name": _l("本单位名称"), "signature": _l("落款"), "contact_phone": _l("联络电话"),
    "due_page_size": _l("待联系名单每页几人"),
    "report_ranking": _l("报表里按次数给经办人排名"), "file_megabytes": _l("附件每个不超过（MB）"),
    "export_watermark": _l("导出的表格和打印件上注明谁在什么时候导出"), "greeting_two_person": _l("问候要另一人审定"),
    "plan_calls_per_day": _l("每天最多几个电话"), "plan_festivals_count": _l("节日问候代替一次电话"),
    "plan_calls_per_day_of": _l("各人每天最多几个电话"),
}  # fmt: skip
SWITCHES = {"report_ranking", "export_watermark", "greeting_two_person", "plan_festivals_count"}
OFFICERS = "plan_calls_per_day_of"


def parts_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def in_pairs(value: Any, told: Callable[[Any], str]) -> str:
    """ "一般 → 重点" for [before, after]; the value itself for one that was merely set."""
    if isinstance(value, list) and len(value) == 2:
        before, after = (told(each) or _("无") for each in value)
        return f"{before} → {after}"
    return told(value) or _("无")


def plain_words(value: Any) -> str:
    if isinstance(value, list):
        return _("、").join(plain_words(each) for each in value)
    return "" if value is None else plain(value)


def as_it_is(_line: AuditLine, value: Any) -> str:
    return in_pairs(value, plain_words)


def listed(_line: AuditLine, value: Any) -> str:
    """Names one after the other; a list of two is no before and after."""
    return plain_words(value)


def name_in(_line: AuditLine, value: Any) -> str:
    """Of a record told by number and name."""
    return str(value[1]) if isinstance(value, list) and len(value) == 2 else plain_words(value)


def names_merged(_line: AuditLine, value: Any) -> str:
    return _("、").join(str(each.get("name", "")) for each in value if isinstance(each, dict))


def counts(_line: AuditLine, value: Any) -> str:
    return counts_told(value) if isinstance(value, dict) else plain_words(value)


def how_many(_line: AuditLine, value: Any) -> str:
    return str(len(value)) if isinstance(value, list) else plain_words(value)


def unsaid(_line: AuditLine, _value: Any) -> str:
    """Numbers of the program's own."""
    return ""


def octets(_line: AuditLine, value: Any) -> str:
    return size_words(value) if isinstance(value, int) else plain_words(value)


def among_words(words_of: Callable[[], Mapping[str, str]]) -> Tell:
    return lambda _line, value: in_pairs(value, lambda code: words_of().get(str(code or ""), str(code or "")))


def record_of(table: str) -> Tell:
    """One record's name, or several."""

    def named(_line: AuditLine, value: Any) -> str:
        numbers = [each for each in parts_of(value) if is_key(each)]
        found = names_in(table, numbers)
        return _("、").join(found.get(number) or _("（已没有）") for number in numbers)

    return named


def record_of_subject(line: AuditLine, value: Any) -> str:
    """A person or a unit, as the action says."""
    return record_of(f"{noun_of(line.action)}s")(line, value)


def setting_value(line: AuditLine, value: Any) -> str:
    if line.subject_name == OFFICERS:
        return in_pairs(value, officers_calls)
    if line.subject_name in SWITCHES:
        return in_pairs(value, lambda each: "" if each is None else plain(each == "yes"))
    return in_pairs(value, plain_words)


def officers_calls(value: Any) -> str:
    """ "12=3 15=8" as "张敏 3、李强 8"."""
    pairs = [pair.partition("=") for pair in str(value or "").split() if "=" in pair]
    found = names_in("users", [int(number) for number, _mark, _calls in pairs])
    return _("、").join(f"{found.get(int(number)) or _('（已没有）')} {calls}" for number, _mark, calls in pairs)


def occasion_of(_line: AuditLine, value: Any) -> str:
    """ "spring-festival:2027"."""
    code, _mark, year = str(value).partition(":")
    return f"{occasion_names().get(code, code)} {year}".strip()


def query_words(line: AuditLine, value: Any) -> str:
    return in_pairs(value, lambda query: query_told(line.changes.get("list", ""), str(query)))


def feed_kinds(_line: AuditLine, value: Any) -> str:
    """A new feed's kinds: a list, and no before and after."""
    return _("、").join(event_kind_words().get(str(each), str(each)) for each in parts_of(value))


def choice_words() -> dict[str, str]:
    return {"": _("照预览"), "skip": _("跳过"), "new": _("新建")}


# What is no column's value, or is told in another way: by action and key, or by key alone.
OWN_WAY: dict[tuple[str, str], tuple[Any, Tell]] = {
    ("", "other"): (_l("另一个"), name_in),
    ("", "first"): (_l("这一个"), record_of_subject),
    ("", "second"): (_l("另一个"), record_of_subject),
    ("", "merged"): (_l("并进来的"), names_merged),
    ("", "moved"): (_l("转过去的"), counts),
    ("", "interaction"): (_l("联系记录"), record_of("interactions")),
    ("", "size"): (_l("大小"), octets),
    ("", "ended"): (_l("结束的任职数"), how_many),
    ("", "part"): (_l("哪一方"), among_words(part_words)),
    ("", "desks"): (_l("谁的计划"), record_of("users")),
    ("feed.add", "kinds"): (_l("内容"), feed_kinds),
    ("greeting.excuse", "reason"): (_l("免发原因"), as_it_is),
    ("matter.reassign", "owner"): (_l("承办人"), as_it_is),
    ("matter.reassign", "owner_id"): ("", unsaid),  # told by name beside it
    ("matter.end", "ending"): (_l("怎么办结的"), among_words(ending_words)),
    ("matter.reopen", "was"): (_l("原来的办结"), among_words(ending_words)),
    ("office.edit", "name"): ("", unsaid),
    ("office.edit", "value"): (_l("设为"), setting_value),
    ("round.begin", "occasion"): (_l("节日"), occasion_of),
    ("round.add_people", "people"): (_l("列入的人"), listed),
    ("view.save", "list"): (_l("哪个列表"), among_words(list_words)),
    ("", "query"): (_l("筛选"), query_words),
    ("import.choose", "state"): (_l("哪一类行"), among_words(row_state_words)),
    ("import.choose", "choice"): (_l("选了什么"), among_words(choice_words)),
}
# Labels of what is told as it stands.
BESIDES = {
    "choice": _l("选了什么"), "contact": _l("接任的人"), "created": _l("新建"), "days": _l("天数"), "giver": _l("移交人"),
    "into": _l("并入的单位"), "kept": _l("保持现状的"), "left_out": _l("不再是移交人的，没有转"), "matter": _l("协调事项"),
    "missed": _l("没发的人数"), "month": _l("月份"), "on": _l("日期"), "people": _l("人数"), "position": _l("位置"),
    "reached": _l("联系上了"), "reason": _l("原因"), "removed": _l("去掉的"), "restored": _l("恢复原样的"),
    "round": _l("问候批次"), "rows": _l("条数"), "sent": _l("发出的人数"), "skipped": _l("没有写入"), "source": _l("从哪里知道的"),
    "taker": _l("接收人"), "text": _l("内容"), "texts": _l("条数"), "updated": _l("改动"), "values": _l("转过去的项数"),
    "tags": _l("标签"), "phones": _l("电话"),
    "was_sent": _l("发出了"), "words": _l("意见"), "year": _l("年份"), "from_on": _l("从"), "to_on": _l("到"), "name": _l("名称"),
}  # fmt: skip
