"""The pages of matters: who sees what, the lists, the first page, the balance, the library, concurrent edits."""

import json
from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import TODAY, signed_in
from exports.reading_back import taken
from flask import Flask
from matters.conftest import a_matter
from page_checks import CheckedClient

from liaison.db import begin_write, db
from liaison.domain.matters import Ending, Outcome, Way
from liaison.interactions.actions import log_interaction
from liaison.matters.balance import Balance, balance_of
from liaison.matters.endings import end_matter
from liaison.matters.models import Matter
from liaison.matters.queries import MatterFilter, matter_page, pressing_count

pytestmark = pytest.mark.postgres


def done(matter: Matter, ending: Ending = Ending.DONE, **words: str) -> None:
    begin_write()
    end_matter(matter, Outcome(ending, TODAY, **words), today=TODAY, version=None, by=None)  # type: ignore[arg-type]
    db.session.commit()


def test_the_first_page_says_everything_a_leader_would_ask(officer: CheckedClient, matter: Matter):
    page = officer.get("/").text
    assert "市第一中学商请：借用会议中心，答应 11月27日前答复，还有 4 天，张敏在办" in page


@pytest.mark.parametrize(("ending", "musts"), [("explained", 4), ("partly", 2), ("passed_on", 1), ("done", 0)])
def test_what_an_ending_cannot_do_without_is_marked(officer: CheckedClient, matter: Matter, ending: str, musts: int):
    assert officer.get(f"/matters/{matter.id}/ending?as={ending}").text.count("必填") == musts


@pytest.mark.parametrize(
    ("ending", "asked"),
    [
        ("explained", ["请写明是怎么向对方说的", "请写明是谁去解释的", "请填哪天解释的", "请选对方听了以后的反应"]),
        ("partly", ["请写明办成了哪些", "还剩什么没有办"]),
        ("passed_on", ["转给了哪个单位"]),
    ],
)
def test_all_that_an_ending_lacks_is_told_at_once(officer: CheckedClient, matter: Matter, ending: str, asked: list[str]):
    answer = officer.post(f"/matters/{matter.id}/ending?as={ending}", data={"ending": ending, "version": "1"})
    assert answer.status_code == 400
    assert [each for each in asked if each not in answer.text] == []


def test_an_ending_there_is_not_is_refused(officer: CheckedClient, matter: Matter):
    assert officer.post(f"/matters/{matter.id}/ending?as=nonsense", data={"ending": "nonsense"}).status_code == 400
    db.session.rollback()
    assert db.session.get_one(Matter, matter.id).is_open


def test_an_explained_matter_is_over_on_the_day_it_was_explained(officer: CheckedClient, matter: Matter):
    assert 'name="on"' not in officer.get(f"/matters/{matter.id}/ending?as=explained").text
    form = {
        "ending": "explained", "explanation": "当天已有安排", "explained_by": "张敏", "explained_on": "前天",
        "reception": "accepted", "version": str(matter.version),
    }  # fmt: skip
    assert officer.post(f"/matters/{matter.id}/ending?as=explained", data=form).status_code == 302
    db.session.rollback()
    assert db.session.get_one(Matter, matter.id).ended_on == TODAY - timedelta(days=2)


def test_all_that_a_new_matter_lacks_is_told_at_once(officer: CheckedClient):
    answer = officer.post("/matters/new", data={"way": "incoming"})
    assert answer.status_code == 400
    assert answer.text.count("请填写此项") >= 3 and "请填写是哪个单位，或者哪位联系人的事" in answer.text


def test_an_overdue_matter_is_counted_in_the_navigation(app: Flask, officer: CheckedClient, cast: Cast):
    a_matter(cast, received_on=date(2026, 11, 1), due_on=date(2026, 11, 20))
    page = officer.get("/").text
    assert "已超期 3 天" in page
    assert "件到期" in page
    assert pressing_count(cast.user("officer"), TODAY) == 1


