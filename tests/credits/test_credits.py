"""记好帐: recorded from anywhere, listed by month, thanked for, collected for the report."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY, signed_in
from flask import Flask
from matters.conftest import a_matter
from page_checks import CheckedClient

from liaison.credits.actions import add_credit, collect_credits
from liaison.credits.models import Credit
from liaison.credits.queries import credits_between
from liaison.db import begin_write, db
from liaison.domain.credits import CreditError, month_of, month_span
from liaison.domain.matters import Way
from liaison.matters.models import Matter

pytestmark = pytest.mark.postgres
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def a_credit(cast: Cast, by: str = "officer", matter_id: int | None = None, **values) -> Credit:
    begin_write()
    given = {"name": "派了引导车", "on": date(2026, 11, 20), "contact_id": cast.ids["chen"], "unit_id": cast.ids["school"]}
    credit = add_credit({**given, **values}, today=TODAY, by=cast.user(by), matter_id=matter_id)
    db.session.commit()
    return credit


@pytest.mark.parametrize(
    ("month", "span"),
    [
        ("2026-11", NOVEMBER),
        ("2026-12", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2028-02", (date(2028, 2, 1), date(2028, 2, 29))),
        ("2026-13", None),
        ("2026-1", None),
        ("0000-01", None),
        ("十一月", None),
    ],
)
def test_a_month_is_its_first_and_last_day(month: str, span: tuple[date, date] | None):
    assert month_span(month) == span
    assert span is None or month_of(span[0]) == month


def test_a_month_lists_its_own_credits_by_day(app: Flask, cast: Cast):
    late, early = a_credit(cast, on=date(2026, 11, 22)), a_credit(cast, on=date(2026, 11, 1))
    a_credit(cast, on=date(2026, 10, 31))
    assert [each.id for each in credits_between(None, *NOVEMBER)] == [early.id, late.id]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": " "}, "name"), ({"unit_id": None, "contact_id": None}, "unit"), ({"on": date(2026, 11, 24)}, "on")],
)
def test_what_cannot_be_is_refused_beside_its_field(app: Flask, cast: Cast, values: dict, field: str):
    with pytest.raises(CreditError) as refused:
        a_credit(cast, **values)
    db.session.rollback()
    assert refused.value.field == field


def test_a_credit_of_a_person_out_of_sight_is_not_found(app: Flask, cast: Cast):
    credit = a_credit(cast)
    colleague = signed_in(app, "colleague")
    assert colleague.get(f"/credits/{credit.id}/edit").status_code == 404
    assert "派了引导车" not in colleague.get("/credits?month=2026-11").text


def test_a_credit_of_a_unit_is_everybody_s_to_see_and_the_recorder_s_to_change(app: Flask, cast: Cast):
    credit = a_credit(cast, contact_id=None)
    colleague = signed_in(app, "colleague")
    assert "派了引导车" in colleague.get("/credits?month=2026-11").text
    assert colleague.post(f"/credits/{credit.id}/thanks").status_code == 403


def test_it_stands_on_the_unit_s_and_the_person_s_page(officer: CheckedClient, cast: Cast):
    a_credit(cast)
    assert "派了引导车" in officer.get(f"/units/{cast.ids['school']}").text
    assert "派了引导车" in officer.get(f"/contacts/{cast.ids['chen']}").text


def test_what_was_thanked_for_and_reported_leaves_those_lists(officer: CheckedClient, cast: Cast):
    credit = a_credit(cast)
    officer.post(f"/credits/{credit.id}/thanks")
    officer.post("/credits/reports", data={"month": "2026-11", "credit": [str(credit.id)]})
    for state in ("unthanked", "unreported"):
        assert "派了引导车" not in officer.get(f"/credits?month=2026-11&state={state}").text
    page = officer.get("/credits?month=2026-11").text
    assert "谢过 11月23日" in page and "2026-11" in page


def test_only_one_s_own_are_collected(app: Flask, officer: CheckedClient, cast: Cast):
    theirs = a_credit(cast, by="colleague", contact_id=None)
    page = officer.post(
        "/credits/reports", data={"month": "2026-11", "credit": [str(theirs.id)]}, follow_redirects=True
    )
    assert "请先勾选要上报的" in page.text
    db.session.rollback()
    assert db.session.get_one(Credit, theirs.id).reported_in == ""


def test_a_month_that_is_none_is_refused(app: Flask, officer: CheckedClient, cast: Cast):
    credit = a_credit(cast)
    with pytest.raises(CreditError):
        collect_credits([credit], "2026-13", by=None)
    assert officer.get("/credits?month=2026-13").status_code == 400


def test_what_they_did_for_us_is_credited_as_the_matter_ends(officer: CheckedClient, cast: Cast):
    ours = a_matter(cast, way=Way.OUTGOING, name="办通行证")
    form = {"ending": "done", "on": "今天", "result": "第二天就办好", "credit": "y", "version": str(ours.version)}
    assert officer.post(f"/matters/{ours.id}/ending?as=done", data=form).status_code == 302
    db.session.rollback()
    made = db.session.query(Credit).one()
    assert (made.name, made.on, made.matter_id, made.contact_id) == (
        "办通行证：第二天就办好", TODAY, ours.id, cast.ids["chen"],
    )  # fmt: skip


def test_what_was_credited_with_the_ending_is_not_offered_again(officer: CheckedClient, cast: Cast):
    ours = a_matter(cast, way=Way.OUTGOING, name="办通行证")
    a_credit(cast, matter_id=ours.id, name="两天办好通行证")
    page = officer.get(f"/matters/{ours.id}/ending?as=done").text
    assert "已经记过好帐：两天办好通行证" in page and 'name="credit"' not in page
    form = {"ending": "done", "on": "今天", "result": "办好了", "credit": "y", "version": str(ours.version)}
    officer.post(f"/matters/{ours.id}/ending?as=done", data=form)
    page = officer.get(f"/matters/{ours.id}").text
    assert "已记好帐" in page and f"/credits/new?matter={ours.id}" not in page
    assert db.session.query(Credit).count() == 1
    assert "这件事已经记过一笔：两天办好通行证" in officer.get(f"/credits/new?matter={ours.id}").text


def test_opening_a_matter_again_takes_its_credit_back_unless_it_was_thanked_for(officer: CheckedClient, cast: Cast):
    ours = a_matter(cast, way=Way.OUTGOING, name="办通行证")
    form = {"ending": "done", "on": "今天", "result": "办好了", "credit": "y", "version": str(ours.version)}
    officer.post(f"/matters/{ours.id}/ending?as=done", data=form)
    page = officer.post(f"/matters/{ours.id}/reopening", follow_redirects=True).text
    assert "为这件事记的好帐一并收回了" in page
    db.session.rollback()
    assert [each.deleted_at is None for each in db.session.query(Credit)] == [False]
    kept = a_credit(cast, matter_id=ours.id)
    officer.post(f"/credits/{kept.id}/thanks")
    db.session.rollback()
    form["version"] = str(db.session.get_one(Matter, ours.id).version)
    officer.post(f"/matters/{ours.id}/ending?as=done", data=form)
    officer.post(f"/matters/{ours.id}/reopening")
    db.session.rollback()
    assert db.session.get_one(Credit, kept.id).deleted_at is None


def test_the_form_begins_with_what_it_was_opened_for(officer: CheckedClient, cast: Cast):
    ours = a_matter(cast, way=Way.OUTGOING, name="办通行证")
    page = officer.get(f"/credits/new?matter={ours.id}").text
    assert "办通行证" in page and "市第一中学" in page and "陈建国" in page
    assert "陈建国" in officer.get(f"/credits/new?contact={cast.ids['chen']}").text
