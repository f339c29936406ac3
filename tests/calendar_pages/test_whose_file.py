"""A calendar file is of whom the address names; a name that is nobody's is told, not taken for everyone."""

import pytest
from page_checks import CheckedClient

SPAN = "from=2027-01-01&to=2027-03-31"


@pytest.mark.parametrize("whose", ["whose=abc", "owner=abc", "whose=99999", "owner=99999", "whose=section-99999"])
def test_a_file_for_nobody_is_refused(head: CheckedClient, whose: str):
    answer = head.get(f"/calendar/export.ics?{SPAN}&{whose}")
    assert answer.status_code == 400 and "没有这位联络员" in answer.text


@pytest.mark.parametrize("whose", ["whose=all", "whose=mine", "whose=section", ""])
def test_a_file_for_those_the_menu_offers_is_made(head: CheckedClient, whose: str):
    assert head.get(f"/calendar/export.ics?{SPAN}&{whose}").mimetype == "text/calendar"
