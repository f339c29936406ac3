"""A row that may mean several people, or nobody known, is pointed to any person one may see; without JavaScript."""

import re

import pytest
from cast import Cast
from conftest import TODAY
from imports.conftest import HEAD, agree, preview, stored, write
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.audit.actions import note
from liaison.contacts.actions import add_contact, edit_contact
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports.importing import file_of, plan_of
from liaison.imports.models import ImportRow
from liaison.imports.pointed_changes import pointed_changes
from liaison.imports.reading import sheets_of
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
    assert "从已有的人里找" in shown and "2 行等您确认" in shown
    for typed in ("陈建国", "chenjg", "第一中学", "2046"):
        assert f'name="contact" value="{cast.chen.id}"' in page_of(officer, batch_id, first, q=typed), typed
    assert point(officer, batch_id, first, cast.chen.id) == 302
    assert {row.choice for row in rows(batch_id)} == {str(cast.chen.id)}
    assert "等您确认" not in officer.get(f"/import/{batch_id}").text
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


RICH = "单位,姓名,职务,手机,办公电话,生日,联系等级,备注,B角,标签\n"


@pytest.mark.parametrize(
    "cells",
    [
        "市教育局,陈建囯,副局长,13805712046,,,,爱好书法,,",
        "市第一中学,陈建囯,校长,13805712046 13900009999,0571-88886666、88886667,1970-02-03,经常,,张敏,老朋友",
        "市第一中学,陈建囯,办公室主任,138 0571 2046,,,重点,,,",
        ",陈建囯,,13805712046,,农历八月十五,,,,",
    ],
)
def test_it_is_shown_field_by_field_what_the_person_pointed_to_gets(officer: CheckedClient, cast: Cast, cells: str):
    batch_id = preview(officer, RICH + cells + "\n")
    (row,) = rows(batch_id)
    assert point(officer, batch_id, row, cast.chen.id) == 302
    batch, user = stored(batch_id), cast.user("officer")
    shown = pointed_changes(batch, rows(batch_id), user)[row.id]
    with file_of(batch) as path:
        plan = plan_of(
            sheets_of(path), batch.sheets, today=TODAY, by=user, choices={(row.sheet, row.row): str(cast.chen.id)},
            step=lambda _rows: None,
        )  # fmt: skip
    assert shown == plan.rows[0].changes
    page = officer.get(f"/import/{batch_id}?state=unclear").text
    assert "写给选定的这位" in page and ("没有要补的" in page) == (not shown)


def test_what_is_there_already_is_shown_struck_out(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, RICH + "市第一中学,陈建囯,校长,13805712046,,,一般,,,\n")
    point(officer, batch_id, rows(batch_id)[0], cast.chen.id)
    page = officer.get(f"/import/{batch_id}?state=unclear").text
    assert "<del>办公室主任</del> → 校长" in page and "<del>重点</del> → 一般" in page


