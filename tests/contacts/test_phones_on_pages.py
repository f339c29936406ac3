"""Telephone numbers as links on a person's page."""

import pytest
from cast import Cast
from page_checks import CheckedClient

from liaison.contacts.actions import set_phones
from liaison.db import begin_write, db


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("138 0571 2046", 'href="tel:13805712046"'),
        ("0571-87654321转2", 'href="tel:057187654321,2"'),
        ("内线6026", 'href="tel:6026"'),
    ],
)
def test_a_link_dials_the_number_and_waits_before_the_extension(
    officer: CheckedClient, cast: Cast, text: str, link: str
):
    begin_write()
    set_phones(cast.chen, [("", text)])
    db.session.commit()
    assert link in officer.get(f"/contacts/{cast.chen.id}").text
