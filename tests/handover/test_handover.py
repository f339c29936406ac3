"""A handover leaves nothing behind and moves nothing twice; it can be taken back whole until everybody has signed."""

import io
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, only_template, row_of
from scene import everything_stored
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.models import AuditLine
from liaison.contacts.actions import add_contact, edit_contact, reassign
from liaison.contacts.models import Contact, Ownership
from liaison.contacts.ownership import ownership_history, wrongly_owned
from liaison.db import begin_write, db
from liaison.domain.handover import Stage, main_taker, spread
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.greetings.queries import greetings_of
from liaison.handover import actions, queries
from liaison.handover.actions import HandoverError
from liaison.handover.models import Handover
from liaison.interactions.actions import log_interaction
from liaison.matters.actions import add_matter
from liaison.matters.models import Matter
from liaison.privacy.actions import erase_contact
from liaison.standing.actions import disagreeing_contacts, disagreeing_units

on_both = pytest.mark.postgres


def furnish(cast: Cast) -> dict[str, int]:
    """What the officer keeps: 陈建国 with a follow-up, a matter and a deputy; a unit, and things about it alone."""
    begin_write()
    officer, head = cast.user("officer"), cast.user("head")
    edit_contact(cast.chen, {"deputy_id": head.id, "taboos": "不喝酒"}, version=None, by=None)
    edit_contact(cast.ouyang, {"deputy_id": officer.id}, version=None, by=None)
    cast.school.owner_id = cast.college.owner_id = officer.id
    log_interaction(
        [cast.chen], kind="call", on=date(2026, 11, 1), today=TODAY, by=officer, summary="商定调研"
    )
    ids = {
        "mine": add_follow_up("寄材料", TODAY, contact=cast.chen, by=officer).id,
        "of_unit": add_follow_up("送锦旗", TODAY, unit=cast.school, by=officer).id,
        "of_nothing": add_follow_up("写总结", TODAY, by=officer).id,
        "done": add_follow_up("已办的", TODAY, contact=cast.chen, by=officer).id,
        "others": add_follow_up("别人的", TODAY, contact=cast.chen, by=head).id,
    }
    finish_follow_up(db.session.get_one(FollowUp, ids["done"]), now=NOW, by=officer)
    ids["matter"] = matter(cast, cast.chen, officer)
    ids["unit_matter"] = matter(cast, None, officer)
    db.session.commit()
    return ids


def matter(cast: Cast, contact: Contact | None, owner: User) -> int:
    """An open request the owner keeps."""
    made = add_matter(
        {
            "name": "借用报告厅", "way": "incoming", "contact_id": contact.id if contact else None,
            "unit_id": cast.school.id, "received_on": TODAY, "due_on": date(2026, 12, 1), "promise": "协调场地",
            "owner_id": owner.id,
        },
        by=owner, today=TODAY,
    )  # fmt: skip
    return made.id


def drafted(cast: Cast, *, rest: bool = True, everybody: bool = True, **more: object) -> Handover:
    begin_write()
    handover = actions.draft_handover(cast.user("officer"), TODAY, reason="轮岗", by=cast.user("head"))
    people = queries.giver_s_people(handover) if everybody else [cast.chen]
    actions.assign(handover, people, cast.user("colleague"), by=cast.user("head"))
    settings: dict[str, object] = {
        "on": TODAY, "reason": "轮岗", "rest_to": cast.user("colleague") if rest else None, "introduce": True,
        "per_day": 5, "tell_deputies": True, **more,
    }  # fmt: skip
    actions.edit_handover(handover, version=None, by=cast.user("head"), **settings)  # type: ignore[arg-type]
    db.session.commit()
    return handover