def test_a_matter_out_of_sight_is_not_found_and_not_listed(app: Flask, cast: Cast, matter: Matter):
    colleague = signed_in(app, "colleague")
    assert colleague.get(f"/matters/{matter.id}").status_code == 404
    assert "借用会议中心" not in colleague.get("/matters?whose=all").text
    assert "借用会议中心" not in colleague.get("/matters/register?whose=all").text
    assert "借用会议中心" not in colleague.get("/?whose=all").text


def test_the_deputy_of_another_section_sees_and_edits(app: Flask, cast: Cast):
    shared = a_matter(cast, deputy_id=cast.user("colleague").id)
    colleague = signed_in(app, "colleague")
    assert colleague.get(f"/matters/{shared.id}").status_code == 200
    assert colleague.get(f"/matters/{shared.id}/edit").status_code == 200


def test_a_matter_in_sight_that_is_not_one_s_own_is_not_edited(app: Flask, cast: Cast):
    theirs = a_matter(cast, by="colleague", contact_id=cast.ids["wang"])
    page = signed_in(app, "officer")
    assert page.get(f"/matters/{theirs.id}").status_code == 200
    assert page.get(f"/matters/{theirs.id}/edit").status_code == 403
    assert page.post(f"/matters/{theirs.id}/removal").status_code == 403


def test_who_only_reads_sees_no_buttons(app: Flask, viewer: CheckedClient, matter: Matter):
    page = viewer.get(f"/matters/{matter.id}").text
    assert "办结" not in page.split("进展")[0].split("<main")[1]


def test_the_list_shows_the_overdue_first_then_by_day(app: Flask, cast: Cast):
    later, late, soon = (
        a_matter(cast, name=name, received_on=date(2026, 11, 1), due_on=TODAY + timedelta(days=days))
        for name, days in (("往后的", 30), ("过期的", -3), ("快到的", 2))
    )
    page = matter_page(cast.user("officer"), MatterFilter(), today=TODAY)
    assert [each.id for each in page.rows] == [late.id, soon.id, later.id]
    overdue = matter_page(cast.user("officer"), MatterFilter(state="overdue"), today=TODAY)
    assert [each.id for each in overdue.rows] == [late.id]


def test_pages_follow_one_another_without_loss(app: Flask, cast: Cast):
    made = [a_matter(cast, name=f"第{n}件").id for n in range(5)]
    first = matter_page(cast.user("officer"), MatterFilter(), today=TODAY, size=3)
    second = matter_page(cast.user("officer"), MatterFilter(), today=TODAY, size=3, mark=first.next_mark)
    assert [each.id for each in (*first.rows, *second.rows)] == made


@pytest.mark.parametrize("text", ["会议中心", "陈建国", "chenjianguo", "市第一中学", "周五前"])
def test_it_is_found_by_its_words_its_unit_and_its_person(cast: Cast, matter: Matter, text: str):
    page = matter_page(cast.user("officer"), MatterFilter(text=text), today=TODAY)
    assert [each.id for each in page.rows] == [matter.id]
    assert not matter_page(cast.user("officer"), MatterFilter(text="大礼堂"), today=TODAY).rows


@pytest.mark.parametrize("query", ["state=ended", "state=explained", "state=all", "sort=received", "way=outgoing", "q=x"])
def test_every_view_of_the_list_opens(officer: CheckedClient, matter: Matter, query: str):
    done(matter)
    assert officer.get(f"/matters?{query}").status_code == 200
    assert officer.get(f"/matters/register?{query}").status_code == 200


def test_the_register_says_how_it_ended(officer: CheckedClient, matter: Matter):
    done(matter, Ending.PARTLY, result="大间留出来了", remainder="小间没有空档")
    page = officer.get("/matters/register?state=all").text
    assert "部分办理" in page and "大间留出来了" in page and "小间没有空档" in page


