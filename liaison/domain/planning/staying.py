"""A year that keeps every promise and as many days of an earlier plan as it can: subscribed calendars stay
calm.

Contacts whose earlier days all still serve keep them. The others fit in around them; rather than move
anybody, they may bring a day up to its most, which is one call above the limit where the capacity allows.
"""

from collections.abc import Sequence

from .chains import Series, latest_chain
from .day_book import DayBook
from .keeping import Chains, enter_all, settle, short_intervals_first


def keep_days(everyone: Sequence[Series], limits: Sequence[int], most: Sequence[int]) -> Chains | None:
    """The days of every contact by key, no day above its most; None when none was found."""
    book = DayBook(limits, most)
    in_order = sorted(everyone, key=short_intervals_first)
    disturbed = [series for series in in_order if not _stays(series, book)]
    homeless = enter_all(book, disturbed)
    return book.chains if not homeless or settle(book, everyone, homeless) else None


def _stays(series: Series, book: DayBook) -> bool:
    """Enter a contact on its earlier days if they make a year that is still right."""
    chain = latest_chain(series, series.wished & book.spare)
    if chain is None:
        return False
    book.write(series.key, chain)
    return True


def calmest(everyone: Sequence[Series], years: Sequence[Chains | None]) -> Chains | None:
    """The year that gives up the fewest earlier days, the first among equals."""
    found = [chains for chains in years if chains is not None]
    return min(found, key=lambda chains: _days_given_up(everyone, chains), default=None)


def _days_given_up(everyone: Sequence[Series], chains: Chains) -> int:
    kept = {key: sum(1 << day for day in chain) for key, chain in chains.items()}
    return sum((series.wished & ~kept[series.key]).bit_count() for series in everyone)
