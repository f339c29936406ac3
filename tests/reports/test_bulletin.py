"""The month's bulletin: its sentences, and its file."""

import io
from datetime import date

import docx
import pytest
from cast import Cast
from conftest import NOW, TODAY
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from exports.reading_back import export_lines
from flask import Flask
from greetings_scene import a_round, approved, only_template, row_of
from page_checks import CheckedClient

from liaison.credits.models import Credit
from liaison.db import begin_write, db
from liaison.domain.matters import Ending, Outcome, Reception
from liaison.due.scopes import Scope
from liaison.greetings.closing import close_round
from liaison.greetings.editing import edit_greeting
from liaison.greetings.models import Round
from liaison.greetings.queries import greetings_of
from liaison.greetings.sending import mark_sent
from liaison.interactions.actions import log_interaction
from liaison.matters.actions import add_matter
from liaison.matters.endings import end_matter
from liaison.office.actions import change_setting
from liaison.reports import queries
from liaison.reports.asked import Question
from liaison.reports.bulletin import Bulletin, asked_month, beside, bulletin


@pytest.fixture
def office(app, cast: Cast) -> Cast:
    begin_write()
    officer = cast.user("officer")
    change_setting("office_name", "江州市政府办公室", by=None)
    log_interaction([cast.chen], kind="visit", on=date(2026, 11, 5), today=TODAY, by=officer, summary="商定调研时间。")
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 6), today=TODAY, by=officer, answered=False)
    given = {"name": "借大巴", "unit_id": cast.ids["school"], "received_on": date(2026, 11, 2), "due_on": date(2026, 11, 9)}
    explained = Outcome(Ending.EXPLAINED, date(2026, 11, 8), explanation="车已派出", explained_by="张敏",
                        explained_on=date(2026, 11, 8), reception=Reception.ACCEPTED)  # fmt: skip
    end_matter(add_matter(given, today=TODAY, by=officer), explained, today=TODAY, version=None, by=officer)
    db.session.add(Credit(name="连夜核对名单", on=date(2026, 11, 6), unit_id=cast.ids["school"], contact_id=cast.ids["chen"]))
    db.session.commit()
    return cast


def written(cast: Cast, month: str = "2026-11") -> Bulletin:
    user = cast.user("admin")
    question = Question(user, Scope(seen_by=user), "all", asked_month(month, TODAY), TODAY)
    return bulletin(question, office="江州市政府办公室")


def paragraphs(text: Bulletin) -> list[str]:
    found = []
    for _name, chapter in text.numbered():
        found += [*chapter.paragraphs, *(words for _part, some in chapter.parts for words in some)]
    return found


@pytest.mark.postgres
def test_it_says_what_was_done_in_sentences(office: Cast):
    said = "\n".join(paragraphs(written(office)))
    assert "11月份共联系2次，其中联系上1次；走访、来访和会议1次。" in said
    assert "在册联系人3人，当月联系到1人，覆盖率33%；其中重点联系1人，联系到1人。" in said
    assert "截至11月23日，从未联系2人，请各联络员抓紧补上。" in said
    assert "11月5日，张敏走访市第一中学陈主任：商定调研时间。" in said
    assert "当月收到来事1件，提出去事0件；了结1件（解释说明1件）。" in said
    assert "市第一中学商请：借大巴，11月8日已解释说明。" in said
    assert "11月6日，市第一中学陈主任：连夜核对名单。" in said
    assert "到12月底，按联系周期应联系1人" in said


def a_round_of_november(cast: Cast) -> Round:
    """To three people, sent to one of them."""
    officer = cast.user("officer")
    only_template()
    round_ = a_round("winter-solstice", [cast.chen, cast.wang, cast.ouyang], by=officer)
    for row in greetings_of(round_):
        edit_greeting(row, {"channel": "wechat"}, version=None, now=NOW, by=officer)
    round_.day = TODAY
    approved(round_, by=officer, head=cast.user("head"))
    mark_sent(row_of(round_, cast.chen), now=NOW, today=TODAY, by=officer)
    return round_


def told_of_greetings(cast: Cast) -> str:
    return next(words for words in paragraphs(written(cast)) if "应问候" in words)


def test_of_an_open_round_it_tells_who_still_waits(app: Flask, cast: Cast):
    begin_write()
    a_round_of_november(cast)
    assert told_of_greetings(cast).endswith("已发1人，收到回复0人，还有2人待发。")


@pytest.mark.parametrize(
    ("ouyang_because", "ends"), [("没顾上", "2人没有发（没顾上）。"), ("出差。", "2人没有发（出差1人；没顾上1人）。")]
)
def test_of_a_closed_round_it_tells_who_was_missed_and_why(app: Flask, cast: Cast, ouyang_because: str, ends: str):
    begin_write()
    round_ = a_round_of_november(cast)
    row = row_of(round_, cast.ouyang)
    row.officer_id = cast.user("colleague").id
    because = {row.officer_id: ouyang_because}
    close_round(round_, missed_because="没顾上", by_officer=because, lessons="", now=NOW, by=cast.user("head"))
    assert told_of_greetings(cast).endswith("，" + ends)


