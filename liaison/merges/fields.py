"""The fields of which a merge keeps one value, in groups that only make sense together, and which value is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.units.models import Unit

Subject = Contact | Unit
BOTH = "both"


@dataclass(frozen=True)
class Field:
    """Columns chosen together. `newest` proposes the greatest value, `joins` offers all texts one after another."""

    name: str
    words: Any
    columns: tuple[str, ...]
    joins: bool = False
    newest: bool = False

    def value_of(self, record: Subject) -> tuple[Any, ...]:
        return tuple(getattr(record, column) for column in self.columns)

    def is_empty(self, record: Subject) -> bool:
        """Whether the record says nothing here; False is what an unticked box says."""
        return all(value in (None, "", False) for value in self.value_of(record))


def single(name: str, words: Any, **more: Any) -> Field:
    return Field(name, words, (name,), **more)


CONTACT_FIELDS = (
    Field("name", _l("姓名"), ("name", "family_name", "given_name", "reading", "sort_key")),
    single("address_as", _l("称呼")),
    single("gender", _l("性别")),
    Field("birthday", _l("生日"), ("birth_year", "birth_month", "birth_day", "birth_is_lunar", "birth_is_leap")),
    single("wechat", _l("微信")),
    single("email", _l("邮箱")),
    single("tier", _l("联系等级")),
    Field("cadence", _l("联系周期"), ("interval_days", "max_gap_days")),
    single("owner_id", _l("联络员")),
    single("deputy_id", _l("B角")),
    single("preferred_channel", _l("喜欢的方式")),
    single("best_time", _l("好时候")),
    single("taboos", _l("忌讳"), joins=True),
    single("notes", _l("备注"), joins=True),
    single("verified_on", _l("最近核对日期"), newest=True),
    single("retired_on", _l("退休日期")),
)
UNIT_FIELDS = (
    Field("name", _l("名称"), ("name", "sort_key")),
    single("short_name", _l("简称")),
    single("code", _l("代码")),
    single("kind", _l("类别")),
    single("parent_id", _l("上级单位")),
    single("authority", _l("主管部门")),
    single("tier", _l("联系等级")),
    Field("cadence", _l("联系周期"), ("interval_days", "max_gap_days")),
    single("region", _l("地区")),
    single("address", _l("地址")),
    single("phone", _l("总机")),
    single("notes", _l("备注"), joins=True),
    single("owner_id", _l("联络员")),
)
FIELDS: dict[str, tuple[Field, ...]] = {"contact": CONTACT_FIELDS, "unit": UNIT_FIELDS}
KINDS_LEFT_OPEN = {"kind": "other"}  # what a unit is until somebody says what it is


@dataclass(frozen=True)
class Choice:
    """One field on the merge page. `source` is the proposed record's id, or BOTH; `differs` asks the user."""

    field: Field
    source: int | str
    sources: tuple[int, ...]
    differs: bool


def choices(subject: str, survivor: Subject, others: Sequence[Subject]) -> list[Choice]:
    """Every field with the records that say something of it, each saying something different."""
    group = [survivor, *others]
    return [choice_of(field, group) for field in FIELDS[subject]]


def choice_of(field: Field, group: list[Any]) -> Choice:
    said: dict[Any, int] = {}
    for record in group:
        if not field.is_empty(record) and may_have(field, record, group):
            said.setdefault(compared(field, record), record.id)
    sources = tuple(said.values()) or (group[0].id,)
    return Choice(field, proposed(field, group, sources), sources, len(sources) > 1)


def compared(field: Field, record: Any) -> Any:
    """What tells two values apart: of a name, the name alone."""
    return field.value_of(record)[0] if field.name == "name" else field.value_of(record)


def proposed(field: Field, group: list[Any], sources: tuple[int, ...]) -> int | str:
    """The survivor's own value where it has one that means something, else the first of the others'."""
    if field.joins and len(sources) > 1:
        return BOTH
    by_id = {record.id: record for record in group}
    if field.newest:
        return max(sources, key=lambda source: field.value_of(by_id[source]) if source in by_id else ())
    open_value = KINDS_LEFT_OPEN.get(field.name)
    telling = [source for source in sources if field.value_of(by_id[source])[0] != open_value]
    return (telling or list(sources))[0]


def may_have(field: Field, record: Any, group: list[Any]) -> bool:
    """A unit's parent is no choice where it is one of those merged, or lies below them."""
    if field.name != "parent_id":
        return True
    ids, ancestor = {each.id for each in group}, record.parent_id
    while ancestor is not None:
        if ancestor in ids:
            return False
        ancestor = db.session.scalar(select(Unit.parent_id).where(Unit.id == ancestor))
    return True


def chosen(subject: str, survivor: Subject, others: Sequence[Subject], wanted: Mapping[str, str]) -> dict[str, Any]:
    """The survivor's columns after the merge, from {field name: id of a record, or BOTH}; else as proposed."""
    values: dict[str, Any] = {}
    group = {str(record.id): record for record in (survivor, *others)}
    for choice in choices(subject, survivor, others):
        field, source = choice.field, str(wanted.get(choice.field.name) or choice.source)
        if not may_choose(field, source, group):
            source = str(choice.source)
        if source == BOTH:
            values[field.name] = joined(field, [group[str(each)] for each in choice.sources])
            continue
        record = group[source]
        if field.name == "parent_id" and not may_have(field, record, list(group.values())):
            values["parent_id"] = None
            continue
        values.update(zip(field.columns, field.value_of(record), strict=True))
    if values.get("deputy_id") is not None and values["deputy_id"] == values["owner_id"]:
        values["deputy_id"] = None  # nobody stands in for themselves: what came from two records need not go together
    return values


def may_choose(field: Field, source: str, group: Mapping[str, Any]) -> bool:
    """Whether what the form names is one of the records, or all of them where the texts can be joined."""
    if source == BOTH:
        return field.joins
    return source in group and may_have(field, group[source], list(group.values()))


def joined(field: Field, records: list[Any]) -> str:
    """All texts, each once, one under another."""
    texts = dict.fromkeys(str(field.value_of(record)[0]).strip() for record in records)
    return "\n".join(text for text in texts if text)
