"""People, units and interactions as rows under the headings office sheets use."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.interactions.models import Interaction
from liaison.units.models import Unit
from liaison.web.filters import tier_words, unit_kind_words

CONTACT_HEADINGS = (
    "单位", "姓名", "职务", "称呼", "手机", "办公电话", "内线", "邮箱", "微信", "生日", "联系等级", "联系周期", "最近联系",
    "应联系日期", "联络员", "B角", "标签", "忌讳", "备注",
)  # fmt: skip
UNIT_HEADINGS = (
    "单位",
    "简称",
    "类别",
    "上级单位",
    "地区",
    "主管部门",
    "地址",
    "总机",
    "联系等级",
    "最近联系",
    "联络员",
    "备注",
)
INTERACTION_HEADINGS = ("时间", "单位", "姓名", "方式", "发起", "结果", "内容", "经办人")
PHONE_COLUMNS = {"手机": ("mobile",), "办公电话": ("landline", "other"), "内线": ("internal",)}


def rows_of(kind: str) -> tuple[tuple[str, ...], Iterator[list[Any]]]:
    """(headings, rows) for contacts, units or interactions."""
    return {"contacts": (CONTACT_HEADINGS, contact_rows()), "units": (UNIT_HEADINGS, unit_rows()),
            "interactions": (INTERACTION_HEADINGS, interaction_rows())}[kind]  # fmt: skip


def contact_rows() -> Iterator[list[Any]]:
    """Living contacts, by unit and name."""
    tiers = tier_words()
    people = select(Contact).where(Contact.archived_at.is_(None)).outerjoin(Contact.unit)
    for contact in db.session.scalars(people.order_by(Unit.sort_key, Contact.sort_key, Contact.id)):
        numbers = [
            "、".join(phone.text for phone in contact.phones if phone.label in labels)
            for labels in PHONE_COLUMNS.values()
        ]
        yield [
            contact.unit.name if contact.unit else "", contact.name, contact.title, contact.address_as, *numbers,
            contact.email, contact.wechat, contact.birthday.words if contact.birthday else "", tiers[contact.tier],
            contact.interval_days, contact.last_contact_on, contact.due_on,
            contact.owner.name if contact.owner else "", contact.deputy.name if contact.deputy else "",
            "、".join(tag.name for tag in contact.tags), contact.taboos, contact.notes,
        ]  # fmt: skip


def unit_rows() -> Iterator[list[Any]]:
    """Living units by name."""
    tiers, kinds = tier_words(), unit_kind_words()
    for unit in db.session.scalars(
        select(Unit).where(Unit.archived_at.is_(None)).order_by(Unit.sort_key, Unit.id)
    ):
        yield [
            unit.name, unit.short_name, kinds.get(unit.kind, unit.kind), unit.parent.name if unit.parent else "",
            unit.region, unit.authority, unit.address, unit.phone, tiers.get(unit.tier or "", ""),
            unit.last_contact_on, unit.owner.name if unit.owner else "", unit.notes,
        ]  # fmt: skip


def interaction_rows() -> Iterator[list[Any]]:
    """The register, latest first, one row for each person who took part."""
    entries = select(Interaction).where(Interaction.deleted_at.is_(None))
    for entry in db.session.scalars(entries.order_by(Interaction.on.desc(), Interaction.id.desc())):
        for person in entry.participants:
            yield [
                entry.on, entry.unit.name if entry.unit else "", person.name, entry.kind_record.name,
                "对方" if entry.direction == "theirs" else "我方",
                entry.kind_record.answered_word if entry.answered else entry.kind_record.unanswered_word,
                entry.summary, entry.handled_by,
            ]  # fmt: skip
