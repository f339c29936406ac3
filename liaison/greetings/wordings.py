"""Choosing words for the people of a round: which templates fit each, and no two colleagues the same."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.greeting_people import FRIEND_TAG, Sender, peer_sender, relation_of
from liaison.domain.greeting_variants import Recipient, choose_variants
from liaison.domain.starter_texts import Relation
from liaison.domain.template_choice import Wanted, fitting
from liaison.greetings.models import Greeting, Round
from liaison.greetings.template_models import Signer, Template
from liaison.greetings.texts import OfficeWords, office_words, signature_of, text_from, values_of


def live_templates(occasion_code: str) -> list[Template]:
    """Those of the occasion and those kept for any occasion of a tone, in the order they were made."""
    return list(
        db.session.scalars(
            select(Template)
            .where(Template.archived_at.is_(None), Template.occasion_code.in_((occasion_code, "")))
            .order_by(Template.id)
        )
    )


def live_signers() -> list[Signer]:
    """Our leaders in the office's own order."""
    return list(
        db.session.scalars(
            select(Signer).where(Signer.archived_at.is_(None)).order_by(Signer.position, Signer.id)
        )
    )


def tags_of(contact: Contact) -> set[str]:
    return {tag.name for tag in contact.tags}


def relation_to(contact: Contact, channel: str) -> Relation:
    """Who the person is to us; a letter goes to the unit."""
    if channel == "letter":
        return Relation.UNIT
    return relation_of(contact.title, retired=contact.retired_on is not None, tags=tags_of(contact))


def wanted_for(round_: Round, contact: Contact, channel: str) -> Wanted:
    relation = relation_to(contact, channel)
    return Wanted(round_.occasion_code, round_.tone, contact.tier, relation, channel)


def templates_for(greeting: Greeting) -> list[Template]:
    """The wordings that suit this person on this channel."""
    templates = {template.id: template for template in live_templates(greeting.round.occasion_code)}
    wanted = wanted_for(greeting.round, greeting.contact, greeting.channel)
    return [templates[key] for key in fitting([each.wording for each in templates.values()], wanted)]


def suggested_signers(contacts: Sequence[Contact]) -> dict[int, Signer]:
    """{contact id: the leader whose rank answers}, without those greeted in the officer's own name."""
    signers = {signer.id: signer for signer in live_signers()}
    senders = [Sender(signer.id, signer.level) for signer in signers.values()]
    before = last_signers([contact.id for contact in contacts])
    chosen: dict[int, Signer] = {}
    for contact in contacts:
        if FRIEND_TAG not in tags_of(contact):
            key = peer_sender(contact.title, senders, before.get(contact.id))
            if key is not None:
                chosen[contact.id] = signers[key]
    return chosen


def last_signers(contact_ids: list[int]) -> dict[int, int]:
    """{contact id: the leader in whose name the person was greeted last}."""
    rows = db.session.execute(
        select(Greeting.contact_id, Greeting.signer_id)
        .where(
            Greeting.contact_id.in_(contact_ids),
            Greeting.sent_at.is_not(None),
            Greeting.signer_id.is_not(None),
        )
        .order_by(Greeting.sent_at, Greeting.id)
    )
    return {contact_id: signer_id for contact_id, signer_id in rows if signer_id}


def used_before(contact_ids: list[int], occasion_code: str) -> dict[int, set[str]]:
    """{contact id: templates this person was sent on the same occasion in other years}."""
    rows = db.session.execute(
        select(Greeting.contact_id, Greeting.template_id)
        .join(Round, Round.id == Greeting.round_id)
        .where(
            Greeting.contact_id.in_(contact_ids),
            Greeting.sent_at.is_not(None),
            Greeting.template_id.is_not(None),
            Round.occasion_code == occasion_code,
        )
    )
    found: dict[int, set[str]] = defaultdict(set)
    for contact_id, template_id in rows:
        found[contact_id].add(str(template_id))
    return found


def write_texts(round_: Round, greetings: Sequence[Greeting], colleagues: Sequence[Greeting] = ()) -> None:
    """Give each greeting its words, apart from those its `colleagues` in the round have already.

    Who finds no fitting template is left without a text, which the lint then points at.
    """
    templates = {template.id: template for template in live_templates(round_.occasion_code)}
    office = office_words()
    chosen = chosen_templates(round_, greetings, colleagues, templates)
    for greeting in greetings:
        template = templates.get(chosen.get(greeting.contact_id, 0))
        greeting.template_id = template.id if template else None
        greeting.text = text_from(template, values_of(greeting, office)) if template else ""


def chosen_templates(
    round_: Round,
    greetings: Sequence[Greeting],
    colleagues: Sequence[Greeting],
    templates: dict[int, Template],
) -> dict[int, int]:
    """{contact id: template id}, no two people of a unit the same while there are enough."""
    wordings = [template.wording for template in templates.values()]
    before = used_before([greeting.contact_id for greeting in greetings], round_.occasion_code)
    settled = [
        Recipient(str(each.contact_id), str(each.unit_id or ""), (), settled=str(each.template_id))
        for each in colleagues
        if each.template_id is not None
    ]
    recipients = []
    for greeting in greetings:
        keys = fitting(wordings, wanted_for(round_, greeting.contact, greeting.channel))
        if keys:
            used = frozenset(before.get(greeting.contact_id, ()))
            variants = [str(key) for key in keys]
            recipients.append(
                Recipient(str(greeting.contact_id), str(greeting.unit_id or ""), variants, used)
            )
    choices = choose_variants([*settled, *recipients], f"{round_.occasion_code}-{round_.cycle}")
    fresh = {recipient.person for recipient in recipients}
    return {int(each.person): int(each.variant) for each in choices if each.person in fresh}


def sign(greeting: Greeting, signer: Signer | None, office: OfficeWords) -> None:
    """Put the greeting into somebody's name; None is the officer's own."""
    greeting.signer_id, greeting.signer = (signer.id, signer) if signer else (None, None)
    greeting.signature = signature_of(signer, greeting.officer, office)


def officer_for(contact: Contact, by: User | None) -> User | None:
    """Whoever keeps the tie sends the greeting; where nobody does, whoever made the round."""
    return contact.owner or by
