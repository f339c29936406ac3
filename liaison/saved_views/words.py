"""A list's filters in words: "等级：重点". A value that is gone is named as gone; the list then finds nobody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from liaison.accounts.models import Section, User
from liaison.accounts.whose import SECTION
from liaison.contacts.queries import UNOWNED
from liaison.credits.words import credit_states
from liaison.db import db
from liaison.matters.words import state_choices, way_words
from liaison.office.queries import kind_labels
from liaison.saved_views.lists import LISTS
from liaison.saved_views.queries import tag_exists
from liaison.units.models import Unit
from liaison.web.filters import WORDS
from liaison.web.numbers import number_or_none


@dataclass(frozen=True)
class FilterWords:
    """One filter that is set: its argument, its label, and its value in words ("" for a mere switch)."""

    arg: str
    label: str
    value: str

    def __str__(self) -> str:
        return self.label + (_("：") + self.value if self.value else "")


def filter_words(list_name: str, args: Mapping[str, str]) -> list[FilterWords]:
    """The filters set among these arguments, in the list's own order."""
    found = []
    for each in LISTS[list_name].filters:
        value = args.get(each.arg, "").strip()
        if value and each.kind is not None:
            words = VALUES[each.kind](value)
            if words is not None:
                found.append(FilterWords(each.arg, str(each.label), words))
    return found


def gone(value: str) -> str:
    return _("%(value)s（已没有）", value=value[:40])


def from_table(table: str) -> Callable[[str], str]:
    return lambda code: WORDS[table]().get(code) or gone(code)


def user_name(value: str) -> str:
    if value == UNOWNED:
        return _("还没有联络员")
    number = number_or_none(value)
    user = db.session.get(User, number) if number is not None else None
    if user is None:
        return gone(value)
    return _("%(name)s（已停用）", name=user.name) if user.disabled_at else user.name


def unit_name(value: str) -> str:
    number = number_or_none(value)
    unit = db.session.get(Unit, number) if number is not None else None
    return unit.name if unit else gone(value)


def section_name(value: str) -> str:
    number = number_or_none(value)
    section = db.session.get(Section, number) if number is not None else None
    return section.name if section else gone(value)


def kind_name(value: str) -> str:
    return kind_labels().get(value) or gone(value)


def tag_name(value: str) -> str:
    return value if tag_exists(value) else gone(value)


def import_number(value: str) -> str:
    number = number_or_none(value)
    return _("编号 %(n)d", n=number) if number is not None else gone(value)


def whose_word(value: str) -> str | None:
    """我的 and 全部 are the two sides of a switch that is always in sight."""
    if value in ("mine", "section", "all"):
        return None
    if value.startswith(SECTION):
        return section_name(value.removeprefix(SECTION))
    return user_name(value)


VALUES: dict[str, Callable[[str], str | None]] = {
    "text": lambda value: value,
    "region": lambda value: value,
    "flag": lambda _value: "",
    "tier": from_table("tier"),
    "unit_kind": from_table("unit_kind"),
    "user": user_name,
    "unit": unit_name,
    "interaction_kind": kind_name,
    "tag": tag_name,
    "import": import_number,
    "direction": from_table("direction"),
    "whose": whose_word,
    "matter_state": lambda code: dict(state_choices()).get(code) or gone(code),
    "credit_state": lambda code: dict(credit_states()).get(code) or gone(code),
    "subject": lambda code: {"contact": _("联系人"), "unit": _("单位")}.get(code) or gone(code),
    "matter_way": lambda code: way_words().get(code) or gone(code),
}
