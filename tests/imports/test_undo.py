"""Taking an import back: everything is as it was, but for what somebody changed or used since."""

from datetime import date
from typing import Any

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports.conftest import HEAD, preview, stored, write
from page_checks import CheckedClient
from scene import everything_stored
from sqlalchemy import insert, select, update
from test_concurrency import Somebody

from liaison.contacts.models import Contact, Post
from liaison.contacts.ownership import ownership_history, wrongly_owned
from liaison.db import begin_write, db
from liaison.imports.models import ImportBatch
from liaison.interactions.actions import log_interaction
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres

# The log and the imports themselves remember what happened; versions and stamps only go forward.
REMEMBERS = {"audit_lines", "import_batches", "imported_records", "import_mappings", "sign_ins"}
# The check-in plan is fitted anew to the people there are; it keeps calls where it can and is not turned back.
REMEMBERS |= {"call_plans", "planned_calls"}
FORWARD = {"version", "updated_at", "facts_at", "facts_revision"}

OWNED = HEAD.replace("备注", "备注,联络员,B角")
PEOPLE = OWNED + (
    "市第三中学,林冲,教务主任,13900001111、0571-88886666,农历八月十五,重点,爱好书法,李强,张敏\n"
    "市第一中学,陈建国,副校长,13805712046 13900009999,1970-02-03,经常,春节前联系,李强,张敏\n"
    "市第一中学,王雅琴,教研组长,13700001234,,重点,,张敏,\n"
)
REGISTER = (
    "日期,单位,姓名,方式,内容,跟进事项,跟进日期\n2026-11-20,市第一中学,陈建国,电话,问好,寄材料,2026-12-01\n"
)


def office() -> dict[str, Any]:
    """Everything stored but what remembers, without what only goes forward."""
    rows = everything_stored()
    kept: dict[str, Any] = {}
    for table in db.metadata.sorted_tables:
        if table.name in REMEMBERS:
            continue
        places = [place for place, column in enumerate(table.columns) if column.name not in FORWARD]
        kept[table.name] = sorted((tuple(row[place] for place in places) for row in rows[table.name]), key=repr)
    return kept


def undo(client: CheckedClient, batch: ImportBatch) -> ImportBatch:
    batch_id = batch.id
    assert client.post(f"/import/{batch_id}/undone").status_code == 302
    return stored(batch_id)


def named(name: str) -> Contact:
    db.session.rollback()
    return db.session.scalars(select(Contact).where(Contact.name == name)).one()


@pytest.mark.parametrize("sheet", [PEOPLE, REGISTER], ids=["people", "register"])
def test_undo_restores_exactly(officer: CheckedClient, cast: Cast, bring, sheet: str):
    before = office()
    batch = bring(sheet)
    assert office() != before
    undone = undo(officer, batch)
    assert (undone.state, undone.kept) == ("undone", [])
    assert office() == before
    assert disagreeing_contacts() == disagreeing_units() == wrongly_owned() == []
    assert "已撤销" in officer.get(f"/import/{undone.id}").text


def test_units_are_taken_back_too(officer: CheckedClient, cast: Cast, bring):
    before = office()
    batch = bring("学校名称,简称,主管部门,备注\n市第一中学,一中,市教育局,重点\n市教育局,教育局,,\n", kind="units")
    assert (batch.created, batch.updated) == (1, 1)
    undo(officer, batch)
    assert office() == before


def test_tags_made_by_the_import_go_with_it(officer: CheckedClient, cast: Cast, bring):
    before = office()
    batch = bring("单位,姓名,标签\n市第一中学,王雅琴,校友、老乡\n市第一中学,林冲,校友\n")
    undo(officer, batch)
    assert office() == before


def test_one_whom_somebody_edited_since_is_kept_and_listed(officer: CheckedClient, cast: Cast, bring):
    batch = bring(PEOPLE)
    lin = named("林冲")
    form = {"name": "林冲", "tier": "key", "notes": "我改过", "version": str(lin.version)}
    assert officer.post(f"/contacts/{lin.id}/edit", data=form).status_code == 302
    undone = undo(officer, batch)
    assert [(each["subject"], each["name"]) for each in undone.kept] == [
        ("contacts", "林冲"),
        ("units", "市第三中学"),
    ]
    assert named("林冲").notes == "我改过"
    assert cast.chen.title == "办公室主任"
    page = officer.get(f"/import/{undone.id}").text
    assert "撤销时保留的" in page and "有人改过" in page


def test_one_who_was_called_since_is_kept(officer: CheckedClient, cast: Cast, bring):
    batch = bring(PEOPLE)
    begin_write()
    log_interaction([named("林冲")], kind="call", on=TODAY, today=TODAY, by=cast.user("officer"))
    db.session.commit()
    undone = undo(officer, batch)
    assert [each["name"] for each in undone.kept] == ["林冲", "市第三中学"]
    assert named("林冲").times_contacted == 1


def test_a_post_changed_since_is_an_edit(officer: CheckedClient, cast: Cast, bring):
    batch = bring(PEOPLE)
    post = named("林冲").posts[0]
    form = {"unit": "市第三中学", "title": "副校长", "version": str(post.version)}
    assert officer.post(f"/posts/{post.id}/edit", data=form).status_code == 302
    assert "林冲" in [each["name"] for each in undo(officer, batch).kept]