def carried_out(cast: Cast, **more: object) -> Handover:
    handover = drafted(cast, **more)  # type: ignore[arg-type]
    begin_write()
    actions.carry_out(handover, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    return handover


def facts_are_true() -> bool:
    return (disagreeing_contacts(), disagreeing_units(), wrongly_owned()) == ([], [], [])


def kept(cast: Cast, login: str) -> queries.Kept:
    return queries.kept_by(cast.user(login))


@on_both
def test_nothing_is_left_behind(app: Flask, cast: Cast):
    ids = furnish(cast)
    carried_out(cast)
    left = kept(cast, "officer")
    # What remains is what the handover itself asks of the giver: to sign.
    assert (left.contacts, left.as_deputy, left.units, left.matters, left.greetings, left.rounds) == (
        0,
        0,
        0,
        0,
        0,
        0,
    )
    remaining = db.session.scalars(
        select(FollowUp.name).where(
            FollowUp.owner_id == cast.user("officer").id, FollowUp.done_at.is_(None)
        )
    ).all()
    assert [name for name in remaining if not name.startswith("签收交接")] == []
    colleague = cast.user("colleague")
    assert cast.chen.owner == colleague
    assert (cast.school.owner, cast.college.owner) == (colleague, colleague)
    for key in ("mine", "of_unit", "of_nothing"):
        assert db.session.get_one(FollowUp, ids[key]).owner == colleague, key
    for key in ("matter", "unit_matter"):
        assert db.session.get_one(Matter, ids[key]).owner == colleague, key
    assert facts_are_true()


def test_what_is_done_or_another_s_stays_where_it_is(app: Flask, cast: Cast):
    ids = furnish(cast)
    carried_out(cast)
    assert db.session.get_one(FollowUp, ids["done"]).owner == cast.user("officer")
    assert db.session.get_one(FollowUp, ids["others"]).owner == cast.user("head")


def test_the_deputy_s_part_goes_along_and_nobody_is_deputy_of_their_own(app: Flask, cast: Cast):
    furnish(cast)
    carried_out(cast)
    assert cast.ouyang.owner == cast.user("colleague")
    assert cast.ouyang.deputy is None


def test_a_taker_who_was_the_deputy_is_it_no_longer(app: Flask, cast: Cast):
    furnish(cast)
    begin_write()
    edit_contact(cast.chen, {"deputy_id": cast.user("colleague").id}, version=None, by=None)
    db.session.commit()
    carried_out(cast)
    assert (cast.chen.owner, cast.chen.deputy) == (cast.user("colleague"), None)


@on_both
def test_nothing_is_moved_twice(app: Flask, cast: Cast):
    furnish(cast)
    handover = carried_out(cast)
    moves = [(move.subject, move.subject_id, move.field) for move in handover.moves]
    assert len(moves) == len(set(moves))
    before = everything_stored()
    begin_write()
    handover = db.session.get_one(Handover, handover.id)
    with pytest.raises(HandoverError, match="已经办理"):
        actions.carry_out(handover, today=TODAY, now=NOW, by=cast.user("head"))
    assert everything_stored() == before


@on_both
def test_a_selection_moves_only_what_hangs_on_it(app: Flask, cast: Cast):
    ids = furnish(cast)
    carried_out(cast, everybody=False, rest=False)
    officer, colleague = cast.user("officer"), cast.user("colleague")
    assert cast.chen.owner == colleague
    assert cast.ouyang.deputy == officer
    assert (cast.school.owner, cast.college.owner) == (colleague, officer)
    assert db.session.get_one(FollowUp, ids["of_unit"]).owner == colleague
    assert db.session.get_one(FollowUp, ids["of_nothing"]).owner == officer
    assert facts_are_true()


@on_both
def test_several_takers_each_get_their_own(app: Flask, cast: Cast):
    begin_write()
    officer = cast.user("officer")
    others = [add_contact({"name": name, "owner_id": officer.id}, by=None) for name in ("林冲", "鲁达")]
    task = add_follow_up("寄书", TODAY, contact=others[0], by=officer)
    handover = actions.draft_handover(officer, TODAY, by=officer)
    actions.assign(handover, [cast.chen], cast.user("colleague"), by=officer)
    actions.assign(handover, others, cast.user("head"), by=officer)
    actions.assign(handover, others[1:], None, by=officer)
    actions.carry_out(handover, today=TODAY, now=NOW, by=officer)
    db.session.commit()
    owners = [person.owner.login for person in (cast.chen, *others)]  # type: ignore[union-attr]
    assert owners == ["colleague", "head", "officer"]
    assert task.owner == cast.user("head")
    assert facts_are_true()


def test_who_left_the_giver_since_the_draft_stays_where_they_are(app: Flask, cast: Cast):
    furnish(cast)
    handover = drafted(cast)
    begin_write()
    reassign(cast.chen, cast.user("head"), by=None)
    actions.carry_out(handover, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    assert cast.chen.owner == cast.user("head")
    assert facts_are_true()


def test_the_deputy_is_told_once_with_who_takes_whom(app: Flask, cast: Cast):
    furnish(cast)
    handover = carried_out(cast)
    told = db.session.scalars(
        select(FollowUp).where(FollowUp.origin == handover.uuid, FollowUp.name.startswith("知悉"))
    ).all()
    assert [(item.owner.login, "陈主任（周静）" in item.name) for item in told] == [("head", True)]  # type: ignore[union-attr]


@on_both
def test_self_introductions_are_spread_over_the_taker_s_working_days_the_closest_first(
    app: Flask, cast: Cast
):
    begin_write()
    for number in range(4):
        add_contact({"name": f"林{'甲乙丙丁'[number]}", "owner_id": cast.user("officer").id}, by=None)
    db.session.commit()
    handover = carried_out(cast, per_day=2)
    asked = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.origin == handover.uuid, FollowUp.name.contains("自我介绍"))
        .order_by(FollowUp.on, FollowUp.id)
    ).all()
    tuesday = date(2026, 11, 24)
    assert [item.on for item in asked] == [
        tuesday,
        tuesday,
        *[tuesday + timedelta(days=1)] * 2,
        tuesday + timedelta(days=2),
    ]
    assert asked[0].contact == cast.chen
    assert {item.owner for item in asked} == {cast.user("colleague")}


