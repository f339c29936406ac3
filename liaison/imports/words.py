"""The words of an import on the screen: states, kinds of rows, and the fields of office sheets."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from liaison.imports.post_steps import How, Way
from liaison.office.queries import interaction_kinds
from liaison.web.filters import word


def import_state_words() -> dict[str, str]:
    return {
        "reading": _("正在读"),
        "mapping": _("待核对各列"),
        "open": _("待写入"),
        "applying": _("正在写入"),
        "applied": _("已写入"),
        "undoing": _("正在撤销"),
        "undone": _("已撤销"),
        "failed": _("没读成"),
    }


def row_state_words() -> dict[str, str]:
    return {
        "new": _("新建"),
        "changed": _("有变化"),
        "unclear": _("待确认"),
        "refused": _("不能导入"),
        "unchanged": _("没有变化"),
        "unread": _("没有读懂"),
        "told": _("有说明"),
    }


def doing_words() -> dict[str, str]:
    """What is being done to a file; the states stand for another process's work, of which no more is known."""
    return {
        "file": _("正在读文件"),
        "rows": _("正在逐行核对"),
        "again": _("有人刚改过记录，正在按最新情况再核对一遍"),
        "preview": _("正在整理预览"),
        "writing": _("正在写入"),
        "undoing": _("正在撤销"),
        "reading": _("正在读"),
        "applying": _("正在写入"),
    }


def sheet_kind_words() -> dict[str, str]:
    return {"contacts": _("联系人"), "units": _("单位"), "interactions": _("联系记录")}


def field_words() -> dict[str, str]:
    return {
        "reading": _("拼音"), "address_as": _("称呼"), "gender": _("性别"), "department": _("部门"), "title": _("职务"),
        "parent": _("上级单位"), "authority": _("主管部门"), "code": _("代码"), "short_name": _("简称"), "kind": _("类别"),
        "former_names": _("曾用名"),
        "internal_phone": _("内线"), "office_phone": _("办公电话"), "mobile": _("手机"), "channel": _("方式"),
        "phone": _("电话"), "email": _("邮箱"), "wechat": _("微信"), "address": _("地址"), "region": _("地区"),
        "birthday": _("生日"), "best_time": _("方便时间"), "preferred_channel": _("首选方式"), "taboos": _("忌讳"),
        "tags": _("标签"), "verified_on": _("核实日期"),
        "since": _("任职起"), "other_posts": _("其他任职"), "retired_on": _("退休日期"), "archived_on": _("归档日期"),
        "tier": _("联系等级"), "max_gap_days": _("最长间隔"),
        "interval_days": _("联系周期"), "owner": _("联络员"), "deputy": _("B角"), "follow_up_on": _("跟进日期"),
        "follow_up": _("跟进事项"), "minutes": _("时长"), "on": _("日期"), "time": _("时刻"), "direction": _("去电/来电"),
        "answered": _("是否接通"), "handler": _("经办人"), "others": _("同时参加"),
        "name": _("姓名"), "family": _("姓"), "middle": _("中间名"),
        "given": _("名"), "outcome": _("结果"), "summary": _("内容"), "unit": _("单位"), "notes": _("备注"),
        "identity": _("系统编号"), "identities": _("联系人编号"),
    }  # fmt: skip


def unit_field_words() -> dict[str, str]:
    """The same in a list of units, whose name is the unit."""
    return field_words() | {"name": _("单位")}


def idle_words(left_out: int, known: int, refused: int) -> str:
    """Why a preview has nothing to write, and what one may do: rows left out by choice, known already, and refused."""
    parts = [
        _("%(n)d 行您选了不导入", n=left_out) if left_out else "",
        _("%(n)d 行里的都已经有了", n=known) if known else "",
        _("%(n)d 行不能导入", n=refused) if refused else "",
    ]
    why = _("，").join(part for part in parts if part) or _("文件里没有一行是要导入的记录")
    if left_out:
        advice = _("要导入哪些，在下面改选；都不要了，可以放弃这次导入。")
    elif refused:
        advice = _("原因在“不能导入”里逐行写着；文件改好后，在页面下方换上。")
    elif known:
        advice = _("不用再做什么，可以放弃这次导入。")
    else:
        advice = _("跳过的行和原因在下面；列认错了可以改各列的对应，或者换一个文件。")
    return _("没有要写入的：%(why)s。%(advice)s", why=why, advice=advice)


CODED = {"tier": "tier", "gender": "gender", "kind": "unit_kind"}  # field: table of web/filters.py
TABLES = {
    "import_state": import_state_words,
    "row_state": row_state_words,
    "doing": doing_words,
    "sheet_kind": sheet_kind_words,
    "field": field_words,
}


def import_word(code: str, table: str) -> str:
    """The screen word of a code; an unknown code shows as itself."""
    return TABLES[table]().get(code, code)


def row_words(number: int, of_cards: bool) -> str:
    """ "第 2 行", "第 2 张名片"."""
    return _("第 %(n)d 张名片", n=number) if of_cards else _("第 %(n)d 行", n=number)


def value_word(value: str, field: str) -> str:
    """A cell's value as people read it: what is stored as a code is kept as one."""
    if field == "preferred_channel":
        return next((kind.label for kind in interaction_kinds() if kind.code == value), value)
    return word(value, CODED[field]) if field in CODED else value


def candidate_words(each: Mapping[str, Any]) -> str:
    """What choosing this one of a row's candidates means."""
    who = each["words"]
    if each.get("is_row"):
        return str(who)
    if each.get("is_unit"):
        return _("导入，单位用“%(unit)s”", unit=who)
    ways = {
        How.MOVED: _("调到了这里%(over)s：%(who)s", over=over_words(each), who=who),
        How.BESIDE: _("在这里兼任：%(who)s", who=who),
        How.BACK: _("又回到这里任职%(over)s：%(who)s", over=over_words(each), who=who),
        How.LEFT: _("是他，但任职不恢复：%(who)s", who=who),
    }
    return ways.get(each.get("how", ""), _("就是 %(who)s", who=who))


def way_words(way: Way) -> str:
    """The same on the button beside somebody found by hand."""
    ways = {
        How.MOVED: _("就是这位，调来了"), How.BESIDE: _("就是这位，在这里兼任"), How.BACK: _("就是这位，又回来了"),
        How.LEFT: _("就是这位，任职不恢复"),
    }  # fmt: skip
    return ways[way.how] + over_words({"ends": way.ends}) if way.how else _("就是这位")


def over_words(each: Mapping[str, Any]) -> str:
    """Which posts are over with it; "" for none."""
    return _("，“%(posts)s”的任职结束", posts=each["ends"]) if each.get("ends") else ""
