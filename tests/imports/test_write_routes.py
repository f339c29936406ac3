"""Every write route of imports walks the same list: logged; unknown or another's 404; read-only 403; no token, no change."""

from collections.abc import Callable
from io import BytesIO

import pytest
from cast import Cast
from conftest import signed_in
from flask import Flask
from imports.conftest import HEAD, preview, upload, write
from page_checks import CheckedClient
from scene import BEYOND, NOBODY, audit_lines_since, everything_stored, newest_audit_line

from liaison.db import begin_write, db
from liaison.imports.models import ImportBatch
from liaison.imports.progress import WORKER

ROW = HEAD + "市第三中学,林冲,教务主任,13900001111,,重点,\n"


def written(client: CheckedClient) -> int:
    batch_id = preview(client, ROW)
    write(client, batch_id)
    return batch_id


def interrupted(client: CheckedClient) -> int:
    """The server was stopped while it was writing."""
    batch_id = preview(client, ROW)
    begin_write()
    batch = db.session.get_one(ImportBatch, batch_id)
    batch.state, batch.worker, batch.worked_at = "applying", WORKER, None
    db.session.commit()
    return batch_id


UNKNOWN = "日期,单位,姓名,方式,内容\n2026-11-20,市第一中学,赵云,电话,问好\n"


def asking(client: CheckedClient) -> int:
    """A row about somebody nobody knows: it is always the first preview of an empty table of rows."""
    return preview(client, UNKNOWN, "登记表.csv")


# endpoint, address below the import, how far it has come, the audit line it leaves
ROUTES: list[tuple[str, str, Callable[[CheckedClient], int], str]] = [
    ("imports.columns", "columns", lambda client: upload(client, ROW), "import.columns"),
    ("imports.choices", "choices", lambda client: preview(client, ROW), "import.choose"),
    ("imports.person", "rows/1/person", asking, "import.choose"),
    ("imports.apply", "writing", lambda client: preview(client, ROW), "import"),
    ("imports.resume", "resumption", interrupted, "import.resume"),
    ("imports.discard", "discarded", lambda client: preview(client, ROW), "import.discard"),
    ("imports.undo", "undone", written, "import.undo"),
]
FORMS = {
    "imports.columns": {"take-0": "1", "kind-0": "contacts", "column-0-1": "name"},
    "imports.choices": {"state": "new", "every": "skip"},
    "imports.person": {"choice": "new"},
}
SHOWN = {"imports.columns", "imports.person"}  # forms at the address they are posted to
# An upload has tests of its own below; stopping stores nothing (test_at_work.py); a corrected file: test_pages.py.
LISTED_APART = {"imports.index", "imports.stop", "imports.replace_file"}

each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[0])


def test_every_write_route_is_listed(app: Flask):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("imports.")]
    writing = {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}
    assert writing == {route[0] for route in ROUTES} | LISTED_APART


def test_an_upload_is_logged(officer: CheckedClient, cast: Cast):
    last_line = newest_audit_line()
    upload(officer, ROW)
    assert [line.action for line in audit_lines_since(last_line)] == ["import.begin"]


def test_an_upload_is_refused_to_whom_it_does_not_concern(app: Flask, officer: CheckedClient, cast: Cast):
    viewer = signed_in(app, "viewer")
    before = everything_stored()
    for client, token, status in ((viewer, True, 403), (officer, False, 400), (app.test_client(), True, 401)):
        form = {"file": (BytesIO(ROW.encode()), "通讯录.csv"), "kind": ""}
        assert client.post("/import", data=form, csrf=token, content_type="multipart/form-data").status_code == status
    assert everything_stored() == before


@pytest.mark.parametrize(("content", "said"), [(None, "请选择文件"), (b"", "是空的")])
def test_an_upload_without_content_is_shown_again(officer: CheckedClient, content: bytes | None, said: str):
    form = {"kind": ""} if content is None else {"kind": "", "file": (BytesIO(content), "通讯录.csv")}
    answer = officer.post("/import", data=form, content_type="multipart/form-data")
    assert (answer.status_code, said in answer.text) == (400, True)


@each_route
def test_it_works_and_leaves_an_audit_line(officer: CheckedClient, cast: Cast, route):
    endpoint, address, far, audit = route
    batch_id, last_line = far(officer), newest_audit_line()
    answer = officer.post(f"/import/{batch_id}/{address}", data=FORMS.get(endpoint, {}))
    assert answer.status_code == 302
    lines = [line for line in audit_lines_since(last_line) if line.action == audit]
    assert lines and {line.by_name for line in lines} == {"张敏"}


@each_route
def test_who_may_not_is_refused_and_nothing_changes(app: Flask, officer: CheckedClient, cast: Cast, route):
    endpoint, address, far, _audit = route
    batch_id, form = far(officer), FORMS.get(endpoint, {})
    viewer, head = signed_in(app, "viewer"), signed_in(app, "head")
    before = everything_stored()
    assert viewer.post(f"/import/{batch_id}/{address}", data=form).status_code == 403
    assert head.post(f"/import/{batch_id}/{address}", data=form).status_code == 404
    assert officer.post(f"/import/{batch_id}/{address}", data=form, csrf=False).status_code == 400
    assert officer.get(f"/import/{batch_id}/{address}").status_code == (200 if endpoint in SHOWN else 405)
    assert app.test_client().post(f"/import/{batch_id}/{address}", data=form).status_code == 401
    assert everything_stored() == before


@each_route
@pytest.mark.parametrize("wrong_id", [NOBODY, 2**31, BEYOND])
def test_an_unknown_import_is_not_found(officer: CheckedClient, route, wrong_id: int):
    assert officer.post(f"/import/{wrong_id}/{route[1]}").status_code == 404
