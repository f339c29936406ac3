"""A year in which every promise is kept under a limit of calls a day, if one can be found.

Contacts are entered one after another, each on the latest days that still have room. A contact that finds
none is entered where it crowds out least, and those crowded out look for other days. That is a heuristic: a
year it returns is right, but its failure proves nothing (``bounds`` says what is impossible).
"""

from collections.abc import Callable, Iterable, Sequence

from .chains import Series, cheapest_chain, latest_chain
from .day_book import DayBook

Chains = dict[int, list[int]]
SMALL = 60
PATIENCE = 120


def keep_all(everyone: Sequence[Series], limits: Sequence[int]) -> Chains | None:
    """The days of every contact by key, no day above its limit; None when none was found."""
    for order in _orders(len(everyone)):
        book = DayBook(limits)
        homeless = enter_all(book, sorted(everyone, key=order))
        if not homeless or (_worth_a_try(homeless, everyone) and settle(book, everyone, homeless)):
            return book.chains
    return None


def enter_all(book: DayBook, everyone: Iterable[Series]) -> list[Series]:
    """Enter all who find room, and return those who do not."""
    homeless = []
    for series in everyone:
        chain = latest_chain(series, book.free)
        if chain is None:
            homeless.append(series)
        else:
            book.write(series.key, chain)
    return homeless


def short_intervals_first(series: Series) -> tuple[int, ...]:
    """Their windows are the narrowest, so they choose first."""
    return series.interval, *series.opening, series.key


def _early_dates_first(series: Series) -> tuple[int, ...]:
    return series.opening[1], series.interval, series.key


def _long_intervals_first(series: Series) -> tuple[int, ...]:
    return -series.interval, *series.opening, series.key


def _orders(size: int) -> tuple[Callable[[Series], tuple[int, ...]], ...]:
    """Large offices are forgiving and long to plan, small ones the opposite."""
    if size > SMALL:
        return (short_intervals_first,)
    return short_intervals_first, _early_dates_first, _long_intervals_first


def _worth_a_try(homeless: Sequence[Series], everyone: Sequence[Series]) -> bool:
    """When very many found no room, the limit is too low and moving people about wastes time."""
    return len(homeless) <= 3 + len(everyone) // 8


def settle(book: DayBook, everyone: Sequence[Series], homeless: list[Series]) -> bool:
    """Find days for the homeless by moving others; given up when many moves in a row make them no fewer."""
    by_key = {series.key: series for series in everyone}
    moved_at: dict[int, int] = {}
    moves, fewest, fewest_at = 0, len(homeless), 0
    while homeless and moves - fewest_at < PATIENCE:
        series = homeless.pop()
        chain = latest_chain(series, book.free) or cheapest_chain(series, book.prices())
        book.write(series.key, chain)
        for day in filter(book.is_crowded, chain):
            moves += 1
            key = _longest_unmoved(book, day, series.key, moved_at)
            moved_at[key] = moves
            book.surcharge(day)
            book.erase(key)
            homeless.append(by_key[key])
        if len(homeless) < fewest:
            fewest, fewest_at = len(homeless), moves
    return not homeless


def _longest_unmoved(book: DayBook, day: int, newcomer: int, moved_at: dict[int, int]) -> int:
    """Who gives way to the newcomer: whoever was moved longest ago, or never."""
    others = (key for key in book.callers_on(day) if key != newcomer)
    return min(others, key=lambda key: (moved_at.get(key, 0), -key))
