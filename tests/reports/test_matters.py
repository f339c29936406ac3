"""Matters in the reports and on their way out."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from exports.reading_back import csv_rows, taken
from page_checks import CheckedClient
from werkzeug.datastructures import MultiDict

from liaison.db import begin_write, db
from liaison.domain.matters import Ending, Outcome
from liaison.matters.actions import add_matter
from liaison.matters.endings import end_matter
from liaison.reports import matters as report
from liaison.reports.asked import Question
from liaison.reports.matters import matters


@pytest.fixture
def office(app, cast: Cast) -> Cast:
    """One done in time after four days, one done late after ten, one open and late, one asked of them."""
    begin_write()
    officer, colleague = cast.user("officer"), cast.user("colleague")
    for name, ended in (("按时的", date(2026, 11, 6)), ("迟了的", date(2026, 11, 12))):
        end_matter(begun(name, cast, officer), Outcome(Ending.DONE, ended, result="=办好了"), today=TODAY, version=None, by=officer)
    begun("还没办的", cast, officer)
    begun("请他们办的", cast, colleague, way="outgoing", due_on=date(2026, 12, 30))
    db.session.commit()
    return cast


def begun(name: str, cast: Cast, by, **more):  # type: ignore[no-untyped-def]
    values = {"name": name, "unit_id": cast.ids["school"], "received_on": date(2026, 11, 2), "due_on": date(2026, 11, 9)}
    return add_matter({**values, **more}, today=TODAY, by=by)


@pytest.mark.postgres
def test_matters_are_counted_with_their_endings_and_times(office: Cast):
    found = matters(Question.asked(office.user("admin"), MultiDict(), TODAY))
    cells = {(part.title, line.label): line.cells for part in found.parts for line in part.lines}
    assert cells["来事和去事", "来事"] == (3, 2, 1, 7, 1, 1)
    assert cells["来事和去事", "去事"] == (1, 0, 0, None, 1, 0)
    assert cells["怎样了结的", "已办结"] == (None, 2, 1, 7, None, None)
    assert cells["按承办人", "周静"] == (1, 0, 0, None, 1, 0)


def test_too_many_matters_are_not_counted(admin: CheckedClient, office: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(report, "MOST_MATTERS", 2)
    assert "范围太大" in admin.get("/reports/matters").text


def test_the_list_of_matters_leaves_with_its_filters(officer: CheckedClient, admin: CheckedClient, office: Cast):
    mine = csv_rows(taken(officer, "/exports/matters?state=all"))
    assert [row["事项"] for row in mine] == ["按时的", "迟了的", "还没办的"]
    assert mine[0]["结果"] == "已办结" and mine[0]["说明"] == "'=办好了"
    assert [row["事项"] for row in csv_rows(taken(admin, "/exports/matters?way=outgoing"))] == ["请他们办的"]
    assert "/exports/matters" in officer.get("/matters").text
