"""The office's settings as values; every default is here."""

from sqlalchemy import select

from liaison.db import db
from liaison.domain.cadence import DEFAULT_TIERS, Cadence, Tier
from liaison.office.models import InteractionKind, OfficeSetting, TierCadence

DEFAULTS = {
    "office_name": "",
    "signature": "",
    "contact_phone": "",
    "due_page_size": "50",
    "report_ranking": "",  # officers in the order of what they did, for everybody to see
    "file_megabytes": "20",  # the most of one attached file
    "export_watermark": "yes",  # who exported it and when, on every page of a sheet and on every print
    "greeting_two_person": "yes",
    "plan_calls_per_day": "5",
    "plan_festivals_count": "yes",
    "plan_calls_per_day_of": "",  # officers' own numbers, see plans/capacities.py
}


def tier_cadences() -> dict[str, Cadence]:
    """{tier code: cadence}, complete even where the office has stored none."""
    rows = db.session.execute(select(TierCadence.code, TierCadence.interval_days, TierCadence.max_gap_days))
    stored = {code: Cadence(interval, gap) for code, interval, gap in rows}
    return {tier.value: stored.get(tier.value, DEFAULT_TIERS[tier]) for tier in Tier}


def setting(name: str) -> str:
    """The stored text, else its default. KeyError for a name the program does not know."""
    stored = db.session.scalar(select(OfficeSetting.value).where(OfficeSetting.name == name))
    return DEFAULTS[name] if stored is None else stored


def interaction_kinds() -> list[InteractionKind]:
    """All kinds in the office's own order."""
    return list(
        db.session.scalars(select(InteractionKind).order_by(InteractionKind.position, InteractionKind.id))
    )


def kind_labels() -> dict[str, str]:
    """{code: what the kind is called on screen}, in that order."""
    return {kind.code: kind.label for kind in interaction_kinds()}


def tier_records() -> list[TierCadence]:
    """The three tiers, closest first."""
    order = [tier.value for tier in Tier]
    return sorted(db.session.scalars(select(TierCadence)), key=lambda tier: order.index(tier.code))
