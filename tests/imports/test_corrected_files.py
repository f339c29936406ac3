"""A corrected file in place of the first: choices go along with what a row says, never with its number."""

from io import BytesIO

import pytest
from cast import Cast
from imports.conftest import HEAD, agree, preview, stored, write
from imports.test_pages import people, rows
from imports.test_pointing import REGISTER, UNKNOWN, point
from page_checks import CheckedClient

pytestmark = pytest.mark.postgres
CHEN = "市教育局,陈建国,副局长,13805712046,,,\n"
LIN = "市第三中学,林冲,教务主任,13900001111,,,\n"
LU = "市第三中学,鲁达,科员,13900002222,,,\n"
WEI, OTHER_WEI = "市第三中学,王伟,,13900003333,,,甲\n", "市第三中学,王伟,,13900004444,,,乙\n"
LOST = "个原来的选择没有沿用"


def correct(client: CheckedClient, batch_id: int, content: str, name: str = "改过.csv") -> dict[str, str]:
    """Upload the corrected file; answers the choice for each row by what it says first."""
    form = {"file": (BytesIO(content.encode()), name)}
    assert client.post(f"/import/{batch_id}/file", data=form, content_type="multipart/form-data").status_code == 302
    assert stored(batch_id).state == "open", stored(batch_id).message
    return {row.name: row.choice for row in rows(batch_id)}


def choose(client: CheckedClient, batch_id: int, **by_name: str) -> None:
    chosen = {f"row-{row.id}": by_name[row.name] for row in rows(batch_id) if row.name in by_name}
    client.post(f"/import/{batch_id}/choices", data=chosen)
    assert {row.name: row.choice for row in rows(batch_id) if row.name in by_name} == by_name


def test_rows_in_another_order_keep_their_own_choices(officer: CheckedClient, cast: Cast):
    batch_id, chen = preview(officer, HEAD + CHEN + LIN + LU), str(cast.ids["chen"])
    choose(officer, batch_id, 陈建国=chen, 鲁达="skip")
    assert correct(officer, batch_id, HEAD + LIN + LU + CHEN) == {"林冲": "", "鲁达": "skip", "陈建国": chen}
    assert LOST not in officer.get(f"/import/{batch_id}").text
    assert write(officer, batch_id).created == 1
    assert {phone.digits for phone in cast.chen.phones} == {"13805712046"}
    assert (len(people("林冲")), people("鲁达")) == (1, [])


def test_somebody_else_in_the_place_of_a_row_gets_nothing_of_its_choice(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + CHEN)
    choose(officer, batch_id, 陈建国=str(cast.ids["chen"]))
    assert correct(officer, batch_id, HEAD + LIN) == {"林冲": ""}
    assert "有 1 个原来的选择没有沿用" in officer.get(f"/import/{batch_id}").text
    assert write(officer, batch_id).created == 1
    assert {phone.digits for phone in cast.chen.phones} == {"13805712046"}


def test_a_corrected_cell_leaves_the_choice_where_it_was(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + CHEN + LIN)
    choose(officer, batch_id, 陈建国="new", 林冲="skip")
    assert correct(officer, batch_id, HEAD + LIN.replace("教务主任", "副校长") + CHEN.replace("副局长", "局长")) == {
        "林冲": "skip",
        "陈建国": "new",
    }


