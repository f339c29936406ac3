"""联系计划 on the page: what it says, what may be tried, what is refused, who sees whom."""

from datetime import date
from urllib.parse import urlencode

import pytest
from cast import Cast
from conftest import TODAY
from page_checks import CheckedClient
from sqlalchemy import select, update

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.leave.models import Leave
from liaison.office.models import OfficeSetting
from liaison.plans.capacities import capacity_of
from liaison.plans.models import CallPlan
from liaison.plans.spans import SpanWordsError, spans_in

PAGE = "/calendar/plan"


def asked(**values: str) -> str:
    return f"{PAGE}?{urlencode(values)}"


def test_the_page_says_how_many_calls_a_day_keep_every_tie(officer: CheckedClient, office: Cast):
    page = officer.get(PAGE)
    assert page.status_code == 200
    assert "个电话就不断线" in page.text
    assert "再少也不能少于每天" in page.text
    assert "陈建国" in page.text


def test_an_officer_begins_with_his_own_people(officer: CheckedClient, office: Cast):
    page = officer.get(PAGE).text
    assert "李一00" in page
    assert "吴一" not in page


def test_a_head_sees_the_section_and_nobody_elses_people(head: CheckedClient, office: Cast):
    page = head.get(PAGE).text
    assert "李一00" in page
    assert "吴一" in page
    assert "周甲" not in page


def test_another_sections_officer_shows_nobody(officer: CheckedClient, office: Cast):
    page = officer.get(asked(whose=str(office.user("colleague").id)))
    assert "没有可排的人" in page.text


def test_of_a_desk_seen_in_part_no_load_is_told(head: CheckedClient, office: Cast):
    """周静 of the other section keeps three; the head deputises for one of them."""
    begin_write()
    zhou = db.session.scalars(select(Contact).where(Contact.name == "周甲")).one()
    zhou.deputy_id = office.user("head").id
    db.session.commit()
    page = head.get(asked(whose=str(office.user("colleague").id))).text
    assert "您只看得到其中 1 人，看不出一共要打多少" in page
    assert "周甲" in page and "周乙" not in page
    for told in ("就不断线", "再少也不能少于", "个电话改期", "没有电话会改期", "存下这份计划", "重新排</button>"):
        assert told not in page
    everyone = head.get(asked(whose="all")).text
    assert 'data-label="不可能少于">—<' in everyone
    assert "只数了您看得到的人" in everyone
    assert "个电话就不断线" in everyone  # of the section's own people it is told


def test_a_head_never_renews_a_desk_seen_in_part(head: CheckedClient, office: Cast):
    begin_write()
    zhou = db.session.scalars(select(Contact).where(Contact.name == "周甲")).one()
    zhou.deputy_id = office.user("head").id
    db.session.execute(update(CallPlan).values(start_on=date(2026, 11, 1)))
    db.session.commit()
    head.post(f"{PAGE}/renewal", data={"whose": "all"})
    db.session.expire_all()
    assert db.session.get_one(CallPlan, office.user("officer").id).start_on == TODAY
    assert db.session.get_one(CallPlan, office.user("colleague").id).start_on == date(2026, 11, 1)


def test_a_reader_may_look_and_is_offered_nothing_to_save(viewer: CheckedClient, office: Cast):
    page = viewer.get(PAGE)
    assert page.status_code == 200
    assert "/calendar/plan/capacity" not in page.text


def test_a_stranger_is_sent_to_sign_in(app, office: Cast):  # type: ignore[no-untyped-def]
    assert app.test_client().get(PAGE).status_code == 302


def test_what_is_tried_shows_and_is_not_stored(head: CheckedClient, office: Cast):
    before = db.session.query(OfficeSetting).count()
    page = head.get(asked(per_day="1", key="7", leave="12月7日到12月9日", whose="all")).text
    assert "什么都没有保存" in page
    assert "现在最多 1 个，不够" in page
    assert "谁要迟" in page
    assert db.session.query(OfficeSetting).count() == before
    assert db.session.query(Leave).count() == 0


def test_days_away_that_are_tried_stay_free(officer: CheckedClient, office: Cast):
    page = officer.get(asked(leave="12月7日到12月9日")).text
    assert 'datetime="2026-12-07">12.7<' not in page
    assert 'title="请假"' in page


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"per_day": "0"}, "请填 1 到 99 之间的整数"),
        ({"per_day": "很多"}, "请填 1 到 99 之间的整数"),
        ({"key": "0"}, "请填 1 到 3650 之间的整数天数"),
        ({"from": "2027-05-01", "to": "2026-05-01"}, "请把起止日期对调"),
        ({"from": "1899-05-01"}, "1900年至2100年"),
        ({"to": "2101-05-01"}, "1900年至2100年"),
        ({"to": "2090-05-01"}, "一次最多排五年"),
        ({"leave": "昨日黄花"}, "看不懂日期"),
        ({"leave": "2026-11-23到2027-11-22"}, "一天也联系不到：李一21（11月25日到12月2日）"),
    ],
)
def test_bad_input_is_refused_beside_its_field(
    officer: CheckedClient, office: Cast, values: dict[str, str], reason: str
):
    page = officer.get(asked(**values))
    assert page.status_code == 400
    assert reason in page.text
    assert f'id="{list(values)[-1]}-error"' in page.text