@on_both
def test_taking_it_back_puts_every_value_where_it_was(app: Flask, cast: Cast):
    furnish(cast)

    def standing() -> list[object]:
        db.session.expire_all()
        return [
            [
                (c.id, c.owner_id, c.deputy_id)
                for c in db.session.scalars(select(Contact).order_by(Contact.id))
            ],
            [cast.school.owner_id, cast.college.owner_id],
            [
                (item.id, item.owner_id)
                for item in db.session.scalars(
                    select(FollowUp).where(FollowUp.origin == "").order_by(FollowUp.id)
                )
            ],
            [
                (m.id, m.owner_id, m.deputy_id)
                for m in db.session.scalars(select(Matter).order_by(Matter.id))
            ],
        ]

    before = standing()
    handover = carried_out(cast)
    assert standing() != before
    begin_write()
    assert actions.withdraw(handover, now=NOW, by=cast.user("head")) == 0
    db.session.commit()
    assert standing() == before
    assert handover.stage is Stage.WITHDRAWN
    asked = db.session.scalars(select(FollowUp.deleted_at).where(FollowUp.origin == handover.uuid)).all()
    assert asked
    assert None not in asked
    assert facts_are_true()


@on_both
def test_what_was_changed_since_stays_when_it_is_taken_back(app: Flask, cast: Cast):
    furnish(cast)
    handover = carried_out(cast)
    begin_write()
    reassign(cast.chen, cast.user("head"), by=None)
    assert actions.withdraw(handover, now=NOW, by=None) == 1
    db.session.commit()
    assert cast.chen.owner == cast.user("head")
    assert facts_are_true()


def everybody_signs(cast: Cast, handover: Handover) -> None:
    by = {"giver": "officer", "taker": "colleague", "head": "head"}
    for signature in handover.signatures:
        begin_write()
        actions.sign(handover, signature, now=NOW, by=cast.user(by[signature.part]))
        db.session.commit()


