"""Honest workbooks and text tables: what stands in them comes out, judged by openpyxl where it can."""

import sys
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from formats.sheet_samples import (
    MAIN,
    SHEET_PART,
    STYLES_PART,
    inline,
    shared_file,
    workbook_parts,
    write_zip,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.sheet_limits import Limits, column_letter
from liaison.formats.sheets import MergedRange, Sheet, _start_child, read_workbook


def read_sheet(path) -> Sheet:
    return read_workbook(path).sheets[0]


def cells_of(path) -> list[tuple]:
    return [row.cells for row in read_sheet(path).rows]


def made_by_openpyxl(tmp_path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "表.xlsx"
    book.save(path)
    return path


def test_values_keep_their_types(tmp_path):
    moment = datetime.fromisoformat("2026-11-23T09:30")
    row = ["单位", 7, 2.5, True, date(2026, 11, 23), moment, time(9, 30)]
    assert cells_of(made_by_openpyxl(tmp_path, row)) == [tuple(row)]


def test_a_phone_number_stored_as_a_number_keeps_its_digits(tmp_path):
    assert cells_of(made_by_openpyxl(tmp_path, [13800138000])) == [(13800138000,)]


def test_a_phone_number_in_scientific_form_keeps_its_digits(tmp_path):
    path = write_zip(tmp_path / "表.xlsx", workbook_parts("<row><c><v>1.3800138E10</v></c></row>"))
    assert cells_of(path) == [(13800138000,)]


def test_row_numbers_are_those_the_user_sees(tmp_path):
    path = made_by_openpyxl(tmp_path, ["标题"], [], [None, "单位"])
    found = [(row.number, row.cells) for row in read_sheet(path).rows]
    assert found == [(1, ("标题",)), (3, (None, "单位"))]


def test_merged_cells_are_reported_and_their_value_stands_in_the_first(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["一中", "张三"])
    book.active.append([None, "李四"])
    book.active.merge_cells("A1:A2")
    book.save(tmp_path / "表.xlsx")
    sheet = read_sheet(tmp_path / "表.xlsx")
    assert sheet.merged == [MergedRange(1, 0, 2, 0)]
    assert sheet.rows[1].cells == (None, "李四")


def test_a_merged_area_named_from_its_far_corner_is_the_same_area(tmp_path):
    merge = '<mergeCells><mergeCell ref="C4:A2"/></mergeCells>'
    path = write_zip(tmp_path / "表.xlsx", workbook_parts(f'<row r="1">{inline("x")}</row>', after=merge))
    assert read_sheet(path).merged == [MergedRange(2, 0, 4, 2)]


def test_hidden_rows_and_sheets_are_marked(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.active.append(["乙"])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("旧").append(["丙"])
    book["旧"].sheet_state = "veryHidden"
    book.save(tmp_path / "表.xlsx")
    first, second = read_workbook(tmp_path / "表.xlsx").sheets
    assert [row.hidden for row in first.rows] == [False, True]
    assert (first.hidden, second.hidden, second.name) == (False, True, "旧")


def test_a_date_that_shows_no_year_is_marked(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = date(2026, 8, 15), date(1986, 10, 1)
    book.active["A1"].number_format = 'm"月"d"日"'
    book.save(tmp_path / "表.xlsx")
    assert read_sheet(tmp_path / "表.xlsx").yearless == {(1, 0)}


def test_dates_of_the_1904_system_are_the_same_days(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(1986, 10, 1)
    book.save(tmp_path / "表.xlsx")
    assert cells_of(tmp_path / "表.xlsx") == [(date(1986, 10, 1),)]


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("59", "yyyy-mm-dd", date(1900, 2, 28)),
        ("61", "yyyy-mm-dd", date(1900, 3, 1)),
        ("31686", '[$-804]yyyy"年"m"月"d"日";@', date(1986, 10, 1)),
        ("31686", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", date(1986, 10, 1)),
        ("31107", 'yyyy"年"m"月"', "1985年3月"),  # a typed 1985年3月: the first of March is the program's
        ("31107", "yyyy\\.mm;@", "1985年3月"),
        ("31107", '[$-804]m"月"', "3月"),
        ("31108", 'yyyy"年"m"月"', date(1985, 3, 2)),
        ("31107", "yyyy-m-d", date(1985, 3, 1)),
        ("31107", "yyyy-m h:mm", datetime.fromisoformat("1985-03-01T00:00")),
        ("31686.5", "yyyy/m/d", datetime.fromisoformat("1986-10-01T12:00")),
        ("0.4375", "h:mm AM/PM", time(10, 30)),
        ("0.4375", '上午/下午h"时"mm"分"', time(10, 30)),
        ("31686", "General", 31686),
        ("31686", "G/通用格式", 31686),
        ("31686", "0.00", 31686),
        ("31686", "0.00E+00", 31686),
        ("31686", "#,##0;[Red]-#,##0", 31686),
        ("31686", '0"日"', 31686),
        ("31.5", "[h]:mm", 31.5),
        ("-3", "yyyy-mm-dd", -3),
        ("99999999", "yyyy-mm-dd", 99999999),
        ("2958465.999999999", "yyyy-mm-dd", 2958465.999999999),
        ("571", "00000", "00571"),
    ],
)
def test_a_number_is_what_its_format_shows(tmp_path, number, code, shown):
    quoted = code.replace("&", "&amp;").replace('"', "&quot;")
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{quoted}"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    )
    parts = workbook_parts(f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>', styles=styles)
    found = cells_of(write_zip(tmp_path / "表.xlsx", parts))
    assert found == [(shown,)]
    assert type(found[0][0]) is type(shown)


@pytest.mark.parametrize(("number", "shows_year"), [(14, True), (31, True), (58, False)])
def test_built_in_formats_of_east_asia_are_known(tmp_path, number, shows_year):
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    parts = workbook_parts('<row r="1"><c r="A1" s="0"><v>31686</v></c></row>', styles=styles)
    sheet = read_sheet(write_zip(tmp_path / "表.xlsx", parts))
    assert sheet.rows[0].cells == (date(1986, 10, 1),)
    assert ((1, 0) not in sheet.yearless) == shows_year


@pytest.mark.parametrize(
    ("number", "shown"), [(17, "1985年3月"), (57, "1985年3月"), (14, date(1985, 3, 1)), (31, date(1985, 3, 1))]
)
def test_built_in_formats_that_show_no_day_give_a_month(tmp_path, number, shown):
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    parts = workbook_parts('<row r="1"><c r="A1" s="0"><v>31107</v></c></row>', styles=styles)
    assert cells_of(write_zip(tmp_path / "表.xlsx", parts)) == [(shown,)]


def test_texts_of_several_runs_are_joined_without_their_reading_aids(tmp_path):
    texts = "<si><r><t>单</t></r><r><t>位</t></r><rPh><t>danwei</t></rPh></si>"
    parts = workbook_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=texts)
    assert cells_of(write_zip(tmp_path / "表.xlsx", parts)) == [("单位",)]


def test_a_formula_gives_its_stored_result(tmp_path):
    cells = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A2</f><v>一中</v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1"><f>NOW()</f></c>'
        '<c r="E1" t="b"><v>0</v></c></row>'
    )
    parts = workbook_parts(cells)
    assert cells_of(write_zip(tmp_path / "表.xlsx", parts)) == [(2, "一中", "#DIV/0!", None, False)]


def test_cells_without_references_follow_one_another(tmp_path):
    row = "<row><c><v>1</v></c><c t='inlineStr'><is><t>二</t></is></c></row>"
    assert cells_of(write_zip(tmp_path / "表.xlsx", workbook_parts(row))) == [(1, "二")]


def test_the_strict_dialect_and_no_namespace_are_read_alike(tmp_path):
    row = f'<row r="1">{inline("单位")}</row>'
    for namespace in ("http://purl.oclc.org/ooxml/spreadsheetml/main", ""):
        parts = workbook_parts(row)
        parts[SHEET_PART] = parts[SHEET_PART].replace(MAIN, namespace)
        assert cells_of(write_zip(tmp_path / "表.xlsx", parts)) == [("单位",)]


def test_careless_styles_do_no_harm(tmp_path):
    styles = '<fonts count="x"/><numFmts><numFmt/></numFmts><cellXfs><xf/><xf numFmtId="abc"/></cellXfs>'
    row = '<row r="1"><c r="A1" s="1"><v>5</v></c><c r="B1" s="99"><v>6</v></c></row>'
    parts = workbook_parts(row, styles=styles)
    assert cells_of(write_zip(tmp_path / "表.xlsx", parts)) == [(5, 6)]
    del parts[STYLES_PART]
    assert cells_of(write_zip(tmp_path / "表.xlsx", parts)) == [(5, 6)]


def test_the_extension_does_not_matter(tmp_path):
    path = made_by_openpyxl(tmp_path, ["单位"]).rename(tmp_path / "表.csv")
    assert cells_of(path) == [("单位",)]


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


characters = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\ufffe\uffff")
plain_texts = st.text(characters, min_size=1, max_size=12)
plain_values = st.one_of(
    st.none(),
    plain_texts,
    st.integers(-(10**14), 10**14),
    st.integers(-(10**9), 10**9).map(lambda number: number + 0.25),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2100, 12, 31)),
)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.lists(plain_values, min_size=1, max_size=6), min_size=1, max_size=6))
def test_whatever_openpyxl_writes_is_read_as_it_was(tmp_path_factory, rows):
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # also "=1" and "#N/A", which openpyxl would make formulas and errors
    path = tmp_path_factory.mktemp("any") / "表.xlsx"
    book.save(path)
    found = {row.number: list(row.cells) for row in read_sheet(path).rows}
    for number, row in enumerate(rows, 1):
        width = max((index + 1 for index, value in enumerate(row) if value is not None), default=0)
        assert found.get(number, []) == row[:width]


