"""When two spells of one post collide, and on which day somebody is congratulated."""

from datetime import date

import pytest

from liaison.domain.posts import ChangeKind, Span, asked_by, day_for
from liaison.domain.workdays import bundled

JAN, MAR, JUN, SEP = (date(2026, month, 1) for month in (1, 3, 6, 9))


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        (Span(JAN, JUN), Span(MAR, SEP), True),
        (Span(JAN, MAR), Span(MAR, JUN), False),
        (Span(JAN, MAR), Span(JUN, SEP), False),
        (Span(JAN, None), Span(MAR, None), True),
        (Span(None, MAR), Span(MAR, None), False),
        (Span(None, None), Span(None, None), True),
        (Span(JAN, SEP), Span(MAR, JUN), True),
    ],
)
def test_the_day_of_the_change_belongs_to_both(one: Span, other: Span, collide: bool):
    assert one.overlaps(other) is collide
    assert other.overlaps(one) is collide


@pytest.mark.parametrize("kind", ChangeKind)
def test_a_successor_is_sought_only_where_a_post_ends(kind: ChangeKind):
    abouts = [asked.about for asked in asked_by(kind)]
    assert ("successor" in abouts) is kind.ends


def test_nobody_is_congratulated_on_a_solemn_day():
    asked = asked_by(ChangeKind.TRANSFER)[0]
    solemn = {date(2026, 9, 18)}
    friday_to_come = day_for(asked, date(2026, 9, 16), bundled().shift, solemn.__contains__)
    assert friday_to_come not in solemn
    assert friday_to_come > date(2026, 9, 18)
    assert day_for(asked, date(2026, 9, 14), bundled().shift, solemn.__contains__) == date(2026, 9, 16)
