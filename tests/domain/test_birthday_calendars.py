"""Birthdays with the name of their year, in both calendars at once, or without their day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain import lunar
from liaison.domain.birthday_words import parse_birthday, read_birthday
from liaison.domain.birthdays import Birthday, BirthdayError
from liaison.domain.typed_birthday import YearOpen


def moon(month, day, year=None, is_leap=False):
    return Birthday(month, day, year, is_lunar=True, is_leap=is_leap)


@pytest.mark.parametrize("written", [
    "1960年庚子年正月初三", "1960庚子年正月初三", "农历1960年庚子年正月初三", "庚子年（1960）正月初三", "庚子年(1960年)正月初三",
    "1960年（庚子年）正月初三", "一九六〇年（庚子）正月初三", "农历1960年正月初三（庚子年）", "正月初三（1960庚子年）",
    "1960庚子鼠年正月初三",
    "庚子年(1960)1月3日", "庚子年正月初三（公历1960年1月30日）", "庚子年正月初三（公历1月30日）",
])
def test_a_year_by_stem_and_branch_beside_what_settles_it(written):
    assert parse_birthday(written) == moon(1, 3, 1960)


@pytest.mark.parametrize(("written", "birthday"), [
    ("庚子年正月初三", moon(1, 3)),
    ("农历庚子年三月初二", moon(3, 2)),
    ("庚子年3月2日", moon(3, 2)),
    ("庚子鼠年三月初二", moon(3, 2)),
    ("三月初二（庚子年）", moon(3, 2)),
    ("庚子年农历八月十五", moon(8, 15)),
    ("甲子年闰十月初一", moon(10, 1, is_leap=True)),
])
def test_a_year_by_stem_and_branch_alone_stays_open(written, birthday):
    with pytest.raises(YearOpen) as refused:
        parse_birthday(written)
    assert refused.value.code == "year_open"
    assert refused.value.birthday == birthday


def test_the_years_it_may_be_are_told_with_an_example_that_is_read():
    with pytest.raises(YearOpen, match="庚子年可以是1900、1960、2020年，看不出是哪一年，请写上公历年份，如 1960年正月初三"):
        parse_birthday("庚子年正月初三")
    assert parse_birthday("1960年正月初三") == moon(1, 3, 1960)


def test_years_without_the_day_are_not_offered():
    with pytest.raises(YearOpen, match="甲子年可以是1984年，看不出"):
        parse_birthday("甲子年闰十月初一")


@pytest.mark.parametrize(("written", "code"), [
    ("1961年庚子年正月初三", "year_differs"),
    ("农历1960年正月初三（辛丑年）", "year_differs"),
    ("甲丑年正月初三", "no_such_name"),
    ("庚子年闰三月初二", "day_in_no_year"),  # 1900 has 闰八月, 1960 闰六月, 2020 闰四月
    ("庚子年正月三十一", "no_such_lunar_day"),
    ("庚子年公历3月2日", "unknown_words"),
    ("1985-03-02乙丑年", "unknown_words"),  # in which of the two calendars?
    ("乙丑年1985-03-02", "unknown_words"),
    ("3月2日庚子年", "unknown_words"),
    ("庚子年正月初三（公历1月31日）", "calendars_never_agree"),
    ("庚子年", "no_day"),
    ("农历庚子年正月", "no_day"),
])
def test_a_year_by_stem_and_branch_that_cannot_be(written, code):
    with pytest.raises(BirthdayError) as refused:
        parse_birthday(written)
    assert refused.value.code == code


@pytest.mark.parametrize("written", ["1985-03-02（乙丑年）", "1985-03-02（农历乙丑年）", "1985年3月2日（属牛）"])
def test_the_name_of_a_year_behind_a_solar_day_is_a_remark(written):
    assert parse_birthday(written) == Birthday(3, 2, 1985)


@pytest.mark.parametrize("written", [
    "1985-03-02（农历正月十一）", "1985-03-02(正月十一)", "1985年3月2日 农历正月十一", "1985年3月2日/农历正月十一",
    "1985/3/2/农历正月十一", "公历1985年3月2日，农历乙丑年正月十一", "阳历1985.3.2、阴历1.11", "1985年3月2日（公历）农历正月十一",
    "公历3月2日（农历1985年正月十一）", "85.3.2（农历正月十一）", "1985-03-02（农历1985年正月十一）",
    "生日：1985-03-02（农历正月十一）",
    "1985-03-02\n农历正月十一",
])
def test_both_calendars_with_the_solar_day_first(written):
    assert read_birthday(written) == (Birthday(3, 2, 1985), moon(1, 11, 1985))


@pytest.mark.parametrize("written", [
    "农历正月十一（公历1985年3月2日）", "农历1985年正月十一（公历3月2日）", "1985年正月十一（3月2日）",
    "农历1985年正月十一（公历1985年3月2日）",
    "正月十一（1985-03-02）", "农历正月十一，公历1985年3月2日", "农历乙丑年正月十一（1985-03-02）",
])
def test_both_calendars_with_the_lunar_day_first(written):
    assert read_birthday(written) == (moon(1, 11, 1985), Birthday(3, 2, 1985))


def test_a_lunar_year_begins_after_the_solar_one_and_a_leap_month_is_told_apart():
    assert read_birthday("1985-01-10（农历1984年冬月二十）") == (Birthday(1, 10, 1985), moon(11, 20, 1984))
    assert read_birthday("1987-07-28（闰六月初三）") == (Birthday(7, 28, 1987), moon(6, 3, 1987, is_leap=True))


@pytest.mark.parametrize(("written", "told"), [
    ("1985-03-02（农历正月十二）", "公历1985年3月2日是农历1985年（乙丑）正月十一，和“农历正月十二”不是同一天"),
    ("1987-07-28（农历六月初三）", "公历1987年7月28日是农历1987年（丁卯）闰六月初三，和“农历六月初三”不是同一天"),
    ("1985-01-10（农历1985年冬月二十）", "农历1984年（甲子）冬月二十，和“农历1985年冬月二十”不是同一天"),
    ("1985-03-02（农历丙寅年正月十一）", "和“农历丙寅年正月十一”不是同一天"),
    ("农历1985年正月十一（公历3月3日）", "公历1985年3月2日是农历1985年（乙丑）正月十一，和“3月3日”不是同一天"),
])
def test_a_contradiction_is_told_with_what_is_true(written, told):
    with pytest.raises(BirthdayError) as refused:
        parse_birthday(written)
    assert refused.value.code == "calendars_differ"
    assert told in str(refused.value)


@pytest.mark.parametrize("written", ["3月2日（农历正月十一）", "农历正月十一（公历3月2日）", "阳历3月2日、阴历正月十一"])
def test_both_calendars_without_a_year_cannot_be_checked(written):
    with pytest.raises(BirthdayError, match="没有年份，核对不了，请只留一个，或写上年份") as refused:
        parse_birthday(written)
    assert refused.value.code == "two_dates"


@pytest.mark.parametrize(("written", "code"), [
    ("1985-03-02（1985-03-03）", "two_dates"),
    ("1985-02-30（农历正月十一）", "no_such_solar_day"),
    ("1985-03-02（农历十三月初一）", "no_such_lunar_day"),
    ("1985-03-02（农历正月三十一）", "no_such_lunar_day"),
    ("1985年闰三月初二（公历5月2日）", "no_leap_month"),
    ("1850-03-02（农历正月十一）", "year_out_of_range"),
    ("1900-01-05（农历腊月初五）", "two_dates"),  # before the table begins
])
def test_both_calendars_with_a_day_that_cannot_be(written, code):
    with pytest.raises(BirthdayError) as refused:
        parse_birthday(written)
    assert refused.value.code == code


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1930, 1, 1), date(2026, 12, 31)))
def test_the_lunar_day_of_any_solar_one_agrees_with_it(day):
    true = lunar.to_lunar(day)
    written = f"{day.isoformat()}（农历{lunar.stem_branch(true.year)}年{true.words}）"
    assert read_birthday(written) == (
        Birthday(day.month, day.day, day.year), moon(true.month, true.day, true.year, true.is_leap)
    )


@pytest.mark.parametrize("written", [
    "1985年3月", "1985年3月份", "1985年03月", "1985.3", "1985.03", "1985-03", "1985/3", "198503", "85年3月", "八五年三月",
    "一九八五年三月",
    "1985年3月生", "1985年3月（生）", "1985", "1985年", "3月", "3月份", "正月", "农历正月", "农历1985年正月", "1985-03-00",
    "1985-00-00",
    1985, 198503, 1985.3, 1985.12, "出生年月：1985.3",
])
def test_a_birthday_without_its_day_is_refused_as_such(written):
    with pytest.raises(BirthdayError, match="没有写到日，请补上是几月几日") as refused:
        parse_birthday(written)
    assert refused.value.code == "no_day"


def test_a_month_in_a_number_that_may_have_lost_its_zero_is_told_as_both():
    with pytest.raises(BirthdayError, match=r"“1985\.1（1月或10月）”"):
        parse_birthday(1985.1)


@pytest.mark.parametrize("written", ["1985年13月", "198513", "1985.13", "属鼠", "鼠年正月初三", "420106198503021234", 1985.35])
def test_what_is_no_month_either_is_not_understood(written):
    with pytest.raises(BirthdayError) as refused:
        parse_birthday(written)
    assert refused.value.code == "unknown_words"


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet="0123456789.-/年月日农历公庚子闰初十一三正（）() ，生", max_size=16))
def test_whatever_is_typed_is_read_or_refused_in_words(written):
    try:
        assert isinstance(parse_birthday(written), Birthday)
    except BirthdayError as refused:
        assert refused.code and str(refused)
