"""What hands a list out asks for the export right and is logged; calendar files without the right name nobody."""

import pytest
from cast import Cast
from conftest import TODAY
from exports.reading_back import export_lines
from flask import Flask

from liaison.accounts.policy import EXPORTING, ROUTES
from liaison.db import begin_write, db
from liaison.interactions.actions import log_interaction
from liaison.office.actions import change_setting

PRINTS = {"/due/print?whose=all": "待联系名单", "/followups/print": "跟进事项", "/matters/register": "协调事项台账"}
LINKS = {"/?whose=all": "/due/print", "/matters": "/matters/register"}  # of lists that are not empty without a scene


@pytest.mark.parametrize("path", PRINTS)
def test_a_print_of_a_list_is_taking_it_away(app: Flask, cast: Cast, admin, viewer, path: str):
    assert viewer.get(path).status_code == 403
    assert export_lines() == []
    assert admin.get(path).status_code == 200
    (line,) = export_lines()
    assert (line.subject_name, line.changes["format"]) == (PRINTS[path], "print")
    assert line.changes.get("whose", "all") == "all"
    assert line.changes["rows"] == (3 if path.startswith("/due") else 0)


@pytest.mark.parametrize("path", PRINTS)
def test_every_print_says_who_and_when_unless_switched_off(app: Flask, cast: Cast, admin, path: str):
    assert '<tfoot class="paper-mark"' in admin.get(path).text
    assert "管理员 导出于 2026-11-23 10:00" in admin.get(path).text
    begin_write()
    change_setting("export_watermark", "", by=None)
    db.session.commit()
    assert "导出于" not in admin.get(path).text


def test_a_print_s_line_in_the_log_holds_what_the_list_knows_of_its_address(app: Flask, cast: Cast, admin):
    admin.get("/matters/register?state=all&rows=7&format=exe&list=contacts&code=evil&q=")
    (line,) = export_lines()
    assert line.changes == {"state": "all", "format": "print", "rows": 0}


@pytest.mark.parametrize("page", LINKS)
def test_who_may_not_take_it_is_not_offered_it(app: Flask, cast: Cast, admin, viewer, page: str):
    assert LINKS[page] in admin.get(page).text
    assert LINKS[page] not in viewer.get(page).text


def calendar_file(client) -> str:
    return client.get("/calendar/export.ics?whose=all").text.replace("\r\n ", "")


def test_a_calendar_file_without_the_right_names_nobody(app: Flask, cast: Cast, admin, viewer):
    begin_write()
    log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    assert "陈建国" in calendar_file(admin)
    file = calendar_file(viewer)
    assert "陈主任" in file
    for secret in ("陈建国", "欧阳慧敏", cast.chen.phones[0].text if cast.chen.phones else "陈建国"):
        assert secret not in file


def test_every_route_that_exports_is_a_route():
    assert set(ROUTES) >= EXPORTING
