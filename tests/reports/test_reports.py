"""The reports: numbers a person can check by hand, for whose eyes, within bounds."""

import re
from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from exports.reading_back import csv_rows, export_lines, taken, workbook
from page_checks import CheckedClient
from werkzeug.datastructures import MultiDict

from liaison.db import begin_write, db
from liaison.due.scopes import Scope
from liaison.formats.sheet_records import Percent
from liaison.greetings.models import Round
from liaison.interactions.actions import log_interaction
from liaison.office.actions import change_setting
from liaison.reports import queries
from liaison.reports.asked import Question, asked_span
from liaison.reports.kinds import KINDS
from liaison.reports.shapes import Report


@pytest.fixture
def office(app, cast: Cast) -> Cast:
    """陈建国 was met in October and missed in November, 欧阳慧敏 rung in November, 王雅琴 never."""
    begin_write()
    officer, colleague = cast.user("officer"), cast.user("colleague")
    log_interaction([cast.chen], kind="visit", on=date(2026, 10, 12), today=TODAY, by=officer, summary="走访")
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 10), today=TODAY, by=officer, answered=False)
    log_interaction([cast.ouyang, cast.wang], kind="call", on=date(2026, 11, 3), today=TODAY, by=colleague, answered=False)
    log_interaction([cast.ouyang], kind="call", on=date(2026, 11, 20), today=TODAY, by=colleague)
    db.session.commit()
    return cast


def made(cast: Cast, code: str, **args: str) -> Report:
    return KINDS[code].make(Question.asked(cast.user("admin"), MultiDict(args), TODAY))


def cells(report: Report, title: str) -> dict[str, tuple]:
    (part,) = [part for part in report.parts if part.title == title]
    return {line.label: line.cells for line in part.lines}


@pytest.mark.postgres
def test_who_was_reached_this_month_and_who_was_not(office: Cast):
    report = made(office, "coverage")
    assert cells(report, "全部")["合计"] == (3, 1, 2, Percent(0.33))
    assert cells(report, "按等级") == {"重点": (1, 0, 1, 0), "经常": (1, 1, 0, 1), "一般": (1, 0, 1, 0)}
    assert cells(report, "按联络员")["还没有联络员的"] == (1, 0, 1, 0)
    assert cells(report, "按单位类别")["高校"] == (1, 1, 0, 1)


@pytest.mark.postgres
def test_a_span_that_is_over_counts_what_happened_in_it(office: Cast):
    assert cells(made(office, "coverage", span="last_month"), "全部")["合计"] == (3, 1, 2, Percent(0.33))
    assert cells(made(office, "coverage", **{"from": "2026-09-01", "to": "2026-09-30"}), "全部")["合计"] == (3, 0, 3, 0)


def test_the_stored_facts_and_the_records_count_the_same(office: Cast):
    for start, end in ((date(2026, 11, 1), TODAY), (date(2026, 10, 1), TODAY)):
        scope = Scope()
        by_facts = queries.unreached(scope, start, end, TODAY)
        by_records = queries.unreached(scope, start, end, date(2026, 12, 31))
        assert [c.id for c in db.session.scalars(by_facts)] == [c.id for c in db.session.scalars(by_records)]


@pytest.mark.postgres
def test_an_entry_with_two_people_is_one_interaction(office: Cast):
    report = made(office, "activity")
    assert cells(report, "按方式") == {"电话": (3, 1, 2)}
    assert cells(report, "按经办人") == {"周静": (2, 1, 1), "张敏": (1, 0, 1)}
    assert sum(counts[0] for counts in cells(report, "按周（周一起）").values()) == 3
    assert cells(made(office, "activity", span="year"), "按月")["10月"] == (1, 1, 0)


def test_nobody_is_ranked_unless_the_office_wants_it(office: Cast, officer: CheckedClient, head: CheckedClient):
    path = "/reports/activity?whose=all&span=year"
    assert names_in(officer.get(path).text) == ["张敏"]
    assert names_in(head.get(path).text) == ["周静", "张敏"]
    begin_write()
    change_setting("report_ranking", "yes", by=None)
    log_interaction([office.chen], kind="call", on=TODAY, today=TODAY, by=office.user("head"))
    log_interaction([office.chen], kind="call", on=TODAY, today=TODAY, by=office.user("head"))
    log_interaction([office.chen], kind="call", on=TODAY, today=TODAY, by=office.user("head"))
    db.session.commit()
    assert names_in(officer.get(path).text) == ["李强", "张敏", "周静"]


def names_in(page: str) -> list[str]:
    table = page[page.index("按经办人") :]
    return re.findall(r'<th scope="row">(?:<[^>]+>)?([^<]+)', table[table.rindex("<tbody>") :])


