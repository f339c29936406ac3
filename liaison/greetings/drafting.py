"""Making a round: its people, the words of each, and changes by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.contacts.models import Contact
from liaison.db import check_version, db
from liaison.domain.greeting_days import turns_of
from liaison.greetings.audience import candidates, held_contacts, scope_of, takers
from liaison.greetings.channels import CHANNELS, usual_channel
from liaison.greetings.errors import AlreadyGreeted, GreetingError
from liaison.greetings.models import Greeting, Round, Turn, stamped, unstamped
from liaison.greetings.occasions import GreetedDay, require_greeted
from liaison.greetings.queries import posted_for
from liaison.greetings.template_models import Signer, Template
from liaison.greetings.templating import plant_when_empty
from liaison.greetings.texts import office_words, text_from, values_of
from liaison.greetings.wordings import officer_for, sign, suggested_signers, write_texts

CHUNK = 500


@dataclass(frozen=True)
class Invitation:
    """Somebody to be put into a round; `wish` is the channel, empty for the person's usual one."""

    contact: Contact
    reason: str
    wish: str = ""


def begin_round(
    day: GreetedDay,
    *,
    name: str,
    owner: User | None,
    previous: Round | None,
    wish: str,
    today: date,
    by: User | None,
    before: Mapping[int, str] | None = None,
) -> Round:
    """A round with everybody the rule invites, in words of their own.

    All go out by the channel of `wish`; without one each person's channel of `before`, else the usual one.
    OccasionError for a day nobody is greeted on, GreetingError for a name in use.
    """
    days = require_greeted(day)
    plant_when_empty(by=by)
    round_ = Round(
        name=free_name(name or f"{day.year}年{day.name}", day.code, day.cycle),
        occasion_code=day.code,
        occasion_name=day.name,
        cycle=day.cycle,
        tone=day.tone,
        day=day.day,
        lunar_year=day.lunar_year,
        draft_from=days.draft_from,
        submit_by=days.submit_by,
        approve_by=days.approve_by,
        send_on=days.send_on,
        owner_id=owner.id if owner else None,
        section_id=by.section_id if by else None,
        started_by_id=by.id if by else None,
        previous_id=previous.id if previous else None,
    )
    db.session.add(round_)
    db.session.flush()
    note("round.begin", round_, by, {"occasion": day.key})
    invited = [each for each in candidates(day, scope_of(by, round_.owner_id), today) if each.invited]
    reasons = {each.known.id: each.reason for each in invited}
    wishes = dict.fromkeys(reasons, wish) if wish else before or {}
    add_people(round_, invitations_for(reasons, wishes), by=by)
    return round_


def invitations_for(
    reasons: Mapping[int, str], wishes: Mapping[int, str] | None = None
) -> list[Invitation]:
    """{contact id: why} with the records, tags and all, in pinyin order."""
    found: list[Contact] = []
    ids = sorted(reasons)
    for start in range(0, len(ids), CHUNK):
        chunk = select(Contact).where(Contact.id.in_(ids[start : start + CHUNK]))
        found += db.session.scalars(chunk.options(selectinload(Contact.tags))).unique()
    found.sort(key=lambda contact: (contact.sort_key, contact.id))
    wishes = wishes or {}
    return [Invitation(each, reasons[each.id], wishes.get(each.id, "")) for each in found]


def free_name(name: str, occasion_code: str, cycle: int) -> str:
    """The name, refused while another round of the same feast bears it."""
    name = name.strip()
    same = select(Round.id).where(
        Round.occasion_code == occasion_code, Round.cycle == cycle, Round.name == name
    )
    if db.session.scalar(same) is not None:
        raise GreetingError("name_taken", f"“{name}”已经有了，请另起一个名称", field="name", name=name)
    return name


def add_people(
    round_: Round, invitations: Sequence[Invitation], *, by: User | None, by_hand: bool = False
) -> list[Greeting]:
    """Put people into the round and write to them. Whoever is in it or greeted elsewhere is passed over."""
    require_open(round_)
    fresh = without_those_greeted(round_, invitations)
    signers = suggested_signers([each.contact for each in fresh])
    office = office_words()
    added = []
    for invitation in fresh:
        greeting = new_greeting(round_, invitation, by, by_hand)
        sign(greeting, signers.get(invitation.contact.id), office)
        added.append(greeting)
    # Read before the new ones are stored: these keep the words they have.
    colleagues = greetings_of_units(round_, {greeting.unit_id for greeting in added})
    write_texts(round_, added, colleagues)
    store(added)
    note("round.add_people", round_, by, {"people": [greeting.contact.name for greeting in added]})
    return added