@pytest.mark.parametrize("name", ["office_contacts.xlsx", "call_register.xlsx"])
def test_the_office_sheets_are_read_as_openpyxl_reads_them(name):
    path = shared_file("people", name)
    for ours, theirs in zip(read_workbook(path).sheets, openpyxl.load_workbook(path), strict=True):
        found = {row.number: row.cells for row in ours.rows}
        for number, row in enumerate(theirs.iter_rows(values_only=True), 1):
            values = [value.date() if isinstance(value, datetime) else value for value in row]
            cells = found.get(number, ())
            assert list(cells) + [None] * (len(values) - len(cells)) == values
        areas = {
            MergedRange(m.min_row, m.min_col - 1, m.max_row, m.max_col - 1)
            for m in theirs.merged_cells.ranges
        }
        assert set(ours.merged) == areas


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's environment as a file")
def test_the_child_is_told_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("LIAISON_SECRET_KEY", "very secret")
    path = tmp_path / "表.csv"
    path.write_text(
        "单位,姓名\n" * 50_000, encoding="utf-8"
    )  # more than a pipe holds: the child waits for us
    with _start_child(path, Limits()) as child:
        assert child.stdout and child.stdout.readline()  # by now it is the child that runs
        environment = Path(f"/proc/{child.pid}/environ").read_bytes()
        child.kill()
    assert b"PATH=" in environment
    assert b"very secret" not in environment
