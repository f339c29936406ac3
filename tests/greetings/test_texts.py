"""The words of each: made for the person, checked beside the text, never the same twice in one unit, in the right name."""

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import current_app
from greetings_scene import WORDS, a_round, feast, row_of

from liaison.contacts.actions import add_contact, begin_post
from liaison.db import begin_write, db
from liaison.greetings.approval import submit_round
from liaison.greetings.drafting import begin_round
from liaison.greetings.editing import edit_greeting, reword, use_template
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting
from liaison.greetings.problems import problems_in
from liaison.greetings.queries import greetings_of
from liaison.greetings.signing import add_signer
from liaison.greetings.template_models import Template
from liaison.greetings.templating import (
    RefusedWording,
    add_template,
    archive_template,
    check_wording,
    edit_template,
    plant_starters,
)
from liaison.office.actions import change_setting


def codes(row) -> list[str]:
    return [each.code for each in problems_in([row]).get(row.id, [])]


def test_the_text_is_made_for_the_person(office):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    assert row.text == "陈主任：近来一切可好？向您问候，祝身体健康、工作顺利。张敏"


def test_a_placeholder_without_a_value_stays_and_is_an_error(office):
    begin_write()
    add_template(
        {**WORDS, "occasion_code": "spring-festival", "text": "{称呼}：春节好，有事请打{联络电话}。{落款}"},
        by=None,
    )
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    assert "{联络电话}" in row.text
    assert any(each.is_error for each in problems_in([row])[row.id])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{称呼}：{祝福}。{落款}", "祝福"),
        ("{称呼}：{姓名|upper}。{落款}", "姓名|upper"),
        ("{称呼：新年好。{落款}", "{"),
        ("{称呼}：{1+1}。{落款}", "1+1"),
    ],
)
def test_a_template_with_an_unknown_name_or_an_expression_is_refused_and_nothing_is_kept(
    office, text, said
):
    before = db.session.query(Template).count()
    with pytest.raises(RefusedWording) as refused:
        add_template({**WORDS, "text": text}, by=None)
    assert any(said in each.message for each in refused.value.findings)
    assert db.session.query(Template).count() == before


@pytest.mark.parametrize(
    ("occasion", "text"),
    [
        ("qingming", "{称呼}：清明快乐。{落款}"),
        ("dragon-boat", "{称呼}：端午快乐。{落款}"),
        ("spring-festival", "新年好，祝您万事如意。{落款}"),
    ],
)
def test_a_template_that_says_what_does_not_belong_there_is_refused(office, occasion, text):
    with pytest.raises(RefusedWording):
        check_wording({**WORDS, "occasion_code": occasion, "text": text})


def test_the_zodiac_of_another_year_is_an_error_in_the_text_of_a_round(office):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    edit_greeting(row, {"text": "陈主任：祝您马年大吉。张敏"}, version=None, now=NOW, by=None)
    assert [each.is_error for each in problems_in([row])[row.id]] == [True]
    edit_greeting(row, {"text": "陈主任：祝您羊年大吉。张敏"}, version=None, now=NOW, by=None)
    assert codes(row) == []


def test_two_colleagues_of_one_unit_get_different_words_while_there_are_enough(office):
    add_template({**WORDS, "text": "{称呼}：又到年关，向您道一声辛苦。{落款}"}, by=None)
    first, second = greetings_of(
        a_round("spring-festival", [office.chen, office.wang], by=office.user("officer"))
    )
    assert first.template_id != second.template_id


def test_the_same_words_for_two_colleagues_are_pointed_at_in_both_rows(office):
    rows = greetings_of(a_round("spring-festival", [office.chen, office.wang], by=office.user("officer"), alike=True))
    found = problems_in(rows)
    assert [[each.code for each in found[row.id]] for row in rows] == [["echo"], ["echo"]]
    with pytest.raises(GreetingError, match="还有错"):
        submit_round(rows[0].round, now=NOW, by=office.user("officer"))
    assert "王老师" in str([each.message for each in found[row_of(rows[0].round, office.chen).id]])


