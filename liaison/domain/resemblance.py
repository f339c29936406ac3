"""Whether two records may stand for the same person or unit: what speaks for it, and how strongly.

Looking through a whole office goes by keys (`person_keys`, `unit_keys`): only records that share one are compared, so
that the cost grows with their number and not with its square.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .names import clean_name
from .phones import PhoneLabel, label_of
from .unit_forms import unit_forms
from .variants import fold

Key = tuple[str, ...]


class Evidence(StrEnum):
    """What two records have in common, or, at the end, what speaks against them being one."""

    PHONE = "phone"
    LANDLINE = "landline"
    EMAIL = "email"
    WECHAT = "wechat"
    NAME = "name"
    VARIANT_NAME = "variant_name"
    READING = "reading"
    BIRTHDAY = "birthday"
    UNIT = "unit"
    BARE = "bare"
    UNIT_NAME = "unit_name"
    UNIT_READING = "unit_reading"
    SHORT_NAME = "short_name"
    CODE = "code"
    UNIT_PHONE = "unit_phone"
    REGION = "region"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_GENDER = "other_gender"
    OTHER_REGION = "other_region"


POINTS = {
    Evidence.PHONE: 40,
    Evidence.LANDLINE: 10,
    Evidence.EMAIL: 35,
    Evidence.WECHAT: 35,
    Evidence.NAME: 30,
    Evidence.VARIANT_NAME: 28,
    Evidence.READING: 15,
    Evidence.BIRTHDAY: 30,
    Evidence.UNIT: 25,
    Evidence.BARE: 15,
    Evidence.UNIT_NAME: 60,
    Evidence.UNIT_READING: 40,
    Evidence.SHORT_NAME: 45,
    Evidence.CODE: 60,
    Evidence.UNIT_PHONE: 20,
    Evidence.REGION: 5,
    Evidence.OTHER_BIRTHDAY: -35,
    Evidence.OTHER_GENDER: -25,
    Evidence.OTHER_REGION: -25,
}
LIKELY, POSSIBLE = 65, 40


@dataclass(frozen=True)
class Person:
    """As much of a person as tells two apart. `birthday` is (is_lunar, month, day, year or None)."""

    name: str
    syllables: str = ""
    mobiles: frozenset[str] = frozenset()
    landlines: frozenset[str] = frozenset()
    email: str = ""
    wechat: str = ""
    birthday: tuple[bool, int, int, int | None] | None = None
    units: frozenset[int] = frozenset()
    gender: str = ""

    @cached_property
    def folded(self) -> str:
        return fold(clean_name(self.name))

    @property
    def account(self) -> str:
        """The WeChat name where it is one; 同手机号 is nobody's own."""
        return self.wechat.lower() if self.wechat.isascii() else ""


@dataclass(frozen=True)
class Place:
    """As much of a unit."""

    name: str
    short_name: str = ""
    code: str = ""
    phone: str = ""
    region: str = ""
    syllables: str = ""


@dataclass(frozen=True)
class Likeness:
    """What speaks for two records being one, strongest first, and then what speaks against."""

    evidence: tuple[Evidence, ...]

    @property
    def strength(self) -> int:
        return sum(POINTS[each] for each in self.evidence)

    @property
    def is_likely(self) -> bool:
        return self.strength >= LIKELY

    @property
    def is_possible(self) -> bool:
        return self.strength >= POSSIBLE


def split_digits(digits: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(mobiles, other lines) of a person's numbers; only a mobile is usually one person's own."""
    mobiles = frozenset(each for each in digits if label_of(each) == PhoneLabel.MOBILE)
    return mobiles, frozenset(each for each in digits if len(each) >= 7) - mobiles


def person_keys(person: Person) -> Iterator[Key]:
    """People who share none of these are not compared. The last is for records that say little else."""
    yield from (("mobile", each) for each in person.mobiles)
    if person.email:
        yield "email", person.email.lower()
    if person.account:
        yield "wechat", person.account
    for name in {person.folded, person.syllables} - {""}:
        yield from (("unit", name, str(unit)) for unit in person.units)
        if person.birthday:
            yield ("birthday", name, *map(str, person.birthday[:3]))
    if person.folded:
        yield "name", person.folded


def likeness_of_people(one: Person, other: Person) -> Likeness:
    """What two people have in common."""
    return Likeness(tuple(sorted(people_evidence(one, other), key=lambda each: -POINTS[each])))


def people_evidence(one: Person, other: Person) -> Iterator[Evidence]:
    named = same_name(one, other)
    if named is not None:
        yield named
    if one.mobiles & other.mobiles:
        yield Evidence.PHONE
    if named and one.landlines & other.landlines:
        yield Evidence.LANDLINE
    if one.email and one.email.lower() == other.email.lower():
        yield Evidence.EMAIL
    if one.account and one.account == other.account:
        yield Evidence.WECHAT
    if named and one.units & other.units:
        yield Evidence.UNIT
    yield from birthday_evidence(one, other, named is not None)
    if one.gender and other.gender and one.gender != other.gender:
        yield Evidence.OTHER_GENDER
    if named in (Evidence.NAME, Evidence.VARIANT_NAME) and (is_bare(one) or is_bare(other)):
        yield Evidence.BARE


def same_name(one: Person, other: Person) -> Evidence | None:
    if one.name and clean_name(one.name) == clean_name(other.name):
        return Evidence.NAME
    if one.folded and one.folded == other.folded:
        return Evidence.VARIANT_NAME
    return Evidence.READING if one.syllables and one.syllables == other.syllables else None


def birthday_evidence(one: Person, other: Person, named: bool) -> Iterator[Evidence]:
    """The same day for a namesake; another one in the same calendar speaks against."""
    mine, theirs = one.birthday, other.birthday
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return
    years = {mine[3], theirs[3]} - {None}
    if mine[1:3] == theirs[1:3] and len(years) < 2:
        if named:
            yield Evidence.BIRTHDAY
    else:
        yield Evidence.OTHER_BIRTHDAY


def is_bare(person: Person) -> bool:
    """Whether nothing recorded would tell the person from a namesake."""
    return not (person.units or person.mobiles or person.birthday)


def unit_keys(place: Place) -> Iterator[Key]:
    """Units that share none of these are not compared."""
    for form in unit_forms(place.name) | unit_forms(place.short_name):
        yield "form", form
    if place.code:
        yield "code", place.code
    if place.syllables:
        yield "sound", place.syllables


def likeness_of_units(one: Place, other: Place) -> Likeness:
    """What two units have in common."""
    return Likeness(tuple(sorted(unit_evidence(one, other), key=lambda each: -POINTS[each])))


def unit_evidence(one: Place, other: Place) -> Iterator[Evidence]:
    if unit_forms(one.name) & unit_forms(other.name):
        yield Evidence.UNIT_NAME
    elif (unit_forms(one.name) | unit_forms(one.short_name)) & (
        unit_forms(other.name) | unit_forms(other.short_name)
    ):
        yield Evidence.SHORT_NAME
    elif one.syllables and one.syllables == other.syllables:
        yield Evidence.UNIT_READING
    if one.code and one.code == other.code:
        yield Evidence.CODE
    if one.phone and one.phone == other.phone:
        yield Evidence.UNIT_PHONE
    if one.region and other.region:
        yield Evidence.REGION if one.region == other.region else Evidence.OTHER_REGION
