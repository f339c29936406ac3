"""What may be said on which day: solemn days, 快乐 and 安康, names of feasts."""

import pytest
from domain.wording_findings import ERROR, JOYFUL, OBSERVANCES, SOLEMN, WARNING, codes, severities, told

from liaison.domain.table_files import table_rows
from liaison.domain.wording import has_errors, lint
from liaison.domain.wording_occasions import words_of


@pytest.mark.parametrize("code", SOLEMN)
@pytest.mark.parametrize("text", JOYFUL)
def test_nothing_joyful_is_said_on_a_solemn_day(code, text):
    assert OBSERVANCES[code].solemn
    findings = told(text, code)
    assert set(codes(findings)) == {"solemn"}
    assert has_errors(findings)


def test_the_seven_solemn_days_are_those_of_the_policy():
    assert set(SOLEMN) == {code for code, observance in OBSERVANCES.items() if observance.solemn}


@pytest.mark.parametrize("code", SOLEMN)
def test_a_quiet_word_of_care_may_be_said_on_a_solemn_day(code):
    assert told("天气转凉，请多保重。", code) == []


def test_the_mark_alone_makes_a_day_solemn_whatever_its_tone():
    assert "solemn" in codes(lint("{称呼}，节日快乐。{落款}", solemn=True))


def test_a_director_called_zhu_is_no_congratulation():
    values = {"称呼": "祝您华主任", "落款": "张敏"}
    text = "祝您华主任：请多保重。张敏"
    assert lint(text, occasion_code="qingming", solemn=True, values=values) == []
    assert "solemn" in codes(lint(text, occasion_code="qingming", solemn=True))


def test_qixi_is_not_for_an_office():
    assert severities(told("七夕安好。", "qixi"), "silent_occasion") == [ERROR]


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("dragon-boat", ERROR),
        ("party-founding-day", ERROR),
        ("army-day", ERROR),
        ("police-day", WARNING),
        ("fire-safety-day", WARNING),
        ("double-ninth", WARNING),
        ("nurses-day", WARNING),
        ("constitution-day", WARNING),
        ("arbor-day", WARNING),
        ("winter-solstice", WARNING),
    ],
)
def test_kuaile_is_out_of_place(code, severity):
    assert severities(told("快乐，安康。", code), "joy") == [severity]


@pytest.mark.parametrize("code", ["new-year", "spring-festival", "teachers-day", "mid-autumn", "birthday"])
def test_kuaile_is_in_place(code):
    assert told("节日快乐。", code) == []


@pytest.mark.parametrize(
    ("tone", "severity"), [("庄重祝贺", ERROR), ("致敬", WARNING), ("敬老祝福", WARNING), ("中性", WARNING)]
)
def test_an_occasion_of_the_offices_own_is_judged_by_its_tone(tone, severity):
    assert severities(told("快乐。", "founding-day", tone=tone), "joy") == [severity]


def test_duanwu_wishes_good_health():
    assert codes(told("端午节问候您。", "dragon-boat")) == ["good_health"]
    assert told("端午节祝您安康。", "dragon-boat") == []


def test_a_text_for_another_festival_is_refused():
    (finding,) = told("端午安康。", "mid-autumn")
    assert (finding.code, finding.severity, finding.params["name"]) == ("other_festival", ERROR, "端午")


@pytest.mark.parametrize("text", ["中秋好，端午的事多谢。", "{节日}好，端午的事多谢。"])
def test_a_second_festival_beside_the_right_one_is_worth_a_look(text):
    assert severities(told(text), "other_festival") == [WARNING]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("spring-festival", "除夕到元宵，祝新春安好。"),
        ("lunar-new-year-eve", "除夕好，春节安康。"),
        ("mid-autumn-national-day", "中秋、国庆双节安好。"),
        ("teachers-day", "十一月有二十一个班，五一路、六一班都好。"),
        ("mid-autumn", "中秋月圆。"),
        ("birthday", "国庆前后见。"),
    ],
)
def test_these_names_are_natural_here(code, text):
    assert told(text, code) == []


def test_every_observance_has_its_words_and_its_own_name_among_them():
    for code, observance in OBSERVANCES.items():
        assert any(name in observance.name for name in words_of(code).names), code


def test_every_listed_occasion_is_known():
    listed = {row["code"] for row in table_rows("wording_occasions")}
    assert listed == {*OBSERVANCES, "mid-autumn-national-day", "foreign"}