def test_two_imports_are_undone_one_after_the_other(officer: CheckedClient, cast: Cast, bring):
    before = office()
    first = bring(PEOPLE)
    after_first = office()
    second = bring(PEOPLE.replace("教务主任", "副校长").replace("爱好书法", "爱好下棋").replace("重点", "经常"))
    assert second.updated >= 2
    undo(officer, second)
    assert office() == after_first
    undo(officer, first)
    assert office() == before


def test_the_earlier_import_alone_keeps_what_the_later_one_changed(officer: CheckedClient, cast: Cast, bring):
    first = bring(PEOPLE)
    bring(PEOPLE.replace("教务主任", "副校长"))
    assert "林冲" in [each["name"] for each in undo(officer, first).kept]
    assert named("林冲").title == "副校长"


def test_an_undone_import_may_be_brought_again(officer: CheckedClient, cast: Cast, bring):
    undo(officer, bring(PEOPLE))
    assert bring(PEOPLE).created == 1


TEXT = st.sampled_from(["", "爱好书法", "春节前联系", "周二上午有空"])
ROW = st.tuples(
    st.sampled_from(["", "市第一中学", "江州大学", "市第三中学", "县医院"]),
    st.sampled_from(["陈建国", "王雅琴", "欧阳慧敏", "林冲", "鲁达", "陳建國"]),
    st.sampled_from(["", "办公室主任", "科员"]),
    st.sampled_from(["", "13805712046", "13900001111", "0571-88886666转801"]),
    st.sampled_from(["", "1970-02-03", "农历闰二月初三"]),
    st.sampled_from(["", "重点", "一般"]),
    TEXT,
    st.sampled_from(["", "张敏", "李强", "周静"]),
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(st.lists(ROW, min_size=1, max_size=5), min_size=1, max_size=3))
def test_any_imports_undone_in_turn_leave_no_trace(app, admin: CheckedClient, cast: Cast, sheets):
    before, written = office(), []
    for sheet in sheets:
        batch_id = preview(admin, HEAD.replace("备注", "备注,联络员") + "".join(",".join(row) + "\n" for row in sheet))
        admin.post(f"/import/{batch_id}/choices", data={"state": "unclear", "every": "new"})
        batch = write(admin, batch_id)
        assert batch.state == "applied", batch.message
        written.append(batch_id)
    for batch_id in reversed(written):
        assert undo(admin, stored(batch_id)).kept == []
    assert office() == before
    assert disagreeing_contacts() == disagreeing_units() == wrongly_owned() == []


def test_an_import_tells_who_keeps_whom_since_when(app: Flask, officer: CheckedClient, cast: Cast, bring):
    bring(PEOPLE)
    spells = [[(spell.owner.name, spell.why) for spell in ownership_history(named(name))] for name in ("林冲", "陈建国", "王雅琴")]
    assert spells == [[("李强", "imported")], [("李强", "imported"), ("张敏", "added")], [("张敏", "imported")]]
    assert wrongly_owned() == []
    checked = app.test_cli_runner().invoke(args=["doctor"])
    assert (checked.exit_code, "一切相符" in checked.output) == (0, True), checked.output


def test_one_given_to_somebody_else_after_the_import_can_be_taken_back(head: CheckedClient, cast: Cast):
    batch = write(head, preview(head, HEAD.replace("备注", "联络员") + "市第三中学,林冲,教师,,,,李强\n"))
    assert batch.state == "applied"
    contact_id, officer_id = named("林冲").id, cast.user("officer").id
    assert head.post(f"/contacts/{contact_id}/owner", data={"owner_id": str(officer_id)}).status_code == 302
    assert named("林冲").owner_id == officer_id
    assert head.post(f"/contacts/{contact_id}/owner/returned").status_code == 302
    assert named("林冲").owner.name == "李强"


def on_postgresql_only() -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer")


@pytest.mark.parametrize("part", ["contact", "post", "new post"])
def test_what_is_being_saved_in_the_same_moment_is_an_edit(app: Flask, officer: CheckedClient, cast: Cast, bring, part: str):
    on_postgresql_only()
    batch_id, posts, people = bring(PEOPLE).id, Post.__table__, Contact.__table__
    chen, school = cast.ids["chen"], cast.ids["school"]
    db.session.remove()
    edits = {
        "contact": update(people).where(people.c.id == chen).values(notes="我改过", version=people.c.version + 1),
        "post": update(posts).where(posts.c.contact_id == chen).values(title="校长", version=posts.c.version + 1),
        "new post": insert(posts).values(uuid="x", contact_id=chen, unit_id=school, title="校长"),
    }
    with db.engine.connect() as editor:
        editor.execute(edits[part])
        undoing = Somebody(app, lambda: officer.post(f"/import/{batch_id}/undone"))
        undoing.start()
        undoing.join(1)
        assert undoing.is_alive(), "undoing did not wait for the edit"
        editor.commit()
    undoing.finish()
    assert [each["name"] for each in stored(batch_id).kept] == ["陈建国"]
    assert named("陈建国").notes == ("我改过" if part == "contact" else "春节前联系")


def test_nobody_undoes_another_person_s_import(officer: CheckedClient, head: CheckedClient, bring):
    batch = bring(PEOPLE)
    assert head.post(f"/import/{batch.id}/undone").status_code == 404
    assert db.session.scalar(select(Unit.name).where(Unit.name == "市第三中学"))


def test_a_birthday_in_words_comes_back_as_it_was(officer: CheckedClient, cast: Cast, bring):
    batch = bring(PEOPLE)
    assert cast.chen.birth_year == 1970
    undo(officer, batch)
    db.session.expire_all()
    assert cast.chen.birthday is None
    assert cast.chen.posts[0].from_on == date(2020, 3, 1)
