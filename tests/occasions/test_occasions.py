"""节日设置: the office's own list of days, what may be said of them, and what the calendar makes of it."""

from datetime import UTC, datetime

import pytest
from cast import Cast
from conftest import signed_in
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison import clock
from liaison.db import db
from liaison.domain.observances import POLICY
from liaison.occasions.forms import filled_from
from liaison.occasions.models import OfficeOccasion
from liaison.occasions.queries import observances_by_code

PAGE = "/settings/occasions"
OWN = {
    "name": "建院纪念日", "rule": "6月18日", "since": "", "audience": "医院", "tone": "祝贺", "send_on": "day",
    "clear_days": "0", "lead_workdays": "5", "send_when": "上午", "shown": "y",
}  # fmt: skip


def record(code: str) -> OfficeOccasion:
    db.session.rollback()
    return db.session.scalars(select(OfficeOccasion).where(OfficeOccasion.code == code)).one()


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(OfficeOccasion.id))) or 0


def form_of(client: CheckedClient, code: str, **changes: str) -> dict[str, str]:
    """The form of an occasion as its page shows it, with changes."""
    shown = filled_from(record(code), observances_by_code()[code])
    return {key: "y" if value is True else str(value) for key, value in shown.items() if value is not False} | changes


def test_every_row_of_the_policy_is_on_the_list_and_can_be_opened(head: CheckedClient, cast: Cast):
    page = head.get(PAGE).text
    for observance in POLICY:
        assert observance.name in page
        assert head.get(f"{PAGE}/{record(observance.code).id}").status_code == 200


def test_an_edited_audience_shows_in_the_calendar(head: CheckedClient, cast: Cast):
    assert "元旦：问候" in head.get("/calendar?day=2027-01-01").text
    form = form_of(head, "new-year", audience="“卫健”标签")
    assert head.post(f"{PAGE}/{record('new-year').id}", data=form).status_code == 302
    assert "元旦：问候" not in head.get("/calendar?day=2027-01-01").text


def test_looking_shows_whom_it_would_reach_and_stores_nothing(head: CheckedClient, cast: Cast):
    before = record("new-year").audience
    data = form_of(head, "new-year", audience="“卫健”标签", look="1")
    page = head.post(f"{PAGE}/{record('new-year').id}", data=data)
    assert page.status_code == 200
    assert record("new-year").audience == before


def test_a_day_of_the_offices_own_stands_in_the_calendar(head: CheckedClient, cast: Cast):
    assert head.post(f"{PAGE}/new", data=OWN).status_code == 302
    assert "建院纪念日" in head.get("/calendar?day=2027-06-18").text


def test_an_audience_that_has_nobody_now_is_kept_with_a_word(head: CheckedClient, cast: Cast):
    answer = head.post(f"{PAGE}/new", data=OWN | {"audience": "“没有的”标签"}, follow_redirects=True)
    assert "已保存" in answer.text and "现在没有人符合" in answer.text


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"rule": "2月30日"}, "", "rule"),
        ({"rule": "农历八月三十一"}, "", "rule"),
        ({"rule": "5月第6个星期日"}, "", "rule"),
        ({"rule": "没有的节前1天"}, "", "rule"),
        ({"audience": "火星人"}, "", "audience"),
        ({"name": "春节"}, "已经有", "name"),
        ({"name": ""}, "请填写", "name"),
        ({"lead_workdays": "很多"}, "", "lead_workdays"),
        ({"tone": "肃穆"}, "", ""),
        ({"quiet_day": "y"}, "只能是不发", "send_on"),
        ({"audience": "女同志的男同志"}, "没有人既是女同志又是男同志", "audience"),
        ({"audience": "医院的高校"}, "没有人既是医院又是高校", "audience"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    head: CheckedClient, cast: Cast, changes: dict[str, str], reason: str, field: str
):
    before = count()
    answer = head.post(f"{PAGE}/new", data=OWN | changes)
    assert answer.status_code == 400
    assert reason in answer.text
    if field:
        assert f'id="{field}-error"' in answer.text
    assert count() == before


