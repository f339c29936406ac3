"""Whether a row of somebody's list is about a person we know: by telephone, then unit and name, then name and birthday.

Other characters for the same name (陳, 陈) and names that only sound alike are hints. Nobody is taken for a person
of another unit, and no mobile given to a second person, without being asked.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .birthdays import Birthday
from .refusals import told
from .variants import fold


class Match(StrEnum):
    """Certain; nobody known; or a question for the person who imports."""

    SAME = "same"
    NEW = "new"
    UNCLEAR = "unclear"


class Someone(Protocol):
    """A person the row may be about; `in_file` when an earlier row of the same file brought them."""

    @property
    def name(self) -> str: ...
    @property
    def units(self) -> frozenset[Hashable]: ...
    @property
    def mobiles(self) -> frozenset[str]: ...
    @property
    def birthday(self) -> Birthday | None: ...
    @property
    def in_file(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the row says; `unit` is None where it names none."""

    name: str
    unit: Hashable | None
    mobiles: frozenset[str] = frozenset()
    birthday: Birthday | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`people`: the one it is, or those it may be; `reason`: the question, or a hint beside a new person."""

    match: Match
    people: tuple[Someone, ...] = ()
    reason: str = ""


Known = Sequence[Someone]


def judge(wanted: Wanted, same_name: Known, same_phone: Known, alike: Known) -> Verdict:
    """`same_name` and `same_phone` are all who share them; `alike` those whose names sound the same."""
    verdict = (
        by_unit_and_name(wanted, same_name)
        or by_telephone(wanted, same_phone)
        or by_birthday(wanted, same_name)
        or by_name_alone(wanted, same_name)
        or by_sound(wanted, alike)
    )
    return held_by_others(wanted, verdict, same_phone) or verdict


def by_unit_and_name(wanted: Wanted, same_name: Known) -> Verdict | None:
    """Telephones and then birthdays tell people of one name apart."""
    here = [person for person in same_name if is_here(wanted, person)]
    if not here:
        return None
    for narrowed in (shares_mobile(wanted, here), shares_birthday(wanted, here), here):
        if len(narrowed) == 1:
            return one_of_this_name(wanted, narrowed[0])
    return Verdict(Match.UNCLEAR, tuple(here), told("这个单位有 {n} 位同名的人，靠电话和生日也分不清", n=len(here)))


def one_of_this_name(wanted: Wanted, person: Someone) -> Verdict:
    """Two rows of one file with different mobiles may well be two people of one name."""
    if person.in_file and wanted.mobiles and person.mobiles and not wanted.mobiles & person.mobiles:
        return Verdict(Match.UNCLEAR, (person,), told("表里前面有同单位同名的人，手机不同，可能是两个人"))
    return Verdict(Match.SAME, (person,))


def by_telephone(wanted: Wanted, same_phone: Known) -> Verdict | None:
    known = [person for person in same_phone if not person.in_file]
    named = [person for person in known if fold(person.name) == fold(wanted.name)]
    exactly = [person for person in named if person.name == wanted.name and leaves_unit_open(wanted, person)]
    if len(exactly) == 1:
        return Verdict(Match.SAME, (exactly[0],))
    if named:
        moved = all(wanted.unit not in person.units for person in named)
        reason = told("手机和姓名相同，单位不同，可能是调动了") if moved else told("手机相同，姓名的字形不同")
        return Verdict(Match.UNCLEAR, tuple(named), reason)
    return Verdict(Match.UNCLEAR, tuple(known), whose_number(wanted, known[0])) if known else None


def held_by_others(wanted: Wanted, verdict: Verdict, same_phone: Known) -> Verdict | None:
    """A mobile is one person's: a row that would give it to a second one is a question, whatever else fits.

    A person of another row counts under another name only: one and the same name at two units is told elsewhere.
    """
    meant = verdict.people if verdict.match == Match.SAME else ()
    has = frozenset[str]().union(*(person.mobiles for person in meant))
    holders = [
        person for person in same_phone
        if person not in meant and (wanted.mobiles - has) & person.mobiles
        and not (person.in_file and person.name == wanted.name)
    ]  # fmt: skip
    if verdict.match == Match.UNCLEAR or not holders:
        return None
    return Verdict(Match.UNCLEAR, (*meant, *holders), whose_number(wanted, holders[0]))


def whose_number(wanted: Wanted, holder: Someone) -> str:
    if fold(holder.name) == fold(wanted.name):
        return told("手机相同，姓名的字形不同") if holder.name != wanted.name else told("这个手机登记在另一位同名的人名下")
    if holder.in_file:
        return told("表里前面的“{name}”也是这个手机，姓名不同", name=holder.name)
    return told("这个手机登记在“{name}”名下，姓名不同", name=holder.name)


def by_birthday(wanted: Wanted, same_name: Known) -> Verdict | None:
    # Of a file's own rows only a birthday with its year tells that two of them are about one person.
    born = [
        person for person in shares_birthday(wanted, same_name) if not person.in_file or person.birthday.year  # type: ignore[union-attr]
    ]
    if not born:
        return None
    if len(born) == 1 and leaves_unit_open(wanted, born[0]):
        return Verdict(Match.SAME, (born[0],))
    return Verdict(Match.UNCLEAR, tuple(born), told("姓名和生日相同，单位不同，可能是调动了"))


def by_name_alone(wanted: Wanted, same_name: Known) -> Verdict | None:
    """Of a row without a unit nobody can say which person of this name it means."""
    if wanted.unit is not None or not same_name:
        return None
    return Verdict(Match.UNCLEAR, tuple(same_name), told("这一行没有单位，已有同名的人"))


def by_sound(wanted: Wanted, alike: Known) -> Verdict:
    """Only within the unit: across units two names that sound alike say nothing."""
    here = [person for person in alike if person.name != wanted.name and is_here(wanted, person)]
    written_apart = [person for person in here if fold(person.name) == fold(wanted.name)]
    if written_apart:
        reason = told("和本单位的“{name}”只是字形不同", name=written_apart[0].name)
        return Verdict(Match.UNCLEAR, tuple(written_apart), reason)
    reason = told("和本单位的“{name}”读音相同，请留意", name=here[0].name) if here else ""
    return Verdict(Match.NEW, (), reason)


def is_here(wanted: Wanted, person: Someone) -> bool:
    return wanted.unit in person.units if wanted.unit is not None else not person.units


def leaves_unit_open(wanted: Wanted, person: Someone) -> bool:
    return wanted.unit is None or not person.units or wanted.unit in person.units


def shares_mobile(wanted: Wanted, people: Known) -> list[Someone]:
    return [person for person in people if wanted.mobiles & person.mobiles]


def shares_birthday(wanted: Wanted, people: Known) -> list[Someone]:
    if wanted.birthday is None:
        return []
    return [person for person in people if person.birthday == wanted.birthday]
