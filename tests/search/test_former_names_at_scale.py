"""What a record was once called is asked of an index, however few records were merged."""

from typing import Any

from cast import Cast
from flask import Flask
from sqlalchemy import event, text

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.search.former import merged_into

STATISTICS = [("contacts", "ix_contacts_merged_into_id", "1000000 1000000"), ("contacts", "ix_contacts_owner_id", "1000000 900")]


def asked_of(connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
    connection.info.setdefault("asked", []).append((statement, parameters))


def test_a_million_people_of_whom_nobody_was_merged_are_not_read_through(app: Flask, cast: Cast):
    begin_write()
    cast.chen.merged_into_id = cast.ids["wang"]
    db.session.flush()
    db.session.execute(text("ANALYZE"))
    db.session.execute(text("DELETE FROM sqlite_stat1"))
    for row in STATISTICS:
        db.session.execute(text("INSERT INTO sqlite_stat1 VALUES (:t, :i, :s)"), dict(zip("tis", row, strict=True)))
    db.session.commit()
    db.engine.dispose()  # statistics are read when a connection is opened
    event.listen(db.engine, "before_cursor_execute", asked_of)
    try:
        found = dict(merged_into(Contact, [cast.ids["wang"]], Contact.name))
    finally:
        event.remove(db.engine, "before_cursor_execute", asked_of)
    assert [row.name for row in found.values()] == ["陈建国"]
    connection = db.session.connection()
    asked = [each for each in connection.info.pop("asked") if "merged_into_id IN" in each[0]]
    plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all() for statement, parameters in asked]
    assert plans and not [step for plan in plans for *_numbers, step in plan if step.startswith("SCAN contacts")]
