"""A last look at late calls once all others have their days: nobody stands late beside a day that would keep the promise.

The steps before give out days in an order, and some of them move on later, so room can open in a window whose
call went past it. Only such contacts change, and only to a year of theirs that is less late.
"""

from collections.abc import Iterable, Sequence

from .chains import Series, latest_chain
from .day_book import DayBook
from .keeping import Chains
from .shortfall import call_by_call


def draw_in(everyone: Iterable[Series], chains: Chains, limits: Sequence[int]) -> None:
    """Gives contacts with a late call days in all their windows where there is room, in ``chains`` itself.

    ``everyone``: series whose opening is the first call that may change; ``chains`` may begin with calls before it.
    """
    book, late = DayBook(limits), []
    for chain in chains.values():
        for day in chain:
            if day < len(limits):
                book.enter(0, day)
    for series in everyone:
        begun = _first_that_may_change(series, chains.get(series.key, []))
        if any(_lateness(series, begun)):
            late.append((series, begun))
    for series, begun in late:
        _better(series, begun, chains, book)


def _first_that_may_change(series: Series, chain: list[int]) -> list[int]:
    """The calls from the series' opening on: a fixed call before it is left out."""
    return chain[1:] if chain and chain[0] < series.opening[0] else chain


def _lateness(series: Series, chain: Sequence[int]) -> list[int]:
    """By how many working days each call misses its window."""
    late, window = [], series.opening
    for day in chain:
        late.append(max(0, day - window[1]))
        if day == len(series.spans):
            break
        window = series.spans[day]
    return late


def _better(series: Series, begun: list[int], chains: Chains, book: DayBook) -> None:
    own = [day for day in begun if day < len(book.limits)]
    book.chains[0] = own
    book.erase(0)
    found = latest_chain(series, book.spare) or call_by_call(series, book.spare)
    before, after = _lateness(series, begun), _lateness(series, found)
    better = max(after) <= max(before) and sum(after) < sum(before)
    for day in found if better else own:
        if day < len(book.limits):
            book.enter(0, day)
    if better:
        chain = chains[series.key]
        chains[series.key] = chain[: len(chain) - len(begun)] + found