def test_at_a_meeting_each_stands_behind_their_own_unit(app: Flask, cast: Cast):
    begin_write()
    log_interaction(
        [cast.chen, cast.wang, cast.ouyang], kind="meeting", on=date(2026, 11, 5), today=TODAY, by=cast.user("officer"),
        summary="商定调研",
    )  # fmt: skip
    db.session.commit()
    said = "\n".join(paragraphs(written(cast)))
    assert "张敏与市第一中学陈主任、王老师和江州大学欧阳书记开会：商定调研。" in said


def test_an_officer_s_bulletin_is_the_section_s_unless_they_ask_otherwise(officer: CheckedClient, office: Cast):
    asked = officer.get("/reports/bulletin?month=2026-11").text
    assert "在册联系人2人" in asked and "联络科" in asked


def test_chapters_without_anything_are_left_out_and_the_numbers_close_up(office: Cast):
    names = [name for name, _chapter in written(office).numbered()]
    assert names == ["一、总体情况", "二、主要往来", "三、协调事项", "四、有关单位的支持", "五、下一步安排"]
    quiet = [name for name, _chapter in written(office, "2026-03").numbered()]
    assert quiet[0] == "一、总体情况" and "主要往来" not in "".join(quiet)
    assert "3月份没有联系记录。" in paragraphs(written(office, "2026-03"))


def test_the_page_shows_the_document(officer: CheckedClient, office: Cast):
    page = officer.get("/reports/bulletin?whose=all").text
    assert "关于2026年11月联络工作情况的通报" in page and "商定调研时间" in page


@pytest.mark.parametrize("month", ["2026-13", "nonsense", "2099-01", "0001-01", "11"])
def test_what_is_no_month_is_refused(officer: CheckedClient, month: str):
    assert officer.get(f"/reports/bulletin?month={month}").status_code == 400


def test_the_file_is_set_as_official_documents_are(admin: CheckedClient, office: Cast):
    answer = admin.post("/reports/bulletin?month=2026-11&whose=all")
    assert answer.status_code == 200
    found = docx.Document(io.BytesIO(answer.data))
    section = found.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    assert found.paragraphs[0].text == "关于2026年11月联络工作情况的通报"
    assert found.styles["Normal"].font.size == Pt(16)
    assert [p.text for p in found.paragraphs[-2:]] == ["江州市政府办公室", "2026年11月23日"]
    (line,) = export_lines()
    assert (line.by_name, line.changes["format"], line.changes["month"]) == ("管理员", "docx", "2026-11")


def indents_of_the_last(found) -> list[float]:  # type: ignore[no-untyped-def]
    """How many characters the last two lines end before the edge."""
    return [int(p._p.pPr.ind.get(qn("w:rightChars"))) / 100 for p in found.paragraphs[-2:]]


def test_the_date_stands_four_characters_in_and_who_issues_it_centred_above(admin: CheckedClient, office: Cast):
    """江州市政府办公室 is eight characters wide, 2026年11月23日 seven: half a character more on each side."""
    found = docx.Document(io.BytesIO(admin.post("/reports/bulletin?month=2026-11&whose=all").data))
    assert indents_of_the_last(found) == [3.5, 4]


@pytest.mark.parametrize(("signature", "ends"), [("局", 7), ("江州市政府办公室", 3.5), ("某" * 30, 0)])
def test_a_name_of_any_length_is_centred_and_stays_within_the_type_area(signature: str, ends: float):
    assert beside(signature, "2026年11月23日") == ends


def test_no_page_carries_the_signature_alone(head: CheckedClient, office: Cast):
    found = docx.Document(io.BytesIO(head.post("/reports/bulletin?month=2026-11&whose=all").data))
    text, gap, signature = found.paragraphs[-4:-1]
    assert (bool(text.text), gap.text) == (True, "")
    assert all(each.paragraph_format.keep_with_next for each in (text, gap, signature))


def test_an_old_month_promises_nothing_that_is_over(head: CheckedClient, office: Cast):
    """September's next steps were October's, and October is over on 23 November; October's are not."""
    assert "下一步安排" not in head.get("/reports/bulletin?month=2026-09&whose=all").text
    assert "下一步安排" in head.get("/reports/bulletin?month=2026-10&whose=all").text


def test_the_file_asks_for_the_right_to_export(viewer: CheckedClient, officer: CheckedClient, office: Cast):
    assert viewer.get("/reports/bulletin").status_code == 200
    assert "下载" not in viewer.get("/reports/bulletin").text
    assert viewer.post("/reports/bulletin").status_code == 403
    assert officer.post("/reports/bulletin", csrf=False).status_code == 400
    assert export_lines() == []


def test_too_much_is_said(head: CheckedClient, office: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "MOST_PEOPLE", 1)
    assert "范围太大" in head.get("/reports/bulletin?whose=all").text
    assert head.post("/reports/bulletin?whose=all").status_code == 302
    assert export_lines() == []
