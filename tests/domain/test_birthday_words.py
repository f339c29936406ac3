from datetime import date, datetime, time

import pytest
from domain.people_samples import clerk_contacts, office_csv_rows, people_file
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from liaison.domain.birthday_words import parse_birthday
from liaison.domain.birthdays import Birthday, BirthdayError

FIRST_OF_OCTOBER = Birthday(10, 1, 1986)


def lunar(month, day, year=None, is_leap=False):
    return Birthday(month, day, year, is_lunar=True, is_leap=is_leap)


@pytest.mark.parametrize("written", [
    "1986-10-01", "1986.10.1", "1986/10/01", "19861001", "1986年10月1日", "1986 年 10 月 1 号",
    "１９８６．１０．１", "86.10.1", "10月1日1986", "10月1日（1986年生）",
    "861001", "一九八六年十月一日", "公历1986年10月1日", "1986-10-1（阳历）", "1986-10-01（身份证）",
    "生日：1986.10.1",
    "1986-10-01 00:00:00", "1986—10—1", "31686", 31686, 31686.0, 31686.5, 19861001, date(1986, 10, 1),
    datetime.combine(date(1986, 10, 1), time()),
])
def test_a_solar_birthday_with_its_year(written):
    assert parse_birthday(written) == FIRST_OF_OCTOBER


@pytest.mark.parametrize("written", [
    "12月15日", "12-15", "12.15", "12/15", "1215", "十二月十五日", "12月15", 12.15,
])
def test_a_solar_birthday_without_year(written):
    assert parse_birthday(written) == Birthday(12, 15)


@pytest.mark.parametrize(("written", "birthday"), [
    ("农历七月初八", lunar(7, 8)),
    ("阴历十月廿九", lunar(10, 29)),
    ("旧历三月三十", lunar(3, 30)),
    ("三月廿九", lunar(3, 29)),
    ("八月十五", lunar(8, 15)),
    ("正月初一", lunar(1, 1)),
    ("冬月二十", lunar(11, 20)),
    ("腊月三十", lunar(12, 30)),
    ("除夕", lunar(12, 30)),
    ("大年初三", lunar(1, 3)),
    ("农历8月15日", lunar(8, 15)),
    ("(农)8.15", lunar(8, 15)),
    ("8月15日（农历）", lunar(8, 15)),
    ("（阴历）8-15", lunar(8, 15)),
    ("农历1968年八月十五", lunar(8, 15, 1968)),
    ("1968年农历八月十五", lunar(8, 15, 1968)),
    ("一九六八年八月十五", lunar(8, 15, 1968)),
    ("农历1968-08-15", lunar(8, 15, 1968)),
    ("農曆臘月廿三", lunar(12, 23)),
    ("农历八月十五 1968", lunar(8, 15, 1968)),
    ("农历八月十五，1968年", lunar(8, 15, 1968)),
    ("八月十五（1968年生）", lunar(8, 15, 1968)),
    ("农历闰六月初三 1987", lunar(6, 3, 1987, is_leap=True)),
    ("闰六月初三(1987)", lunar(6, 3, 1987, is_leap=True)),
])
def test_a_lunar_birthday(written, birthday):
    assert parse_birthday(written) == birthday


@pytest.mark.parametrize("written", [
    "闰六月初三", "农历闰六月初三", "农历闰6月3日", "六月初三（闰）", "六月初三（闰月）", "閏六月初三",
])
def test_a_birthday_in_a_leap_month(written):
    assert parse_birthday(written) == lunar(6, 3, is_leap=True)


@pytest.mark.parametrize(("written", "year"), [
    ("68.5.9", 1968), ("16.5.9", 1916), ("15.5.9", 2015), ("00.5.9", 2000),
])
def test_a_year_of_two_figures_means_1916_to_2015(written, year):
    assert parse_birthday(written) == Birthday(5, 9, year)


def test_a_cell_shown_without_its_year_loses_the_year_excel_invented():
    cell = datetime.combine(date(2026, 12, 15), time())
    assert parse_birthday(cell, year_known=False) == Birthday(12, 15)
    assert parse_birthday("农历1968年闰七月初三", year_known=False) == lunar(7, 3, is_leap=True)