def test_a_choice_that_the_row_no_longer_offers_is_dropped(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,陈建囯,校长,,,,\n")
    choose(officer, batch_id, 陈建囯="new")
    assert correct(officer, batch_id, HEAD + "市第三中学,陈建囯,校长,,,,\n") == {"陈建囯": ""}
    choose(officer, batch_id, 陈建囯="skip")
    assert correct(officer, batch_id, HEAD + "市第三中学,陈建囯,校长,,乱写,,\n") == {"陈建囯": "skip"}


@pytest.mark.parametrize("sheet", [OTHER_WEI + WEI, OTHER_WEI + LIN + WEI], ids=["turned", "apart"])
def test_of_namesakes_at_one_unit_each_keeps_the_choice_made_for_it(officer: CheckedClient, cast: Cast, sheet: str):
    batch_id = preview(officer, HEAD + WEI + OTHER_WEI)
    first, second = rows(batch_id)
    officer.post(f"/import/{batch_id}/choices", data={f"row-{first.id}": "skip", f"row-{second.id}": "new"})
    assert [(row.state, row.choice) for row in rows(batch_id)] == [("new", "skip"), ("unclear", "new")]
    correct(officer, batch_id, HEAD + sheet)
    assert LOST not in stored(batch_id).message
    write(officer, batch_id)
    assert [person.notes for person in people("王伟")] == ["乙"]


def test_who_was_said_to_be_the_same_as_an_earlier_row_is_so_wherever_that_row_stands(officer: CheckedClient, cast: Cast):
    first, other = "市第九中学,林冲,,13800000001,,,甲\n", "市第九中学,林冲,,13800000002,,,乙\n"
    same = "市第九中学,林冲,,13800000003,,,丙\n"
    batch_id = preview(officer, HEAD + first + other + same)
    _first, second, third = rows(batch_id)
    form = {f"row-{second.id}": "new", f"row-{third.id}": "row-0-2"}
    officer.post(f"/import/{batch_id}/choices", data=form)
    correct(officer, batch_id, HEAD + LIN + first + other + same)
    assert [row.choice for row in rows(batch_id)] == ["", "", "new", "row-0-3"]
    correct(officer, batch_id, HEAD + LIN + other + same)
    assert [row.choice for row in rows(batch_id)] == ["", "", ""]
    assert LOST in stored(batch_id).message


def test_a_second_of_the_name_does_not_inherit_the_choice(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + WEI)
    (row,) = rows(batch_id)
    point(officer, batch_id, row, cast.ids["chen"])
    correct(officer, batch_id, HEAD + OTHER_WEI + WEI.replace("甲", "丙"))
    assert [row.choice for row in rows(batch_id)] == ["", ""]
    assert LOST in stored(batch_id).message


def test_who_is_unknown_in_a_register_is_pointed_to_once_for_a_corrected_one_too(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, UNKNOWN, "登记表.csv")
    point(officer, batch_id, rows(batch_id)[0], cast.ids["chen"])
    lines = UNKNOWN.removeprefix(REGISTER).splitlines()
    more = "2026-11-19,市第一中学,马超,电话,问好", "2026-11-18,市第一中学,赵云,微信,回复"
    better = REGISTER + "\n".join([more[0], *reversed(lines), more[1]])
    assert correct(officer, batch_id, better, "登记表.csv") == {"马超": "", "赵云": str(cast.ids["chen"])}
    assert [row.choice for row in rows(batch_id)].count(str(cast.ids["chen"])) == 3
    assert LOST not in stored(batch_id).message
    assert write(officer, batch_id).created == 3


def test_a_call_that_is_left_out_is_the_same_call_in_the_corrected_register(officer: CheckedClient, cast: Cast):
    calls = ["2026-11-20,市第一中学,陈建国,电话,问好", "2026-11-21,市第一中学,陈建国,电话,谈事"]
    batch_id = preview(officer, REGISTER + "\n".join(calls), "登记表.csv")
    officer.post(f"/import/{batch_id}/choices", data={f"row-{rows(batch_id)[0].id}": "skip"})
    correct(officer, batch_id, REGISTER + "\n".join(reversed(calls)), "登记表.csv")
    assert [row.choice for row in rows(batch_id)] == ["", "skip"]


def test_other_columns_of_the_same_file_leave_choices_to_whom_they_were_made_for(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + CHEN + LIN)
    choose(officer, batch_id, 陈建国=str(cast.ids["chen"]), 林冲="skip")
    agree(officer, batch_id, **{"column-0-2": "notes", "column-0-6": "taboos"})
    assert [row.choice for row in rows(batch_id)] == [str(cast.ids["chen"]), "skip"]
