"""One contact's calls: found whenever they exist, and the cheapest of all, against trying everything."""

from collections.abc import Iterator
from random import Random

from liaison.domain.planning.chains import NEVER, Series, cheapest_chain, latest_chain

DAYS = 14


def random_series(random: Random) -> Series:
    """Windows of one to four days, one to five days after the call before."""
    spans = [window_after(random, day) for day in range(DAYS)]
    return Series(key=1, opening=window_after(random, -1), spans=spans, interval=5)


def window_after(random: Random, day: int) -> tuple[int, int]:
    first = day + random.randint(1, 5)
    last = first + random.randint(0, 3)
    return (first, last) if last < DAYS else (DAYS, DAYS)


def all_chains(series: Series, window: tuple[int, int]) -> Iterator[tuple[int, ...]]:
    first, last = window
    if last >= DAYS:
        yield ()
        return
    for day in range(first, last + 1):
        for rest in all_chains(series, series.spans[day]):
            yield (day, *rest)


def is_free(free: int, chain: tuple[int, ...]) -> bool:
    return all(free >> day & 1 for day in chain)


def test_a_chain_is_found_whenever_there_is_one_and_begins_as_late_as_it_can():
    random, found = Random(1), 0
    for _ in range(500):
        series, free = random_series(random), random.getrandbits(DAYS) | random.getrandbits(DAYS)
        possible = [chain for chain in all_chains(series, series.opening) if is_free(free, chain)]
        chain = latest_chain(series, free)
        assert (tuple(chain) if chain is not None else None) == max(possible, default=None)
        found += bool(chain)
    assert 100 < found < 450


def test_the_cheapest_chain_costs_the_least():
    random = Random(2)
    for _ in range(300):
        series = random_series(random)
        price = [random.choice([0, 0, 0.1, 1, 3, NEVER]) for _ in range(DAYS)]
        least = min(sum(price[day] for day in chain) for chain in all_chains(series, series.opening))
        if least != NEVER:
            assert sum(price[day] for day in cheapest_chain(series, price)) == least
