"""The best day to send a greeting, and the day to begin preparing it.

The office sends on working days, before the days off begin where the policy says so, and never lets a
congratulation go out on a day of national remembrance (09-30 is the trap: 烈士纪念日, the eve of 国庆).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from .observances import POLICY, Observance, ObservanceError, SendOn
from .workdays import WorkCalendar

_ONE_DAY = timedelta(days=1)


def sending_day(
    observance: Observance, on: date, calendar: WorkCalendar, policy: Iterable[Observance] = POLICY
) -> date:
    """When the greeting for an observance that falls on ``on`` goes out: never on a day of remembrance.

    One kept to its very day may go out on a day off, but on the day before when that day is a quiet one.
    """
    _require_congratulated(observance)
    if observance.send_on is SendOn.EXACT:
        while is_quiet(on, policy):
            on -= _ONE_DAY
        return on
    day = calendar.on_or_before(on - observance.clear_days * _ONE_DAY)
    while is_quiet(day, policy):
        day = calendar.on_or_before(day - _ONE_DAY)
    return day


def preparing_day(observance: Observance, on: date, calendar: WorkCalendar) -> date:
    """When to begin, the observance's lead in working days before ``on``."""
    _require_congratulated(observance)
    return calendar.shift(on, -observance.lead_workdays)


def is_quiet(on: date, policy: Iterable[Observance] = POLICY) -> bool:
    """Whether no congratulation of any kind should go out on this day."""
    return any(observance.quiet_day and on in observance.dates_in(on.year) for observance in policy)


def _require_congratulated(observance: Observance) -> None:
    if not observance.congratulated:
        raise ObservanceError(
            "never_congratulated", "{name}不发祝福，不能安排准备或发送日期", name=observance.name,
        )
