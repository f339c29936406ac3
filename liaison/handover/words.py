"""The words of a brief, the same on the page, on paper and in the document."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from liaison.accounts.models import Role
from liaison.domain.handover import Signer, Stage
from liaison.followups.models import FollowUp
from liaison.handover.asking import parties, watchers
from liaison.handover.briefs import PersonBrief
from liaison.handover.models import Handover
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.web.filters import day_words, word


@dataclass(frozen=True)
class PersonWords:
    """Lines about one person."""

    who: list[str]
    to_know: list[str]
    dates: list[str]


def stage_words() -> dict[str, str]:
    return {
        Stage.DRAFT.value: _("草拟"),
        Stage.SIGNING.value: _("待签收"),
        Stage.COMPLETE.value: _("已完成"),
        Stage.WITHDRAWN.value: _("已撤回"),
    }


def part_words() -> dict[str, str]:
    return {
        Signer.GIVER.value: _("移交人"),
        Signer.TAKER.value: _("接收人"),
        Signer.HEAD.value: _("监交人"),
    }


def watching_words(handover: Handover) -> str:
    """Why somebody else than the section's head watches over it, empty where that needs no word."""
    may, involved = watchers(handover), parties(handover)
    names = _("、").join(user.name for user in may)
    if any(user.id in involved for user in may):
        return _("能监交的人都是交接的一方，没有别人可签，由%(who)s签", who=names)
    both = [user.name for user in [handover.giver, *handover.takers] if user.role == Role.HEAD]
    if not both:
        return ""
    return _("%(head)s也是交接的一方，不能自己监交，由%(who)s签", head=_("、").join(both), who=names)


def moved_words() -> dict[tuple[str, str], str]:
    """What a journal line counts."""
    return {
        ("contacts", "owner_id"): _("联系人"),
        ("contacts", "deputy_id"): _("B角"),
        ("units", "owner_id"): _("单位"),
        ("follow_ups", "owner_id"): _("跟进事项"),
        ("greetings", "officer_id"): _("未发的问候"),
        ("greeting_rounds", "owner_id"): _("问候批次"),
        ("matters", "owner_id"): _("协调事项"),
        ("matters", "deputy_id"): _("协调事项B角"),
    }


def date_words(on: date) -> str:
    return day_words(on)


def person_words(person: PersonBrief, today: date) -> PersonWords:
    """Who it is, what must not be forgotten, and what comes next."""
    contact = person.contact
    who = [
        f"{contact.name}（{contact.address}）",
        contact.title,
        *(f"{word(phone.label, 'phone_label')} {phone.text}" for phone in contact.phones),
        _("%(tier)s，每 %(n)d 天", tier=word(contact.tier, "tier"), n=contact.cadence_days),
        _("接手：%(who)s", who=person.taker.name),
    ]
    to_know = [
        _("忌讳：%(what)s", what=contact.taboos) if contact.taboos else "",
        _("好时候：%(what)s", what=contact.best_time) if contact.best_time else "",
        contact.notes,
        *(matter_words(matter, today) for matter in person.matters),
        *(promise_words(promise, today) for promise in person.promises),
    ]
    dates = [
        (contact.due_on, _("应联系")),
        (person.birthday, _("生日")),
        *(
            (greeting.round.send_on, _("问候：%(name)s", name=greeting.round.occasion_name))
            for greeting in person.greetings
        ),
    ]
    coming = sorted((on, what) for on, what in dates if on is not None)
    return PersonWords(
        [line for line in who if line],
        [line for line in to_know if line],
        [f"{day_words(on, today)} {what}" for on, what in coming],
    )


def promise_words(promise: FollowUp, today: date) -> str:
    """ "答应的：寄材料（11月27日）"."""
    return _("待办：%(what)s（%(day)s）", what=promise.name, day=day_words(promise.on, today))


def matter_words(matter: Matter, today: date) -> str:
    """ "来事：借用场地，答应协调报告厅（12月1日前）"."""
    way = _("来事") if matter.incoming else _("去事")
    promised = _("，答应：%(what)s", what=matter.promise) if matter.promise else ""
    return _("%(way)s：%(what)s%(promised)s（%(day)s前）", way=way, what=matter.name, promised=promised,
             day=day_words(matter.due_on, today))  # fmt: skip


def contact_words(interaction: Interaction, today: date) -> str:
    """ "11月1日 电话：问好"; an attempt says so."""
    kind = interaction.kind_record
    result = "" if interaction.answered else _("（%(word)s）", word=kind.outcome(answered=False))
    said = interaction.summary or interaction.outcome
    return f"{day_words(interaction.on, today)} {kind.label}{result}" + (f"{_('：')}{said}" if said else "")
