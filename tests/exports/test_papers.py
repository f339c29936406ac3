"""Lists on paper."""

import re

from cast import Cast
from conftest import TODAY
from exports.reading_back import export_lines, taken
from page_checks import CheckedClient

from liaison.db import begin_write, db
from liaison.exports import papers
from liaison.interactions.actions import log_interaction


def headings(page: str) -> list[str]:
    """Each once: groups are tables of their own."""
    return list(dict.fromkeys(re.findall(r'<th scope="col">([^<]+)</th>', page)))


def test_the_phone_list_is_grouped_by_unit(admin: CheckedClient, cast: Cast):
    page = taken(admin, "/exports/contacts?sort=newest", "print").text
    assert headings(page) == ["姓名", "职务", "办公电话", "内线", "手机", "电话"]
    assert re.findall(r'scope="colgroup">([^<]+)<', page) == ["江州大学", "市第一中学"]
    assert "138 0571 2046" in page and "管理员 导出于 2026-11-23 10:00" in page
    (line,) = export_lines()
    assert (line.changes["format"], line.changes["rows"]) == ("print", 3)


def test_the_register_prints_in_the_usual_columns(head: CheckedClient, cast: Cast):
    begin_write()
    log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=cast.user("officer"), summary="商定<时间>")
    db.session.commit()
    page = taken(head, "/exports/interactions", "print").text
    assert headings(page) == ["时间", "单位", "姓名", "方式", "内容", "经办人"]
    assert "商定&lt;时间&gt;" in page


def test_a_print_says_what_the_list_was_filtered_by(admin: CheckedClient, cast: Cast):
    page = taken(admin, f"/exports/contacts?unit={cast.ids['school']}&tier=key&sort=newest", "print").text
    (lead,) = re.findall(r"<p>([^<]*共 \d+ 条[^<]*)</p>", page)
    assert lead.endswith("条 · 单位：市第一中学；等级：重点")
    assert "：" not in re.findall(r"<p>([^<]*共 \d+ 条[^<]*)</p>", taken(admin, "/exports/contacts", "print").text)[0]
    for query, said in (("?whose=all", " · 谁的：全部</p>"), ("?on=2026-11-25", "人</p>")):
        assert said in admin.get(f"/due/print{query}").text


def test_an_empty_print_says_so(officer: CheckedClient):
    assert "这个范围里没有记录" in taken(officer, "/exports/interactions", "print").text


def test_a_print_has_an_end_and_says_so(admin: CheckedClient, cast: Cast, monkeypatch):
    monkeypatch.setattr(papers, "LONGEST", 2)
    page = taken(admin, "/exports/contacts", "print").text
    assert "只印前 2 条" in page
    assert export_lines()[0].changes["rows"] == 2


def test_the_way_back_stays_within_the_site(officer: CheckedClient):
    answer = officer.post("/exports/contacts", data={"format": "print", "back": "javascript:alert(1)"})
    assert "javascript" not in answer.text
