"""The spans of reports, and how they are cut."""

from datetime import date
from itertools import pairwise

import pytest
from conftest import TODAY

from liaison.domain.report_spans import (
    LONGEST_DAYS,
    MOST_POINTS,
    Span,
    SpanError,
    buckets,
    own_span,
    points,
    span_named,
)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("month", date(2026, 11, 1), TODAY),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("quarter", date(2026, 10, 1), TODAY),
        ("year", date(2026, 1, 1), TODAY),
        ("nonsense", date(2026, 11, 1), TODAY),
    ],
)
def test_named_spans_end_today_but_last_month_s(code: str, start: date, end: date):
    span = span_named(code, TODAY)
    assert (span.start, span.end) == (start, end)


def test_last_month_in_january_is_december():
    assert span_named("last_month", date(2027, 1, 15)).start == date(2026, 12, 1)


def test_a_span_of_one_s_own_never_reaches_beyond_today():
    assert own_span(date(2026, 11, 1), date(2026, 12, 31), TODAY).end == TODAY


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2026, 2, 2), date(2026, 2, 1)), (date(2027, 1, 1), date(2027, 2, 1)), (date(2020, 1, 1), TODAY)],
)
def test_backwards_future_and_endless_spans_are_refused(start: date, end: date):
    with pytest.raises(SpanError):
        own_span(start, end, TODAY)


@pytest.mark.parametrize("days", [1, 7, 30, 62, 63, 365, LONGEST_DAYS])
def test_buckets_cover_a_span_without_gap_or_overlap(days: int):
    span = Span("own", date.fromordinal(TODAY.toordinal() - days + 1), TODAY)
    cut = buckets(span)
    assert cut[0].start == span.start and cut[-1].end == span.end
    assert all((after.start - before.end).days == 1 for before, after in pairwise(cut))


def test_short_spans_are_cut_by_week_long_ones_by_month():
    assert [each.start.isoformat() for each in buckets(span_named("month", TODAY))] == [
        "2026-11-01", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"
    ]  # fmt: skip
    assert len(buckets(span_named("year", TODAY))) == 11


def test_points_are_few_and_end_with_the_span():
    days = points(Span("own", date(2024, 1, 1), TODAY))
    assert len(days) <= MOST_POINTS and days[-1] == TODAY
