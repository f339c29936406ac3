"""What was typed as conditions for lists, and the one person a command or a field means.

The box itself answers in bounded steps: `kinds.py` and what it leads to.
"""

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import Select, and_, intersect, or_, select, union

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact, Phone, Post, Tag, contact_tags
from liaison.db import db
from liaison.domain.names import clean_name
from liaison.domain.search_keys import (
    apart_by_script,
    apart_from_extension,
    is_stored_mixture,
    prefix_end,
    query_forms,
)
from liaison.domain.word_grams import typed_grams
from liaison.search.models import SearchKey

SHORTEST_TAIL = 3
LISTED = 10
SPACED_DIGITS = re.compile(r"\+?[0-9-]+")


class NotFoundOnce(ValueError):
    """What was typed does not stand for exactly one person; `matches` are those it could mean."""

    def __init__(self, message: str, matches: list[Contact]) -> None:
        super().__init__(message)
        self.matches = matches


class UnknownName(NotFoundOnce):
    """Nobody the user may see is called so."""


class AmbiguousName(NotFoundOnce):
    """Several people are."""


def matching_keys(subject: str, term: str) -> Select[int]:
    """Ids of a subject found by one typed word under any of its forms."""
    ranges = [and_(SearchKey.key >= form, SearchKey.key < prefix_end(form)) for form in query_forms(term)]
    return select(SearchKey.subject_id).where(
        SearchKey.subject == subject, or_(*ranges) if ranges else SearchKey.key == ""
    )


def unit_ids_matching(text: str) -> Select[int]:
    """Units of which every typed word is found in the name, its pinyin or initials, or in their notes."""
    kinds = ("unit", "unit_phone")
    return all_of([either(*(matching_keys(k, term) for k in kinds), *with_words("place", term)) for term in words_of(text)])


def contact_ids_matching(text: str) -> Select[int]:
    """People of whom every typed word is found in the name, pinyin, title, telephone, a tag, a note, or their unit."""
    return all_of([one_word(term) for term in words_of(text)])


def words_of(text: str) -> list[str]:
    """The typed words; a telephone copied with its spaces, "138 0571 2046", is one of them, its extension another."""
    dialled = apart_from_extension(text)
    words = text.split()
    if dialled or not words:
        return dialled
    if all(SPACED_DIGITS.fullmatch(word) for word in words):
        return ["".join(words)]
    return [part for word in words for part in apart_from_extension(word) or [word]]


def one_word(term: str) -> Select[int]:
    at_unit = select(Post.contact_id).where(
        Post.unit_id.in_(matching_keys("unit", term)), Post.to_on.is_(None)
    )
    tagged = (
        select(contact_tags.c.contact_id)
        .join(Tag, Tag.id == contact_tags.c.tag_id)
        .where(Tag.name.startswith(term, autoescape=True))
    )
    ways = [matching_keys("contact", term), at_unit, tagged, *with_words("note", term)]
    if len(parts := apart_by_script(term)) > 1 and not is_stored_mixture(parts):
        ways.append(all_of([one_word(part) for part in parts]))
    return either(*ways)


def either(*selects: Select[int]) -> Select[int]:
    """Ids in at least one of these."""
    found = union(*selects).subquery()
    return select(found.c[0])


def with_words(subject: str, term: str) -> list[Select[int]]:
    """Ids of texts in which all pairs of a typed word stand; nothing for a single character."""
    grams = typed_grams(term)
    return [all_of([having_pair(subject, gram) for gram in grams])] if grams else []


def having_pair(subject: str, gram: str) -> Select[int]:
    return select(SearchKey.subject_id).where(SearchKey.subject == subject, SearchKey.key == gram)


def all_of(selects: list[Select[int]]) -> Select[int]:
    """Ids in every one of these; nobody for an empty query."""
    if not selects:
        return select(Contact.id).where(Contact.id.is_(None))
    if len(selects) == 1:
        return selects[0]
    return select(intersect(*selects).subquery().c[0])


def named_contacts(user: User | None, text: str) -> list[Contact]:
    """The people a list of names stands for, separated by 、 or commas. UnknownName or AmbiguousName otherwise."""
    pieces = text.replace("，", "、").replace(",", "、").replace(";", "、").replace("；", "、").split("、")
    return [the_contact(user, piece) for piece in pieces if piece.strip()]


def the_contact(user: User | None, who: str) -> Contact:
    """The one person meant by a name, pinyin, the tail of a telephone or an id; `user` None sees everyone."""
    who = who.strip()
    for candidates in (exactly(who), by_keys(who)):
        matches = seen_among(user, candidates)
        if len(matches) == 1:
            return matches[0]
        if matches:
            listed = "；".join(
                f"{c.id} {c.name} {c.unit.name if c.unit else ''} {c.title}".strip()
                for c in matches[:LISTED]
            )
            more = _("（只列了前 %(n)d 位）", n=LISTED) if len(matches) > LISTED else ""
            said = _(
                "“%(who)s”可能是：%(people)s。请写得更全，或者用手机尾号、编号",
                who=who,
                people=listed + more,
            )
            raise AmbiguousName(said, matches[:LISTED])
    raise UnknownName(_("没有找到“%(who)s”，请核对姓名，或先录入这位联系人", who=who), [])


def exactly(who: str) -> list[Select[int]]:
    """By whole name, by the tail of a telephone, or by id when it is a number."""
    found = [select(Contact.id).where(Contact.name == clean_name(who))]
    if who.isascii() and who.isdigit() and len(who) < 10 and not who.startswith("0"):
        found.append(select(Contact.id).where(Contact.id == int(who)))
    return [*found, *telephones_ending(who)]


def telephones_ending(who: str) -> list[Select[int]]:
    """By the last three digits or more of a telephone."""
    if not (who.isascii() and who.isdigit() and len(who) >= SHORTEST_TAIL):
        return []
    return [
        select(Phone.contact_id).where(
            Phone.contact_id.in_(matching_keys("contact", who)), Phone.digits.endswith(who, autoescape=True)
        )
    ]


def by_keys(who: str) -> list[Select[int]]:
    """By any key: part of the name, pinyin, initials."""
    return [matching_keys("contact", who)]


def seen_among(user: User | None, candidates: Iterable[Select[int]]) -> list[Contact]:
    """The living contacts among the candidates that the user may see, as many as are listed and one to tell of more."""
    chosen = [Contact.id.in_(candidate) for candidate in candidates]
    if not chosen:
        return []
    statement = select(Contact).where(or_(*chosen), Contact.archived_at.is_(None))
    if user is not None:
        statement = statement.where(visible_contacts(user))
    return list(db.session.scalars(statement.order_by(Contact.id).limit(LISTED + 1)))
