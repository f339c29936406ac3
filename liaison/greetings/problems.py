"""What is wrong with the greetings of a round: their words, their means, colleagues with the same text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.domain.greeting_echoes import echoes
from liaison.domain.greeting_people import FRIEND_TAG, lacks_peer
from liaison.domain.text_messages import MessageSize, measure
from liaison.domain.wording import Finding, Severity
from liaison.greetings.channels import channel_words, lacks_means
from liaison.greetings.models import Greeting, Round, State
from liaison.greetings.queries import RowFilter, shown_rows, words_in_units, written
from liaison.greetings.texts import OfficeWords, findings_for, office_words
from liaison.greetings.wordings import live_signers, tags_of

FAULTY = "faulty"  # in the place of a state of RowFilter.show


@dataclass(frozen=True)
class Problem:
    """One sentence about a greeting; an error keeps it from being approved."""

    code: str
    message: str
    is_error: bool = False


def problems_in(greetings: Sequence[Greeting]) -> dict[int, list[Problem]]:
    """{greeting id: what is wrong, errors first}; settled rows and those without a fault are left out."""
    waiting = [each for each in greetings if each.state == State.READY]
    office, has_leaders = office_words(), bool(live_signers())
    alike = shared_words(waiting)
    found: dict[int, list[Problem]] = {}
    for greeting in waiting:
        problems = [*own_problems(greeting, office), *alike.get(greeting.id, ())]
        if has_leaders and unequal(greeting):
            problems.append(Problem("no_peer", _("对方是单位领导，落款宜用对等的领导")))
        if problems:
            found[greeting.id] = sorted(problems, key=lambda each: not each.is_error)
    return found


def rows_asked(
    user: User | None, round_: Round, wanted: RowFilter, checked: Mapping[int, list[Problem]] | None = None
) -> list[Greeting]:
    """All rows of the filter, for FAULTY those still to be sent with which something is wrong. `checked`: the problems of
    the round, where they are known already."""
    if wanted.show != FAULTY:
        return shown_rows(user, round_, wanted)
    waiting = shown_rows(user, round_, replace(wanted, show=State.READY.value))
    faults = problems_in(waiting) if checked is None else checked
    return [row for row in waiting if row.id in faults]


def own_problems(greeting: Greeting, office: OfficeWords) -> list[Problem]:
    """The lint's findings, and a number or address that is missing."""
    problems = [as_problem(each) for each in findings_for(greeting, office)]
    if lacks_means(greeting.contact, greeting.channel):
        problems.append(Problem("no_means", missing_means(greeting.channel), is_error=True))
    return problems


def as_problem(finding: Finding) -> Problem:
    return Problem(finding.code, finding.message, finding.severity == Severity.ERROR)


def missing_means(channel: str) -> str:
    """What to add, or else to choose another way."""
    missing = {"sms": _("没有手机号"), "call": _("没有电话"), "email": _("没有邮箱")}[channel]
    return _(
        "%(missing)s，不能用%(channel)s：请补上或换个方式",
        missing=missing,
        channel=channel_words()[channel],
    )


def unequal(greeting: Greeting) -> bool:
    """Whether a leader is greeted from too far below; friends do not mind."""
    contact = greeting.contact
    if FRIEND_TAG in tags_of(contact) or contact.retired_on is not None or greeting.channel == "letter":
        return False
    return lacks_peer(contact.title, greeting.signer.level if greeting.signer else 1)


def shared_words(greetings: Sequence[Greeting]) -> dict[int, list[Problem]]:
    """{greeting id: the colleagues who got the same words}."""
    by_round: dict[int, set[int]] = defaultdict(set)
    for greeting in greetings:
        if greeting.unit_id is not None:
            by_round[greeting.round_id].add(greeting.unit_id)
    found: dict[int, list[Problem]] = {}
    for round_id, unit_ids in by_round.items():
        written = {each.key: each for each in words_in_units(round_id, unit_ids)}
        for key, others in echoes(written.values()).items():
            names = "、".join(written[other].names[0] for other in others)
            words = _("与同单位的%(names)s同文，请换一条", names=names)
            found[key] = [Problem("echo", words, is_error=True)]
    return found


def sharers(greeting: Greeting, text: str) -> list[str]:
    """Colleagues of the unit, by their forms of address, who have these words already."""
    if greeting.unit_id is None:
        return []
    others = {
        each.key: each
        for each in words_in_units(greeting.round_id, [greeting.unit_id])
        if each.key != greeting.id
    }
    mine = replace(written(greeting), text=text)
    return [others[key].names[0] for key in echoes([*others.values(), mine]).get(greeting.id, ())]


def faulty(greetings: Iterable[Greeting]) -> list[Greeting]:
    """Those with an error, in their order; colleagues with the same words are one."""
    greetings, office = list(greetings), office_words()
    alike = shared_words(greetings)
    return [
        each
        for each in greetings
        if each.id in alike or any(found.is_error for found in own_problems(each, office))
    ]


def message_size(greeting: Greeting) -> MessageSize | None:
    """What a text message will be charged as; None for the other channels."""
    return measure(greeting.text) if greeting.channel == "sms" and greeting.text else None
