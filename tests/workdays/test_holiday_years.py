"""放假安排: a year is looked at before it is put in force, a false one refused, every version kept."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from cast import Cast
from conftest import TODAY, signed_in
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.db import begin_write, db
from liaison.plans.actions import renew_desks
from liaison.plans.models import PlannedCall
from liaison.workdays.models import WorkdayYear
from liaison.workdays.queries import missing_next_year, work_calendar

PAGE = "/settings/workdays"
OFF = {
    "元旦": ["01-01"],
    "春节": ["02-05", "02-06", "02-07", "02-08", "02-09", "02-10", "02-11"],
    "清明节": ["04-03", "04-04", "04-05"],
    "劳动节": ["05-01", "05-02", "05-03", "05-04", "05-05"],
    "端午节": ["06-09"],
    "中秋节": ["09-15"],
    "国庆节": ["10-01", "10-02", "10-03", "10-04", "10-05", "10-06", "10-07"],
}


def document(**changes) -> bytes:  # type: ignore[no-untyped-def]
    """2027 as holiday-cn would publish it; a festival set to None is left out."""
    off = {**OFF, **changes}
    days = [
        {"name": name, "date": f"2027-{on}", "isOffDay": True} for name, days in off.items() for on in days or ()
    ]
    days.append({"name": "春节", "date": "2027-02-20", "isOffDay": False})
    return json.dumps({"year": 2027, "days": days}, ensure_ascii=False).encode()


def file(content: bytes, name: str = "2027.json") -> dict[str, tuple[BytesIO, str]]:
    return {"file": (BytesIO(content), name)}


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def lines_of(page: str) -> str:
    return page.split('name="lines"')[1].split(">", 1)[1].split("</textarea>")[0]


def look_and_apply(admin: CheckedClient, content: bytes) -> CheckedClient:
    page = admin.post(PAGE, data=file(content)).text
    form = {"lines": lines_of(page), "seen": hidden(page, "seen"), "source": hidden(page, "source")}
    return admin.post(f"{PAGE}/2027/versions", data=form)


def versions() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(WorkdayYear.id)).all())


def test_looking_at_a_year_stores_nothing_and_says_what_changes(admin: CheckedClient, cast: Cast):
    page = admin.post(PAGE, data=file(document()))
    assert page.status_code == 200
    assert "还没有生效" in page.text and "改动的日子" in page.text
    assert 'datetime="2027-02-20"' in page.text
    assert versions() == 0 and work_calendar().estimated(2027)


def test_days_that_only_change_their_name_are_counted_apart(admin: CheckedClient, cast: Cast):
    """Weekends that become part of a holiday were days off before."""
    page = admin.post(PAGE, data=file(document())).text
    turned, renamed = page.split('class="renamed"')
    assert f"改动 {turned.count('<tr><td')} 天" in page
    assert "另有" in renamed
    for line in turned.split("<tr><td")[1:]:
        assert line.count("上班") == 1 and line.count("休息") == 1
    only_names = renamed.split("</details>")[0].split("<tr><td")[1:]
    assert only_names and all(line.count("休息") == 2 for line in only_names)
    assert f"另有 {len(only_names)} 天只改名称" in page


def test_the_calls_that_would_move_are_named_before_anything_is_applied(admin: CheckedClient, cast: Cast):
    begin_write()
    cast.chen.owner_id = None
    renew_desks([0], TODAY)
    db.session.commit()
    on = db.session.scalars(select(PlannedCall.on).where(PlannedCall.on.between(date(2027, 4, 6), date(2027, 4, 20)))).first()
    assert on is not None
    page = admin.post(PAGE, data=file(document(清明节=["04-04", "04-05", f"{on:%m-%d}"]))).text
    assert "1 人的" in page and ("陈" in page or "王" in page)
    assert versions() == 0


def test_an_applied_year_is_in_force_and_moves_the_calls_off_its_days(admin: CheckedClient, cast: Cast):
    begin_write()
    cast.chen.owner_id = None
    renew_desks([0], TODAY)
    db.session.commit()
    calls = select(PlannedCall.on).where(PlannedCall.on.between(date(2027, 4, 6), date(2027, 4, 20)))
    on = db.session.scalars(calls).first()
    answer = look_and_apply(admin, document(清明节=["04-04", "04-05", f"{on:%m-%d}"]))
    assert answer.status_code == 302
    assert not work_calendar().estimated(2027) and not work_calendar().is_workday(on)
    assert on not in db.session.scalars(select(PlannedCall.on)).all()


def test_the_version_before_is_kept_and_comes_back(admin: CheckedClient, cast: Cast):
    look_and_apply(admin, document())
    look_and_apply(admin, document(中秋节=["09-15", "09-16"]))
    first = db.session.scalars(select(WorkdayYear.id).order_by(WorkdayYear.id)).first()
    assert not work_calendar().is_workday(date(2027, 9, 16))
    admin.post(f"{PAGE}/2027/versions/{first}/restoration")
    assert work_calendar().is_workday(date(2027, 9, 16))
    admin.post(f"{PAGE}/2027/versions/0/restoration")
    assert work_calendar().estimated(2027)
    assert versions() == 4


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document(春节=["02-07", "02-08"]), "正月初一"),
        (document(春节=None), "正月初一"),
        (document().replace(b'"year": 2027', b'"year": 2026'), "2026"),
        (document(元旦=["01-01", "01-01"]), "2027-01-01"),
        (document(元旦=["01-32"]), "2027-01-32"),
        (document(中秋节=["06-30"]), "太远"),
        (b"{}", ""),
        (b"[1, 2", ""),
        (b"\xff\xfe\x00", ""),
        (b"", ""),
    ],
)
def test_a_false_year_is_refused_with_the_reason(
    admin: CheckedClient, cast: Cast, content: bytes, reason: str
):
    answer = admin.post(PAGE, data=file(content))
    assert answer.status_code == 400
    assert reason in answer.text and 'id="file-error"' in answer.text
    assert versions() == 0


def test_a_year_that_takes_a_public_holiday_away_takes_a_second_look(admin: CheckedClient, cast: Cast):
    answer = look_and_apply(admin, document(劳动节=["05-01"]))
    assert answer.status_code == 400 and "请核对原文" in answer.text
    assert versions() == 0


def test_what_somebody_else_changed_meanwhile_is_shown_again(admin: CheckedClient, cast: Cast):
    page = admin.post(PAGE, data=file(document())).text
    look_and_apply(admin, document(中秋节=["09-15", "09-16"]))
    form = {"lines": lines_of(page), "seen": hidden(page, "seen"), "source": "晚一步"}
    answer = admin.post(f"{PAGE}/2027/versions", data=form)
    assert "有人改过这一年" in answer.text
    assert versions() == 1


def test_a_year_is_edited_line_by_line(admin: CheckedClient, cast: Cast):
    page = admin.get(f"{PAGE}/2027").text
    look = admin.post(f"{PAGE}/2027", data={"lines": lines_of(page).strip() + "\n2027-12-31 元旦 休"})
    assert look.status_code == 400  # 元旦 of 2028
    look = admin.post(f"{PAGE}/2027", data={"lines": lines_of(page).strip() + "\n2027-02-19 春节 休"})
    assert look.status_code == 200 and "还没有生效" in look.text


def test_heads_look_and_administrators_apply(head: CheckedClient, officer: CheckedClient, cast: Cast):
    page = head.post(PAGE, data=file(document()))
    assert page.status_code == 200 and "由管理员确认生效" in page.text
    assert head.post(f"{PAGE}/2027/versions", data={"lines": lines_of(page.text)}).status_code == 403
    assert head.post(f"{PAGE}/2027/versions/0/restoration").status_code == 403
    assert officer.get(PAGE).status_code == 403
    assert versions() == 0


def test_restoring_asks_for_a_version_of_that_year(admin: CheckedClient, cast: Cast):
    look_and_apply(admin, document())
    known = db.session.scalars(select(WorkdayYear.id)).one()
    assert admin.post(f"{PAGE}/2026/versions/{known}/restoration").status_code == 404
    assert admin.post(f"{PAGE}/2027/versions/999999/restoration").status_code == 404
    assert admin.get(f"{PAGE}/1899").status_code == 404
    assert admin.get(f"{PAGE}/2027/versions").status_code == 405


@pytest.mark.parametrize(("day", "warned"), [(31, False), (1, True)])
def test_a_missing_next_year_is_warned_of_from_november(app: Flask, cast: Cast, day: int, warned: bool):
    month = 11 if warned else 10
    assert missing_next_year(date(2026, month, day)) == (2027 if warned else None)


def test_the_warning_stands_on_heads_pages_until_the_year_is_loaded(app: Flask, admin: CheckedClient, cast: Cast):
    assert "2027" in admin.get("/calendar").text.split("放假安排")[0][-60:] or "2027 年的放假安排" in admin.get("/calendar").text
    look_and_apply(admin, document())
    assert "2027 年的放假安排" not in signed_in(app, "head").get("/calendar").text


def test_unpublished_years_are_marked_estimated_where_they_show(app: Flask, officer: CheckedClient, cast: Cast):
    assert "推算" in officer.get("/calendar/2027").text
    assert "推算" in officer.get("/calendar?day=2027-10-01").text
    assert "推算" not in officer.get("/calendar?day=2026-10-01").text
    rows = json.loads(app.test_cli_runner().invoke(args=["workdays", "2027", "--json"]).stdout)
    assert len(rows) == 365 and all(row["estimated"] for row in rows)


def test_the_command_looks_asks_and_applies(app: Flask, cast: Cast, tmp_path: Path):
    year, false = tmp_path / "2027.json", tmp_path / "false.json"
    year.write_bytes(document())
    false.write_bytes(document(春节=["02-07"]))
    run = app.test_cli_runner().invoke
    assert run(args=["workdays", "load", str(year), "--dry-run"]).exit_code == 0
    assert versions() == 0
    refused = run(args=["workdays", "load", str(false)])
    assert refused.exit_code == 1 and "正月初一" in refused.stderr
    assert run(args=["workdays", "load", str(year)]).exit_code == 0
    assert versions() == 1
