"""Whom a row means where it does not say it exactly: somebody else's number, other characters, a number without a name."""

import re

import pytest
from cast import Cast
from imports.conftest import HEAD, agree, preview, stored, write
from imports.test_preview_words import rows, words_of
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact, Phone
from liaison.db import begin_write, db

pytestmark = pytest.mark.postgres
REGISTER = "日期,单位,姓名,电话,方式,内容\n"
CHENS = "13805712046"


def people(name: str) -> list[Contact]:
    db.session.rollback()
    return list(db.session.scalars(select(Contact).where(Contact.name == name)))


def holders(digits: str) -> list[str]:
    db.session.rollback()
    held = select(Contact.name).join(Phone, Phone.contact_id == Contact.id).where(Phone.digits == digits)
    return sorted(db.session.scalars(held))


def somebody(cast: Cast, name: str, *numbers: str, unit: bool = True) -> Contact:
    begin_write()
    owner = cast.user("officer").id
    contact = add_contact({"name": name, "owner_id": owner}, phones=[("", number) for number in numbers], by=None)
    if unit:
        begin_post(contact, unit_id=cast.school.id, title="教师", by=None)
    db.session.commit()
    return contact


def test_somebody_known_does_not_get_another_s_mobile_in_silence(officer: CheckedClient, cast: Cast):
    qiu = somebody(cast, "仇英")
    batch_id = preview(officer, HEAD + f"市第一中学,仇英,,{CHENS},,,\n")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and "登记在“陈建国”名下，姓名不同" in row.reason
    assert [each["id"] for each in row.candidates] == [qiu.id, cast.chen.id]
    write(officer, batch_id)
    assert holders(CHENS) == ["陈建国"]


def test_whoever_is_chosen_then_has_the_number(officer: CheckedClient, cast: Cast):
    qiu = somebody(cast, "仇英")
    batch_id = preview(officer, HEAD + f"市第一中学,仇英,,{CHENS},,,\n")
    write(officer, batch_id, **{f"row-{rows(batch_id)[0].id}": str(qiu.id)})
    assert holders(CHENS) == ["仇英", "陈建国"]


def test_a_number_of_the_same_name_in_other_characters_is_a_question(officer: CheckedClient, cast: Cast):
    somebody(cast, "陈九德")
    somebody(cast, "陳九德", "13800000009")
    batch_id = preview(officer, HEAD + "市第一中学,陈九德,,13800000009,,,\n")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and len(row.candidates) == 2 and "字形不同" in row.reason


