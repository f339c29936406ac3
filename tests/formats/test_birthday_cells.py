"""What a birthday's cell gives a contact: the birthday, a text among the notes, and what is told."""

from datetime import date

import pytest
from formats.sheet_samples import sheet_of

from liaison.domain.birthdays import Birthday
from liaison.formats.office_sheet import contact_drafts, understand

TODAY = date(2026, 11, 23)


def moon(month, day, year=None):
    return Birthday(month, day, year, is_lunar=True)


def contact_of(heading, value):
    (draft,) = contact_drafts(understand(sheet_of(["姓名", "手机", heading], ["张三", "13800138000", value]), "contacts"), TODAY)
    return draft


def told(draft):
    return [(problem.column, problem.code) for problem in draft.problems]


@pytest.mark.parametrize(("heading", "value", "kept"), [
    ("生日", "1985年3月", "1985年3月"), ("出生年月", "1985.03", "1985.03"), ("出生年月", 1985.3, "1985.3"),
    ("出生年月", 1985.1, "1985.1（1月或10月）"),
    ("出生年月", 198503, "198503"), ("出生年月", 1985, "1985"), ("农历生日", "1985年3月", "农历1985年3月"),
])
def test_a_birthday_without_its_day_is_kept_as_a_text_and_told(heading, value, kept):
    draft = contact_of(heading, value)
    assert (draft.birthday, draft.kept, told(draft)) == (None, (("birthday", kept),), [("C", "no_day")])
    assert "没有写到日，请补上是几月几日" in draft.problems[0].reason
    assert draft.problems[0].reason.endswith("没有登记生日，原文记在备注里")


def test_a_birthday_in_one_of_several_years_is_kept_without_its_year():
    draft = contact_of("生日", "庚子年正月初三")
    assert (draft.birthday, draft.kept) == (moon(1, 3), (("birthday", "庚子年正月初三"),))
    assert told(draft) == [("C", "year_open")]
    assert "1900、1960、2020年" in draft.problems[0].reason
    assert draft.problems[0].reason.endswith("现按没有年份登记，原文记在备注里")


@pytest.mark.parametrize(("heading", "value", "birthday"), [
    ("生日", "1985-03-02（农历正月十一）", Birthday(3, 2, 1985)),
    ("生日", "农历正月十一（公历1985年3月2日）", moon(1, 11, 1985)),
    ("农历生日", "1985-03-02（农历正月十一）", moon(1, 11, 1985)),
    ("农历生日", "1985年正月十一（公历3月2日）", moon(1, 11, 1985)),
])
def test_of_two_calendars_that_agree_it_is_told_which_one_was_taken(heading, value, birthday):
    draft = contact_of(heading, value)
    assert (draft.birthday, draft.kept, told(draft)) == (birthday, (), [("C", "two_calendars")])
    assert f"已按“{birthday.words}”登记" in draft.problems[0].reason


def test_two_calendars_that_differ_give_no_birthday():
    draft = contact_of("生日", "1985-03-02（农历正月十二）")
    assert (draft.birthday, draft.kept, told(draft)) == (None, (), [("C", "calendars_differ")])


@pytest.mark.parametrize("value", ["1985-03-02", "农历正月十一", "3月2日", "1960庚子年正月初三", "1985-03-02（身份证）"])
def test_a_birthday_that_is_whole_needs_no_word(value):
    draft = contact_of("生日", value)
    assert draft.birthday is not None
    assert (draft.kept, draft.problems) == ((), ())


@pytest.mark.parametrize(("heading", "field"), [("任职起", "since"), ("退休日期", "retired_on")])
def test_a_month_of_a_career_is_kept_as_a_text(heading, field):
    draft = contact_of(heading, "2021.03")
    assert (getattr(draft, field), draft.kept, told(draft)) == (None, ((field, "2021.03"),), [("C", "no_day")])
    assert getattr(contact_of(heading, "2021.03.15"), field) == date(2021, 3, 15)


@pytest.mark.parametrize("heading", ["核实日期", "归档日期"])
def test_a_month_where_a_day_is_needed_is_told(heading):
    draft = contact_of(heading, "2026年3月")
    assert (draft.verified_on, draft.archived_on, draft.kept, told(draft)) == (None, None, (), [("C", "no_day")])
    assert "请补上是几月几日" in draft.problems[0].reason