def test_a_new_person_may_be_somebody_known_and_is_new_again(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,赵子龙,副校长,13900001111,,,爱好书法\n")
    (row,) = rows(batch_id)
    assert row.state == "new" and "是已有的人？去找" in officer.get(f"/import/{batch_id}").text
    assert "爱好书法" in page_of(officer, batch_id, row, q="陈建国")
    assert point(officer, batch_id, row, cast.chen.id) == 302
    page = officer.get(f"/import/{batch_id}").text
    assert f'<option value="{cast.chen.id}" selected>' in page and "<del>办公室主任</del> → 副校长" in page
    address = f"/import/{batch_id}/rows/{row.id}/person"
    assert officer.post(address, data={"choice": "new"}).location.endswith(f"/import/{batch_id}?state=new")
    assert rows(batch_id)[0].choice == ""
    point(officer, batch_id, row, cast.chen.id)
    batch = write(officer, batch_id)
    assert (batch.created, batch.updated, cast.chen.name, cast.chen.notes) == (0, 1, "陈建国", "爱好书法")


def test_a_later_row_of_the_name_pointed_to_makes_no_second_person(officer: CheckedClient, cast: Cast):
    same = "市第一中学,赵子龙,副校长,,,,\n市第一中学,赵子龙,,13900001111,,,爱好书法\n"
    other = "市第一中学,赵子龙,,13900002222,,,另一位\n"
    batch_id = preview(officer, HEAD + same + other)
    point(officer, batch_id, rows(batch_id)[0], cast.chen.id)
    write(officer, batch_id)
    assert {"13900001111", "13805712046"} <= {phone.digits for phone in cast.chen.phones}
    assert db.session.scalar(select(func.count()).select_from(Contact).where(Contact.name == "赵子龙")) == 0


def merged(cast: Cast, into: int | None) -> None:
    """陈建国 is merged into somebody, or else handed to somebody of the other section."""
    begin_write()
    if into is None:
        edit_contact(cast.chen, {"owner_id": cast.user("colleague").id}, version=None, why="edited", by=None)
    else:
        cast.chen.merged_into_id = into
        note("contact.edit", cast.chen, None)
    db.session.commit()


def test_who_was_merged_since_is_meant_as_the_person_that_remains(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,赵子龙,副校长,13900001111,,,爱好书法\n")
    point(officer, batch_id, rows(batch_id)[0], cast.ids["chen"])
    merged(cast, cast.ids["wang"])
    batch = write(officer, batch_id)
    assert (batch.created, batch.updated, cast.wang.notes) == (0, 1, "爱好书法")


def test_who_cannot_be_meant_any_more_is_told_and_nobody_is_made_instead(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,赵子龙,副校长,13900001111,,,爱好书法\n")
    point(officer, batch_id, rows(batch_id)[0], cast.ids["chen"])
    merged(cast, None)
    batch = write(officer, batch_id)
    assert (batch.created, batch.updated) == (0, 0)
    assert [each["reason"] for each in batch.errors] == ["选定的那位已经不在，或者不再归您联系，请重新选"]


def test_what_others_write_elsewhere_brings_no_second_look_at_who_was_found_by_hand(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第三中学,赵子龙,副校长,13900001111,,,爱好书法\n")
    point(officer, batch_id, rows(batch_id)[0], cast.ids["chen"])
    agree(officer, batch_id)
    begin_write()
    edit_contact(cast.wang, {"notes": "新说明"}, version=None, why="edited", by=None)
    db.session.commit()
    assert write(officer, batch_id).state == "applied"


def test_to_bring_all_new_rows_takes_no_pointing_back(officer: CheckedClient, cast: Cast):
    two = "市第一中学,赵子龙,副校长,13900001111,,,\n市第一中学,马超,,13900002222,,,\n"
    batch_id = preview(officer, HEAD + two)
    first, second = rows(batch_id)
    point(officer, batch_id, first, cast.chen.id)
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", f"row-{second.id}": "skip"})
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", "every": ""})
    assert [row.choice for row in rows(batch_id)] == [str(cast.chen.id), ""]


def test_the_row_of_a_call_or_a_unit_that_is_clear_is_not_pointed(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, "单位名称,地址\n市第九中学,学府路9号\n", "单位.csv", "units")
    (row,) = rows(batch_id)
    assert officer.get(f"/import/{batch_id}/rows/{row.id}/person").status_code == 404
    assert "去找" not in officer.get(f"/import/{batch_id}").text


def test_other_posts_and_archiving_are_a_newcomer_s_alone(officer: CheckedClient, cast: Cast):
    head, cells = "单位,姓名,手机,微信,任职起,其他任职,归档日期\n", "2019-05-01,市教育局｜｜顾问｜｜,2026-11-01"
    batch_id = preview(officer, head + f"市第三中学,陈建中,13911112222,chenjz,{cells}\n")
    (row,) = rows(batch_id)
    assert {"since", "other_posts", "archived_on"} <= {field for field, _before, _after in row.changes}
    assert point(officer, batch_id, row, cast.ids["chen"]) == 302
    page = officer.get(f"/import/{batch_id}?state=all")
    assert page.status_code == 200 and "chenjz" in page.text
    (row,) = rows(batch_id)
    (changes,) = pointed_changes(stored(batch_id), [row], cast.user("officer")).values()
    assert {field for field, _before, _after in changes}.isdisjoint({"other_posts", "archived_on"})
    assert ["since", "", "2019-05-01"] in changes  # of the post that begins