def test_a_round_whose_wordings_run_out_says_so_and_offers_what_to_do(office):
    round_ = a_round("spring-festival", [office.chen, office.wang], by=office.user("officer"), alike=True)
    db.session.commit()
    page = signed_in(current_app, "officer").get(f"/greetings/rounds/{round_.id}").text
    assert "2 人和同单位的人同文" in page and "给这个节日加一条措辞" in page


def test_the_same_words_at_two_units_are_no_matter(office):
    officer = office.user("officer")
    elsewhere = add_contact({"name": "林一", "owner_id": officer.id, "wechat": "lin"}, by=None)
    begin_post(elsewhere, unit_id=office.ids["college"], title="科长", by=None)
    rows = greetings_of(a_round("spring-festival", [office.chen, elsewhere], by=officer))
    assert problems_in(rows) == {}


def test_the_lint_stands_beside_the_text_where_it_is_edited(office):
    row = row_of(a_round("dragon-boat", [office.chen], by=office.user("officer")), office.chen)
    edit_greeting(row, {"text": "陈主任：端午节快乐！张敏"}, version=None, now=NOW, by=None)
    row_id = row.id
    db.session.commit()
    page = signed_in_page(office, f"/greetings/{row_id}")
    assert "安康" in page


def signed_in_page(office: Cast, path: str) -> str:
    from flask import current_app

    return signed_in(current_app._get_current_object(), "officer").get(path).text


def test_a_message_over_seventy_characters_says_into_how_many_parts_it_goes(office):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    edit_greeting(
        row,
        {"text": "陈主任：" + "岁末年初，感念一年来的支持与关照。" * 5 + "张敏"},
        version=None,
        now=NOW,
        by=None,
    )
    (problem,) = problems_in([row])[row.id]
    assert problem.code == "long_message"
    assert "2 条" in problem.message
    assert not problem.is_error


def test_a_leader_is_greeted_by_a_leader_of_equal_rank(office):
    add_signer({"name": "孙立", "title": "科长", "text": "市府办孙立"}, by=None)
    director = add_signer({"name": "王芳", "title": "局长", "text": "市府办王芳"}, by=None)
    head_of = add_contact({"name": "高远", "owner_id": office.user("officer").id, "wechat": "gao"}, by=None)
    begin_post(head_of, unit_id=office.ids["college"], title="局长", by=None)
    row = row_of(a_round("spring-festival", [head_of], by=office.user("officer")), head_of)
    assert (row.signer, row.signature) == (director, "市府办王芳")
    assert row.text.endswith("市府办王芳")


def test_a_clerk_is_greeted_in_the_officer_s_own_name(office):
    add_signer({"name": "王芳", "title": "局长", "text": "市府办王芳"}, by=None)
    row = row_of(a_round("spring-festival", [office.wang], by=office.user("officer")), office.wang)
    assert (row.signer, row.signature) == (None, "张敏")


def test_a_leader_greeted_from_too_far_below_is_pointed_at(office):
    head_of = add_contact({"name": "高远", "owner_id": office.user("officer").id, "wechat": "gao"}, by=None)
    begin_post(head_of, unit_id=office.ids["college"], title="局长", by=None)
    row = row_of(a_round("spring-festival", [head_of], by=office.user("officer")), head_of)
    assert codes(row) == []  # nobody else could sign
    add_signer({"name": "王芳", "title": "局长", "text": "市府办王芳"}, by=None)
    assert codes(row) == ["no_peer"]


def test_writing_anew_takes_up_leaders_entered_since_and_leaves_what_was_touched(office):
    officer = office.user("officer")
    people = []
    for name in ("高远", "高山"):
        person = add_contact({"name": name, "owner_id": officer.id, "wechat": name}, by=None)
        begin_post(person, unit_id=office.ids["college"], title="局长", by=None)
        people.append(person)
    round_ = a_round("spring-festival", people, by=officer)
    touched, fresh = (row_of(round_, person) for person in people)
    edit_greeting(touched, {"text": "高局长：春节好。张敏"}, version=None, now=NOW, by=officer)
    signer = add_signer({"name": "王芳", "title": "局长", "text": "市府办王芳"}, by=None)
    assert reword(round_, now=NOW, by=officer) == 1
    assert (fresh.signer, touched.signer) == (signer, None)
    assert fresh.text.endswith("市府办王芳")
    assert touched.text == "高局长：春节好。张敏"


