"""What moves along, what stays, and why, as the page of a draft says it before anything moves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from liaison.handover.fates import Fate, Fates, Follows


@dataclass(frozen=True)
class Line:
    """One record: `to` is who takes it, empty where it stays."""

    name: str
    url: str
    to: str
    why: str


@dataclass(frozen=True)
class Group:
    """All records of a kind; `counts` say how many go to whom, "" for those that stay."""

    title: str
    counts: list[tuple[str, int]]
    lines: list[Line]

    @property
    def total(self) -> int:
        return sum(number for _who, number in self.counts)


def fate_groups(fates: Fates) -> list[Group]:
    """Kind by kind, those without any record left out. Greetings go with their people one and all: only counted."""
    kinds: tuple[tuple[str, Sequence[Fate], Callable[[Any], str] | None], ...] = (
        (_("单位"), fates.units, lambda each: url_for("units.show", unit_id=each.id)),
        (_("协调事项"), fates.matters, lambda each: url_for("matters.show", matter_id=each.id)),
        (_("待办"), fates.follow_ups, lambda each: url_for("followups.show", follow_up_id=each.id)),
        (_("问候批次"), fates.rounds, lambda each: url_for("greetings.show", round_id=each.id)),
        (_("没发的问候"), fates.greetings, None),
    )
    return [
        Group(title, counted(those), [line(fate, url(fate.record)) for fate in those] if url else [])
        for title, those, url in kinds
        if those
    ]


def counted(fates: Sequence[Fate]) -> list[tuple[str, int]]:
    """Those who take most first, what stays last."""
    counts: dict[str, int] = {}
    for fate in fates:
        counts[taker_name(fate)] = counts.get(taker_name(fate), 0) + 1
    return sorted(counts.items(), key=lambda count: (count[0] == "", -count[1], count[0]))


def taker_name(fate: Fate) -> str:
    return fate.taker.name if fate.taker else ""


def line(fate: Fate, url: str) -> Line:
    return Line(fate.record.name, url, taker_name(fate), why(fate))


def why(fate: Fate) -> str:
    """ "陈主任已不在市第一中学，随单位"; of a unit, that most of the people there go or stay."""
    goes = fate.taker is not None
    if fate.follows is Follows.REST:
        return _("其余事项") if goes else _("没有选谁接其余事项")
    if fate.lead is None:
        return _("那里的人多数归%(who)s", who=taker_name(fate)) if goes else _("那里至少一半的人留下")
    if fate.follows is Follows.MATTER:
        return _("随事项“%(what)s”", what=fate.lead.name) if goes else _("事项“%(what)s”留下", what=fate.lead.name)
    if fate.follows is Follows.PERSON:
        who = fate.lead.address
        return _("随联系人%(who)s", who=who) if goes else _("联系人%(who)s留下", who=who)
    unit = fate.lead.short_name or fate.lead.name
    followed = _("随单位%(unit)s", unit=unit) if goes else _("单位%(unit)s留下", unit=unit)
    return _("%(who)s已不在那里，", who=fate.left_by.address) + followed if fate.left_by else followed
