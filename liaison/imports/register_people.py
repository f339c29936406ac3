"""Whom a row of a register is about: by 联系人编号, by unit and name, by the number where there is no name. What is not
certain is asked.

Everybody the row may mean is offered: namesakes elsewhere, whoever has the number, names that sound alike.
"""

from collections.abc import Iterable

from flask_babel import gettext as _

from liaison.domain.variants import fold
from liaison.formats.drafts import CallDraft
from liaison.imports.people_book import PeopleBook, Person
from liaison.imports.unit_book import UnitBook

Matches = tuple[list[Person], str]  # exactly one, or those it may be with the question


def number_of(draft: CallDraft) -> str:
    """The number as the row writes it, "" without any."""
    return draft.phones[0].text if draft.phones else ""


def identified(draft: CallDraft, book: PeopleBook) -> Matches | None:
    """Everybody of 联系人编号, who may be archived by now; None where the row has no number, or one that nobody has."""
    people = [person for each in draft.identities if (person := book.identified(each)) is not None]
    if not people or len(people) < len(draft.identities):
        return None
    called = {fold(name) for name in (draft.name, *draft.others) if name}
    others = [person.name for person in people if called and fold(person.name) not in called]
    if not others:
        return people, ""
    question = _("联系人编号是“%(known)s”的，姓名却是“%(name)s”，请选是哪一位", known=others[0], name=draft.name)
    return once_each([*people, *book.named(draft.name)]), question


def recognised(draft: CallDraft, book: PeopleBook, units: UnitBook, sound: str) -> Matches:
    """`sound` is that of the name, "" where somebody there is called so."""
    if not draft.name:
        return by_number(draft, book)
    meant = units.all_meant(draft.unit)
    known = book.named(draft.name)
    named = [person for person in known if not person.archived]
    here = [person for person in named if meant & person.units] if draft.unit else named
    here = here or [person for person in named if meant & person.former_units]
    with_number = {id(person) for person in callers(draft, book)}
    for narrowed in ([person for person in here if id(person) in with_number], here):
        if len(narrowed) == 1:
            return narrowed, ""
    where = f"“{draft.unit}”" if draft.unit else _("联系人")
    if here:
        return here, _("%(where)s里有 %(n)d 位“%(name)s”，分不清是哪一位", where=where, n=len(here), name=draft.name)
    archived = [person for person in known if person.archived and (not draft.unit or meant & (person.units | person.former_units))]
    if archived:
        return archived, _("“%(name)s”已经归档，请选是不是他", name=draft.name)
    return maybe(draft, book, units, named, in_sight(book.sounding(sound)))


def callers(draft: CallDraft, book: PeopleBook) -> list[Person]:
    """Those known to have one of the row's numbers."""
    return [person for person in book.with_number(phone.digits for phone in draft.phones) if not person.archived]


def by_number(draft: CallDraft, book: PeopleBook) -> Matches:
    """A row with a number and no name. An extension stands behind a number that several people share."""
    people = callers(draft, book)
    if len(people) == 1 and not any(phone.extension for phone in draft.phones):
        return people, ""
    number = number_of(draft)
    if not people:
        return [], _("没有姓名，电话 %(number)s 也没有登记在谁名下；请从已有的人里找，或新建（姓名先用号码）", number=number)
    return people, _("没有姓名，电话 %(number)s 登记在 %(n)d 位名下，请选是哪一位", number=number, n=len(people))


def maybe(
    draft: CallDraft, book: PeopleBook, units: UnitBook, named: list[Person], alike: list[Person]
) -> Matches:
    """Nobody of this name is there: who else may be meant, and what speaks for them."""
    having, unit = callers(draft, book), units.key_of(draft.unit)
    near = [person for person in alike if unit in person.units and person.name != draft.name]
    far = [] if named or having or near else [person for person in alike if person.name != draft.name]
    where = f"“{draft.unit}”" if draft.unit else _("联系人")
    clues = [_("%(where)s里没有“%(name)s”", where=where, name=draft.name)]
    clues += [_("电话登记在“%(name)s”名下", name=person.name) for person in in_sight(having)[:1]]
    clues += [_("%(unit)s有同名的人", unit=place_of(person, units)) for person in in_sight(named)[:1]]
    clues += [likeness(draft.name, person) for person in [*near, *far][:1]]
    people = once_each([*having, *named, *near, *far])
    advice = _("请选是哪一位，或新建") if in_sight(people) else _("请从已有的人里找，或新建")
    return people, _("%(what)s；%(advice)s", what=_("，").join(clues), advice=advice)


def place_of(person: Person, units: UnitBook) -> str:
    """The unit in quotation marks; "" for somebody without one."""
    name = units.name_of(next((key for key in person.units if isinstance(key, int | str)), None))
    return f"“{name}”" if name else ""


def likeness(name: str, person: Person) -> str:
    if fold(person.name) == fold(name):
        return _("有字形不同的“%(name)s”", name=person.name)
    return _("有读音相同的“%(name)s”", name=person.name)


def in_sight(people: Iterable[Person]) -> list[Person]:
    return [person for person in people if person.visible and not person.archived]


def once_each(people: Iterable[Person]) -> list[Person]:
    return list({id(person): person for person in people}.values())
