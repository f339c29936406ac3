"""Rows of a call register, each about exactly one person; a row already recorded is left alone."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.db import db
from liaison.domain.variants import fold
from liaison.formats.drafts import CallDraft, Direction
from liaison.imports.models import RowState
from liaison.imports.people_book import PeopleBook, Person
from liaison.imports.people_plan import PeoplePlanner
from liaison.imports.plan import (
    MAKE_NEW,
    SKIP,
    NewCall,
    NewPerson,
    Plan,
    PlannedRow,
    RowRefused,
    SheetPlace,
    Step,
    checked_length,
)
from liaison.imports.recognising import mobiles_of
from liaison.imports.register_people import Matches, identified, in_sight, number_of, recognised
from liaison.imports.unit_book import UnitKey
from liaison.imports.words import field_words
from liaison.interactions.actions import InteractionError, check_day
from liaison.interactions.models import Interaction, interaction_participants
from liaison.office.queries import interaction_kinds
from liaison.standing.queries import in_chunks

Entry = tuple[int, date, str, bool, str]  # contact, day, kind, answered, summary
Moment = tuple[int, date, str, time]  # contact, day, kind, time of day


@dataclass
class Known:
    """What the register already holds. Entries are counted, because two calls on one day may read alike."""

    entries: Counter[Entry] = field(default_factory=Counter)
    outcomes: dict[Entry, set[str]] = field(default_factory=lambda: defaultdict(set))
    moments: set[Moment] = field(default_factory=set)


class RegisterPlanner(PeoplePlanner):
    """Goes down the rows of one register. People made for one row serve all rows about them."""

    def __init__(self, plan: Plan, book: PeopleBook, place: SheetPlace, today: date) -> None:
        super().__init__(plan, book, place, today)
        self.kinds = {kind.code: kind.name for kind in interaction_kinds()}
        self.met: Counter[Entry] = Counter()
        self.made: dict[str, Person] = {}

    def read(self, drafts: Sequence[CallDraft], step: Step) -> None:  # type: ignore[override]
        names = {name for draft in drafts for name in (draft.name, *draft.others) if name}
        self.book.know(
            names,
            (phone.digits for draft in drafts for phone in draft.phones),
            (identity for draft in drafts for identity in draft.identities),
        )
        self.recognition.listen((draft.name, draft.unit) for draft in drafts)
        self.recognition.listen_everywhere(names)
        chosen = [int(choice) for choice in self.choices.values() if choice.isdigit()]
        self.book.load(chosen)
        self.known = known_entries(sorted(self.book.people))
        for draft in drafts:
            if self.choices.get((self.sheet, draft.row)) == SKIP:
                self.leave(draft)
            else:
                self.plan.rows.append(self.call_row(draft))
            step(1)

    def call_row(self, draft: CallDraft) -> PlannedRow:
        called = draft.name or number_of(draft)
        row = PlannedRow(self.sheet, draft.row, RowState.REFUSED, called[:200], draft.unit[:200])
        for problem in draft.problems:
            if problem.code != "no_one" or not draft.phones:
                row.note(problem)
        if draft.hidden:
            row.tell(_("这一行在表里是隐藏的"))
        try:
            self.judge_call(draft, row)
        except RowRefused as error:
            row.refuse(error, self.columns)
        return row

    def judge_call(self, draft: CallDraft, row: PlannedRow) -> None:
        if not (draft.name or draft.phones) or draft.on is None:
            raise RowRefused(*((unnamed(draft), "name") if draft.on else (undated(draft), "on")))
        check_logged(draft.on, self.today)
        if draft.channel not in self.kinds:
            reason = _("没有“%(channel)s”这种联系方式", channel=draft.channel)
            raise RowRefused(reason, "channel", draft.channel)
        checked_length({"handler": draft.handler}, field_words)
        row.who = self.who_of(draft)
        people, question = self.people_for(draft, row)
        if question:
            row.state, row.reason, row.column = RowState.UNCLEAR, question, self.columns.get("name", "")
            row.changes = [["phone", "", phone.text] for phone in draft.phones] + self.call_words(draft, draft.others)
            self.offer(people, row)
            self.tell_unit(draft, row)
            return
        self.log(draft, people, row)

    def people_for(self, draft: CallDraft, row: PlannedRow) -> Matches:
        """As recognised: everybody the row names by number, else the first of its people."""
        choice = self.choices.get((self.sheet, draft.row), "")
        if choice == MAKE_NEW:
            return [self.made_for(draft, row)], ""
        if choice.isdigit() and (person := self.book.chosen(int(choice))) is not None:
            return [person], ""
        if (brought := self.recognition.of_earlier_row(choice)) is not None:
            return [brought], ""
        sound = self.recognition.sounds.get(draft.name, "")
        people, question = identified(draft, self.book) or recognised(draft, self.book, self.plan.units, sound)
        if any(not person.visible for person in people):
            told = _("“%(name)s”由别的科室联系，请与负责人核对", name=draft.name or number_of(draft))
            return in_sight(people), told
        if not question and not draft.name:
            row.hint(_("电话登记在“%(name)s”名下", name=people[0].name))
        return people, question

    def made_for(self, draft: CallDraft, row: PlannedRow) -> Person:
        """A person made because somebody asked for it; once for all rows about them."""
        key = self.who_of(draft)
        if key not in self.made:
            name = draft.name or number_of(draft)
            checked_length({"name": name, "unit": draft.unit, "title": draft.title}, field_words)
            unit = self.plan.units.need(draft.unit)
            values = {"name": name}
            if self.by and self.by.role == "officer":
                values["owner_id"] = self.by.id  # type: ignore[assignment]
            new = NewPerson(values, list(draft.phones), [], unit, {"title": draft.title})
            self.plan.people.append(new)
            person = Person(name, frozenset(), mobiles_of(draft), None, row=draft.row, sheet=self.sheet)
            person.new = new
            self.made[key] = person
        row.tell(_("新建联系人") if draft.name else _("新建联系人，姓名先用号码，请补上"), draft.name or number_of(draft))
        return self.made[key]

    def who_of(self, draft: CallDraft) -> str:
        """Equal for rows about the same person as the register writes them: by name, and by whatever number somebody has."""
        called = draft.name or "、".join(sorted(phone.digits for phone in draft.phones))
        numbers = "、".join(each for each in draft.identities if self.book.identified(each) is not None)
        return hashlib.sha1(f"{draft.unit}|{called}|{numbers}".encode(), usedforsecurity=False).hexdigest()

    def log(self, draft: CallDraft, recognised: Sequence[Person], row: PlannedRow) -> None:
        person = recognised[0]
        entry = (person.record_id or 0, draft.on, draft.channel, draft.answered, draft.summary.strip())
        if person.record_id is not None:
            row.target = str(person.record_id)
            self.met[entry] += 1  # type: ignore[index]
            if self.met[entry] <= self.known.entries[entry]:  # type: ignore[index]
                self.leave_as_it_is(draft, entry, row)  # type: ignore[arg-type]
                return
            if self.is_told_otherwise(draft, person):
                self.ask_whether_another(draft, person, row)
                return
        row.state = RowState.NEW
        self.tell_unit(draft, row)
        handler = self.takers.known.get(draft.handler)
        by = handler or (None if draft.handler else self.by)
        doer = handler if handler and handler.id in self.takers.allowed else self.by
        people = [*recognised, *self.others_of(draft, recognised, row)]
        unit, says_unit = self.unit_told(draft, person)
        row.changes = self.call_words(draft, [each.name for each in people[1:]])
        self.plan.calls.append(
            NewCall(
                people=people,
                on=draft.on,  # type: ignore[arg-type]
                kind=draft.channel,
                direction=draft.direction.value,
                answered=draft.answered,
                at=draft.at,
                minutes=draft.minutes,
                summary=draft.summary.strip(),
                outcome=draft.outcome.strip(),
                by_id=by.id if by else None,
                handler="" if handler else draft.handler,
                follow_up=draft.follow_up.strip()[:200] if draft.follow_up_on else "",
                follow_up_on=draft.follow_up_on,
                follow_up_owner_id=doer.id if doer else None,
                unit=unit,
                says_unit=says_unit,
            )
        )

    def leave_as_it_is(self, draft: CallDraft, entry: Entry, row: PlannedRow) -> None:
        """Recorded already. An outcome that came since is told: an import changes no entry."""
        row.state, outcome = RowState.UNCHANGED, draft.outcome.strip()
        if outcome and outcome not in self.known.outcomes[entry]:
            row.tell(_("这一条已经登记过，结果和登记的不同，没有改；要改请到那条联系记录里改"), outcome)

    def is_told_otherwise(self, draft: CallDraft, person: Person) -> bool:
        """Whether the same moment is recorded in other words, and nobody has said that it was another time."""
        moment = (person.record_id or 0, draft.on, draft.channel, draft.at)
        return not self.choices.get((self.sheet, draft.row)) and moment in self.known.moments

    def ask_whether_another(self, draft: CallDraft, person: Person, row: PlannedRow) -> None:
        row.state, row.column = RowState.UNCLEAR, self.columns.get("time", "") or self.columns.get("on", "")
        row.reason = _("这一时刻已有一条这样的联系记录，内容或是否接通不同：要改请到那条记录里改，真是另一次再选人")
        row.changes = self.call_words(draft, draft.others)
        row.who = ""  # an answer about this row says nothing of others about the same person
        self.offer([person], row)

    def unit_told(self, draft: CallDraft, person: Person) -> tuple[UnitKey | None, bool]:
        """Where the entry counts, and whether the row says so: in our own lists always, else if the person was there."""
        unit = self.plan.units.key_of(draft.unit)
        if draft.identities:
            return unit, unit is None or self.plan.units.is_known(unit)
        return unit, unit is not None and unit in person.units | person.former_units

    def others_of(self, draft: CallDraft, recognised: Sequence[Person], row: PlannedRow) -> list[Person]:
        """Who else took part, of the same unit first; a name that is not exactly one person is reported, not guessed."""
        first, found = recognised[0], []
        known = {fold(person.name) for person in recognised[1:]}
        for name in draft.others:
            if fold(name) in known:
                continue
            named = [person for person in self.book.named(name) if person.visible and not person.archived]
            here = [person for person in named if person.units & first.units]
            matches = here or named
            if len(matches) == 1 and matches[0] is not first:
                found.append(matches[0])
            elif len(matches) != 1:
                row.remark(_("没有认出同时参加的“%(name)s”，这条记录未包含他", name=name), name)
        return found

    def call_words(self, draft: CallDraft, others: Sequence[str]) -> list[list[str]]:
        words = [
            ("on", draft.on.isoformat() if draft.on else ""),
            ("time", f"{draft.at:%H:%M}" if draft.at else ""),
            ("direction", _("对方发起") if draft.direction == Direction.THEIRS else ""),
            ("minutes", _("%(n)d 分钟", n=draft.minutes) if draft.minutes else ""),
            ("others", "、".join(others)),
            ("channel", self.kinds[draft.channel]),
            ("answered", _("是") if draft.answered else _("否")),
            ("summary", draft.summary),
            ("outcome", draft.outcome),
            ("handler", draft.handler),
            ("follow_up", draft.follow_up),
        ]
        return [[code, "", text] for code, text in words if text]


def check_logged(on: date, today: date) -> None:
    """RowRefused for a day on which nothing can have happened yet."""
    try:
        check_day(on, today)
    except InteractionError as error:
        raise RowRefused(str(error), "on", on.isoformat()) from error


def unnamed(draft: CallDraft) -> str:
    """Why it is not known whom a row is about, told once."""
    return next((each.reason for each in draft.problems if each.code == "no_one"), _("没有写明是谁"))


def undated(draft: CallDraft) -> str:
    """Why a row has no date: what the date's own cell was blamed for, so that it is told once."""
    blamed = (
        problem.reason for problem in draft.problems if problem.field == "on" or problem.code == "no_date"
    )
    return next(blamed, _("没有日期，请补上"))


def known_entries(ids: list[int]) -> Known:
    """What the register already holds of these people."""
    found, entry = Known(), Interaction
    for chunk in in_chunks(ids):
        rows = db.session.execute(
            select(
                interaction_participants.c.contact_id, entry.on, entry.kind, entry.answered, entry.summary, entry.at, entry.outcome
            )
            .join(entry, entry.id == interaction_participants.c.interaction_id)
            .where(entry.deleted_at.is_(None), interaction_participants.c.contact_id.in_(chunk))
        )
        for contact_id, on, kind, answered, summary, at, outcome in rows:
            key = (contact_id, on, kind, answered, summary)
            found.entries[key] += 1
            found.outcomes[key].add(outcome)
            if at is not None:
                found.moments.add((contact_id, on, kind, at))
    return found
