"""Contacts on their way out: as rows under the headings of office sheets, and as cards for a telephone.

Everything that the importer can read back is there. Cards carry neither notes nor taboos: they end up on
private telephones.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from liaison.contacts.models import Contact, Post
from liaison.contacts.queries import ContactFilter, contact_list, matching
from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing, Paper
from liaison.formats.drafts import PostDraft
from liaison.formats.list_cells import listed
from liaison.formats.office_rows import NO_UNIT
from liaison.formats.post_cells import posts_written
from liaison.formats.vcard import Account, Card, Labelled
from liaison.office.queries import interaction_kinds
from liaison.units.models import Unit
from liaison.web.dates import office_date
from liaison.web.filters import gender_words, tier_words

HEADINGS = (
    "单位", "姓名", "部门", "职务", "称呼", "性别", "手机", "办公电话", "内线", "电话", "邮箱", "微信", "生日", "联系等级",
    "联系周期", "最长间隔", "最近联系", "应联系日期", "联络员", "B角", "首选方式", "方便时间", "标签", "忌讳", "备注", "拼音",
    "核实日期", "任职起", "其他任职", "退休日期", "归档日期", "系统编号",
)  # fmt: skip
BY_UNIT = "unit"
PHONE_LABELS = ("mobile", "landline", "internal", "other")
CARD_TYPES = {"mobile": ("cell",), "landline": ("work", "voice"), "internal": ("work", "内线"), "other": ("voice",)}


def asked_contacts(asked: Asked) -> Select[Contact]:
    """Everyone of the page's filter in its order, or unit by unit, which no page is sorted by."""
    wanted = ContactFilter.asked(asked.args)
    if wanted.sort != BY_UNIT:
        return contact_list(asked.user, wanted).whole()
    people = matching(asked.user, wanted).outerjoin(Contact.unit)
    return people.order_by(Unit.sort_key.is_(None), Unit.sort_key, Unit.id, Contact.sort_key, Contact.id)


def each_contact(asked: Asked) -> Iterator[Contact]:
    """The people one after another, CHUNK read at a time."""
    loaded = (selectinload(Contact.tags), selectinload(Contact.deputy), selectinload(Contact.posts))
    statement = asked_contacts(asked).options(*loaded).execution_options(yield_per=CHUNK)
    yield from db.session.scalars(statement)


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each person; the first open post gives unit, department and title."""
    tiers, genders, kinds = tier_words(), gender_words(), {kind.code: kind.name for kind in interaction_kinds()}
    for contact in each_contact(asked):
        post = contact.open_posts[0] if contact.open_posts else None
        yield [
            contact.unit.name if contact.unit else NO_UNIT, contact.name, post.department if post else "", contact.title,
            contact.address_as, genders.get(contact.gender, ""), *(numbers(contact, label) for label in PHONE_LABELS),
            contact.email, contact.wechat, contact.birthday.words if contact.birthday else "", tiers[contact.tier],
            contact.interval_days, contact.max_gap_days, contact.last_contact_on, contact.due_on,
            contact.owner.name if contact.owner else "", contact.deputy.name if contact.deputy else "",
            kinds.get(contact.preferred_channel, contact.preferred_channel), contact.best_time,
            listed(tag.name for tag in contact.tags), contact.taboos, contact.notes, contact.reading,
            contact.verified_on, post.from_on if post else None,
            posts_written(post_told(each) for each in contact.posts if each is not post), contact.retired_on,
            office_date(contact.archived_at), contact.uuid,
        ]  # fmt: skip


def post_told(post: Post) -> PostDraft:
    return PostDraft(post.unit.name if post.unit else "", post.department, post.title, post.from_on, post.to_on)


def numbers(contact: Contact, label: str) -> str:
    """The numbers of one kind as they were entered."""
    known = {*PHONE_LABELS} - {"other"}
    return "、".join(
        phone.text for phone in contact.phones if (phone.label if phone.label in known else "other") == label
    )


def cards(asked: Asked) -> Iterator[Card]:
    return map(card_of, each_contact(asked))


def card_of(contact: Contact) -> Card:
    """The person as a card; the same person always has the same uid."""
    return Card(
        uid=contact.uuid,
        family=contact.family_name,
        given=contact.given_name or ("" if contact.family_name else contact.name),
        full_name=contact.name,
        org=contact.unit.name if contact.unit else "",
        department=contact.open_posts[0].department if contact.open_posts else "",
        title=contact.title,
        phones=tuple(Labelled(CARD_TYPES.get(phone.label, ("voice",)), phone.dialled) for phone in contact.phones),
        emails=(Labelled(("work",), contact.email),) if contact.email else (),
        im=(Account("wechat", contact.wechat),) if contact.wechat else (),
        birthday=contact.birthday,
        gender=contact.gender,
        categories=tuple(tag.name for tag in contact.tags),
        revision=contact.updated_at,
    )


CONTACTS = Listing(
    code="contacts",
    title=_l("联系人"),
    headings=HEADINGS,
    rows=rows,
    whole={"sort": BY_UNIT},
    cards=cards,
    paper=Paper(_l("通讯录"), ("姓名", "职务", "办公电话", "内线", "手机", "电话"), group_by="单位", order=BY_UNIT),
)
