"""Greeting tests live in January 2027, two weeks before 春节."""

from collections.abc import Iterator

import pytest
from cast import Cast
from greetings.office import NOW, Office, furnish

from liaison import clock


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def office(app, cast: Cast) -> Office:
    return furnish(cast)
