"""An erasure and the reports of imports: no cell is quoted that may have been the person's."""

import json

import pytest
from cast import Cast
from imports.conftest import HEAD, preview, stored, write
from page_checks import CheckedClient
from privacy.test_files_of_imports import erase

pytestmark = pytest.mark.postgres


def report(batch_id: int) -> str:
    return json.dumps(stored(batch_id).errors, ensure_ascii=False)


def test_a_cell_of_an_import_that_changed_the_person_is_no_longer_quoted(head: CheckedClient, cast: Cast):
    batch_id = write(head, preview(head, HEAD + "市第一中学,陈建国,校长,1390571,属蛇的,,\n")).id
    assert "1390571" in report(batch_id) and "属蛇的" in report(batch_id)
    before = len(stored(batch_id).errors)
    assert erase(head, cast) == 302
    assert "1390571" not in report(batch_id) and "属蛇的" not in report(batch_id)
    assert len(stored(batch_id).errors) == before
    assert head.get(f"/import/{batch_id}").status_code == 200


def test_what_other_imports_did_not_read_stays(head: CheckedClient, cast: Cast):
    batch_id = write(head, preview(head, HEAD + "市第三中学,林冲,教师,1390571,,,\n")).id
    assert erase(head, cast) == 302
    assert "1390571" in report(batch_id)