@on_both
def test_it_is_complete_when_giver_takers_and_head_have_signed(app: Flask, cast: Cast):
    handover = carried_out(cast)
    assert handover.stage is Stage.SIGNING
    everybody_signs(cast, handover)
    assert handover.stage is Stage.COMPLETE
    assert all(each.signed_at == NOW for each in handover.signatures)
    unsigned = select(FollowUp).where(FollowUp.name.startswith("签收交接"), FollowUp.done_at.is_(None))
    assert db.session.scalars(unsigned).all() == []
    begin_write()
    with pytest.raises(HandoverError, match="写明原因"):
        actions.withdraw(handover, now=NOW, by=cast.user("head"))


def test_what_all_have_signed_is_undone_by_who_leads_with_a_reason_and_not_by_the_giver(app: Flask, cast: Cast):
    ids = furnish(cast)
    handover = carried_out(cast)
    everybody_signs(cast, handover)
    begin_write()
    done = db.session.get_one(FollowUp, ids["mine"])
    finish_follow_up(done, now=NOW, by=cast.user("colleague"))
    db.session.commit()
    url = f"/handovers/{handover.id}"
    refused = signed_in(app, "officer").post(f"{url}/withdrawal", data={"reason": "想要回来"})
    assert (refused.status_code, "移交人不能自己撤回" in refused.text) == (400, True)
    assert "为什么撤销" not in signed_in(app, "officer").get(url).text
    head = signed_in(app, "head")
    assert "为什么撤销" in head.get(url).text
    answer = head.post(f"{url}/withdrawal", data={"reason": " "})
    assert (answer.status_code, "撤销要写明原因" in answer.text) == (400, True)
    db.session.expire_all()
    assert cast.chen.owner == cast.user("colleague")
    head.post(f"{url}/withdrawal", data={"reason": "轮岗取消"})
    db.session.expire_all()
    assert cast.chen.owner == cast.user("officer")
    assert "原因：轮岗取消" in head.get(url).text
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "handover.withdraw")).one()
    assert line.changes["reason"] == "轮岗取消"
    # What the taker has done meanwhile stays the taker's.
    assert db.session.get_one(FollowUp, ids["mine"]).owner == cast.user("colleague")


def test_before_all_have_signed_the_giver_takes_it_back_alone(app: Flask, cast: Cast):
    handover = carried_out(cast)
    assert signed_in(app, "officer").post(f"/handovers/{handover.id}/withdrawal").status_code == 302
    db.session.expire_all()
    assert cast.chen.owner == cast.user("officer")


