"""How much of a plan stays where it was when something changed: subscribed calendars should be calm."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from .model import Plan


@dataclass(frozen=True)
class Churn:
    """Calls of the earlier plan, within the days both plans cover, by what became of them."""

    kept: int
    moved: int
    contacts_moved: int

    @property
    def share(self) -> float:
        """Moved calls among all, 0 to 1."""
        return self.moved / (self.kept + self.moved) if self.moved else 0.0


def churn(before: Plan, after: Plan, leave_out: Collection[int] = ()) -> Churn:
    """What moved between two plans, without the contacts that the change was about."""
    start, end = max(before.start, after.start), min(before.end, after.end)
    then, now = _days_by_contact(before, start, end), _days_by_contact(after, start, end)
    others = then.keys() - set(leave_out)
    gone = {contact: then[contact] - now.get(contact, set()) for contact in others}
    stayed = sum(len(then[contact]) - len(days) for contact, days in gone.items())
    return Churn(stayed, sum(map(len, gone.values())), sum(1 for days in gone.values() if days))


def _days_by_contact(plan: Plan, start: date, end: date) -> Mapping[int, set[date]]:
    days: dict[int, set[date]] = defaultdict(set)
    for call in plan.calls:
        if start <= call.date <= end:
            days[call.contact_id].add(call.date)
    return days
