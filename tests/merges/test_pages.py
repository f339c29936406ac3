"""The scan page, the merge page, undoing from the page, old links, and calendars."""

from cast import Cast
from conftest import signed_in
from feeds.readers import events_by_uid
from flask import Flask
from merges.conftest import Doubles
from page_checks import CheckedClient
from scene import everything_stored

from liaison.db import db
from liaison.duplicates.models import Distinction
from liaison.merges.models import Merge


def form(doubles: Doubles, **more: str) -> dict[str, object]:
    chen, second = doubles.chen, doubles.second
    return {
        "subject": "contact", "id": [str(chen.id), str(second.id)], "stays": str(chen.id),
        f"version-{chen.id}": str(chen.version), f"version-{second.id}": str(second.version), **more,
    }  # fmt: skip


def merged(client: CheckedClient, doubles: Doubles, **more: str) -> Merge:
    answer = client.post("/merges/new", data=form(doubles, **more))
    assert answer.status_code == 302, answer.text
    return db.session.query(Merge).order_by(Merge.id.desc()).first()


def test_the_scan_page_lists_the_pair_with_its_evidence(officer: CheckedClient, doubles: Doubles):
    page = officer.get("/duplicates").text
    assert "很可能是同一个" in page
    assert "手机相同" in page and "姓名只差繁简或异体字" in page and "在同一单位" in page
    assert f"id={doubles.chen.id}" in page and f"id={doubles.second_id}" in page


def test_units_of_one_name_in_two_writings_are_listed(head: CheckedClient, doubles: Doubles):
    assert "名称相同" in head.get("/duplicates?subject=unit").text


def test_a_pair_told_apart_is_not_listed_until_that_is_withdrawn(officer: CheckedClient, doubles: Doubles):
    pair = {"subject": "contact", "one": str(doubles.chen.id), "other": str(doubles.second_id)}
    officer.post("/duplicates/distinctions", data=pair)
    assert "比较并合并" not in officer.get("/duplicates").text
    told = db.session.query(Distinction).one()
    assert told.by.name == "张敏"
    officer.post(f"/duplicates/distinctions/{told.id}/withdrawal")
    assert "比较并合并" in officer.get("/duplicates").text


def test_the_preview_counts_what_will_move_and_writes_nothing(officer: CheckedClient, doubles: Doubles):
    before = everything_stored()
    page = officer.get(f"/merges/new?id={doubles.chen.id}&id={doubles.second_id}").text
    for words in ("联系记录", "电话", "任职", "标签", "跟进事项", "暂缓", "1 条重复，不再列出", "留下这一份再看"):
        assert words in page
    assert everything_stored() == before


def test_merging_leads_to_the_survivor_and_offers_to_undo(officer: CheckedClient, doubles: Doubles):
    answer = officer.post("/merges/new", data=form(doubles), follow_redirects=True)
    assert "已把 陳建國 并入 陈建国" in answer.text and "/reversal" in answer.text


def test_an_old_link_leads_to_the_survivor(officer: CheckedClient, doubles: Doubles):
    merged(officer, doubles)
    answer = officer.get(f"/contacts/{doubles.second_id}")
    assert answer.location == f"/contacts/{doubles.chen.id}"
    assert officer.get(f"/contacts/{doubles.second_id}/edit").status_code == 404


def test_undoing_from_the_page(officer: CheckedClient, doubles: Doubles):
    merge = merged(officer, doubles)
    assert "撤销会全部恢复原样" in officer.get(f"/merges/{merge.id}").text
    answer = officer.post(f"/merges/{merge.id}/reversal", follow_redirects=True)
    assert "各自恢复原样" in answer.text
    assert officer.get(f"/contacts/{doubles.second_id}").status_code == 200


def test_the_other_record_can_be_the_one_that_stays(officer: CheckedClient, doubles: Doubles):
    merge = merged(officer, doubles, stays=str(doubles.second_id))
    assert merge.contact_id == doubles.second_id


def test_a_stale_version_is_said_and_nothing_merged(officer: CheckedClient, doubles: Doubles):
    stale = form(doubles) | {f"version-{doubles.chen.id}": "0"}
    answer = officer.post("/merges/new", data=stale)
    assert answer.status_code == 400 and "被别人改过" in answer.text
    assert doubles.second.merged_into_id is None


def test_one_record_alone_asks_for_the_other(officer: CheckedClient, doubles: Doubles):
    page = officer.get(f"/merges/new?id={doubles.chen.id}&q=chen").text
    assert "先找到和" in page and "加进来" in page
    answer = officer.post("/merges/new", data={"subject": "contact", "id": str(doubles.chen.id)})
    assert answer.status_code == 400 and "请至少选两条记录来合并" in answer.text


def test_people_out_of_sight_are_not_found_and_units_are_merged_by_heads(
    app: Flask, officer: CheckedClient, cast: Cast, doubles: Doubles
):
    ouyang = cast.ids["ouyang"]
    assert officer.get(f"/merges/new?id={doubles.chen.id}&id={ouyang}").status_code == 404
    units = f"/merges/new?subject=unit&id={cast.ids['school']}&id={doubles.unit_id}"
    assert officer.get(units).status_code == 403
    assert signed_in(app, "head").get(units).status_code == 200
    assert signed_in(app, "viewer").get("/duplicates").status_code == 403


def test_an_old_link_to_a_unit_leads_to_the_survivor(head: CheckedClient, cast: Cast, doubles: Doubles):
    school, short = cast.school, doubles.short_school
    head.post("/merges/new", data={
        "subject": "unit", "id": [str(school.id), str(short.id)], "stays": str(school.id),
        f"version-{school.id}": str(school.version), f"version-{short.id}": str(short.version),
    })  # fmt: skip
    assert head.get(f"/units/{doubles.unit_id}").location == f"/units/{cast.ids['school']}"


def test_the_merged_persons_calls_are_struck_out_and_the_survivors_stay(
    app: Flask, officer: CheckedClient, doubles: Doubles
):
    answer = officer.post("/settings/feeds", data={
        "name": "日历", "scope": "mine", "kinds": ["checkins"], "greeting_lead_days": "",
    })  # fmt: skip
    path = "/feeds/" + answer.text.split("/feeds/")[1].split(".ics")[0] + ".ics"

    def events() -> dict[str, dict[str, str]]:
        return events_by_uid(app.test_client().get(path).text)

    before = events()
    mine, theirs = f"{doubles.chen.uuid}-checkin-", f"{doubles.second.uuid}-checkin-"
    assert any(uid.startswith(mine) for uid in before) and any(uid.startswith(theirs) for uid in before)
    merged(officer, doubles)
    after = events()
    assert {event["STATUS"] for uid, event in after.items() if uid.startswith(theirs)} == {"CANCELLED"}
    assert "CONFIRMED" in {event["STATUS"] for uid, event in after.items() if uid.startswith(mine)}
