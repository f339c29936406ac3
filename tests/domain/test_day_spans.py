"""Which days of a span are new beside others."""

from datetime import date, timedelta
from random import Random

import pytest

from liaison.domain.day_spans import uncovered


def days(*numbers: tuple[int, int]) -> list[tuple[date, date]]:
    return [(date(2026, 12, first), date(2026, 12, last)) for first, last in numbers]


@pytest.mark.parametrize(
    ("known", "left"),
    [
        ([], [(5, 12)]),
        ([(5, 12)], []),
        ([(1, 31)], []),
        ([(7, 9)], [(5, 6), (10, 12)]),
        ([(1, 6)], [(7, 12)]),
        ([(12, 20)], [(5, 11)]),
        ([(1, 4), (13, 14)], [(5, 12)]),
        ([(5, 7), (8, 12)], []),
        ([(8, 9), (6, 10)], [(5, 5), (11, 12)]),
    ],
)
def test_what_is_known_is_cut_out(known, left):
    assert uncovered(*days((5, 12)), days(*known)) == days(*left)


def test_every_day_is_in_exactly_one_part_or_known():
    random, start = Random(7), date(2026, 1, 1)
    for _ in range(500):
        spans = []
        for _ in range(random.randint(1, 6)):
            first = start + timedelta(days=random.randrange(40))
            spans.append((first, first + timedelta(days=random.randrange(12))))
        span, *known = spans
        parts = uncovered(span, known)
        for number in range(60):
            on = start + timedelta(days=number)
            wanted = span[0] <= on <= span[1] and not any(first <= on <= last for first, last in known)
            assert sum(first <= on <= last for first, last in parts) == wanted
