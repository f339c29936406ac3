"""A row that may mean several people, or nobody known, is pointed to any person one may see; without JavaScript."""

import re

import pytest
from cast import Cast
from imports.conftest import HEAD, agree, preview, write
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.imports.models import ImportRow
from liaison.interactions.models import Interaction

pytestmark = pytest.mark.postgres
REGISTER = "日期,单位,姓名,方式,内容\n"
UNKNOWN = REGISTER + "2026-11-20,市第一中学,赵云,电话,问好\n2026-11-21,市第一中学,赵云,走访,看望\n"


def rows(batch_id: int) -> list[ImportRow]:
    db.session.rollback()
    return list(
        db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.id))
    )


def namesakes(cast: Cast, count: int) -> list[int]:
    begin_write()
    owner = cast.user("officer").id
    ids = [add_contact({"name": "王伟", "owner_id": owner}, by=None).id for _each in range(count)]
    db.session.commit()
    return ids


def page_of(client: CheckedClient, batch_id: int, row: ImportRow, **query: str) -> str:
    return client.get(f"/import/{batch_id}/rows/{row.id}/person", query_string=query).text


def point(client: CheckedClient, batch_id: int, row: ImportRow, contact_id: int, **form: str) -> int:
    address = f"/import/{batch_id}/rows/{row.id}/person"
    return client.post(address, data={"contact": str(contact_id), **form}).status_code


def test_it_is_said_how_many_more_a_row_may_mean(officer: CheckedClient, cast: Cast):
    namesakes(cast, 11)
    batch_id = preview(officer, REGISTER + "2026-11-20,,王伟,电话,问好\n", "登记表.csv")
    (row,) = rows(batch_id)
    assert (len(row.candidates), row.more) == (8, 3)
    assert "还有 3 位同样可能" in officer.get(f"/import/{batch_id}").text


def test_somebody_who_was_not_listed_is_found_and_meant(officer: CheckedClient, cast: Cast):
    last = namesakes(cast, 11)[-1]
    batch_id = preview(officer, REGISTER + "2026-11-20,,王伟,电话,问好\n", "登记表.csv")
    (row,) = rows(batch_id)
    assert f'name="contact" value="{last}"' in page_of(officer, batch_id, row)
    assert point(officer, batch_id, row, last) == 302
    assert f'<option value="{last}" selected>' in officer.get(f"/import/{batch_id}").text
    assert write(officer, batch_id).created == 1
    logged = db.session.scalars(select(Interaction)).one()
    assert [person.id for person in logged.participants] == [last]


def test_a_person_the_register_calls_otherwise_is_pointed_to_for_all_rows(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, UNKNOWN, "登记表.csv")
    first, _second = rows(batch_id)
    shown = officer.get(f"/import/{batch_id}").text
    assert "从已有的人里找" in shown and "没有读懂 2 处，写入时略过" in shown
    for typed in ("陈建国", "chenjg", "第一中学", "2046"):
        assert f'name="contact" value="{cast.chen.id}"' in page_of(officer, batch_id, first, q=typed), typed
    assert point(officer, batch_id, first, cast.chen.id) == 302
    assert {row.choice for row in rows(batch_id)} == {str(cast.chen.id)}
    assert "写入时略过" not in officer.get(f"/import/{batch_id}").text
    assert write(officer, batch_id).created == 2
    assert cast.chen.times_contacted == 2


def test_a_row_of_an_address_list_is_added_to_the_person_pointed_to(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市教育局,陈建囯,副局长,13805712046,,,爱好书法\n")
    (row,) = rows(batch_id)
    assert "爱好书法" in page_of(officer, batch_id, row)
    assert point(officer, batch_id, row, cast.wang.id) == 302
    batch = write(officer, batch_id)
    assert (batch.created, batch.updated, cast.wang.notes) == (0, 1, "爱好书法")


def test_the_button_keeps_the_other_choices_of_the_page(officer: CheckedClient):
    other = "2026-11-22,市第一中学,马超,电话,问好\n"
    batch_id = preview(officer, UNKNOWN + other, "登记表.csv")
    first, _second, third = rows(batch_id)
    form = {"state": "unclear", "find": str(first.id), f"row-{third.id}": "skip"}
    answer = officer.post(f"/import/{batch_id}/choices", data=form)
    assert answer.location.endswith(f"/import/{batch_id}/rows/{first.id}/person")
    assert [row.choice for row in rows(batch_id)] == ["", "", "skip"]


def test_nobody_beyond_ones_sight_is_found_or_meant(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, UNKNOWN, "登记表.csv")
    first = rows(batch_id)[0]
    assert f'name="contact" value="{cast.ouyang.id}"' not in page_of(officer, batch_id, first, q="欧阳慧敏")
    assert point(officer, batch_id, first, cast.ouyang.id) == 400
    assert rows(batch_id)[0].choice == ""


@pytest.mark.parametrize("contact", ["", "x", "0", "99999999999"])
def test_what_is_no_person_is_refused_on_the_page(officer: CheckedClient, contact: str):
    batch_id = preview(officer, UNKNOWN, "登记表.csv")
    first = rows(batch_id)[0]
    answer = officer.post(f"/import/{batch_id}/rows/{first.id}/person", data={"contact": contact, "q": "陈"})
    assert answer.status_code == 400
    assert "没有这位联系人" in answer.text


def test_a_row_that_is_clear_has_no_such_page(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,陈建国,电话,问好\n", "登记表.csv")
    assert officer.get(f"/import/{batch_id}/rows/{rows(batch_id)[0].id}/person").status_code == 404


def test_the_choice_outlives_a_preview_made_anew(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, UNKNOWN, "登记表.csv")
    point(officer, batch_id, rows(batch_id)[0], cast.chen.id)
    agree(officer, batch_id)
    shown = officer.get(f"/import/{batch_id}").text
    assert len(re.findall(f'<option value="{cast.chen.id}" selected>', shown)) == 2
    assert write(officer, batch_id).created == 2
    assert db.session.scalar(select(func.count()).select_from(Interaction)) == 2


def test_a_unit_written_in_other_characters_may_be_the_stored_one(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, "单位名称,地址\n市第一中學,学府路1号\n", "单位.csv", "units")
    (row,) = rows(batch_id)
    assert (row.state, [each["words"] for each in row.candidates]) == ("unclear", ["市第一中学"])
    batch = write(officer, batch_id, **{f"row-{row.id}": str(row.candidates[0]["id"])})
    assert (batch.created, batch.updated, cast.school.address) == (0, 1, "学府路1号")