def without_those_greeted(round_: Round, invitations: Iterable[Invitation]) -> list[Invitation]:
    """Those neither in this round nor served by another of the same feast, each once."""
    once = {each.contact.id: each for each in invitations}
    held = held_contacts(round_)
    taken = takers(turns_of(round_.occasion_code, round_.cycle), list(once))
    return [each for key, each in once.items() if key not in held and key not in taken]


def new_greeting(round_: Round, invitation: Invitation, by: User | None, by_hand: bool) -> Greeting:
    """The row of one person, not yet in the session."""
    contact = invitation.contact
    officer = officer_for(contact, by)
    turns = turns_of(round_.occasion_code, round_.cycle)
    with db.session.no_autoflush:
        greeting = Greeting(
            round_id=round_.id,
            contact_id=contact.id,
            unit_id=contact.unit_id,
            officer_id=officer.id if officer else None,
            reason=invitation.reason,
            added_by_id=by.id if by and by_hand else None,
            channel=usual_channel(contact, invitation.wish),
            turns=[Turn(occasion_code=code, cycle=cycle, contact_id=contact.id) for code, cycle in turns],
        )
    greeting.round, greeting.contact, greeting.officer = round_, contact, officer
    return greeting


def store(greetings: Iterable[Greeting]) -> None:
    """Write the rows with their turns; AlreadyGreeted when somebody else took a turn in the same moment."""
    try:
        with db.session.begin_nested():
            db.session.add_all(greetings)
            db.session.flush()
    except IntegrityError as error:
        raise GreetingError(
            "taken_meanwhile", "有人刚刚把其中几位列进了同一节日的批次，请刷新后再试"
        ) from error


def greetings_of_units(round_: Round, unit_ids: set[int | None]) -> list[Greeting]:
    """The round's greetings to people of these units."""
    found = select(Greeting).where(Greeting.round_id == round_.id, Greeting.unit_id.in_(unit_ids - {None}))
    return list(db.session.scalars(found).unique())


def require_open(round_: Round) -> None:
    if round_.closed_at:
        raise GreetingError("closed", f"“{round_.name}”已经办结，不能再改")


def require_unsettled(greeting: Greeting) -> None:
    """The words of what was sent, or is not to be sent, stay as they are."""
    require_open(greeting.round)
    if greeting.is_settled:
        raise GreetingError("settled", f"{greeting.name}的问候已发出或免发，不能再改")
    if greeting.list_id is not None:
        raise GreetingError("listed", f"{greeting.name}已列入平台名单，请先了结那份名单")
    if posted_for(greeting) is not None:
        raise GreetingError("posted", f"给{greeting.name}的邮件已交给程序发送，请先到发件箱撤下")


def edit_greeting(
    greeting: Greeting, values: dict[str, Any], *, version: int | None, now: datetime, by: User | None
) -> None:
    """Change text, channel, signer_id or officer_id; a new signature replaces the old one in the text.

    What was approved has to be approved again, what was sent back counts as mended. StaleRecord when
    somebody saved in between.
    """
    check_version(greeting, version)
    require_unsettled(greeting)
    require_channel(values.get("channel", greeting.channel))
    # Everything is read before anything is changed: a SELECT in between would flush half of the edit.
    office, before = office_words(), greeting.signature
    officer = found(User, values.get("officer_id"))
    signer = found(Signer, values.get("signer_id"))
    for key in ("text", "channel", "officer_id"):
        if key in values:
            setattr(greeting, key, values[key])
    with db.session.no_autoflush:
        if "officer_id" in values:
            greeting.officer = officer
        sign(greeting, signer if "signer_id" in values else greeting.signer, office)
        if before and greeting.signature != before:
            greeting.text = greeting.text.replace(before, greeting.signature)
        settle_edit(greeting, "greeting.edit", now=now, by=by)


def found(model: type[Any], key: int | None) -> Any:
    """The record of this id; None for none."""
    return db.session.get(model, key) if key else None


