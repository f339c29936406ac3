"""Recording a change of post and taking it back. Posts are ended and begun by the contacts' own actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.queries import acting
from liaison.audit.actions import note
from liaison.contacts.actions import begin_post, edit_contact, edit_post, remove_post, verify_contact
from liaison.contacts.models import Contact, Phone, Post
from liaison.contacts.post_rules import end_words, overlap_words, same_post
from liaison.db import db
from liaison.domain.posts import SUCCESSOR, ChangeKind, Source, Span
from liaison.followups.actions import add_follow_up, call_off
from liaison.followups.queries import asked_by
from liaison.post_changes.models import PostChange, Vacancy
from liaison.post_changes.queries import keeper_at, later_change
from liaison.post_changes.vacancies import fill_vacancy, filled_by_begun, open_vacancy


class PostChangeError(ValueError):
    """A change that cannot be recorded so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class NewPost:
    """Where the person goes."""

    unit_id: int | None
    title: str
    department: str = ""


@dataclass(frozen=True)
class Wish:
    """A follow-up that was left ticked: about whom, in which words, by when."""

    about: str
    text: str
    on: date


def change_post(
    contact: Contact,
    kind: ChangeKind,
    on: date,
    *,
    ending: Sequence[Post] = (),
    new: NewPost | None = None,
    source: Source = Source.OTHER,
    source_note: str = "",
    address_as: str | None = None,
    dropped: Sequence[Phone] = (),
    verified: bool = False,
    leave_vacancy: bool = True,
    wishes: Sequence[Wish] = (),
    vacancy: Vacancy | None = None,
    today: date,
    by: User | None,
) -> PostChange:
    """The whole change: posts end and begin on the day, vacancies open and are filled, follow-ups are made.

    PostChangeError for what cannot be, with nothing written. `address_as` None leaves the form of address alone.
    `dropped` telephones belong to the post that ends. Nobody has rung the others by learning of a new post: the day of the
    last check moves only when they are said to be `verified`.
    """
    ending = list(ending) if kind.ends else []
    check_change(contact, kind, on, ending, new, today)
    change = record(contact, kind, on, ending, by)
    change.source, change.source_note = source.value, source_note.strip()
    spoken = contact.address
    end_posts(ending, on, by)
    if new is not None and kind.begins:
        begin(change, contact, new, first=kind is ChangeKind.TRANSFER, by=by)
    keep_person_s_own(change, contact, address_as, spoken, by)
    drop_phones(change, contact, dropped if ending else (), by)
    if verified:
        verify_contact(contact, on=today, by=by)
    note(
        "post.change",
        contact,
        by,
        {"kind": kind.value, "on": on, "source": source.value, "ended": change.ended},
    )
    if leave_vacancy:
        for post in ending:
            open_vacancy(post, change)
    fill(change, vacancy, by)
    ask(change, contact, ending, wishes, today, by)
    db.session.flush()
    return change


def record(
    contact: Contact, kind: ChangeKind, on: date, ending: Sequence[Post], by: User | None
) -> PostChange:
    """The row of the change, with what the person was before it."""
    change = PostChange(
        contact_id=contact.id,
        kind=kind.value,
        on=on,
        source=Source.OTHER.value,
        by_id=by.id if by else None,
        address_before=contact.address_as,
        title_before=contact.title,
        retired_before=contact.retired_on,
        ended=[post.id for post in ending],
    )
    db.session.add(change)
    db.session.flush()
    return change


def fill(change: PostChange, vacancy: Vacancy | None, by: User | None) -> None:
    """The new post fills the vacancy named, or the open one of its unit and title."""
    if change.begun is None:
        return
    found = vacancy or filled_by_begun(change.begun)
    if found is not None:
        fill_vacancy(found, change.begun, now=change.created_at, by=by)


def check_change(
    contact: Contact, kind: ChangeKind, on: date, ending: Sequence[Post], new: NewPost | None, today: date
) -> None:
    """What must hold before anything is written."""
    if on > today:
        raise PostChangeError("on", _("%(on)s 还没到，请到任后再登记；现在可以先记一件跟进事项", on=on))
    if kind.begins and (new is None or not (new.unit_id or new.title.strip())):
        raise PostChangeError("unit", _("请填写新的单位或职务；去向不明的选“离任”"))
    if kind.ends and not ending and contact.open_posts:
        raise PostChangeError("ending", _("请选择哪一个任职结束；没有结束的选“增任”"))
    for post in ending:
        if post.from_on and on < post.from_on:
            raise PostChangeError("on", end_words(post, on))
    if new is None or not kind.begins:
        return
    for post in ending:
        if (post.unit_id, post.title) == (new.unit_id, new.title.strip()):
            raise PostChangeError("title", _("新旧任职是同一个单位、同一个职务，没有变动"))
    standing = same_post(contact, new.unit_id, new.title, Span(on, None))
    if standing is not None:
        raise PostChangeError("title", overlap_words(standing))


