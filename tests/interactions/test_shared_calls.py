"""A call with people of two sections, and lists that cost the same however many lines they have."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from page_checks import CheckedClient
from sent_statements import statements
from sqlalchemy import select

from liaison.db import begin_write, db
from liaison.interactions.actions import log_interaction
from liaison.interactions.models import Interaction


@pytest.fixture
def shared(cast: Cast) -> Interaction:
    """The officer met 陈建国 together with 欧阳慧敏, who is another section's."""
    begin_write()
    found = log_interaction(
        [cast.chen, cast.ouyang], kind="meeting", on=date(2026, 11, 3), today=TODAY, by=cast.user("officer"),
        summary="座谈",
    )  # fmt: skip
    db.session.commit()
    return found


def test_an_edit_leaves_those_out_of_sight_where_they_are(
    officer: CheckedClient, cast: Cast, shared: Interaction
):
    page = officer.get(f"/interactions/{shared.id}/edit")
    assert 'name="others" type="text" value=""' in page.text
    form = {"kind": "meeting", "direction": "ours", "answered": "yes", "on": "2026-11-03", "summary": "座谈会"}
    answer = officer.post(f"/interactions/{shared.id}/edit", data={**form, "version": str(shared.version)})
    assert answer.status_code == 302, answer.text
    db.session.refresh(shared)
    assert (shared.summary, shared.participants) == ("座谈会", [cast.chen, cast.ouyang])
    assert cast.ouyang.last_contact_on == date(2026, 11, 3)


def test_who_sees_only_the_second_of_two_is_led_back_to_that_one(
    officer: CheckedClient, cast: Cast, shared: Interaction
):
    begin_write()
    cast.chen.owner_id, cast.ouyang.owner_id = cast.user("colleague").id, cast.user("officer").id
    db.session.commit()
    page = officer.get(f"/interactions/{shared.id}/edit").text
    assert f'href="/contacts/{cast.ouyang.id}"' in page
    assert f'href="/contacts/{cast.chen.id}"' not in page


@pytest.mark.parametrize("path", ["/interactions", "/contacts/{chen}"])
def test_a_list_of_calls_asks_as_much_of_the_database_for_one_line_as_for_twenty(
    head: CheckedClient, cast: Cast, path: str
):
    path = path.format(**cast.ids)
    call(cast, 1)
    head.get(path)
    with statements() as few:
        head.get(path)
    for day in range(2, 21):
        call(cast, day)
    with statements() as many:
        assert head.get(path).text.count("问好") >= 20
    assert len(many) == len(few)


def call(cast: Cast, day: int) -> None:
    begin_write()
    log_interaction(
        [cast.chen], kind="call", on=date(2026, 11, day), today=TODAY, by=cast.user("officer"), summary="问好"
    )
    db.session.commit()


def test_minutes_are_asked_for_as_minutes(officer: CheckedClient, cast: Cast):
    path = f"/contacts/{cast.chen.id}/interactions/new"
    form = {"kind": "call", "direction": "ours", "answered": "yes"}
    refused = officer.post(path, data={**form, "minutes": "半小时"})
    assert refused.status_code == 400
    assert "请填 1 到 1440 之间的整数分钟" in refused.text
    assert officer.post(path, data={**form, "minutes": "25 分钟"}).status_code == 302
    newest = db.session.scalars(select(Interaction).order_by(Interaction.id.desc())).first()
    assert newest is not None and newest.minutes == 25
