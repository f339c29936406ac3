"""What we write is what we meant, in Excel's eyes and in our own."""

import io
from datetime import UTC, date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.sheet_limits import MEGABYTE, Limits
from liaison.formats.sheet_writer import Table, guarded, write_csv, write_xlsx
from liaison.formats.sheets import CellValue, SheetError, read_workbook
from liaison.formats.text_tables import unguarded

DANGEROUS = ["=1+1", "+86 138", "-5", "@cmd", "＝1", '=HYPERLINK("http://x")', "'=1", "''+1", "\t=1", "'"]
HARMLESS = [
    "00123",
    "13800138000123456789",
    "http://a.cn",
    "mailto:a@b.cn",
    " 两边 ",
    "一\n二",
    '引"号',
    "a,b;c",
]
TEXTS = DANGEROUS + HARMLESS


def rows_of(path):
    return [list(row.cells) for row in read_workbook(path).sheets[0].rows]


def written_xlsx(tmp_path, *rows, headings=("甲", "乙"), **options):
    path = tmp_path / "表.xlsx"
    write_xlsx(path, [Table("表", headings, rows, **options)])
    return path


def written_csv(tmp_path, *rows, headings=("甲", "乙")):
    path = tmp_path / "表.csv"
    write_csv(path, Table("表", headings, rows))
    return path


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back_as_it_was(tmp_path, text):
    assert rows_of(written_xlsx(tmp_path, [text, "x"]))[1] == [text, "x"]
    assert rows_of(written_csv(tmp_path, [text, "x"]))[1] == [text, "x"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_never_a_formula_or_a_link(tmp_path, text):
    cell = openpyxl.load_workbook(written_xlsx(tmp_path, [text, "x"])).active["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


@pytest.mark.parametrize("text", DANGEROUS[:6])
def test_no_csv_cell_begins_like_a_formula(tmp_path, text):
    assert f"\"'{text[0]}".encode() in written_csv(tmp_path, [text, "x"]).read_bytes()


def test_numbers_dates_and_truths_keep_their_types(tmp_path):
    moment = datetime.fromisoformat("2026-11-23T09:30:15")
    row = [7, 2.5, True, date(2026, 11, 23), moment, time(9, 30), None, "末"]
    assert rows_of(written_xlsx(tmp_path, row, headings="甲乙丙丁戊己庚辛"))[1] == row


def test_an_instant_is_written_as_the_clock_shows_it(tmp_path):
    moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert rows_of(written_xlsx(tmp_path, [moment]))[1] == [moment.replace(tzinfo=None)]


def test_what_excel_cannot_hold_as_a_number_or_date_is_text(tmp_path):
    row = [10**17 + 1, date(1850, 1, 1), float("inf")]
    found = rows_of(written_xlsx(tmp_path, row, headings="甲乙丙"))[1]
    assert found == ["100000000000000001", "1850-01-01", "inf"]


def test_csv_dates_are_written_for_people_and_programs(tmp_path):
    row = [date(2026, 11, 23), datetime.fromisoformat("2026-11-23T09:30"), True, None, 5, "末"]
    found = rows_of(written_csv(tmp_path, row, headings="甲乙丙丁戊己"))[1]
    assert found == ["2026-11-23", "2026-11-23 09:30:00", "是", None, "5", "末"]


def test_csv_opens_in_excel_without_garbling(tmp_path):
    content = written_csv(tmp_path, ["单位", "姓名"]).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2


def test_control_characters_do_not_spoil_a_csv(tmp_path):
    assert rows_of(written_csv(tmp_path, ["甲\x00\x1b乙", "x"]))[1] == ["甲乙", "x"]


def test_the_heading_row_is_frozen_and_filtered(tmp_path):
    sheet = openpyxl.load_workbook(written_xlsx(tmp_path, ["一", "二"], ["三", "四"])).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B3", "$1:$1")


def test_columns_are_as_wide_as_what_stands_in_them(tmp_path):
    sheet = openpyxl.load_workbook(written_xlsx(tmp_path, ["河北工程大学科信学院", "x"])).active
    assert sheet.column_dimensions["A"].width > 20 > sheet.column_dimensions["B"].width


def test_given_widths_are_kept(tmp_path):
    sheet = openpyxl.load_workbook(written_xlsx(tmp_path, ["x", "y"], widths=[33, 9])).active
    assert round(sheet.column_dimensions["A"].width) in (33, 34)


def test_a_footnote_is_printed_on_every_page(tmp_path):
    path = written_xlsx(tmp_path, ["x", "y"], footnote="张敏 & 李强 导出")
    assert openpyxl.load_workbook(path).active.oddFooter.left.text == "张敏 && 李强 导出"


def test_sheet_names_are_made_fit_for_excel(tmp_path):
    path = tmp_path / "表.xlsx"
    titles = ["应联系: 本周/下周", "应联系: 本周/下周", "甲" * 40, "甲" * 40, "", "'引'"]
    write_xlsx(path, [Table(title, ["甲"], [["x"]]) for title in titles])
    assert [sheet.name for sheet in read_workbook(path).sheets] == [
        "应联系  本周 下周",
        "应联系  本周 下周 (2)",
        "甲" * 31,
        "甲" * 27 + " (2)",
        "Sheet",
        "引",
    ]


def test_the_same_rows_give_the_same_bytes(tmp_path):
    first, second = (written_xlsx(tmp_path, ["一", 2]).read_bytes() for _ in range(2))
    assert first == second


def test_files_in_memory_are_written_too():
    table = Table("表", ["甲"], [["x"]])
    workbook, text = io.BytesIO(), io.BytesIO()
    write_xlsx(workbook, [table])
    write_csv(text, table)
    assert workbook.getvalue().startswith(b"PK")
    assert text.getvalue().endswith(b'"x"\r\n')


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "表.xlsx"
    with pytest.raises(SheetError) as caught:
        write_xlsx(path, [Table("表", ["备注"], [["x"], ["话" * 32_768]])])
    assert caught.value.code == "text_too_long_for_excel"
    assert "第 3 行“备注”" in str(caught.value)
    assert not path.exists()


def test_rows_that_fail_half_way_leave_the_old_file_alone(tmp_path):
    path = written_csv(tmp_path, ["旧", "表"])

    def rows():
        yield ["新", "表"]
        raise LookupError

    with pytest.raises(LookupError):
        write_csv(path, Table("表", ["甲", "乙"], rows()))
    assert rows_of(path)[1] == ["旧", "表"]


def test_nothing_to_write_is_refused(tmp_path):
    with pytest.raises(SheetError) as caught:
        write_xlsx(tmp_path / "表.xlsx", [])
    assert caught.value.code == "no_table"


@given(st.text("='+-@\t\r\n＝甲a", max_size=6))
def test_a_guard_is_taken_off_exactly(text):
    assert unguarded(guarded(text)) == text


# No text of a cell: marks of encodings, and the control characters that the reader leaves out.
NEVER_TEXT = "\ufeff\ufffe\uffff" + "".join(chr(code) for code in (*range(32), 127) if chr(code) not in "\t\n\r")
characters = st.characters(blacklist_categories=["Cs"], blacklist_characters=NEVER_TEXT)
texts = st.text(characters, min_size=1, max_size=10)
values = st.one_of(
    st.none(), texts, st.integers(-(10**14), 10**14), st.dates(date(1900, 1, 1)), st.booleans()
)
rows_of_four = st.lists(values, min_size=4, max_size=4)


@settings(deadline=None, max_examples=25)
@given(st.lists(rows_of_four, max_size=5))
def test_any_table_comes_back_from_xlsx(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "表.xlsx"
    write_xlsx(path, [Table("表", ["甲"], rows)])
    found = {row.number: list(row.cells) for row in read_workbook(path).sheets[0].rows}
    for number, row in enumerate(rows, 2):
        cells = found.get(number, [])
        assert cells + [None] * (len(row) - len(cells)) == row


csv_characters = st.characters(
    blacklist_categories=("Cs", "Cc"), whitelist_characters="\n\t", blacklist_characters=NEVER_TEXT
)
csv_texts = st.text(csv_characters, min_size=1, max_size=10)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(csv_texts, min_size=2, max_size=3), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "表.csv"
    write_csv(path, Table("表", ["甲", "乙"], rows))
    assert rows_of(path)[1:] == rows


def test_a_large_table_goes_out_and_comes_back_in_little_memory(tmp_path):
    """The child has a fifth of its limit here; both ways stream, so the rows do not gather."""
    row: list[CellValue] = [
        "河北工程大学科信学院",
        "单建国",
        "0571-87654321",
        13800138000,
        date(1970, 1, 1),
        "周二上午有空",
    ]
    headings = ["单位", "姓名", "办公电话", "手机", "生日", "备注"]
    path = tmp_path / "大.xlsx"
    write_xlsx(path, [Table("表", headings, (row for _ in range(20_000)))])
    sheet = read_workbook(path, Limits(memory_bytes=100 * MEGABYTE)).sheets[0]
    assert len(sheet.rows) == 20_001
    assert list(sheet.rows[-1].cells) == row