@pytest.mark.postgres
def test_standings_over_time_come_from_the_records(office: Cast):
    report = made(office, "lateness", **{"from": "2026-10-01", "to": "2026-11-23", "whose": "all"})
    (part,) = report.parts
    last = part.lines[-1]
    # 陈建国 (30 days) was met on 12 October and is due; 欧阳慧敏 is fine; 王雅琴 was never met.
    assert last.cells == (1, 0, 1, 3)
    assert part.lines[0].cells == (0, 0, 0, 0)  # nobody was known on 4 October


@pytest.mark.postgres
def test_temperatures_move(office: Cast):
    report = made(office, "warmth")
    bands = cells(report, "分布")
    assert sum(counts[0] for counts in bands.values()) == sum(counts[1] for counts in bands.values()) == 3
    assert bands["冷"][1] == 3  # ninety days ago nobody had been met
    assert cells(report, "三个月来")["升温 5° 以上"][0] == 2


def test_rounds_show_how_far_they_came(office: Cast):
    begin_write()
    day = date(2026, 11, 8)
    db.session.add(
        Round(name="记者节问候", occasion_code="journalists", occasion_name="记者节", cycle=2026, day=day, lunar_year=2026,
              draft_from=day, submit_by=day, approve_by=day, send_on=day)
    )  # fmt: skip
    db.session.commit()
    assert cells(made(office, "rounds"), "问候批次") == {"记者节问候": (day, 0, 0, 0, 0, 0, 0)}


@pytest.mark.parametrize("code", list(KINDS))
@pytest.mark.parametrize("role", ["officer", "head", "viewer"])
def test_every_report_opens_for_every_role(code: str, role: str, office: Cast, request: pytest.FixtureRequest):
    client: CheckedClient = request.getfixturevalue(role)
    for args in ("", "?span=year&whose=all", "?tier=key&kind=school", "?from=2026-01-01&to=2026-02-01"):
        assert client.get(f"/reports/{code}{args}").status_code == 200


def test_one_counts_only_whom_one_sees(officer: CheckedClient, office: Cast):
    page = officer.get("/reports/coverage?whose=all").text
    assert "2 人里联系到 0 人" in page
    assert "欧阳" not in page and "周静" not in page


@pytest.mark.parametrize(
    "args", ["from=2月30日", "from=2026-02-01&to=2026-01-01", "from=1990-01-01", "from=2099-01-01&to=2099-02-01"]
)
def test_days_that_cannot_be_are_refused_with_words(officer: CheckedClient, args: str):
    answer = officer.get(f"/reports/coverage?{args}")
    assert answer.status_code == 400 and "请" in answer.text


def test_an_unknown_report_is_not_found(officer: CheckedClient):
    assert officer.get("/reports/secrets").status_code == 404


@pytest.mark.parametrize("code", ["coverage", "warmth", "activity", "lateness"])
def test_too_much_to_count_is_said_instead_of_counted(
    code: str, admin: CheckedClient, office: Cast, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queries, "MOST_PEOPLE", 2)
    monkeypatch.setattr(queries, "MOST_TOUCHES", 1)
    assert "范围太大" in admin.get(f"/reports/{code}?whose=all&span=year").text
    answer = admin.post(f"/exports/report-{code}?whose=all&span=year", data={"format": "csv"})
    assert answer.status_code == 302 and export_lines() == []


def test_what_is_on_the_page_can_be_taken_away(head: CheckedClient, office: Cast):
    rows = csv_rows(taken(head, "/exports/report-coverage?whose=all"))
    assert rows[0] == {"分组": "全部", "项目": "合计", "人数": "2", "联系到": "0", "没联系到": "2", "覆盖率": "0%"}
    assert "<td class=\"number\" data-label=\"覆盖率\">0%</td>" in head.get("/reports/coverage?whose=all").text
    missed = csv_rows(taken(head, "/exports/report-unreached?whose=all"))
    assert [row["姓名"] for row in missed] == ["陈建国", "王雅琴"]
    assert [line.changes["list"] for line in export_lines()] == ["report-coverage", "report-unreached"]


def test_a_percentage_is_a_number_that_a_sheet_shows_as_one(admin: CheckedClient, office: Cast):
    sheet = workbook(taken(admin, "/exports/report-coverage?whose=all", "xlsx")).active
    place = [cell.value for cell in sheet[1]].index("覆盖率")
    whole = sheet[2][place]
    assert (whole.value, whole.data_type, whole.number_format) == (0.33, "n", "0%")


def test_an_open_end_is_today(app):
    assert asked_span(MultiDict({"from": "2026-11-05"}), TODAY).end == TODAY


def test_an_empty_office_is_told_so(app, admin: CheckedClient, cast: Cast):
    begin_write()
    for person in (cast.chen, cast.ouyang, cast.wang):
        person.archived_at = person.created_at
    db.session.commit()
    for code in KINDS:
        assert admin.get(f"/reports/{code}").status_code == 200
    assert "还没有联系人" in admin.get("/reports/coverage").text
