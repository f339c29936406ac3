"""Bringing a file in the way a person does: upload, agree to the columns, look, write."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from page_checks import CheckedClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from liaison.db import db
from liaison.imports.models import ImportBatch

HEAD = "单位,姓名,职务,手机,生日,联系等级,备注\n"


def batch_of(answer: TestResponse) -> int:
    """The import an answer leads to."""
    return int(re.search(r"/import/(\d+)", answer.location or "")[1])


def upload(client: CheckedClient, content: str | bytes, name: str = "通讯录.csv", kind: str = "") -> int:
    """Upload a file; answers the import's id."""
    sent = content.encode() if isinstance(content, str) else content
    form = {"file": (BytesIO(sent), name), "kind": kind}
    answer = client.post("/import", data=form, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    return batch_of(answer)


def upload_large(client: CheckedClient, content: bytes, name: str) -> int:
    """The same for what the test client would put into a temporary file and leave open."""
    form = {"file": FileStorage(BytesIO(content), name), "kind": "", "csrf_token": client.token()}
    boundary, body = encode_multipart(form)
    answer = client.post("/import", data=body, csrf=False, content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == 302, answer.text
    return batch_of(answer)


def agree(client: CheckedClient, batch_id: int, **changes: str) -> TestResponse:
    """Take the columns as they were understood, but for some changes."""
    db.session.rollback()
    batch = db.session.get_one(ImportBatch, batch_id)
    form = {}
    for layout in batch.sheets:
        if layout["take"]:
            form[f"take-{layout['index']}"] = "1"
        form[f"kind-{layout['index']}"] = layout["kind"] or "contacts"
        for column in layout["columns"]:
            form[f"column-{layout['index']}-{column['index']}"] = column["field"]
    return client.post(f"/import/{batch_id}/columns", data={**form, **changes})


def preview(client: CheckedClient, content: str | bytes, name: str = "通讯录.csv", kind: str = "") -> int:
    """As far as the preview."""
    batch_id = upload(client, content, name, kind)
    answer = agree(client, batch_id)
    assert answer.status_code == 302, answer.text
    return batch_id


def write(client: CheckedClient, batch_id: int, **choices: str) -> ImportBatch:
    """Write what is shown and chosen."""
    answer = client.post(f"/import/{batch_id}/writing", data=choices)
    assert answer.status_code == 302, answer.text
    return stored(batch_id)


def stored(batch_id: int) -> ImportBatch:
    db.session.rollback()
    return db.session.get_one(ImportBatch, batch_id, populate_existing=True)


@pytest.fixture
def bring(officer: CheckedClient) -> Callable[..., ImportBatch]:
    """bring(content, name=…, kind=…) writes a whole file as the officer."""

    def brought(content: str | bytes, name: str = "通讯录.csv", kind: str = "") -> ImportBatch:
        batch = write(officer, preview(officer, content, name, kind))
        assert batch.state == "applied", batch.message
        return batch

    return brought