def test_a_window_wholly_on_leave_is_refused_by_the_persons_name(officer: CheckedClient, office: Cast):
    tried = {"key": "4", "per_day": "50", "leave": "2027-01-11到2027-02-05"}
    page = officer.get(asked(**tried))
    assert page.status_code == 400
    assert "一天也联系不到：陈建国（2027年1月" in page.text
    assert "编号" not in page.text
    assert 'name="anyway"' in page.text


def test_days_over_a_whole_window_may_be_tried_with_the_calls_made_up_afterwards(
    officer: CheckedClient, office: Cast
):
    tried = {"per_day": "50", "leave": "2027-01-11到2027-02-05", "anyway": "y"}
    page = officer.get(asked(**tried))
    assert page.status_code == 200
    assert "谁要迟" in page.text and "联络员请假" in page.text
    assert "排在2027年2月11日，迟" in page.text
    assert db.session.query(Leave).count() == 0


def test_a_head_saves_the_offices_capacity(head: CheckedClient, office: Cast):
    assert capacity_of(None) == 5
    answer = head.post(f"{PAGE}/capacity", data={"calls": "3", "whose": ""})
    assert answer.status_code == 302
    assert capacity_of(None) == 3
    assert "每天最多 3 个电话" in head.get(PAGE).text


def test_an_officers_own_capacity_stands_beside_the_offices(head: CheckedClient, office: Cast):
    officer_id, own_id = office.user("officer").id, office.user("head").id
    head.post(f"{PAGE}/capacity", data={"calls": "9", "whose": str(officer_id)})
    assert (capacity_of(officer_id), capacity_of(own_id), capacity_of(None)) == (9, 5, 5)
    head.post(f"{PAGE}/capacity", data={"calls": "5", "whose": str(officer_id)})
    assert capacity_of(officer_id) == 5


@pytest.mark.parametrize("calls", ["0", "", "-1", "100", "三"])
def test_a_false_capacity_is_shown_again_and_not_saved(head: CheckedClient, office: Cast, calls: str):
    answer = head.post(f"{PAGE}/capacity", data={"calls": calls, "whose": ""})
    assert answer.status_code == 400
    assert 'id="calls-error"' in answer.text
    assert capacity_of(None) == 5


def test_another_sections_officer_is_out_of_a_heads_reach(head: CheckedClient, office: Cast):
    colleague = str(office.user("colleague").id)
    assert head.post(f"{PAGE}/capacity", data={"calls": "3", "whose": colleague}).status_code == 404


def test_only_heads_save_a_capacity(officer: CheckedClient, viewer: CheckedClient, office: Cast):
    for client in (officer, viewer):
        assert client.post(f"{PAGE}/capacity", data={"calls": "3"}).status_code == 403
    assert officer.get(f"{PAGE}/capacity").status_code in (404, 405)
    assert capacity_of(None) == 5


def test_the_calendar_leads_to_the_plan(officer: CheckedClient, office: Cast):
    assert f'href="{PAGE}"' in officer.get("/calendar").text


def test_an_office_without_people_is_told_what_to_do(officer: CheckedClient, cast: Cast):
    begin_write()
    cast.chen.owner_id = cast.user("head").id
    db.session.commit()
    assert "没有可排的人" in officer.get(PAGE).text


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("12月20日到12月31日", [(date(2026, 12, 20), date(2026, 12, 31))]),
        ("12.20至1.5、明天", [(date(2026, 12, 20), date(2027, 1, 5)), (date(2026, 11, 24),) * 2]),
        ("2026-12-20 - 2026-12-22", [(date(2026, 12, 20), date(2026, 12, 22))]),
        ("明天到下周五", [(date(2026, 11, 24), date(2026, 12, 4))]),
    ],
)
def test_days_away_are_read_as_people_type_them(text: str, spans: list[tuple[date, date]]):
    assert spans_in(text, TODAY) == spans


@pytest.mark.parametrize(
    "text", ["2027-01-05到2026-12-20", "2027-01-01到2029-01-01", "、".join(["明天"] * 51)]
)
def test_days_away_that_cannot_be_are_refused(text: str):
    with pytest.raises(SpanWordsError):
        spans_in(text, TODAY)
