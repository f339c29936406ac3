"""A rhythm in a sheet is kept only where it can be: with what is stored, and within bounds."""

import pytest
from cast import Cast
from conftest import TODAY
from imports.conftest import preview, write
from imports.test_pages import people, rows
from page_checks import CheckedClient

from liaison.contacts.actions import add_contact, edit_contact
from liaison.db import begin_write, db
from liaison.domain.cadence import CadenceError
from liaison.interactions.actions import log_interaction
from liaison.units.actions import add_unit, edit_unit

pytestmark = pytest.mark.postgres
HEAD = "单位,姓名,手机,联系周期,最长间隔\n"
CHEN = "市第一中学,陈建国,13805712046,"


def keep(cast: Cast, interval: int | None, gap: int | None) -> None:
    begin_write()
    edit_contact(cast.chen, {"interval_days": interval, "max_gap_days": gap}, version=None, by=None)
    db.session.commit()


def stored_pair(cast: Cast) -> tuple[int | None, int | None]:
    db.session.expire_all()
    return cast.chen.interval_days, cast.chen.max_gap_days


@pytest.mark.parametrize("cells", [",10", "90,", "30,20"])
def test_a_pair_that_cannot_be_is_refused_in_the_preview(officer: CheckedClient, cast: Cast, cells: str):
    keep(cast, 30, 60)
    batch_id = preview(officer, HEAD + CHEN + cells + "\n")
    (row,) = rows(batch_id)
    assert (row.state, "不能短于联系周期" in row.reason, row.column[-4:]) == ("refused", True, "最长间隔")
    write(officer, batch_id)
    assert stored_pair(cast) == (30, 60)


@pytest.mark.parametrize(("cells", "pair"), [(",90", (30, 90)), ("20,", (20, 60)), ("10,15", (10, 15))])
def test_one_that_can_is_written(officer: CheckedClient, cast: Cast, cells: str, pair: tuple[int, int]):
    keep(cast, 30, 60)
    write(officer, preview(officer, HEAD + CHEN + cells + "\n"))
    assert stored_pair(cast) == pair


def test_a_gap_alone_is_kept_with_the_rhythm_of_the_tier(officer: CheckedClient, cast: Cast):
    write(officer, preview(officer, HEAD + CHEN + ",45\n"))
    assert (*stored_pair(cast), cast.chen.gap_days) == (None, 45, 45)


@pytest.mark.parametrize("span", ["9999999天", "99999999999天", "9" * 5000 + "天", "9" * 5000, "99999年", "20年1"])
def test_a_span_longer_than_anybody_waits_is_not_written(officer: CheckedClient, cast: Cast, span: str):
    batch_id = preview(officer, HEAD + CHEN + f",{span}\n市第三中学,林冲,,,{span}\n")
    write(officer, batch_id)
    assert stored_pair(cast) == (None, None)
    assert all(person.max_gap_days is None for person in people("林冲"))
    begin_write()
    log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=None)
    db.session.rollback()


def test_two_rows_of_one_newcomer_go_together(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,,30,\n市第三中学,林冲,,,10\n")
    assert [row.state for row in rows(batch_id)] == ["new", "refused"]
    write(officer, batch_id)
    assert [(person.interval_days, person.max_gap_days) for person in people("林冲")] == [(30, None)]


def test_a_unit_s_rhythm_is_held_against_the_stored_one_too(officer: CheckedClient, cast: Cast):
    begin_write()
    edit_unit(cast.school, {"interval_days": 30, "max_gap_days": 60}, version=None, by=None)
    db.session.commit()
    sheet = "单位名称,联系周期,最长间隔\n市第一中学,,10\n市第三中学,90,\n市第三中学,,30\n市第九中学,,9999999天\n"
    batch_id = preview(officer, sheet, "单位.csv", "units")
    assert [row.state for row in rows(batch_id)] == ["refused", "new", "refused", "new"]
    assert "不能短于联系周期 30 天" in rows(batch_id)[0].reason
    assert write(officer, batch_id).created == 2
    db.session.expire_all()
    assert (cast.school.interval_days, cast.school.max_gap_days) == (30, 60)


@pytest.mark.parametrize("values", [{"max_gap_days": 9_999_999}, {"max_gap_days": 0}, {"interval_days": 30, "max_gap_days": 10}])
def test_neither_a_person_nor_a_unit_is_saved_with_it(app, cast: Cast, values: dict[str, int]):
    begin_write()
    for save in (
        lambda: add_contact({"name": "林冲", **values}, by=None),
        lambda: edit_contact(cast.chen, values, version=None, by=None),
        lambda: add_unit({"name": "市第三中学", **values}, by=None),
        lambda: edit_unit(cast.school, values, version=None, by=None),
    ):
        with pytest.raises(CadenceError):
            save()
    db.session.rollback()


def test_what_stays_of_the_old_pair_counts_by_hand_too(app, cast: Cast):
    begin_write()
    edit_unit(cast.school, {"interval_days": 30, "max_gap_days": 60}, version=None, by=None)
    edit_contact(cast.chen, {"interval_days": 30, "max_gap_days": 60}, version=None, by=None)
    with pytest.raises(CadenceError):
        edit_unit(cast.school, {"max_gap_days": 10}, version=None, by=None)
    with pytest.raises(CadenceError):
        edit_contact(cast.chen, {"max_gap_days": 10}, version=None, by=None)
    db.session.rollback()
