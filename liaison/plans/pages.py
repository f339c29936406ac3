"""The plan as the page draws it: officers, who will be late, the calls by week, the load of each day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask_babel import gettext as _

from liaison.domain.plan import Jam, Late, PlannedCall, Reason
from liaison.plans.people import NOBODY, Known
from liaison.plans.queries import OfficePlan

LISTED_CALLS = 3000


@dataclass(frozen=True)
class OfficerLine:
    """One officer's part. `user_id` None: contacts nobody keeps. `caught_up_on`: when the arrears are made up.

    `whole`: the reader sees everyone the officer keeps; of a part, loads, bounds and the end of arrears mean nothing.
    `jams` force the least load; on all other days `usual_load` calls are enough.
    """

    login: str
    user_id: int | None
    name: str
    people: int
    calls: int
    late: int
    least_load: int
    lower_bound: int
    capacity: int
    caught_up_on: date | None
    whole: bool
    jams: tuple[Jam, ...] = ()
    usual_load: int = 0

    @property
    def jammed(self) -> bool:
        """Whether a few days alone force the load, and the reader may know it."""
        return self.whole and bool(self.jams)

    @property
    def enough(self) -> bool:
        """Whether the capacity keeps every promise that can still be kept, as far as the reader can know."""
        return not self.whole or self.least_load <= self.capacity


@dataclass(frozen=True)
class CallLine:
    """One call, or one promise not kept, of a known person."""

    known: Known
    call: PlannedCall | Late
    officer: str
    reason: str


@dataclass(frozen=True)
class Week:
    """The calls of one week."""

    monday: date
    lines: list[CallLine]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> list[tuple[date | None, list[CallLine]]]:
        return [(on, list(lines)) for on, lines in groupby(self.lines, key=lambda line: line.call.date)]


def officer_lines(found: OfficePlan) -> list[OfficerLine]:
    """The officers of the plan by name, contacts nobody keeps last."""
    people = Counter(known.owner for known in found.people.values())
    calls = Counter(call.owner for call in found.plan.calls)
    late = Counter(late.owner for late in found.plan.late)
    ids = {known.owner: known.owner_id for known in found.people.values()}
    lines = [
        OfficerLine(
            login=login,
            user_id=ids[login],
            name=name_of(found, login),
            people=people[login],
            calls=calls[login],
            late=late[login],
            least_load=found.plan.least_daily_load[login],
            lower_bound=found.plan.lower_bound[login],
            capacity=found.rules.capacity_of(login),
            caught_up_on=found.plan.caught_up_on.get(login),
            whole=login not in found.partly_seen,
            jams=found.plan.jams.get(login, ()),
            usual_load=found.plan.usual_load.get(login, 0),
        )
        for login in people
    ]
    return sorted(lines, key=lambda line: (line.login == NOBODY, line.name, line.login))


def name_of(found: OfficePlan, login: object) -> str:
    return found.officers.get(str(login), _("没有联络员"))


def late_lines(found: OfficePlan) -> list[CallLine]:
    """Who will be late and why, the latest first."""
    return [line_of(found, late) for late in found.plan.late]


def line_of(found: OfficePlan, call: PlannedCall | Late) -> CallLine:
    known = found.people[call.contact_id]
    return CallLine(known, call, name_of(found, call.owner), reason_words()[call.reason])


def weeks_of(found: OfficePlan) -> tuple[list[Week], int]:
    """(the weeks whose calls are listed, how many calls are left out): whole weeks, some thousand calls."""
    weeks = [Week(monday, lines) for monday, lines in by_week(found)]
    kept: list[Week] = []
    listed = 0
    for week in weeks:
        if kept and listed + len(week.lines) > LISTED_CALLS:
            break
        kept.append(week)
        listed += len(week.lines)
    return kept, len(found.plan.calls) - listed


def by_week(found: OfficePlan) -> Iterator[tuple[date, list[CallLine]]]:
    for monday, calls in groupby(found.plan.calls, key=lambda call: monday_of(call.date)):
        yield monday, [line_of(found, call) for call in calls]


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


@dataclass(frozen=True)
class MonthRow:
    """One officer's calls in each month of the span."""

    label: str
    values: list[int]


def month_table(
    found: OfficePlan, officers: Sequence[OfficerLine], months: Sequence[tuple[int, int]]
) -> list[MonthRow]:
    """The rows of the heat map of all officers."""
    loads = Counter((call.owner, call.date.year, call.date.month) for call in found.plan.calls)
    return [
        MonthRow(line.name, [loads[line.login, year, month] for year, month in months]) for line in officers
    ]


def reason_words() -> dict[Reason, str]:
    return {
        Reason.ON_DUE: _("到期当天"),
        Reason.DAY_OFF: _("应联系日休息，改在相邻的工作日"),
        Reason.LEAVE: _("联络员请假"),
        Reason.LOAD: _("为排得均匀或不改原定日子，提前联系"),
        Reason.NEVER_CONTACTED: _("从未联系，尽快联系"),
        Reason.OVERDUE: _("已超期，尽快补上"),
        Reason.RESUMED: _("暂缓或停联到期，当天起联系"),
        Reason.CAPACITY: _("每天的电话数不够，排到时窗口内已满"),
        Reason.LATER_CALLS: _("再早就误了后面的电话，晚一点联系"),
    }
