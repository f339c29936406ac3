"""What a row says of a person, and how that differs from what is stored. Empty cells say nothing; nothing is blanked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from liaison.contacts.actions import ContactError, checked
from liaison.domain.birthdays import Birthday
from liaison.domain.cadence import CadenceError, check_change
from liaison.domain.phones import Phone
from liaison.domain.syllables import ReadingError, typed_syllables
from liaison.formats.drafts import ContactDraft
from liaison.formats.office_fields import FIELDS_BY_CODE
from liaison.imports.people_book import Person
from liaison.imports.plan import Change, PlannedRow, RowRefused, added_text, checked_length
from liaison.imports.takers import OF_PEOPLE, Takers
from liaison.imports.words import field_words

LONG = frozenset(("notes", "taboos"))
OF_THE_NAME = ("name", "family_name", "given_name")
LONGEST_DIGITS = 40
LONGEST_EXTENSION = 20
OF_A_NEWCOMER = ("since", "other_posts", "archived_on")  # said of somebody who is stored they change nothing


def contact_values(draft: ContactDraft, takers: Takers, row: PlannedRow) -> dict[str, Any]:
    """What the sheet says, by the names of the contact's columns. RowRefused for what cannot be stored."""
    values: dict[str, Any] = {
        "name": draft.name,
        "family_name": draft.family,
        "given_name": draft.given,
        "reading": fitting_reading(draft, row),
        "address_as": draft.address_as,
        "gender": draft.gender.value if draft.gender else None,
        "wechat": draft.wechat,
        "email": draft.email,
        "birthday": draft.birthday,
        "tier": draft.tier.value if draft.tier else None,
        "interval_days": draft.interval_days,
        "max_gap_days": draft.max_gap_days,
        "preferred_channel": draft.preferred_channel,
        "best_time": draft.best_time,
        "taboos": draft.taboos,
        "notes": added_text("", *remarks_of(draft)),
        "verified_on": draft.verified_on,
        "retired_on": draft.retired_on,
        "owner_id": takers.meant(draft.owner, "owner", row),
        "deputy_id": takers.meant(draft.deputy, "deputy", row),
    }
    said = {key: value for key, value in values.items() if value not in (None, "")}
    check_values({**said, "title": draft.title, "department": draft.department, "unit": draft.unit})
    return said


def remarks_of(draft: ContactDraft) -> list[str]:
    """Texts that have no field of their own are kept among the notes."""
    places = [("地区：", draft.region), ("地址：", draft.address)]
    kept = [f"{FIELDS_BY_CODE[field].name}：{text}" for field, text in draft.kept]
    return [draft.notes, *draft.more_emails, *(mark + text for mark, text in places if text), *kept]


def fitting_reading(draft: ContactDraft, row: PlannedRow) -> str:
    """The pinyin of the sheet if it fits the name, one syllable for each character."""
    if draft.reading:
        try:
            typed_syllables(draft.reading, draft.name)
        except ReadingError as error:
            row.remark(str(error), draft.reading)
            return ""
    return draft.reading


def set_apart(values: dict[str, Any], owner_id: int | None, row: PlannedRow) -> None:
    """Leaves a deputy out who turns out to be the owner, by another name or because the owner goes without saying."""
    if owner_id is not None and values.get("deputy_id") == owner_id:
        del values["deputy_id"]
        row.remark(_("B角要另一个人，不能就是联络员自己，B角未填"))


def check_values(values: dict[str, Any]) -> None:
    checked_length(values, field_words, LONG)
    try:
        checked({"name": values["name"]})
        check_change(values)
    except (ContactError, CadenceError) as error:
        raise RowRefused(str(error), error.field) from error


def check_pace(before: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """RowRefused where a new cadence does not go with what stays of the one before."""
    try:
        check_change(new, before.get("interval_days"), before.get("max_gap_days"))
    except CadenceError as error:
        raise RowRefused(str(error), error.field) from error


def storable_phones(draft: ContactDraft, row: PlannedRow) -> list[Phone]:
    """The numbers, without those that are longer than any number is."""
    kept = []
    for phone in draft.phones:
        fits = len(phone.digits) <= LONGEST_DIGITS and len(phone.extension) <= LONGEST_EXTENSION
        if fits and len(phone.text) <= 200:
            kept.append(phone)
        else:
            row.remark(_("号码太长，没有导入"), phone.text[:40])
    return kept


def differing_values(person: Person, values: dict[str, Any], owners: dict[int, str]) -> tuple[dict[str, Any], list[Change]]:
    """(new values, the same in words) for a known person. The name stays as it is: other forms of it are only hints."""
    new, changes = {}, []
    for key, said in values.items():
        if key in OF_THE_NAME:
            continue
        old = person.values.get(key)  # of a person of the file only what was said is there
        value = kept_with(old, said, key)
        if old != value:
            new[key] = value
            changes.append([OF_PEOPLE.get(key, key), in_words(old, key, owners), in_words(value, key, owners)])
    check_pace(person.values, new)
    return new, changes


def kept_with(old: Any, said: Any, key: str) -> Any:
    """What is there once this has been said: texts are added to, a birthday keeps its year."""
    if is_the_same_without_year(old, said):
        return old
    if key not in LONG:
        return said
    return old if old and said in old else added_text(old or "", said)


def is_the_same_without_year(old: Any, new: Any) -> bool:
    """The day that is stored, in a sheet that does not know its year, takes the year from nobody."""
    return isinstance(old, Birthday) and isinstance(new, Birthday) and new.year is None and replace(old, year=None) == new


def in_words(value: Any, key: str, owners: dict[int, str]) -> str:
    """The value as the preview shows it; codes stay codes for the page to translate (words.value_word)."""
    if value is None or value == "":
        return ""
    if key in OF_PEOPLE:
        return owners.get(value, "")
    return getattr(value, "words", None) or str(value)


def all_changes(values: dict[str, Any], owners: dict[int, str]) -> list[Change]:
    """What a new person would be given, in words."""
    return [
        [OF_PEOPLE.get(key, key), "", in_words(value, key, owners)]
        for key, value in values.items()
        if key not in OF_THE_NAME
    ]
