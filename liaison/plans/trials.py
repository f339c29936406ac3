"""What is tried on the plan before anything is saved: a capacity, other tiers, more days away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from liaison.domain import cadence
from liaison.domain.cadence import Cadence, check_cadence, effective_cadence
from liaison.plans.people import Known


@dataclass(frozen=True)
class Trial:
    """Everything left out stays as it is stored. `per_day` holds for every officer of the plan.

    `intervals`: {tier code: days}. `away`: days on which none of the plan's officers calls.
    """

    per_day: int | None = None
    intervals: Mapping[str, int] = field(default_factory=dict)
    away: frozenset[date] = frozenset()

    def pace_of(self, known: Known) -> Cadence:
        """The contact's cadence; another tier's interval never changes an own or a unit's one."""
        if known.tier not in self.intervals:
            return Cadence(known.cadence_days, known.gap_days)
        tier = check_cadence(self.intervals[known.tier], None)
        return effective_cadence(known.own_cadence, known.unit_cadence, tier)

    def due_on(self, known: Known) -> date | None:
        """The stored due date, or the one that follows from the cadence tried."""
        if known.tier not in self.intervals:
            return known.due_on
        return cadence.due_on(known.last_contact_on, self.pace_of(known).interval_days, known.snoozed_until)


def days_of_spans(spans: list[tuple[date, date]]) -> frozenset[date]:
    """Every day of the spans, both ends included."""
    return frozenset(
        first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)
    )
