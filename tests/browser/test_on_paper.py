"""The year on one sheet of A4, every month on one: counted in the PDF that Chromium prints."""

import re

import pytest
from cast import Cast

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db

pytestmark = pytest.mark.browser
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")


def sheets(page, path: str) -> int:  # type: ignore[no-untyped-def]
    page.goto(path)
    return len(SHEET.findall(page.pdf(prefer_css_page_size=True)))


def a_full_office(cast: Cast) -> None:
    """Enough people that days hold more than a cell of the month shows."""
    begin_write()
    for number in range(60):
        add_contact({"name": f"欧阳慧敏{number}", "tier": "key", "owner_id": cast.user("officer").id}, by=None)
    db.session.commit()


def test_a_year_is_one_sheet(desk, cast: Cast):
    a_full_office(cast)
    page = desk.signed_in("officer")
    assert [sheets(page, f"/calendar/{year}") for year in (2026, 2027)] == [1, 1]


@pytest.mark.parametrize("month", ["2026-11", "2027-02", "2027-05"])
def test_a_month_is_one_sheet(desk, cast: Cast, month: str):
    """2027-05 has six weeks."""
    a_full_office(cast)
    assert sheets(desk.signed_in("officer"), f"/calendar?month={month}") == 1
