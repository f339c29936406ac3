"""Making a round: its people and the words of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.greeting_days import turns_of
from liaison.greetings.audience import candidates, held_contacts, scope_of, takers
from liaison.greetings.channels import usual_channel
from liaison.greetings.conditions import require_open
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round, Turn
from liaison.greetings.occasions import GreetedDay, require_greeted
from liaison.greetings.templating import plant_when_empty
from liaison.greetings.texts import office_words
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
        name=free_name(name or usual_name(day, by), day.code, day.cycle),
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


def usual_name(day: GreetedDay, by: User | None) -> str:
    """ "2027年春节"; with the section when another round bears that name."""
    name = f"{day.year}年{day.name}"
    if not is_taken(name, day.code, day.cycle) or by is None or by.section is None:
        return name
    return f"{name}（{by.section.name}）"


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
    if is_taken(name, occasion_code, cycle):
        raise GreetingError(
            "name_taken", _("“%(name)s”已经有了，请另起一个名称", name=name), field="name", name=name
        )
    return name


def is_taken(name: str, occasion_code: str, cycle: int) -> bool:
    """Whether a round of this feast bears the name, in whatever section."""
    same = select(Round.id).where(
        Round.occasion_code == occasion_code, Round.cycle == cycle, Round.name == name
    )
    return db.session.scalar(same) is not None


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
            "taken_meanwhile", _("有人刚刚把其中几位列进了同一节日的批次，请刷新后再试")
        ) from error


def greetings_of_units(round_: Round, unit_ids: set[int | None]) -> list[Greeting]:
    """The round's greetings to people of these units."""
    found = select(Greeting).where(Greeting.round_id == round_.id, Greeting.unit_id.in_(unit_ids - {None}))
    return list(db.session.scalars(found).unique())
