"""Who is worth a closer look at all: one pass over narrow rows, so that most of an office is never loaded.

Whoever shares one of the keys of domain/resemblance.py shares one of the coarser keys here; the finer ones are
applied to those found.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact, Phone, Post
from liaison.db import db

MOST_ALIKE = 12  # a key shared by more tells nobody apart: the reception's mobile, a very common name
Groups = dict[Hashable, list[int]]


def suspects(user: User) -> set[int]:
    """Ids of the people in sight who have something telling in common with somebody."""
    groups: Groups = defaultdict(list)
    bare: set[str] = set()
    columns = (Contact.id, Contact.sort_key, Contact.unit_id, Contact.birth_month, Contact.birth_day)
    seen = (Contact.archived_at.is_(None), visible_contacts(user))
    for contact_id, sort_key, unit_id, month, day in db.session.execute(select(*columns).where(*seen)):
        spelt, written = spelling_and_characters(sort_key)
        for name in (spelt, written):
            if unit_id is not None:
                groups[name, unit_id].append(contact_id)
            if month is not None:
                groups[name, month, day].append(contact_id)
        if unit_id is None and month is None:
            bare.add(written)
        groups[written].append(contact_id)
    add_posts_beside(groups, seen)
    add_accounts(groups, seen)
    return {each for key, ids in groups.items() if is_telling(key, ids, bare) for each in ids}


def spelling_and_characters(sort_key: str) -> tuple[str, str]:
    """The two halves of a sort key, "chen 陈 jian 建 guo 国  陈建国": a reading may have been corrected in one record."""
    words = sort_key.partition("  ")[0].split()
    return " ".join(words[::2]), "".join(words[1::2]) or sort_key


def is_telling(key: Hashable, ids: list[int], bare: set[str]) -> bool:
    """Whether a shared key says anything: a name alone does only where one of the records is bare."""
    return 1 < len(ids) <= MOST_ALIKE and (not isinstance(key, str) or key in bare)


def add_posts_beside(groups: Groups, seen: Iterable[Any]) -> None:
    """Second and former posts: somebody may stand at the old unit in one record and at the new one in the other."""
    beside = (
        select(Post.contact_id, Contact.sort_key, Post.unit_id)
        .join(Contact, Contact.id == Post.contact_id)
        .where(Post.unit_id.is_not(None), Post.unit_id.is_distinct_from(Contact.unit_id), *seen)
    )
    for contact_id, sort_key, unit_id in db.session.execute(beside):
        for name in spelling_and_characters(sort_key):
            if contact_id not in groups[name, unit_id]:
                groups[name, unit_id].append(contact_id)


def add_accounts(groups: Groups, seen: Iterable[Any]) -> None:
    """Numbers, e-mail and WeChat that stand with more than one record."""
    twice = select(Phone.digits).where(Phone.digits != "").group_by(Phone.digits).having(func.count() > 1)
    shared = select(Phone.digits, Phone.contact_id).join(Contact, Contact.id == Phone.contact_id)
    shared = shared.where(Phone.digits.in_(twice), *seen)
    for digits, contact_id in db.session.execute(shared):
        groups["phone", digits].append(contact_id)
    for column in (Contact.email, Contact.wechat):
        rows = select(func.lower(column), Contact.id).where(column != "", *seen)
        for account, contact_id in db.session.execute(rows):
            groups[column.key, account].append(contact_id)