def test_the_balance_counts_what_each_did_for_the_other(app: Flask, cast: Cast):
    done(a_matter(cast))
    done(a_matter(cast, way=Way.OUTGOING))
    done(a_matter(cast, way=Way.OUTGOING), Ending.PARTLY, result="一半", remainder="另一半")
    done(a_matter(cast), Ending.WITHDRAWN)
    a_matter(cast)
    balance = balance_of(cast.user("officer"), unit_id=cast.ids["school"])
    assert balance == Balance(they_did=2, we_did=1, open_theirs=1)
    assert balance_of(cast.user("officer"), contact_id=cast.ids["chen"]) == balance
    assert balance_of(cast.user("colleague"), unit_id=cast.ids["school"]) == Balance()


def test_the_balance_stands_on_the_unit_s_and_the_person_s_page_and_on_the_form(
    app: Flask, officer: CheckedClient, cast: Cast
):
    done(a_matter(cast, way=Way.OUTGOING))
    school, chen = cast.ids["school"], cast.ids["chen"]
    for url in (f"/units/{school}", f"/contacts/{chen}", f"/matters/new?unit={school}", f"/matters/new?contact={chen}"):
        assert "他们帮我们 1 件" in officer.get(url).text, url
    look = officer.post("/matters/new", data={"unit": "市第一中学", "look": "1", "name": "写了一半的"})
    assert look.status_code == 200
    assert "他们帮我们 1 件" in look.text and "写了一半的" in look.text


def test_a_matter_can_be_recorded_out_of_a_call(officer: CheckedClient, cast: Cast):
    begin_write()
    call = log_interaction(
        [cast.chen], kind="call", on=date(2026, 11, 20), today=TODAY, by=cast.user("officer"), summary="想借会议中心"
    )
    db.session.commit()
    page = officer.get(f"/matters/new?interaction={call.id}").text
    assert "想借会议中心" in page and "陈建国" in page
    form = {
        "way": "incoming", "name": "借会议中心", "who": "陈建国", "contact_id": str(cast.ids["chen"]),
        "interaction_id": str(call.id), "received_on": "11.20", "due_on": "下周五",
        "owner_id": str(cast.user("officer").id), "received_by_id": str(cast.user("officer").id),
    }  # fmt: skip
    assert officer.post("/matters/new", data=form).status_code == 302
    made = db.session.query(Matter).one()
    assert [entry.id for entry in made.interactions] == [call.id]
    assert made.unit_id == cast.ids["school"]


def test_the_library_fills_in_what_is_known_and_ends_nothing(officer: CheckedClient, matter: Matter):
    url = f"/matters/{matter.id}/ending?as=explained"
    listed = officer.post(url, data={"ending": "explained", "reason": "too-late", "look": "1"}).text
    assert "陈主任，借用会议中心我们算过时间了" in listed and "还要填：原因" in listed
    chosen = officer.post(
        url, data={"ending": "explained", "reason": "too-late", "use": "too-late.spoken.2", "explanation": "先写的。"}
    ).text
    assert "先写的。\n陈主任，实在抱歉，借用会议中心送到我们手上时已经很紧" in chosen
    db.session.rollback()
    assert db.session.get_one(Matter, matter.id).is_open


def test_blanks_left_in_a_text_are_refused(officer: CheckedClient, matter: Matter):
    form = {
        "ending": "explained", "on": "今天", "explanation": "因{原因}，来不及", "explained_by": "张敏",
        "explained_on": "今天", "reception": "accepted", "version": str(matter.version),
    }  # fmt: skip
    answer = officer.post(f"/matters/{matter.id}/ending?as=explained", data=form)
    assert answer.status_code == 400
    assert "还有“原因”没有填" in answer.text