def test_two_rows_with_one_mobile_and_two_names_are_a_question(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,单雄信,,13800000001,,,\n市教育局,仇英,,13800000001,,,\n")
    first, second = rows(batch_id)
    assert (first.state, second.state) == ("new", "unclear")
    assert "表里前面的“单雄信”也是这个手机" in second.reason
    assert "和第 2 行是同一个人（单雄信）" in officer.get(f"/import/{batch_id}").text
    write(officer, batch_id)
    assert holders("13800000001") == ["单雄信"]


def test_a_number_given_to_somebody_known_by_an_earlier_row_is_theirs(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,,13800000001,,,\n市教育局,仇英,,13800000001,,,\n")
    assert [row.state for row in rows(batch_id)] == ["changed", "unclear"]


@pytest.mark.parametrize("mobiles", [("13800000001", "13800000001"), ("13800000001", ""), ("", "")])
def test_one_name_in_other_characters_in_one_unit_is_a_question(officer: CheckedClient, mobiles: tuple[str, str]):
    first, second = mobiles
    batch_id = preview(officer, HEAD + f"市第九中学,蕭汝明,,{first},,,\n市第九中学,萧汝明,,{second},,,\n")
    assert [row.state for row in rows(batch_id)] == ["new", "unclear"]
    assert "字形不同" in rows(batch_id)[1].reason


def test_a_second_row_of_a_new_person_may_be_said_to_be_the_same_one(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第九中学,林冲,,13800000001,,,\n市第九中学,林冲,主任,13800000002,,,爱好书法\n")
    _first, second = rows(batch_id)
    assert "手机不同，可能是两个人" in second.reason
    shown = officer.get(f"/import/{batch_id}").text
    choice = re.search(r'<option value="(row-0-2)">和第 2 行是同一个人（林冲）', shown)[1]
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{second.id}": choice})
    assert f'<option value="{choice}" selected>' in officer.get(f"/import/{batch_id}").text
    batch = write(officer, batch_id)
    assert (batch.created, batch.updated) == (1, 1)
    (lin,) = people("林冲")
    assert {phone.digits for phone in lin.phones} == {"13800000001", "13800000002"}
    assert (lin.title, lin.notes) == ("主任", "爱好书法")


def test_the_same_person_as_a_row_pointed_to_somebody_known_is_that_one(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第九中学,林冲,,13800000001,,,\n市第九中学,林冲,,13800000002,,,爱好书法\n")
    first, second = rows(batch_id)
    officer.post(f"/import/{batch_id}/rows/{first.id}/person", data={"contact": str(cast.chen.id)})
    write(officer, batch_id, **{f"row-{second.id}": "row-0-2"})
    assert people("林冲") == [] and cast.chen.notes == "爱好书法"
    assert {CHENS, "13800000001", "13800000002"} <= {phone.digits for phone in cast.chen.phones}


@pytest.mark.parametrize("choice", ["row-0-3", "row-9-9", "row-x", "row-"])
def test_only_a_row_that_was_offered_may_be_meant(officer: CheckedClient, choice: str):
    batch_id = preview(officer, HEAD + "市第九中学,林冲,,13800000001,,,\n市第九中学,林冲,,13800000002,,,\n")
    second = rows(batch_id)[1]
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{second.id}": choice})
    assert rows(batch_id)[1].choice == ""


def test_the_choice_of_an_earlier_row_outlives_a_preview_made_anew(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第九中学,林冲,,13800000001,,,\n市第九中学,林冲,,13800000002,,,\n")
    second = rows(batch_id)[1]
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{second.id}": "row-0-2"})
    agree(officer, batch_id)
    assert [row.choice for row in rows(batch_id)] == ["", "row-0-2"]


def test_a_register_row_with_a_number_alone_is_about_whoever_has_it(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, REGISTER + f"2026-11-20,,,138 0571 2046,电话,问好\n2026-11-21,市第一中学,,{CHENS},电话,催办\n")
    assert [row.state for row in rows(batch_id)] == ["new", "new"]
    assert "电话登记在“陈建国”名下" in words_of(officer, batch_id)
    assert write(officer, batch_id).created == 2
    assert cast.chen.times_contacted == 2


def test_a_number_nobody_has_is_a_question_and_may_make_a_new_person(officer: CheckedClient):
    numbers = "2026-11-20,,,13900007777,电话,问好\n2026-11-21,,,13900007777,电话,催办\n2026-11-22,,,13900008888,电话,别人\n"
    batch_id = preview(officer, REGISTER + numbers)
    assert [row.state for row in rows(batch_id)] == ["unclear"] * 3
    shown = words_of(officer, batch_id)
    assert "电话 13900007777 也没有登记在谁名下；请从已有的人里找，或新建（姓名先用号码）" in shown
    assert "不知道和谁联系" not in shown
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{rows(batch_id)[0].id}": "new"})
    assert [row.choice for row in rows(batch_id)] == ["new", "new", ""]
    write(officer, batch_id)
    (new,) = people("13900007777")
    assert new.times_contacted == 2 and people("13900008888") == []


def test_a_number_of_several_people_is_a_question(officer: CheckedClient, cast: Cast):
    first, second = (somebody(cast, name, "0571-87654321") for name in ("仇英", "单雄信"))
    batch_id = preview(officer, REGISTER + "2026-11-20,,,0571-87654321,电话,问好\n")
    (row,) = rows(batch_id)
    assert "登记在 2 位名下" in row.reason and {each["id"] for each in row.candidates} == {first.id, second.id}


def test_a_number_with_an_extension_is_a_question(officer: CheckedClient, cast: Cast):
    somebody(cast, "仇英", "0571-87654321转8001")
    batch_id = preview(officer, REGISTER + "2026-11-20,,,0571-87654321转8002,电话,问好\n")
    assert rows(batch_id)[0].state == "unclear"


def test_whoever_has_the_number_in_another_section_is_not_told(officer: CheckedClient, cast: Cast):
    begin_write()
    number = {"label": "mobile", "text": "13900006666", "digits": "13900006666"}
    db.session.add(Phone(contact_id=cast.ouyang.id, position=9, **number))
    db.session.commit()
    batch_id = preview(officer, REGISTER + "2026-11-20,,,13900006666,电话,问好\n")
    (row,) = rows(batch_id)
    assert (row.state, row.candidates) == ("unclear", [])
    assert "别的科室" in row.reason and "欧阳" not in officer.get(f"/import/{batch_id}").text


def test_a_row_without_name_and_number_is_refused_as_before(officer: CheckedClient):
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,,,电话,问好\n2026-11-20,,,,电话,问好\n")
    assert [row.state for row in rows(batch_id)] == ["refused", "refused"]


def test_a_register_offers_those_who_sound_alike_in_the_unit_and_says_so(officer: CheckedClient, cast: Cast):
    first, second = somebody(cast, "萧汝明"), somebody(cast, "蕭汝明")
    elsewhere = somebody(cast, "肖如明", unit=False)
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,肖汝明,,电话,问好\n")
    (row,) = rows(batch_id)
    assert {each["id"] for each in row.candidates} == {first.id, second.id} and elsewhere.id not in (first.id, second.id)
    assert "里没有“肖汝明”，有读音相同的“" in row.reason and row.reason.endswith("请选是哪一位，或新建")


def test_where_nobody_there_sounds_alike_others_who_do_are_offered(officer: CheckedClient, cast: Cast):
    xiao = somebody(cast, "萧汝明")
    batch_id = preview(officer, REGISTER + "2026-11-20,市教育局,肖汝明,,电话,问好\n")
    assert [each["id"] for each in rows(batch_id)[0].candidates] == [xiao.id]


def test_a_register_row_says_that_its_number_is_somebody_s(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, REGISTER + f"2026-11-20,市第一中学,老陈,{CHENS},电话,问好\n")
    (row,) = rows(batch_id)
    assert [each["id"] for each in row.candidates] == [cast.chen.id]
    assert "“市第一中学”里没有“老陈”，电话登记在“陈建国”名下；请选是哪一位，或新建" in row.reason
    assert stored(batch_id).state == "open"


def test_where_nobody_may_be_meant_it_is_said_what_one_may_do(officer: CheckedClient):
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,赵云,,电话,问好\n")
    assert rows(batch_id)[0].reason == "“市第一中学”里没有“赵云”；请从已有的人里找，或新建"
