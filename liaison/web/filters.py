"""Words for codes and dates, registered for all templates."""

import re
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from flask_babel import gettext as _

from liaison.domain import warmth
from liaison.domain.phones import Phone, PhoneLabel
from liaison.formats.phone_numbers import judge_phone
from liaison.web.dates import office_date


def tier_words() -> dict[str, str]:
    return {"key": _("重点"), "regular": _("经常"), "general": _("一般")}


def unit_kind_words() -> dict[str, str]:
    return {
        "government": _("党政机关"),
        "enterprise": _("企事业"),
        "military": _("部队"),
        "university": _("高校"),
        "school": _("中小学"),
        "hospital": _("医院"),
        "media": _("媒体"),
        "association": _("社团"),
        "justice": _("公检法"),
        "emergency": _("消防应急"),
        "other": _("其他"),
    }


def gender_words() -> dict[str, str]:
    return {"male": _("男"), "female": _("女")}


def direction_words() -> dict[str, str]:
    return {"ours": _("我方"), "theirs": _("对方")}


def role_words() -> dict[str, str]:
    return {"admin": _("管理员"), "head": _("科室负责人"), "officer": _("联络员"), "viewer": _("只读")}


def state_words() -> dict[str, str]:
    return {
        "never": _("从未联系"),
        "broken": _("断线"),
        "overdue": _("已超期"),
        "due": _("今日"),
        "soon": _("将到"),
        "ok": _("正常"),
        "snoozed": _("暂缓"),
        "paused": _("停联"),
    }


def warmth_words() -> dict[str, str]:
    return {"hot": _("热"), "warm": _("温"), "cool": _("凉"), "cold": _("冷")}


def phone_label_words() -> dict[str, str]:
    return {"mobile": _("手机"), "landline": _("座机"), "internal": _("内线"), "other": _("电话")}


MOBILE = re.compile(r"1[3-9]\d{9}")
WORDS = {
    "tier": tier_words,
    "gender": gender_words,
    "direction": direction_words,
    "unit_kind": unit_kind_words,
    "role": role_words,
    "state": state_words,
    "warmth": warmth_words,
    "phone_label": phone_label_words,
}


def word(code: str | None, table: str) -> str:
    """The screen word of a code, "key"|word("tier"); an unknown code shows as itself."""
    return WORDS[table]().get(str(code), str(code)) if code else ""


def day_words(value: date | None, today: date | None = None) -> str:
    """9月30日; with the year when it is not this one."""
    if value is None:
        return ""
    year = "" if today is not None and value.year == today.year else _("%(year)d年", year=value.year)
    return year + _("%(month)d月%(day)d日", month=value.month, day=value.day)


def relative_words(value: date, today: date) -> str:
    """今天, 昨天, 后天, 54 天前, 3 天后."""
    distance = (value - today).days
    if -2 <= distance <= 2:
        return (_("前天"), _("昨天"), _("今天"), _("明天"), _("后天"))[distance + 2]
    return _("%(n)d 天后", n=distance) if distance > 0 else _("%(n)d 天前", n=-distance)


def weekday_words(value: date) -> str:
    """周一 … 周日."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[value.weekday()]


def local_time(value: datetime | None) -> str:
    """An instant in the office's time zone, to the minute."""
    if value is None:
        return ""
    return value.astimezone(ZoneInfo(current_app.config["SETTINGS"].timezone)).strftime("%Y-%m-%d %H:%M")


def local_date(value: datetime | None) -> str:
    """The day of an instant in the office's time zone."""
    day = office_date(value)
    return day.isoformat() if day else ""


def warmth_title(temperature: float, trend: int | None) -> str:
    """ "38° 凉，三个月降了 12°": the thermometer in words."""
    words = f"{warmth.degrees(temperature)}° {word(warmth.warmth(temperature), 'warmth')}"
    if not trend:
        return words
    change = _("三个月升了 %(n)d°", n=trend) if trend > 0 else _("三个月降了 %(n)d°", n=-trend)
    return words + _("，") + change


def bounded(count: int, limit: int = 1000) -> str:
    """A count that stops counting at its limit: "999+"."""
    return str(count) if count < limit else f"{limit - 1}+"


def dialled(phone: Any) -> dict[str, str]:
    """A stored telephone as tel_link draws it."""
    return {
        "number": spaced(phone.digits) if MOBILE.fullmatch(phone.digits) else main_number(phone),
        "tel": phone.dialled,
        "label": word(phone.label, "phone_label"),
        "extension": phone.extension,
        "doubtful": is_doubtful(phone),
    }


def is_doubtful(phone: Any) -> bool:
    """Neither a mobile, a landline nor an internal line by its shape, and not in any country's numbering plan."""
    if phone.label != PhoneLabel.OTHER or not phone.digits:
        return False
    return not judge_phone(Phone(PhoneLabel.OTHER, phone.text, phone.digits, phone.extension)).is_valid


def spaced(digits: str) -> str:
    """138 0571 2046."""
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}"


def main_number(phone: Any) -> str:
    """A landline as it was entered, its extension left to be shown apart; the digits when the text says more."""
    text = str(phone.text)
    if phone.extension:
        text = text.rpartition(phone.extension)[0].rstrip(" -转分机内线ext.#(（：:")
    return text if sum(c.isdigit() for c in text) >= len(phone.digits) - 3 and len(text) <= 24 else phone.digits


def groupby_year(entries: Any) -> list[tuple[int, list[Any]]]:
    """[(year, entries)] of a list already in order of `on`."""
    return [(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.on.year)]


def register_filters(app: Flask) -> None:
    filters: dict[str, Any] = {
        "bounded": bounded,
        "groupby_year": groupby_year,
        "dialled": dialled,
        "word": word,
        "day": day_words,
        "weekday": weekday_words,
        "local_time": local_time,
        "local_date": local_date,
        "relative": relative_words,
        "degrees": warmth.degrees,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(warmth_title=warmth_title)