def test_two_who_edit_at_once_lose_nothing(app: Flask, officer: CheckedClient, head: CheckedClient, matter: Matter):
    seen = str(matter.version)
    form = {
        "way": "incoming", "name": "借用会议中心", "unit": "市第一中学", "who": "陈建国", "received_on": "2026-11-20",
        "due_on": "2026-11-30", "owner_id": str(matter.owner_id), "received_by_id": str(matter.owner_id), "version": seen,
    }  # fmt: skip
    assert officer.post(f"/matters/{matter.id}/edit", data=form | {"promise": "周一答复"}).status_code == 302
    second = head.post(f"/matters/{matter.id}/edit", data=form | {"promise": "另一种答复"})
    assert second.status_code == 400
    assert "被别人改过" in second.text and "另一种答复" in second.text
    db.session.rollback()
    assert db.session.get_one(Matter, matter.id).promise == "周一答复"


def test_a_refused_line_of_progress_is_told(officer: CheckedClient, matter: Matter):
    answer = officer.post(f"/matters/{matter.id}/notes", data={"text": " "}, follow_redirects=True)
    assert "请写一句进展" in answer.text
    answer = officer.post(f"/matters/{matter.id}/notes", data={"text": "办了", "on": "11.1"}, follow_redirects=True)
    assert "早于提出的日期" in answer.text


def test_the_day_it_is_due_stands_in_the_calendar_and_its_file(officer: CheckedClient, matter: Matter):
    assert "借用会议中心" in officer.get("/calendar?day=2026-11-27").text
    found = officer.get("/calendar/export.ics?from=2026-11-23&to=2026-12-01&kinds=followups").text
    assert f"{matter.uuid}-matter@liaison" in found
    done(matter)
    assert "借用会议中心" not in officer.get("/calendar?day=2026-11-27").text


def test_the_full_log_form_ties_a_call_to_a_matter_or_leads_on_to_a_new_one(
    officer: CheckedClient, cast: Cast, matter: Matter
):
    url = f"/contacts/{cast.ids['chen']}/interactions/new"
    assert "谈的是哪件事" in officer.get(url).text
    form = {"kind": "call", "direction": "theirs", "answered": "yes", "on": "今天", "summary": "催问会议室"}
    assert officer.post(url, data=form | {"matter": str(matter.id)}).status_code == 302
    db.session.rollback()
    assert [entry.summary for entry in db.session.get_one(Matter, matter.id).interactions] == ["催问会议室"]
    leads_on = officer.post(url, data=form | {"matter": "new"})
    assert "/matters/new?interaction=" in leads_on.headers["Location"]


def test_a_matter_out_of_sight_cannot_be_tied_to_a_call(app: Flask, cast: Cast):
    theirs = a_matter(cast, by="colleague", contact_id=cast.ids["ouyang"], unit_id=None)
    url = f"/contacts/{cast.ids['chen']}/interactions/new"
    form = {"kind": "call", "direction": "ours", "answered": "yes", "on": "今天", "matter": str(theirs.id)}
    assert signed_in(app, "officer").post(url, data=form).status_code == 302
    db.session.rollback()
    assert db.session.get_one(Matter, theirs.id).interactions == []


def test_the_command_tells_what_presses(app: Flask, cast: Cast, matter: Matter):
    run = app.test_cli_runner()
    told = run.invoke(args=["matters", "--owner", "officer", "--json"])
    (row,) = json.loads(told.stdout)
    assert (row["name"], row["due_on"], row["state"], row["owner"]) == ("借用会议中心", "2026-11-27", "soon", "officer")
    assert json.loads(run.invoke(args=["matters", "--within", "1", "--json"]).stdout) == []
    assert "还有 4 天，张敏在办" in run.invoke(args=["matters"]).output
    assert run.invoke(args=["matters", "--owner", "nobody"]).exit_code == 1


def test_the_export_is_what_the_page_lists(officer: CheckedClient, cast: Cast, matter: Matter):
    done(matter, Ending.PARTLY, result="大间留出来了", remainder="小间没有空档")
    for query, holds in (("state=all", True), ("state=open", False), ("state=all&q=大礼堂", False)):
        answer = taken(officer, f"/exports/matters?{query}")
        assert answer.status_code == 200, answer.text
        assert ("大间留出来了；小间没有空档" in answer.data.decode("utf-8-sig")) is holds