def require_channel(channel: str) -> None:
    if channel not in CHANNELS:
        raise GreetingError("unknown_channel", "没有这种方式，请从列表里选", field="channel")


def settle_edit(greeting: Greeting, action: str, *, now: datetime, by: User | None) -> None:
    """Note who changed the words; nothing at all when nothing changed."""
    changes = pending_changes(greeting)
    if not changes:
        return
    stamped(greeting, "edited", by, now)
    unstamped(greeting, "approved")
    unstamped(greeting, "returned")
    greeting.remark = ""
    db.session.flush()
    note(action, greeting, by, changes)


def use_template(
    greeting: Greeting, template: Template, *, version: int | None, now: datetime, by: User | None
) -> None:
    """Take another of the office's wordings, made anew for this person."""
    check_version(greeting, version)
    require_unsettled(greeting)
    text = text_from(template, values_of(greeting, office_words()))
    greeting.template_id, greeting.text = template.id, text
    settle_edit(greeting, "greeting.reword", now=now, by=by)


def reword(round_: Round, *, now: datetime, by: User | None) -> int:
    """Write anew what nobody has touched or approved, once templates have changed; answers how many."""
    require_open(round_)
    rows = list(db.session.scalars(select(Greeting).where(Greeting.round_id == round_.id)).unique())
    untouched = [
        each for each in rows if not each.is_settled and each.edited_at is None and each.approved_at is None
    ]
    keep = [each for each in rows if each not in untouched]
    office = office_words()
    for greeting in untouched:
        sign(greeting, greeting.signer, office)
    write_texts(round_, untouched, keep)
    db.session.flush()
    note("round.reword", round_, by, {"people": len(untouched)})
    return len(untouched)


def excuse_greeting(greeting: Greeting, reason: str, *, now: datetime, by: User | None) -> None:
    """免发, with the reason; the feast is then free for another round. GreetingError without one."""
    require_unsettled(greeting)
    if not reason.strip():
        raise GreetingError("no_reason", "请写明为什么免发", field="excuse")
    stamped(greeting, "excused", by, now)
    greeting.excuse = reason.strip()
    greeting.turns.clear()
    db.session.flush()
    note("greeting.excuse", greeting, by, {"reason": greeting.excuse})


def readmit_greeting(greeting: Greeting, *, by: User | None) -> None:
    """Take 免发 back. AlreadyGreeted when another round serves the person meanwhile."""
    require_open(greeting.round)
    if not greeting.excused_at:
        return
    turns = turns_of(greeting.round.occasion_code, greeting.round.cycle)
    taken = takers(turns, [greeting.contact_id]).get(greeting.contact_id)
    if taken is not None:
        raise AlreadyGreeted(greeting.name, taken.round.name)
    unstamped(greeting, "excused")
    greeting.excuse = ""
    greeting.turns = [
        Turn(occasion_code=code, cycle=cycle, contact_id=greeting.contact_id) for code, cycle in turns
    ]
    store([greeting])
    note("greeting.readmit", greeting, by)


def edit_round(round_: Round, values: dict[str, Any], *, version: int | None, by: User | None) -> None:
    """Another name, or other days. GreetingError when the days are out of order."""
    check_version(round_, version)
    require_open(round_)
    if values["name"] != round_.name:
        round_.name = free_name(values["name"], round_.occasion_code, round_.cycle)
    for key in ("draft_from", "submit_by", "approve_by", "send_on"):
        setattr(round_, key, values[key])
    if not round_.draft_from <= round_.submit_by <= round_.approve_by <= round_.send_on:
        raise GreetingError("days_crossed", "日期要依次是起草、送审、审定、发送", field="submit_by")
    changes = pending_changes(round_)
    db.session.flush()
    note("round.edit", round_, by, changes)


def discard_round(round_: Round, *, by: User | None) -> None:
    """Give up a round of which nothing was sent: its people are free for another."""
    require_open(round_)
    rows = list(db.session.scalars(select(Greeting).where(Greeting.round_id == round_.id)).unique())
    if any(each.sent_at or each.list_id for each in rows):
        raise GreetingError("already_sent", "已经有人发出，不能作废；请办结")
    note("round.discard", round_, by, {"people": len(rows)})
    for greeting in rows:
        db.session.delete(greeting)
    db.session.flush()
    db.session.delete(round_)
    db.session.flush()
