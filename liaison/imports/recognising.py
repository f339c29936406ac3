"""Whom a row of an address list is about: as somebody chose, by its 系统编号, else by what it says (domain/who_is_who).

A 系统编号 stands in lists that left this program. It tells namesakes apart, and finds a person whose unit and numbers
have changed; a name that does not go with it is a question, because rows are copied with their numbers.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from liaison.domain.names import split_name
from liaison.domain.phones import PhoneLabel
from liaison.domain.variants import fold
from liaison.domain.who_is_who import Match, Verdict, Wanted, held_by_others, judge
from liaison.formats.drafts import ContactDraft
from liaison.formats.readings import reading
from liaison.imports.people_book import PeopleBook, Person, sound_of
from liaison.imports.plan import MAKE_NEW, person_chosen, row_chosen
from liaison.imports.unit_book import UnitBook


def mobiles_of(draft: Any) -> frozenset[str]:
    return frozenset(phone.digits for phone in draft.phones if phone.label == PhoneLabel.MOBILE)


def sort_key_of(name: str, family: str = "", read_as: str = "") -> str:
    """As contacts are sorted; the same key means that two names sound the same."""
    own = family or split_name(name)[0]
    return reading(name, own, read_as or None).sort_key[:200]


class Recognition:
    """For one sheet; what was said of an earlier row holds for later ones of the same name, unit and mobile."""

    def __init__(self, book: PeopleBook, units: UnitBook) -> None:
        self.book, self.units = book, units
        self.sounds: dict[str, str] = {}
        self.pointed: dict[tuple[str, Any], list[tuple[frozenset[str], Person]]] = defaultdict(list)

    def listen(self, named: Iterable[tuple[str, str]]) -> None:
        """Find people of the named units who sound like somebody that nobody there is called."""
        wanted = {(name, self.units.key_of(unit)) for name, unit in named if name}
        unknown = {
            (name, key)
            for name, key in wanted
            if isinstance(key, int) and not any(key in person.units for person in self.book.named(name))
        }
        self.sounds = {name: sound_of(sort_key_of(name)) for name, _key in unknown}
        self.book.load_sounding(set(self.sounds.values()), {key for _name, key in unknown})

    def listen_everywhere(self, names: Iterable[str]) -> None:
        """Find whoever sounds like a name that nobody has."""
        unknown = {name: sound_of(sort_key_of(name)) for name in names if not self.book.named(name)}
        self.book.load_sounding_anywhere(set(unknown.values()))
        self.sounds |= unknown

    def verdict_for(self, draft: ContactDraft, choice: str) -> Verdict:
        """What the file says by itself, unless somebody has chosen."""
        if choice == MAKE_NEW:
            return Verdict(Match.NEW)
        if (person := self.chosen(draft, choice)) is not None:
            return Verdict(Match.SAME, (person,))
        if person_chosen(choice) is not None:
            return Verdict(Match.UNCLEAR, (), _("选定的那位已经不在，或者不再归您联系，请重新选"))
        verdict = self.by_earlier_choice(draft)
        if verdict is None:
            verdict = self.where_they_are(self.by_identity(draft) or self.by_what_it_says(draft), draft)
        if verdict.match == Match.SAME and draft.identity:
            verdict.people[0].meant_by = draft.identity  # type: ignore[attr-defined]
        return verdict

    def chosen(self, draft: ContactDraft, choice: str) -> Person | None:
        """Whom somebody pointed at, for this row and those like it; or whom an earlier row is about."""
        person_id = person_chosen(choice)
        if person_id is None:
            return self.of_earlier_row(choice)
        person = self.book.chosen(person_id)
        if person is not None:
            self.pointed[draft.name, self.units.key_of(draft.unit)].append((mobiles_of(draft), person))
        return person

    def of_earlier_row(self, choice: str) -> Person | None:
        """Whom an earlier row is about, when somebody said that this one means the same person."""
        place = row_chosen(choice)
        return self.book.rows.get(place) if place is not None else None

    def by_identity(self, draft: ContactDraft) -> Verdict | None:
        """Whose 系统编号 it is; None for a number nobody has yet."""
        person = self.book.identified(draft.identity)
        if person is None:
            return None
        if fold(person.name) == fold(draft.name):
            same = Verdict(Match.SAME, (person,))
            return self.within_reach(held_by_others(self.wanted(draft), same, self.with_mobiles_of(draft)) or same, draft)
        reason = _("系统编号是“%(known)s”的，姓名却不同：改了名字请选他，另有其人请选新建", known=person.name)
        return self.within_reach(Verdict(Match.UNCLEAR, (person,), reason), draft)

    def by_earlier_choice(self, draft: ContactDraft) -> Verdict | None:
        """Whom an earlier row of this name and unit was pointed to, unless their mobiles tell two people."""
        if draft.identity:
            return None
        mobiles = mobiles_of(draft)
        for known, person in self.pointed.get((draft.name, self.units.key_of(draft.unit)), ()):
            if not (known and mobiles) or known & mobiles:
                return Verdict(Match.SAME, (person,))
        return None

    def by_what_it_says(self, draft: ContactDraft) -> Verdict:
        same_name = self.book.named(draft.name)
        alike = [*self.book.sounding(self.sounds.get(draft.name, "")), *self.book.written_apart(draft.name)]
        if draft.identity:  # the file itself says, by another number, who is somebody else
            same_name, alike = (
                [person for person in people if not self.book.is_another(person, draft.identity)] for people in (same_name, alike)
            )
        verdict = judge(self.wanted(draft), same_name, self.with_mobiles_of(draft), alike)
        if verdict.match == Match.NEW:
            verdict = self.no_longer_here(same_name, draft) or verdict
        return self.within_reach(verdict, draft)

    def wanted(self, draft: ContactDraft) -> Wanted:
        return Wanted(draft.name, self.units.key_of(draft.unit), mobiles_of(draft), draft.birthday)

    def with_mobiles_of(self, draft: ContactDraft) -> list[Person]:
        """Those who have one of its mobiles, but for whom the same list brings under another number."""
        people = self.book.called_by(mobiles_of(draft))
        if not draft.identity:
            return people
        return [person for person in people if not (person.in_file and person.identity not in ("", draft.identity))]

    def where_they_are(self, verdict: Verdict, draft: ContactDraft) -> Verdict:
        """A unit that somebody known has left, or has never been at while being elsewhere, is a question."""
        unit = self.units.key_of(draft.unit)
        if verdict.match != Match.SAME or unit is None:
            return verdict
        person: Person = verdict.people[0]  # type: ignore[assignment]
        if person.in_file or unit in person.units:
            return verdict
        if person.units and unit not in person.ended:
            return Verdict(Match.UNCLEAR, verdict.people, _("系统编号是他的，单位不同，可能是调动了"))
        return self.no_longer_here([person], draft) or verdict

    def no_longer_here(self, people: Iterable[Person], draft: ContactDraft) -> Verdict | None:
        """A question where some of them were at the unit of the row and have left it."""
        unit = self.units.key_of(draft.unit)
        left = tuple(person for person in people if unit in person.ended)
        if not left:
            return None
        day = max(person.ended[unit] for person in left).isoformat()
        reason = _("在“%(unit)s”的任职 %(day)s 已经结束，名单可能是旧的", unit=draft.unit, day=day)
        return Verdict(Match.UNCLEAR, left, reason)

    def within_reach(self, verdict: Verdict, draft: ContactDraft) -> Verdict:
        """People of other sections, and archived ones unless the row says that they are, are never changed in silence."""
        people: list[Person] = list(verdict.people)  # type: ignore[arg-type]
        if any(not person.visible for person in people):
            seen = tuple(person for person in people if person.visible)
            return Verdict(Match.UNCLEAR, seen, _("别的科室已在联系同名同单位或同号码的人，请与负责人核对"))
        if verdict.match == Match.SAME and people[0].archived and draft.archived_on is None:
            return Verdict(Match.UNCLEAR, verdict.people, _("这个人已经归档"))
        return verdict
