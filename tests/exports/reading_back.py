"""Reading back what was taken away."""

import csv
import io

from openpyxl import load_workbook
from page_checks import CheckedClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from liaison.audit.models import AuditLine
from liaison.db import db


def taken(client: CheckedClient, path: str, form: str = "csv") -> TestResponse:
    """The answer, read to its end and closed as a server would."""
    answer = client.post(path, data={"format": form})
    assert answer.data is not None
    answer.close()
    return answer


def csv_rows(answer: TestResponse) -> list[dict[str, str]]:
    """The rows of a downloaded .csv by heading."""
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def workbook(answer: TestResponse):  # type: ignore[no-untyped-def]
    assert answer.status_code == 200, answer.text
    return load_workbook(io.BytesIO(answer.data))


def export_lines() -> list[AuditLine]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditLine).where(AuditLine.action == "export.take").order_by(AuditLine.id)))

