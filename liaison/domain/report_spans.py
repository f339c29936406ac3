"""The spans of days that reports are about, and the days and weeks and months within one."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from .refusals import Refusal

LONGEST_DAYS = 1100  # three years and a little
WEEKLY_UP_TO = 62  # days: longer spans are drawn by month
MOST_POINTS = 13


class SpanError(Refusal):
    """A span that no report is made for; the message says what to do."""


@dataclass(frozen=True)
class Span:
    """Both days included. `code` is month, quarter, year, last_month or own."""

    code: str
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def span_named(code: str, today: date) -> Span:
    """This month, quarter or year as far as today; last month whole. Any other word is this month."""
    if code == "last_month":
        last = today.replace(day=1) - timedelta(days=1)
        return Span(code, last.replace(day=1), last)
    if code == "quarter":
        return Span(code, date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), today)
    if code == "year":
        return Span(code, date(today.year, 1, 1), today)
    return Span("month", today.replace(day=1), today)


def own_span(start: date, end: date, today: date) -> Span:
    """A span of one's own, no further than today. SpanError when it is backwards, to come or too long."""
    if start > end:
        raise SpanError("开始日期在结束日期之后，请对调")
    if start > today:
        raise SpanError("这段日子还没有到，请选已经过去的日子")
    if (end - start).days >= LONGEST_DAYS:
        raise SpanError("一次最多看三年，请把日期选短些")
    return Span("own", start, min(end, today))


def month_of(day: date) -> Span:
    """The whole month a day is in."""
    return Span("own", day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def buckets(span: Span) -> list[Span]:
    """The span cut into weeks from Monday when it is short, into months otherwise; the first and last may be cut."""
    found, start = [], span.start
    while start <= span.end:
        last = start + timedelta(days=6 - start.weekday()) if span.days <= WEEKLY_UP_TO else month_of(start).end
        end = min(last, span.end)
        found.append(Span("own", start, end))
        start = end + timedelta(days=1)
    return found


def points(span: Span) -> list[date]:
    """The last days of its buckets, thinned to MOST_POINTS; the span's own last day is always the last."""
    ends = [bucket.end for bucket in buckets(span)]
    step = -(-len(ends) // MOST_POINTS)
    return ends[::-1][::step][::-1]
