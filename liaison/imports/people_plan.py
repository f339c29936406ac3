"""Rows of an address list: a new person, an addition to a known one, nothing new, or a question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from liaison.domain.phones import PhoneLabel
from liaison.domain.posts import Span
from liaison.domain.who_is_who import Match, Verdict
from liaison.formats.drafts import CallDraft, ContactDraft
from liaison.formats.post_cells import posts_written
from liaison.imports.models import RowState
from liaison.imports.own_lists import (
    hint_at_unknown_number,
    name_given_anew,
    tell_of_numbers,
    tell_of_other_posts,
)
from liaison.imports.people_book import OpenPost, PeopleBook, Person, tail_words
from liaison.imports.person_values import (
    OF_A_NEWCOMER,
    all_changes,
    contact_values,
    differing_values,
    set_apart,
    storable_phones,
)
from liaison.imports.plan import (
    AT_MOVED,
    AT_NEW_UNIT,
    AT_ROW,
    AT_UNIT,
    SKIP,
    Change,
    LeftOut,
    NewPerson,
    NewPost,
    PersonEdit,
    Plan,
    PlannedRow,
    RowRefused,
    SheetPlace,
    Step,
)
from liaison.imports.post_steps import PostStep, Way, post_step, ways_meant
from liaison.imports.recognising import Recognition, mobiles_of
from liaison.imports.said_twice import keep_to_first
from liaison.imports.takers import Takers, takers_for
from liaison.imports.unit_book import UnitKey

MOST_CANDIDATES = 8


def check_posts(draft: ContactDraft) -> None:
    """RowRefused where the row has the person hold one post twice at a time."""
    held = [(draft.unit, draft.title, Span(draft.since, None))] if draft.unit or draft.title else []
    for post in draft.other_posts:
        span = Span(post.from_on, post.to_on)
        if any((post.unit, post.title) == (unit, title) and span.overlaps(other) for unit, title, other in held):
            said = post.unit + post.title
            raise RowRefused(_("“%(post)s”写了两次，日期又重叠，请改正", post=said), "other_posts", said)
        held.append((post.unit, post.title, span))


def candidate(way: Way, words: str) -> dict[str, Any]:
    """One of those to choose from, as the preview keeps it."""
    meant = {"id": int(way.choice) if way.choice.isdigit() else way.choice, "words": words}
    return meant | ({"how": way.how, "ends": way.ends} if way.how else {})


def held(unit: UnitKey | None, words: Mapping[str, str], writes: Any) -> OpenPost:
    """A post that a row begins; later rows about it add to what that row writes."""
    said = {key: text for key, text in words.items() if text}
    return OpenPost(0, unit, words.get("title", ""), words.get("department", ""), writes, said=said)


class PeoplePlanner:
    """Goes down the rows of one sheet; people of earlier rows are known to later ones."""

    def __init__(self, plan: Plan, book: PeopleBook, place: SheetPlace, today: date) -> None:
        self.plan, self.book, self.by, self.choices, self.today = plan, book, place.by, place.choices, today
        self.sheet, self.columns = place.sheet, place.columns
        self.takers = Takers(takers_for(place.by), place.columns)
        self.owners = self.takers.names
        self.recognition = Recognition(book, plan.units)

    def read(self, drafts: Sequence[ContactDraft], step: Step) -> None:
        self.book.know(
            (draft.name for draft in drafts if draft.name),
            (mobile for draft in drafts for mobile in mobiles_of(draft)),
            (draft.identity for draft in drafts if draft.identity),
        )
        self.take_units(drafts)
        self.recognition.listen((draft.name, draft.unit) for draft in drafts)
        for draft in drafts:
            if self.choices.get((self.sheet, draft.row)) == SKIP:
                self.leave(draft)
            else:
                self.plan.rows.append(self.row_of(draft))
            step(1)

    def take_units(self, drafts: Sequence[ContactDraft]) -> None:
        """Unit names of which somebody said that a stored unit is meant: one row speaks for all."""
        for draft in drafts:
            choice = self.choices.get((self.sheet, draft.row), "")
            if choice.startswith(AT_NEW_UNIT):
                self.plan.units.take_for(draft.unit, choice.removeprefix(AT_NEW_UNIT))
            elif choice.startswith(AT_UNIT) and choice.removeprefix(AT_UNIT).isdigit():
                self.plan.units.take_for(draft.unit, int(choice.removeprefix(AT_UNIT)))

    def leave(self, draft: ContactDraft | CallDraft) -> None:
        """Somebody chose not to bring this row."""
        column = self.columns.get("name", "")
        self.plan.left_out.append(LeftOut(self.sheet, draft.row, column, draft.name[:80], _("您选了不导入")))

    def row_of(self, draft: ContactDraft) -> PlannedRow:
        row = PlannedRow(self.sheet, draft.row, RowState.REFUSED, draft.name[:200], draft.unit[:200])
        for problem in draft.problems:
            row.note(problem)
        if draft.hidden:
            row.tell(_("这一行在表里是隐藏的"))
        if not draft.name:
            said = next((problem.reason for problem in draft.problems if problem.field == "name"), "")
            row.reason, row.column = said or _("没有姓名，无法建立联系人"), self.columns.get("name", "")
            return row
        try:
            self.judge(draft, row)
        except RowRefused as error:
            row.refuse(error, self.columns)
        return row

    def judge(self, draft: ContactDraft, row: PlannedRow) -> None:
        choice = self.choices.get((self.sheet, draft.row), "")
        verdict = self.recognition.verdict_for(draft, choice)
        if verdict.match == Match.UNCLEAR:
            self.ask(verdict, draft, row)
        elif verdict.match == Match.SAME:
            self.add_to(verdict.people[0], draft, row)  # type: ignore[arg-type]
        else:
            row.reason = verdict.reason
            self.make(draft, row)

    def ask(self, verdict: Verdict, draft: ContactDraft, row: PlannedRow) -> None:
        """Show what the row says beside those it may mean."""
        values = contact_values(draft, self.takers, row)
        self.takers.keep_to_allowed(values, {}, row)
        row.state, row.reason, row.column = RowState.UNCLEAR, verdict.reason, self.columns.get("name", "")
        renamed = name_given_anew(self.book.identified(draft.identity), draft)[1] if verdict.people else []
        row.changes = renamed + self.first_changes(draft, values)
        self.offer(list(verdict.people), row, self.plan.units.key_of(draft.unit))  # type: ignore[arg-type]
        self.tell_unit(draft, row)

    def offer(self, people: Sequence[Person], row: PlannedRow, unit: UnitKey | None = None) -> None:
        """Those to choose from, each in the ways in which a row at the unit may mean them: the first few, and how many
        more there are."""
        seen = [person for person in people if person.visible]
        row.candidates = [each for person in seen[:MOST_CANDIDATES] for each in self.candidates(person, unit)]
        row.more = max(len(seen) - MOST_CANDIDATES, 0)

    def candidates(self, person: Person, unit: UnitKey | None) -> list[dict[str, Any]]:
        if person.in_file:
            same = f"{self.same_as(person)}（{person.name}）"
            return [{"id": f"{AT_ROW}{person.sheet}-{person.row}", "words": same, "is_row": True}]
        return [candidate(way, self.described(person)) for way in ways_meant(person, unit, self.plan.units)]

    def described(self, person: Person) -> str:
        """ "陈建国 市第一中学 办公室主任 138…46" without more than is needed to tell people apart."""
        post = person.posts[0] if person.posts else None
        place = self.plan.units.name_of(post.unit_id) if post else ""
        parts = (person.name, place, post.title if post else "", tail_words(person.mobiles))
        return " ".join(part for part in parts if part)

    def make(self, draft: ContactDraft, row: PlannedRow) -> None:
        values = contact_values(draft, self.takers, row)
        self.takers.keep_to_allowed(values, {}, row)
        phones = storable_phones(draft, row)
        check_posts(draft)
        unit = self.unit_of(draft, row)
        row.state, row.changes = RowState.NEW, self.first_changes(draft, values)
        owned = {"owner_id": self.by.id, **values} if self.by and self.by.role == "officer" else values
        set_apart(owned, owned.get("owner_id"), row)
        post = {"title": draft.title, "department": draft.department}
        new = NewPerson(owned, phones, list(draft.tags), unit, post)
        if self.book.identified(draft.identity) is None:  # else somebody said that it is not the one of that number
            new.identity = draft.identity
        new.since, new.archived_on, new.more_posts = draft.since, draft.archived_on, self.more_posts(draft)
        self.plan.people.append(new)
        hint_at_unknown_number(self.book, draft, row)
        self.remember(new, draft, values)

    def remember(self, new: NewPerson, draft: ContactDraft, said: dict[str, Any]) -> None:
        """Later rows may be about the same person."""
        person = Person(draft.name, frozenset(), mobiles_of(draft), draft.birthday, row=draft.row, sheet=self.sheet)
        person.new, person.values, person.identity, person.owner_id = new, new.values, new.identity, new.values.get("owner_id")
        person.tags, person.digits, person.said = set(new.tags), {phone.digits for phone in new.phones}, dict(said)
        first = [held(new.unit, new.post, new)] if new.unit is not None or draft.title else []
        person.hold(first + [held(post.unit, post.post, post) for post in new.more_posts if post.to_on is None])
        self.book.remember(person)
        self.book.rows[self.sheet, draft.row] = person

    def unit_of(self, draft: ContactDraft, row: PlannedRow) -> UnitKey | None:
        """Where the person is; told where the name is not the unit's own, and where a new unit is like a stored one."""
        units = self.plan.units
        if not self.tell_unit(draft, row) and (like := units.like(draft.unit)) is not None:
            name, choice = units.name_of(like), f"{AT_UNIT if isinstance(like, int) else AT_NEW_UNIT}{like}"
            row.hint(
                _("将新建单位“%(unit)s”，它像已有的“%(like)s”，请看是不是同一个", unit=draft.unit, like=name)
                if isinstance(like, int)
                else _("将新建单位“%(unit)s”，它像表里前面的“%(like)s”，请看是不是同一个", unit=draft.unit, like=name)
            )
            if row.state != RowState.UNCLEAR:
                row.candidates = [{"id": choice, "words": name, "is_unit": True}]
        return units.need(draft.unit)

    def tell_unit(self, draft: ContactDraft | CallDraft, row: PlannedRow) -> bool:
        """Whether the unit is written by a name that is not its own; then it is told which one is meant."""
        if known := self.plan.units.read_as(draft.unit):
            row.hint(_("单位用“%(unit)s”", unit=known))
        return bool(known)

    def more_posts(self, draft: ContactDraft) -> list[NewPost]:
        """The posts beside that of the row."""
        return [
            NewPost(self.plan.units.need(post.unit), {"title": post.title, "department": post.department}, post.from_on, post.to_on)
            for post in draft.other_posts
        ]

    def first_changes(self, draft: ContactDraft, values: dict[str, Any]) -> list[Change]:
        words = [("title", draft.title), ("department", draft.department)]
        phones = [["phone", "", phone.text] for phone in draft.phones]
        tags = [["tags", "", "、".join(draft.tags)]] if draft.tags else []
        newcomer = str(draft.since or ""), posts_written(draft.other_posts), str(draft.archived_on or "")
        more = zip(OF_A_NEWCOMER, newcomer, strict=True)
        told = [[key, "", text] for key, text in [*words, *more] if text]
        return told + phones + all_changes(values, self.owners) + tags

    def add_to(self, person: Person, draft: ContactDraft, row: PlannedRow) -> None:
        """Write what the sheet says differently of a known person; nothing is blanked."""
        values = contact_values(draft, self.takers, row)
        self.takers.keep_to_allowed(values, person.values, row)
        set_apart(values, values.get("owner_id", person.owner_id), row)
        phones = [phone for phone in storable_phones(draft, row) if phone.digits not in person.digits]
        tags = [tag for tag in draft.tags if tag not in person.tags]
        self.book.rows[self.sheet, draft.row] = person
        keep_to_first(person.said, values, row, self.takers)
        new, changes = differing_values(person, values, self.owners)
        renamed, name_changes = name_given_anew(person, draft)
        tell_of_numbers(person, draft, row)
        tell_of_other_posts(person, draft, self.plan.units, row)
        edit = PersonEdit(person.record_id or 0, renamed | new, phones, tags)
        changes = name_changes + self.post_changes(person, draft, edit, row) + changes
        changes += [["phone", "", phone.text] for phone in phones]
        changes += [["tags", "", "、".join(tags)]] if tags else []
        row.changes, row.state = changes, RowState.CHANGED if changes else RowState.UNCHANGED
        if changes and not person.editable:
            owner = self.owners.get(person.owner_id or 0, _("别人"))
            raise RowRefused(_("由%(owner)s联系，您不能改；请他来导入，或请科室负责人导入", owner=owner))
        if person.in_file:
            row.reason = self.same_as(person)
            person.new.phones += phones
            person.new.tags += tags
        else:
            row.target = str(person.record_id)
            self.plan.edits += [edit] if changes else []
        if changes:
            self.tell_unit(draft, row)
            self.learn(person, renamed | new, phones, tags)

    def learn(self, person: Person, new: dict[str, Any], phones: list[Any], tags: list[str]) -> None:
        """A later row about the same person adds to what this one says."""
        person.values.update(new)
        person.digits |= {phone.digits for phone in phones}
        self.book.learn_mobiles(person, frozenset(phone.digits for phone in phones if phone.label == PhoneLabel.MOBILE))
        person.tags |= set(tags)

    def post_changes(self, person: Person, draft: ContactDraft, edit: PersonEdit, row: PlannedRow) -> list[Change]:
        """What the row does to the person's posts; later rows about the same person go on from there."""
        said = {key: text for key, text in (("title", draft.title), ("department", draft.department)) if text}
        moved = self.choices.get((self.sheet, draft.row), "").startswith(AT_MOVED)
        step = post_step(person, self.plan.units.key_of(draft.unit), said, draft.since, moved=moved)
        changes = step.changes(draft.unit, self.plan.units)
        if step.left_on is not None:
            row.tell(_("在这里的任职 %(day)s 已经结束，没有恢复", day=step.left_on.isoformat()), draft.unit)
        elif step.post is None and not step.idle:
            self.begin(person, draft, edit, row, step)
        elif step.post is not None:
            keep_to_first(step.post.said, said, row, self.takers)
            changes = [change for change in changes if change[0] in said]
            self.reword(step.post, {key: text for key, _before, text in changes}, edit)
        return changes

    def reword(self, post: OpenPost, words: dict[str, str], edit: PersonEdit) -> None:
        """New words for a post that is held."""
        if post.edit is not None:
            post.edit.post |= words
        elif words:
            edit.post_id, edit.post = post.id, words
        for key, text in words.items():
            setattr(post, key, text)

    def begin(self, person: Person, draft: ContactDraft, edit: PersonEdit, row: PlannedRow, step: PostStep) -> None:
        """One more post, or another in place of those held."""
        edit.unit, edit.post = self.unit_of(draft, row), step.words
        edit.ends = [post.id for post in step.ends]
        edit.since = step.since
        writes: PersonEdit | NewPost = edit
        if person.in_file:
            writes = NewPost(edit.unit, step.words, step.since)
            person.new.more_posts.append(writes)
        if person.posts and not step.ends:
            row.tell(_("另添一个任职，原来的任职保留"), draft.unit or draft.title)
        kept = [post for post in person.posts if post not in step.ends]
        person.ended |= {post.unit_id: step.since or self.today for post in step.ends if post.unit_id is not None}
        # A later row of the same person at this unit adds to it.
        person.hold([*kept, held(edit.unit, step.words, writes)])

    def same_as(self, person: Person) -> str:
        """That the person of an earlier row is meant."""
        if self.plan.of_cards:
            return _("和第 %(row)s 张名片是同一个人", row=person.row)
        if person.sheet != self.sheet:
            title = self.plan.titles.get(person.sheet, "")
            return _("和“%(sheet)s”第 %(row)s 行是同一个人", sheet=title, row=person.row)
        return _("和第 %(row)s 行是同一个人", row=person.row)
