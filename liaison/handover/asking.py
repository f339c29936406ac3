"""What a handover asks of people: to introduce themselves, to know that it happened, to sign."""

from datetime import date

from liaison.accounts.models import Role, User
from liaison.accounts.queries import active_users
from liaison.contacts.models import Contact
from liaison.domain.cadence import Tier
from liaison.domain.handover import Signer, spread
from liaison.followups.actions import add_follow_up
from liaison.handover.models import Handover, HandoverSignature
from liaison.leave.queries import workdays_of
from liaison.workdays.queries import work_calendar

TIERS = list(Tier)
NAMED = 5


def kept_by_giver(handover: Handover) -> set[int]:
    """Ids of those whose owner gives them; of the others only the B角 changes. Ask before moving."""
    return {item.contact_id for item in handover.items if item.contact.owner_id == handover.giver_id}


def ask_introductions(handover: Handover, given: set[int], today: date, by: User | None) -> None:
    """自我介绍 for each of the given people taken, the closest first, so many a working day from the day after; not on
    leave days."""
    start = max(handover.on, today)
    for taker in handover.takers:
        people = [
            item.contact
            for item in handover.items
            if item.taker_id == taker.id
            and item.contact_id in given
            and item.contact.archived_at is None
            and item.contact.owner_id == taker.id
        ]
        people.sort(
            key=lambda contact: (TIERS.index(Tier(contact.tier)), contact.due_on or date.min, contact.id)
        )
        for contact, on in spread(people, workdays_of(taker, start), handover.per_day):
            add_follow_up(
                f"向{contact.address}自我介绍：接替{handover.giver.name}联络", on,
                contact=contact, owner=taker, origin=handover.uuid, by=by,
            )  # fmt: skip


def deputies_to_tell(handover: Handover) -> dict[User, list[Contact]]:
    """Deputies of the people who change hands, without those who take them themselves. Ask before moving."""
    told: dict[User, list[Contact]] = {}
    for item in handover.items:
        deputy = item.contact.deputy
        changes_hands = item.contact.owner_id == handover.giver_id and deputy is not None
        if changes_hands and deputy.id not in (item.taker_id, handover.giver_id) and not deputy.disabled_at:  # type: ignore[union-attr]
            told.setdefault(deputy, []).append(item.contact)  # type: ignore[arg-type]
    return told


def tell_deputies(
    handover: Handover, told: dict[User, list[Contact]], today: date, by: User | None
) -> None:
    """One follow-up for each B角: whom from now on somebody else keeps."""
    takers = {item.contact_id: item.taker.name for item in handover.items}
    for deputy, contacts in told.items():
        named = "、".join(f"{contact.address}（{takers[contact.id]}）" for contact in contacts[:NAMED])
        more = f"等 {len(contacts)} 人" if len(contacts) > NAMED else ""
        add_follow_up(
            f"知悉：您任B角的{named}{more}已由{handover.giver.name}交出",
            today,
            owner=deputy,
            origin=handover.uuid,
            today=today,
            by=by,
        )


def ask_signatures(handover: Handover, today: date, by: User | None) -> None:
    """One part to sign for the giver, for each taker and for the head, each with its follow-up on the next working day."""
    on = work_calendar().shift(today, 1)
    takers = {taker.id: taker for taker in [*handover.takers, *filter(None, [handover.rest_to])]}
    parts = [(Signer.GIVER, handover.giver), *((Signer.TAKER, taker) for taker in takers.values())]
    for part, user in [*parts, (Signer.HEAD, head_for(handover))]:
        signature = HandoverSignature(part=part.value, user_id=user.id if user else None)
        handover.signatures.append(signature)
        if user is not None and user.disabled_at is None:
            signature.follow_up = add_follow_up(
                f"签收交接：{handover.name}", on, owner=user, origin=handover.uuid, today=today, by=by
            )


def watchers(handover: Handover) -> list[User]:
    """Who may sign as the head: whoever leads and neither gives nor takes. Where there is nobody, the administrator does,
    though a party; in an office without one, another leader than the giver."""
    leaders = [user for user in active_users() if user.leads]
    apart = [user for user in leaders if user.id not in parties(handover)]
    return apart or [user for user in leaders if user.administers] or [
        user for user in leaders if user.id != handover.giver_id
    ]  # fmt: skip


def parties(handover: Handover) -> set[int | None]:
    """Ids of those who give and take."""
    return {handover.giver_id, handover.rest_to_id, *(item.taker_id for item in handover.items)}


def head_for(handover: Handover) -> User | None:
    """Whom to ask first of those who may sign as the head: the head of the giver's section, then other heads."""

    def rank(user: User) -> tuple[bool, bool]:
        own = user.role == Role.HEAD and user.section_id == handover.giver.section_id
        return not own, user.administers

    return min(watchers(handover), key=rank, default=None)
