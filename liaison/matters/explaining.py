"""The library of explanations at hand for one matter: what is known is filled in, the rest is left to be written."""

from dataclasses import dataclass
from datetime import date

from liaison.accounts.models import User
from liaison.domain.explanations import Explanation, explanations, explanations_for, reasons
from liaison.domain.placeholders import names_in, render_known
from liaison.matters.models import Matter
from liaison.office.queries import setting


@dataclass(frozen=True)
class Start:
    """One text to start from; `missing` are the names still to be written by hand."""

    key: str
    manner: str
    text: str
    missing: list[str]


def known_values(matter: Matter, user: User, today: date) -> dict[str, str]:
    """What the program knows of the placeholders."""
    return {
        "称呼": matter.contact.address if matter.contact else "",
        "单位": matter.unit.name if matter.unit else "",
        "事项": matter.name,
        "来函日期": spoken_day(matter.received_on),
        "日期": f"{today.year}年{spoken_day(today)}",
        "联络员": user.name,
        "联络电话": setting("contact_phone"),
        "我方单位": setting("office_name"),
        "落款": setting("signature"),
    }


def spoken_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def starts_for(reason: str, values: dict[str, str]) -> list[Start]:
    """The texts of a reason; none for a reason that is not in the library."""
    if reason not in {each.code for each in reasons()}:
        return []
    return [start_of(each, values) for each in explanations_for(reason)]


def start_of(explanation: Explanation, values: dict[str, str]) -> Start:
    text = render_known(explanation.text, values)
    return Start(explanation.key, explanation.manner.value, text, names_in(text))


def start_by_key(key: str, values: dict[str, str]) -> Start | None:
    """The text that was chosen; None for an unknown key."""
    return next((start_of(each, values) for each in explanations() if each.key == key), None)