def test_another_signature_replaces_the_old_one_in_the_text(office):
    signer = add_signer({"name": "王芳", "title": "主任", "text": "市府办王芳"}, by=None)
    row = row_of(a_round("spring-festival", [office.wang], by=office.user("officer")), office.wang)
    edit_greeting(row, {"signer_id": signer.id}, version=None, now=NOW, by=None)
    assert row.text.endswith("工作顺利。市府办王芳")


def test_another_of_the_office_s_wordings_is_made_for_the_person(office):
    other, _warnings = add_template({**WORDS, "text": "{称呼}：向您问好。{落款}"}, by=None)
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    use_template(row, other, version=None, now=NOW, by=None)
    assert row.text == "陈主任：向您问好。张敏"


def test_an_unknown_way_is_refused(office):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    with pytest.raises(GreetingError, match="没有这种方式"):
        edit_greeting(row, {"channel": "pigeon"}, version=None, now=NOW, by=None)


def test_starter_texts_are_planted_once_and_stay_as_the_office_changes_them(app, cast):
    begin_write()
    planted = plant_starters(by=None)
    assert planted == db.session.query(Template).count() > 300
    template = db.session.query(Template).filter_by(occasion_code="new-year", channel="sms").first()
    values = {
        field: getattr(template, field)
        for field in ("occasion_code", "tone", "tier", "relation", "channel")
    }
    edit_template(
        template, {**values, "text": "{称呼}：元旦安好。{落款}"}, version=template.version, by=None
    )
    archive_template(template, now=NOW, by=None)
    assert plant_starters(by=None) == 0
    assert template.text == "{称呼}：元旦安好。{落款}"


def test_a_wording_put_away_is_used_no_more(office):
    first = db.session.query(Template).one()
    add_template({**WORDS, "text": "{称呼}：向您问好。{落款}"}, by=None)
    archive_template(first, now=NOW, by=None)
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    assert row.text == "陈主任：向您问好。张敏"


def test_an_office_without_wordings_gets_the_starter_set_with_its_first_round(app, cast):
    begin_write()
    change_setting("signature", "江州市府办", by=None)
    round_ = begin_round(
        feast("spring-festival"),
        name="",
        owner=None,
        previous=None,
        wish="",
        today=TODAY,
        by=cast.user("officer"),
    )
    row = row_of(round_, cast.chen)
    assert row.text.startswith("陈主任")
    assert row.text.endswith("江州市府办张敏")
    assert not any(each.is_error for each in problems_in([row]).get(row.id, []))


def saved(row_id: int, **values: str) -> str:
    """The page after the text was saved from its form."""
    client = signed_in(current_app._get_current_object(), "officer")
    row = db.session.get_one(Greeting, row_id)
    unchanged = {"channel": "sms", "signer_id": "", "officer_id": row.officer_id, "version": row.version}
    form = {**unchanged, **values}
    return client.post(f"/greetings/{row_id}", data=form, follow_redirects=True).text


def test_a_text_saved_with_a_fault_is_kept_and_the_fault_is_said(office):
    row_id = row_of(a_round("dragon-boat", [office.chen], by=office.user("officer")), office.chen).id
    db.session.commit()
    page = saved(row_id, text="陈主任：端午节快乐！张敏")
    said = page[page.index("给陈建国的已保存，但还不能送审：") :][:60]
    assert "安康" in said
    db.session.rollback()
    assert db.session.get_one(Greeting, row_id).text == "陈主任：端午节快乐！张敏"


def test_a_text_saved_after_submission_says_who_reads_it_next(office):
    round_ = a_round("dragon-boat", [office.chen], by=office.user("officer"))
    row_id = row_of(round_, office.chen).id
    submit_round(round_, now=NOW, by=office.user("officer"))
    db.session.commit()
    assert "已保存给陈建国的问候，等负责人审定" in saved(row_id, text="陈主任：端午安康。张敏")


def test_names_in_braces_are_filled_in_when_a_text_is_saved(office):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    edit_greeting(row, {"text": "{称呼}：{生肖}年吉祥，{不认识}。{落款}"}, version=None, now=NOW, by=None)
    assert row.text == f"陈主任：羊年吉祥，{{不认识}}。{row.signature}"