def end_posts(ending: Sequence[Post], on: date, by: User | None) -> None:
    for post in ending:
        edit_post(post, {"to_on": on}, version=None, by=by)


def begin(change: PostChange, contact: Contact, new: NewPost, *, first: bool, by: User | None) -> None:
    """The new post, before the others unless it is one more beside them."""
    change.begun = begin_post(
        contact,
        unit_id=new.unit_id,
        title=new.title,
        department=new.department,
        from_on=change.on,
        first=first,
        by=by,
    )


def keep_person_s_own(
    change: PostChange, contact: Contact, address_as: str | None, spoken: str, by: User | None
) -> None:
    """Retirement and the form of address. 老领导 keep the title spoken until then."""
    values: dict[str, object] = {}
    if address_as is not None:
        values["address_as"] = address_as.strip()
    if change.kind == ChangeKind.RETIREMENT:
        values |= {
            "retired_on": change.on,
            "address_as": (address_as or contact.address_as or spoken).strip(),
        }
    edit_contact(contact, values, version=None, by=by)


PHONE_COLUMNS = ("label", "text", "digits", "extension")


def drop_phones(change: PostChange, contact: Contact, phones: Sequence[Phone], by: User | None) -> None:
    """The numbers of the old desk go; the change remembers them."""
    change.dropped = [{column: getattr(phone, column) for column in PHONE_COLUMNS} for phone in phones]
    if phones:
        edit_contact(contact, {}, fewer_phones=phones, version=None, by=by)


def ask(
    change: PostChange,
    contact: Contact,
    ending: Sequence[Post],
    wishes: Sequence[Wish],
    today: date,
    by: User | None,
) -> None:
    """The follow-ups, owned by whoever keeps the person. The successor's one is about the unit that was left, and its
    keeper's."""
    left = next((post.unit for post in ending if post.unit is not None), None)
    for wish in wishes:
        about_unit = wish.about == SUCCESSOR and left is not None
        add_follow_up(
            wish.text,
            max(wish.on, today),
            contact=None if about_unit else contact,
            unit=left if about_unit else None,
            owner=keeper_at(left, contact) if about_unit and left is not None else acting(contact.owner),
            origin=change.uuid,
            today=today,
            by=by,
        )


def in_the_way(change: PostChange) -> str | None:
    """Why the change cannot be taken back as things stand, and what to do first."""
    if later_change(change) is not None:
        return _("之后又登记过这个人的职务变动，请先撤销后面那一次")
    for vacancy in change.vacancies:
        if vacancy.filled_by is not None:
            who = vacancy.filled_by.contact.name
            return _("空出来的职务已由%(who)s接任，请先在那里改正任职，再撤销", who=who)
    return None


def withdraw_change(change: PostChange, *, now: datetime, by: User | None) -> None:
    """Take it back: the ended posts go on, the begun one goes, and so do its vacancies and what is still to be done.

    PostChangeError when the person's posts were changed again after it.
    """
    if change.withdrawn_at is not None:
        return
    if (obstacle := in_the_way(change)) is not None:
        raise PostChangeError("change", obstacle)
    contact = change.contact
    if change.begun is not None:
        refill(change.begun)
        begun, change.begun = change.begun, None
        db.session.flush()
        remove_post(begun, by=by)
    for post in db.session.scalars(select(Post).where(Post.id.in_(change.ended), Post.to_on == change.on)):
        edit_post(post, {"to_on": None}, version=None, by=by)
    values: dict[str, object] = {"address_as": change.address_before}
    if change.kind == ChangeKind.RETIREMENT:
        values["retired_on"] = change.retired_before
    edit_contact(contact, values, more_phones=phones_back(change), version=None, by=by)
    change.vacancies.clear()
    call_off(asked_by(change.uuid), now=now, by=by)
    change.withdrawn_at = now
    db.session.flush()
    note("post.unchange", contact, by, {"on": change.on})


def phones_back(change: PostChange) -> list[Phone]:
    """The telephones it took away, but those that have been entered again."""
    known = {(phone.digits, phone.text) for phone in change.contact.phones}
    last = max((phone.position for phone in change.contact.phones), default=-1)
    back = [kept for kept in change.dropped if (kept["digits"], kept["text"]) not in known]
    return [Phone(**kept, position=position) for position, kept in enumerate(back, last + 1)]


def refill(post: Post) -> None:
    """Vacancies this post had filled are open again."""
    for vacancy in db.session.scalars(select(Vacancy).where(Vacancy.filled_by_id == post.id)):
        vacancy.filled_by = None