@pytest.mark.parametrize("code", sorted(each.code for each in POLICY if each.solemn))
def test_a_solemn_day_is_never_congratulated(head: CheckedClient, cast: Cast, code: str):
    answer = head.post(f"{PAGE}/{record(code).id}", data=form_of(head, code, send_on="day"))
    assert answer.status_code == 400
    assert record(code).send_on == "none"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tone": "祝贺"}, "国家公祭日是肃穆的日子"),
        ({"tone": "祝贺", "send_on": "day", "quiet_day": ""}, "国家公祭日是肃穆的日子"),
        ({"quiet_day": ""}, "这个勾不能去掉"),
    ],
)
def test_a_day_of_mourning_is_not_edited_into_a_feast(head: CheckedClient, cast: Cast, changes: dict[str, str], said: str):
    values = form_of(head, "national-memorial", **changes)
    answer = head.post(
        f"{PAGE}/{record('national-memorial').id}",
        data={key: value for key, value in values.items() if value or key not in changes},
    )
    assert answer.status_code == 400
    assert said in answer.text
    db.session.expire_all()
    assert (record("national-memorial").tone, record("national-memorial").quiet_day) == ("肃穆", True)


def test_a_base_of_other_days_cannot_be_archived(head: CheckedClient, cast: Cast):
    head.post(f"{PAGE}/new", data=OWN | {"name": "备年货", "rule": "春节前10天"})
    head.post(f"{PAGE}/{record('spring-festival').id}/archive")
    assert record("spring-festival").archived_at is None
    assert "推算" in head.get(PAGE).text


def test_an_archived_day_leaves_the_calendar_and_comes_back(head: CheckedClient, cast: Cast):
    head.post(f"{PAGE}/new", data=OWN)
    own = db.session.scalars(select(OfficeOccasion).where(OfficeOccasion.name == "建院纪念日")).one().id
    head.post(f"{PAGE}/{own}/archive")
    head.get(PAGE)  # tells what was done
    assert "建院纪念日" not in head.get("/calendar?day=2027-06-18").text
    head.post(f"{PAGE}/{own}/restoration")
    assert "建院纪念日" in head.get("/calendar?day=2027-06-18").text


def test_the_default_comes_back(head: CheckedClient, cast: Cast):
    before = record("new-year").audience
    head.post(f"{PAGE}/{record('new-year').id}", data=form_of(head, "new-year", audience="全部"))
    head.post(f"{PAGE}/{record('new-year').id}/default")
    assert record("new-year").audience == before


def test_an_own_day_has_no_default(head: CheckedClient, cast: Cast):
    head.post(f"{PAGE}/new", data=OWN)
    own = db.session.scalars(select(OfficeOccasion).where(OfficeOccasion.name == "建院纪念日")).one().id
    assert head.post(f"{PAGE}/{own}/default").status_code == 404


def test_an_older_version_is_not_overwritten(head: CheckedClient, cast: Cast):
    stale = form_of(head, "new-year", send_when="晚一步")
    head.post(f"{PAGE}/{record('new-year').id}", data=form_of(head, "new-year", send_when="先一步"))
    answer = head.post(f"{PAGE}/{record('new-year').id}", data=stale)
    assert answer.status_code == 400 and "晚一步" in answer.text
    assert record("new-year").send_when == "先一步"


def test_only_heads_change_the_list(officer: CheckedClient, viewer: CheckedClient, cast: Cast):
    number = record("new-year").id
    for client in (officer, viewer):
        assert client.get(PAGE).status_code == 403
        for path in ("new", str(number), f"{number}/archive", f"{number}/restoration", f"{number}/default"):
            assert client.post(f"{PAGE}/{path}", data=OWN).status_code == 403
    assert record("new-year").archived_at is None


def test_unknown_days_are_not_found_and_getting_never_writes(head: CheckedClient, cast: Cast):
    for path in ("999999", "999999/archive", "999999/restoration", "999999/default"):
        assert head.post(f"{PAGE}/{path}", data=OWN).status_code == 404
    number = record("new-year").id
    for path in ("archive", "restoration", "default"):
        assert head.get(f"{PAGE}/{number}/{path}").status_code == 405
    assert head.post(f"{PAGE}/new", data=OWN, csrf=False).status_code == 400


@pytest.mark.parametrize("day", ["2028-10-03", "2031-10-01"])
def test_a_mid_autumn_within_the_national_days_proposes_one_greeting(
    app: Flask, head: CheckedClient, cast: Cast, day: str
):
    page = head.get(f"/calendar?day={day}").text
    assert "合并" in page
    year = int(day[:4])
    assert "合并" in head.get(f"/calendar/{year}").text or "一次问候" in head.get(f"/calendar/{year}").text


def test_the_greetings_page_proposes_the_same(app: Flask, cast: Cast):
    with clock.fixed_at(datetime(2028, 9, 1, 2, tzinfo=UTC)):
        page = signed_in(app, "head", clock.now()).get("/greetings").text
    assert "国庆中秋" in page
