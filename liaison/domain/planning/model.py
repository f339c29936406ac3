"""The values a check-in plan is made from and the values it is: all frozen, no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..refusals import CodedRefusal

Owner = int | str
Day = date
Pause = tuple[date, date | None]


class PlanError(CodedRefusal):
    """A plan that cannot be made; the message is Chinese and says what to change.

    ``template`` and ``params`` let a page say the same in another language.
    """


class Reason(StrEnum):
    """Why a call stands on its day."""

    ON_DUE = "on_due"
    DAY_OFF = "day_off"
    LEAVE = "leave"
    LOAD = "load"
    NEVER_CONTACTED = "never_contacted"
    OVERDUE = "overdue"
    RESUMED = "resumed"
    CAPACITY = "capacity"
    LATER_CALLS = "later_calls"

    @property
    def words(self) -> str:
        """The reason in Chinese, one clause."""
        return _REASON_WORDS[self]


_REASON_WORDS = {
    Reason.ON_DUE: "到期当天",
    Reason.DAY_OFF: "应联系日休息，改在相邻的工作日",
    Reason.LEAVE: "联络员请假",
    Reason.LOAD: "为排得均匀或不改原定日子，提前联系",
    Reason.NEVER_CONTACTED: "从未联系，尽快联系",
    Reason.OVERDUE: "已超期，尽快补上",
    Reason.RESUMED: "暂缓或停联到期，当天起联系",
    Reason.CAPACITY: "每天的电话数不够，排到时窗口内已满",
    Reason.LATER_CALLS: "再早就误了后面的电话，晚一点联系",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """One contact to stay in touch with.

    ``due_on`` None: never contacted, so due at once. ``not_before``: a snooze or a resume day. A pause is
    (from, to), both included; to None is for good. ``greeting_days``: greetings by phone or visit that may
    stand for the call.
    """

    contact_id: int
    owner: Owner
    interval_days: int
    max_gap_days: int
    last_contact_on: date | None = None
    due_on: date | None = None
    not_before: date | None = None
    paused: tuple[Pause, ...] = ()
    greeting_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class PlanRules:
    """The office's choices.

    A call may be made in the last ``window_share`` of the interval before its due date, and on at least
    ``min_window_workdays`` working days. ``leave``: the days on which an officer makes no calls.
    ``festival_counts``: whether a greeting within the window stands for the call. ``late_after_leave``: leave over
    a whole window makes its call late, made on the return; without it such leave is refused.
    """

    capacity_per_day: int = 5
    capacity_by_owner: Mapping[Owner, int] = field(default_factory=dict)
    window_share: float = 0.25
    min_window_workdays: int = 2
    leave: Mapping[Owner, frozenset[date]] = field(default_factory=dict)
    festival_counts: bool = True
    late_after_leave: bool = False

    def capacity_of(self, owner: Owner) -> int:
        """How many calls this officer makes on a day at most."""
        return self.capacity_by_owner.get(owner, self.capacity_per_day)


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call on a working day. ``late_days`` 0: the promise is kept."""

    date: Day
    contact_id: int
    owner: Owner
    due_on: Day
    late_days: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class StandIn:
    """A greeting that takes the place of the call due on ``due_on``."""

    date: Day
    contact_id: int
    owner: Owner
    due_on: Day


@dataclass(frozen=True, slots=True)
class Late:
    """A promise the plan does not keep. ``date`` None: not called within the span, and ``late_days`` counts
    to its end.

    ``broken``: the longest gap passes before the call (断线).
    """

    contact_id: int
    owner: Owner
    due_on: Day
    date: Day | None
    late_days: int
    broken: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Jam:
    """A stretch of days that forces the least daily load: ``calls`` have to be made on its ``days`` working days."""

    first: Day
    last: Day
    calls: int
    days: int


@dataclass(frozen=True)
class Plan:
    """The calls in order of day, officer and contact, and what can be said of them.

    ``least_daily_load``: the fewest calls a day found that keep every promise still to be kept; contacts
    due at once count as if called just before. ``lower_bound``: no plan does with fewer.
    ``next_max_late_days``: the greatest lateness of the next calls, the least possible. ``caught_up_on``:
    when the last contact due at once is called; absent for officers without any. ``jams``: the short stretches that
    force an officer's least load, with ``usual_load`` calls a day enough on all other days; absent for officers whose
    load is that of ordinary weeks.
    """

    start: date
    end: date
    calls: tuple[PlannedCall, ...]
    stand_ins: tuple[StandIn, ...]
    late: tuple[Late, ...]
    least_daily_load: Mapping[Owner, int]
    lower_bound: Mapping[Owner, int]
    next_max_late_days: int
    max_late_days: int
    caught_up_on: Mapping[Owner, date]
    jams: Mapping[Owner, tuple[Jam, ...]] = field(default_factory=dict)
    usual_load: Mapping[Owner, int] = field(default_factory=dict)
