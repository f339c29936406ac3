"""The only place that reads the clock. Routes and commands ask once and pass the answer down."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed_instant", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC, to the second (calendar files know nothing finer)."""
    return (_fixed.get() or datetime.now(UTC)).replace(microsecond=0)


def today(zone: str = "Asia/Shanghai") -> date:
    """The calendar date in the office's time zone, which is not the server's."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def fixed_at(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant: for tests and for the demo office's past."""
    token = _fixed.set(instant)
    try:
        yield
    finally:
        _fixed.reset(token)