def test_the_brief_stays_as_it_was_on_the_day_of_the_transfer(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    ids = furnish(cast)
    handover = carried_out(cast)
    begin_write()
    edit_contact(cast.chen, {"taboos": "改过了", "name": "陈建邦"}, version=None, by=None)
    finish_follow_up(db.session.get_one(FollowUp, ids["mine"]), now=NOW, by=None)
    finish_follow_up(db.session.get_one(FollowUp, ids["of_unit"]), now=NOW, by=None)
    db.session.commit()
    page = head.get(f"/handovers/{handover.id}/brief").text
    document = docx.Document(io.BytesIO(head.get(f"/handovers/{handover.id}/brief.docx").data))
    text = "\n".join(
        [each.text for each in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for words in ("陈建国（陈主任）", "忌讳：不喝酒", "待办：寄材料", "送锦旗", "交接当日内容"):
        assert words in page, words
        assert words in text, words
    assert "改过了" not in page
    assert f'<a href="/units/{cast.ids["school"]}">市第一中学</a>' in page


def test_a_person_erased_is_gone_from_the_kept_brief(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    furnish(cast)
    handover = carried_out(cast)
    begin_write()
    chen = cast.chen
    erase_contact(
        chen, typed_name=chen.name, reason="asked", version=None, folder=Path(app.instance_path), now=NOW,
        by=cast.user("head"),
    )  # fmt: skip
    db.session.commit()
    page = head.get(f"/handovers/{handover.id}/brief").text
    for words in ("陈建国", "陈主任", "不喝酒", "138 0571 2046", "商定调研"):
        assert words not in page, words


def test_nobody_signs_another_s_part_but_for_one_who_has_left(app: Flask, cast: Cast):
    handover = carried_out(cast)
    giver, taker, head = handover.signatures
    may = {
        (login, each.part)
        for login in ("officer", "colleague", "head", "viewer", "admin")
        for each in (giver, taker, head)
        if actions.may_sign(cast.user(login), each, handover)
    }
    assert may == {("officer", "giver"), ("colleague", "taker"), ("head", "head"), ("admin", "head")}
    cast.user("officer").disabled_at = NOW
    assert actions.may_sign(cast.user("head"), giver, handover)
    db.session.rollback()


@pytest.mark.parametrize(
    ("login", "said"), [("officer", "不能交给张敏自己"), ("colleague", "已停用"), ("viewer", "只能查看")]
)
def test_a_taker_who_cannot_take_is_refused(app: Flask, cast: Cast, login: str, said: str):
    begin_write()
    cast.user("colleague").disabled_at = NOW
    handover = actions.draft_handover(cast.user("officer"), TODAY, by=None)
    with pytest.raises(HandoverError, match=said):
        actions.assign(handover, [cast.chen], cast.user(login), by=None)
    assert handover.items == []


def test_an_account_disabled_after_the_draft_takes_nothing(app: Flask, cast: Cast):
    furnish(cast)
    handover = drafted(cast)
    begin_write()
    cast.user("colleague").disabled_at = NOW
    db.session.commit()
    before = everything_stored()
    begin_write()
    with pytest.raises(HandoverError, match="已停用"):
        actions.carry_out(db.session.get_one(Handover, handover.id), today=TODAY, now=NOW, by=None)
    assert everything_stored() == before


def test_an_empty_handover_or_one_before_its_day_is_not_carried_out(app: Flask, cast: Cast):
    begin_write()
    empty = actions.draft_handover(cast.user("officer"), TODAY, by=None)
    with pytest.raises(HandoverError, match="还没有选"):
        actions.carry_out(empty, today=TODAY, now=NOW, by=None)
    early = actions.draft_handover(cast.user("officer"), TODAY + timedelta(days=3), by=None)
    actions.assign(early, [cast.chen], cast.user("colleague"), by=None)
    with pytest.raises(HandoverError, match="到那天再办理"):
        actions.carry_out(early, today=TODAY, now=NOW, by=None)
    assert cast.chen.owner == cast.user("officer")


def test_a_leaver_s_people_can_be_handed_over(app: Flask, cast: Cast):
    furnish(cast)
    begin_write()
    cast.user("officer").disabled_at = NOW
    db.session.commit()
    carried_out(cast)
    assert cast.chen.owner == cast.user("colleague")


@on_both
def test_history_says_who_kept_whom_however_the_owner_changed(app: Flask, cast: Cast):
    begin_write()
    someone = add_contact({"name": "林冲", "owner_id": cast.user("officer").id}, by=cast.user("officer"))
    edit_contact(someone, {"owner_id": cast.user("head").id}, version=None, by=cast.user("head"))
    edit_contact(someone, {"notes": "没换人"}, version=None, by=cast.user("head"))
    reassign(someone, None, by=cast.user("head"))
    reassign(someone, cast.user("officer"), by=cast.user("head"))
    db.session.commit()
    handover = carried_out(cast)
    spells = [
        (spell.owner.login if spell.owner else None, spell.why, spell.until_at is None, spell.origin != "")
        for spell in ownership_history(someone)
    ]
    assert spells == [
        ("colleague", "handover", True, True),
        ("officer", "reassigned", False, False),
        (None, "reassigned", False, False),
        ("head", "edited", False, False),
        ("officer", "added", False, False),
    ]
    assert ownership_history(someone)[0].origin == handover.uuid
    assert facts_are_true()


def test_the_person_s_page_tells_who_kept_them(app: Flask, cast: Cast):
    carried_out(cast)
    page = signed_in(app, "colleague").get(f"/contacts/{cast.ids['chen']}").text
    assert "历任联络员" in page
    assert "张敏" in page


def test_an_owner_whose_spell_is_missing_is_found(app: Flask, cast: Cast):
    assert wrongly_owned() == []
    begin_write()
    db.session.delete(db.session.scalars(select(Ownership)).first())
    db.session.flush()
    assert wrongly_owned() == [cast.chen.id]
    db.session.rollback()


@on_both
def test_the_brief_holds_what_the_taker_must_know(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    furnish(cast)
    handover = drafted(cast)
    page = head.get(f"/handovers/{handover.id}/brief").text
    wanted = (
        "市第一中学", "陈建国（陈主任）", "138 0571 2046", "忌讳：不喝酒", "待办：寄材料", "来事：借用报告厅，答应：协调场地",
        "11月1日 电话：商定调研", "应联系", "送锦旗",
    )  # fmt: skip
    for words in wanted:
        assert words in page, words
    answer = head.get(f"/handovers/{handover.id}/brief.docx")
    document = docx.Document(io.BytesIO(answer.data))
    text = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for words in wanted:
        assert words in text, words


def test_who_sees_a_handover(app: Flask, cast: Cast):
    handover = carried_out(cast)
    for login, seen in (
        ("officer", 200),
        ("colleague", 200),
        ("head", 200),
        ("viewer", 200),
        ("admin", 200),
    ):
        assert signed_in(app, login).get(f"/handovers/{handover.id}").status_code == seen, login
    begin_write()
    own = actions.draft_handover(cast.user("colleague"), TODAY, by=cast.user("colleague"))
    db.session.commit()
    for page in ("", "/brief", "/brief.docx", "/edit"):
        assert signed_in(app, "officer").get(f"/handovers/{own.id}{page}").status_code == 404


def test_disabling_an_account_that_keeps_people_leads_to_the_handover(app: Flask, cast: Cast, admin):  # type: ignore[no-untyped-def]
    officer = cast.user("officer")
    form = {
        "name": "张敏",
        "role": "officer",
        "section_id": "",
        "disabled": "y",
        "version": str(officer.version),
    }
    answer = admin.post(f"/settings/users/{officer.id}", data=form)
    assert answer.headers["Location"] == f"/handovers/new?from={officer.id}"
    assert "名下还有" in admin.get(answer.headers["Location"]).text


def test_the_spread_and_the_main_taker():
    days = [TODAY + timedelta(days=number) for number in range(9)]
    assert [day for _, day in spread("abcde", days, 2)] == [days[0], days[0], days[1], days[1], days[2]]
    assert main_taker([3, 2, 3, 2, 1]) == 2
    assert main_taker([]) is None


def test_open_rounds_and_waiting_greetings_go_along_and_sent_ones_keep_their_sender(app: Flask, cast: Cast):
    begin_write()
    only_template()
    officer = cast.user("officer")
    round_ = a_round("winter-solstice", [cast.chen, cast.wang], by=officer)
    round_.owner_id = officer.id
    for row in greetings_of(round_):
        row.officer_id = officer.id
    done = row_of(round_, cast.wang)
    done.sent_at, done.sent_by_id = NOW, officer.id
    ids = round_.id, row_of(round_, cast.chen).id, done.id
    db.session.commit()
    carried_out(cast)
    assert db.session.get_one(Round, ids[0]).owner.login == "colleague"
    assert db.session.get_one(Greeting, ids[1]).officer.login == "colleague"
    assert db.session.get_one(Greeting, ids[2]).officer.login == "officer"
