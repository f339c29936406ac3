"""Repetitions read from a file fall on the days `dateutil` finds, and never cost more than agreed."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import vRecur

from liaison.formats.ics_recurrence import StepBudget, days_of
from liaison.formats.ics_refusal import CalendarFileError
from liaison.formats.ics_rule import recurrence_of

LAST = date(2030, 12, 31)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

starts = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def several(values: st.SearchStrategy) -> st.SearchStrategy[str]:
    chosen = st.lists(values, min_size=1, max_size=4, unique=True)
    return chosen.map(lambda some: ",".join(map(str, some)))


weekdays = several(st.sampled_from(WEEKDAYS))
nth_weekdays = several(
    st.tuples(st.sampled_from(["1", "2", "4", "5", "-1", "-2"]), st.sampled_from(WEEKDAYS)).map("".join)
)
months = several(st.integers(1, 12))
month_days = several(st.integers(1, 28) | st.integers(-28, -1))
late_days = several(st.sampled_from([28, 29, 30, 31, -29, -30, -31]))
ends = st.sampled_from([1, -1, 2, -2])

# No shape below can be impossible: an impossible rule keeps dateutil searching to the year 9999.
# WEEKLY with BYSETPOS stands in the table further down: dateutil begins the first week at the start.
SHAPES: dict[str, list[dict[str, st.SearchStrategy]]] = {
    "DAILY": [{}, {"BYMONTH": months}, {"BYDAY": weekdays, "BYMONTH": months}, {"BYMONTHDAY": month_days}],
    "WEEKLY": [
        {},
        {"BYDAY": weekdays},
        {"BYDAY": weekdays, "WKST": st.sampled_from(WEEKDAYS)},
        {"BYDAY": weekdays, "BYMONTH": months},
    ],
    "MONTHLY": [
        {},
        {"BYMONTHDAY": month_days},
        {"BYMONTHDAY": late_days},
        {"BYDAY": nth_weekdays},
        {"BYDAY": weekdays},
        {"BYDAY": weekdays, "BYMONTHDAY": st.just("13,14,15,16,17,18,19")},
        {"BYDAY": st.just("MO,TU,WE,TH,FR"), "BYSETPOS": ends},
    ],
    "YEARLY": [
        {},
        {"BYMONTH": months},
        {"BYMONTHDAY": month_days},
        {"BYMONTH": months, "BYMONTHDAY": month_days},
        {"BYMONTH": months, "BYDAY": nth_weekdays},
        {"BYDAY": weekdays},
        {"BYMONTH": months, "BYDAY": weekdays, "BYSETPOS": ends},
    ],
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(list(SHAPES)))
    shape = draw(st.sampled_from(SHAPES[frequency]))
    parts = [f"FREQ={frequency}"] + [f"{name}={draw(values)}" for name, values in shape.items()]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    return ";".join(parts)


def found(rule: str, start: date, last: date = LAST, steps: int = 300_000) -> list[date]:
    return list(days_of(recurrence_of(vRecur.from_ical(rule), start, last, 1), StepBudget(steps), 1))


def by_dateutil(rule: str, start: date) -> list[date]:
    moments = rrulestr(rule, dtstart=datetime.combine(start, time()))
    return [moment.date() for moment in takewhile(lambda moment: moment.date() <= LAST, moments)]


@given(rules(), starts)
@settings(deadline=None, max_examples=200)
def test_days_are_those_dateutil_finds_after_the_start(rule: str, start: date) -> None:
    assert found(rule, start) == sorted({start, *by_dateutil(rule, start)})


@given(rules(), starts, st.integers(1, 12))
@settings(deadline=None, max_examples=150)
def test_a_count_counts_the_start(rule: str, start: date, count: int) -> None:
    # Where the start is no day of the rule itself, the standard leaves open whether it is counted.
    assume(start in by_dateutil(rule, start)[:1])
    assert found(f"{rule};COUNT={count}", start) == by_dateutil(f"{rule};COUNT={count}", start)


@given(rules(), starts, st.integers(0, 1500))
@settings(deadline=None, max_examples=150)
def test_the_last_day_named_is_included(rule: str, start: date, days: int) -> None:
    limited = f"{rule};UNTIL={start + timedelta(days=days):%Y%m%d}"
    assert found(limited, start) == sorted({start, *by_dateutil(limited, start)})


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("FREQ=YEARLY;COUNT=2", date(2024, 2, 29), [(2024, 2, 29), (2028, 2, 29)]),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU;COUNT=2", date(2027, 5, 9), [(2027, 5, 9), (2028, 5, 14)]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", date(2027, 1, 31), [(2027, 1, 31), (2027, 3, 31)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", date(2027, 1, 31), [(2027, 1, 31), (2027, 2, 28)]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2", date(2027, 8, 13), [(2027, 8, 13), (2028, 10, 13)]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", date(2027, 1, 1), [(2027, 1, 1), (2027, 1, 15)]),
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1;COUNT=2", date(2027, 1, 1), [(2027, 1, 1), (2027, 1, 4)]),
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1;COUNT=2", date(2027, 1, 1), [(2027, 1, 1), (2027, 1, 8)]),
    ],
)
def test_repetitions_an_office_uses(rule: str, start: date, days: list[tuple[int, int, int]]) -> None:
    assert found(rule, start) == [date(*day) for day in days]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY", "unsupported_rule"),
        ("FREQ=MINUTELY;COUNT=3", "unsupported_rule"),
        ("FREQ=HOURLY;INTERVAL=24", "unsupported_rule"),
        ("FREQ=DAILY;BYHOUR=9", "unsupported_rule"),
        ("FREQ=YEARLY;BYWEEKNO=20", "unsupported_rule"),
        ("FREQ=YEARLY;BYYEARDAY=100", "unsupported_rule"),
        ("FREQ=YEARLY;BYDAY=20MO", "unsupported_rule"),
        ("FREQ=WEEKLY;BYDAY=2MO", "unsupported_rule"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "unsupported_rule"),
        ("FREQ=DAILY;COUNT=1000000000", "unsupported_rule"),
        ("FREQ=DAILY;COUNT=0", "unsupported_rule"),
        ("FREQ=DAILY;INTERVAL=0", "unsupported_rule"),
        ("FREQ=DAILY;INTERVAL=100000", "unsupported_rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "unsupported_rule"),
        ("FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO", "unsupported_rule"),
        ("FREQ=YEARLY;BYMONTH=13", "unsupported_rule"),
        ("FREQ=DAILY,WEEKLY", "unsupported_rule"),
        ("FREQ=DAILY;UNTIL=P1D", "unsupported_rule"),
        ("COUNT=3", "unsupported_rule"),
        ("FREQ=YEARLY;RSCALE=CHINESE;BYMONTH=8;BYMONTHDAY=15", "lunar_rule"),
        ("FREQ=YEARLY;BYMONTH=5L", "lunar_rule"),
    ],
)
def test_a_rule_that_is_not_about_days_is_refused(rule: str, code: str) -> None:
    with pytest.raises(CalendarFileError) as refusal:
        found(rule, date(2027, 1, 1))
    assert refusal.value.code == code
    assert refusal.value.params["line"] == 1


@pytest.mark.parametrize("frequency", ["DAILY", "MONTHLY", "YEARLY"])
def test_an_impossible_rule_ends_with_its_start(frequency: str) -> None:
    rule = f"FREQ={frequency};BYMONTH=2;BYMONTHDAY=30"
    assert found(rule, date(1900, 1, 1), date(2100, 12, 31)) == [date(1900, 1, 1)]


@pytest.mark.parametrize("rule", ["DAILY", "WEEKLY;BYDAY=MO", "MONTHLY;BYDAY=1MO", "YEARLY;BYDAY=MO"])
def test_a_rule_stops_when_the_budget_is_spent(rule: str) -> None:
    with pytest.raises(CalendarFileError) as refusal:
        found(f"FREQ={rule}", date(1900, 1, 1), date(2100, 12, 31), steps=1_000)
    assert refusal.value.code == "rule_too_costly"


def test_simple_yearly_days_are_cheap() -> None:
    assert len(found("FREQ=YEARLY", date(1900, 5, 1), date(2100, 12, 31), steps=201)) == 201