@pytest.mark.parametrize(("written", "code"), [
    ("", "empty"),
    ("　", "empty"),
    ("属马", "unknown_words"),
    (12, "unknown_words"),
    (-5, "unknown_words"),
    (10 ** 9, "unknown_words"),
    (10 ** 400, "unknown_words"),
    (float("nan"), "unknown_words"),
    (float("inf"), "unknown_words"),
    ("10月1日（农历八月廿八）", "two_dates"),
    (10.1, "lost_zero"),
    ("2.30", "no_such_solar_day"),
    ("2027-02-29", "no_such_solar_day"),
    ("13月1日", "no_such_solar_day"),
    ("农历八月三十一", "no_such_lunar_day"),
    ("农历2026年闰七月初一", "no_leap_month"),
    ("1850-01-01", "year_out_of_range"),
    ("2101-01-01", "year_out_of_range"),
])
def test_a_birthday_that_cannot_be_is_refused_with_its_reason(written, code):
    with pytest.raises(BirthdayError) as refused:
        parse_birthday(written)
    assert refused.value.code == code


def test_a_leap_day_without_year_is_a_birthday():
    assert parse_birthday("2.29") == Birthday(2, 29)


def test_a_number_that_may_have_lost_its_zero_is_explained():
    with pytest.raises(BirthdayError, match="可能是10月1日，也可能是10月10日"):
        parse_birthday(10.1)


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1930, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_a_solar_birthday_reads_the_same(day):
    written = [
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        day, (day - date(1899, 12, 30)).days,
    ]
    assert {parse_birthday(each) for each in written} == {Birthday(day.month, day.day, day.year)}


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 12), st.integers(1, 30))
def test_a_lunar_birthday_is_read_back_from_its_own_words(month, day):
    assert parse_birthday(lunar(month, day).words) == lunar(month, day)


@settings(deadline=None, max_examples=300)
@given(
    st.text(alphabet="0123456789.-/年月日农历闰初廿十一二三正腊（）() 生夕", max_size=12)
    | st.floats() | st.integers()
)
def test_anything_typed_is_read_or_refused_in_words(written):
    try:
        assert isinstance(parse_birthday(written), Birthday)
    except BirthdayError as refused:
        assert refused.code and str(refused)


def clerks_birthday(truth):
    if truth is None:
        return None
    if "lunar" in truth:
        month, day, is_leap = truth["lunar"]
        return lunar(month, day, is_leap=is_leap)
    parts = truth["solar"].replace("--", "-").split("-")
    year, month, day = (int(part) if part else None for part in parts)
    return Birthday(month, day, year)


def test_every_birthday_of_the_office_csv_is_read_as_the_clerk_read_it():
    cells = [row[6] for row in office_csv_rows()]
    read = [parse_birthday(cell) if cell else None for cell in cells]
    assert read == [clerks_birthday(contact["birthday"]) for contact in clerk_contacts()]
    assert sum(birthday is not None for birthday in read) == 263


def test_every_birthday_of_the_office_workbook_is_read_as_the_clerk_read_it():
    sheet = load_workbook(people_file("office_contacts.xlsx"))["通讯录"]
    contacts = clerk_contacts()
    cells = [sheet.cell(contact["row"], 7).value for contact in contacts]
    read = [parse_birthday(cell) if cell else None for cell in cells]
    assert read == [clerks_birthday(contact["birthday"]) for contact in contacts]


def read_or_refused(text):
    try:
        return parse_birthday(text)
    except BirthdayError as error:
        return error.code


@settings(deadline=None, max_examples=400)
@given(st.integers(900, 2999), st.integers(0, 13), st.integers(0, 32), st.booleans())
def test_a_day_written_with_dashes_is_the_day_written_with_full_width_ones(year, month, day, is_padded):
    typed = f"{year}-{month:02}-{day:02}" if is_padded else f"{year}-{month}-{day}"
    assert read_or_refused(typed) == read_or_refused(typed.replace("-", "－"))
