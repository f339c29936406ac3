"""Sheets of older and of free office programs, and cards of a phone, read as the same rows."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from liaison.domain.birthdays import Birthday
from liaison.formats.office_sheet import contact_drafts, understand
from liaison.formats.sheets import Limits, SheetError, Workbook, read_workbook

SAMPLES = Path(__file__).with_name("samples")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(path: Path, body: str, styles: str = "", manifest: str = "") -> Path:
    content = (
        f'<?xml version="1.0"?><office:document-content {SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", MIMETYPE)
        file.writestr("content.xml", content)
        if manifest:
            file.writestr("META-INF/manifest.xml", manifest)
    return path


def cell(text: str, **attributes: str) -> str:
    written = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{written}><text:p>{text}</text:p></table:table-cell>"


def rows(book: Workbook, sheet: int = 0) -> dict[int, tuple[object, ...]]:
    return {row.number: row.cells for row in book.sheets[sheet].rows}


def test_an_old_workbook_keeps_dates_merges_and_what_is_hidden():
    book = read_workbook(SAMPLES / "office.xls")
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("通讯录", False), ("旧的", True)]
    found = rows(book)
    assert found[3] == ("市第三中学", "林　冲", "教务主任", 13900001111, "0571-88886666转801", date(1970, 2, 14), "重点")
    assert found[4][1:4] == ("鲁达", "科员", "13900002222")
    assert book.sheets[0].yearless == {(4, 5)}
    assert [row.hidden for row in book.sheets[0].rows] == [False, False, False, False, True]
    assert (3, 0, 4, 0) in {
        (area.first_row, area.first_column, area.last_row, area.last_column) for area in book.sheets[0].merged
    }


def test_an_old_workbook_cut_short_ends_in_a_message(tmp_path: Path):
    whole = (SAMPLES / "office.xls").read_bytes()
    for size in (600, 1500, 3000, len(whole) - 100):
        path = tmp_path / "旧表.xls"
        path.write_bytes(whole[:size])
        try:
            read_workbook(path)
        except SheetError as error:
            assert error.code in ("damaged", "unreadable", "not_a_sheet")


def test_an_open_document_sheet_gives_typed_values(tmp_path: Path):
    body = (
        '<table:table table:name="通讯录"><table:table-row>' + cell("姓名") + cell("手机") + cell("生日") + "</table:table-row>"
        '<table:table-row table:visibility="collapse">' + cell("林冲")
        + cell("13900001111", office__value_type="float", office__value="13900001111")
        + cell("1970-02-14", office__value_type="date", office__date_value="1970-02-14")
        + "</table:table-row></table:table>"
    )
    book = read_workbook(ods(tmp_path / "表.ods", body))
    assert rows(book) == {1: ("姓名", "手机", "生日"), 2: ("林冲", 13900001111, date(1970, 2, 14))}
    assert [row.hidden for row in book.sheets[0].rows] == [False, True]


def test_a_date_that_shows_no_year_has_none(tmp_path: Path):
    day = cell("8月15日", office__value_type="date", office__date_value="2026-08-15")
    body = f'<table:table table:name="a"><table:table-row>{cell("x")}{day}</table:table-row></table:table>'
    assert read_workbook(ods(tmp_path / "表.ods", body)).sheets[0].yearless == {(1, 1)}


def test_a_date_that_shows_no_day_is_a_month(tmp_path: Path):
    month = cell("1985年3月", office__value_type="date", office__date_value="1985-03-01")
    first = cell("1985-03-01", office__value_type="date", office__date_value="1985-03-01")
    hidden = cell("1985.03", office__value_type="date", office__date_value="1985-03-02")
    body = f'<table:table table:name="a"><table:table-row>{month}{first}{hidden}</table:table-row></table:table>'
    assert rows(read_workbook(ods(tmp_path / "表.ods", body))) == {1: ("1985年3月", date(1985, 3, 1), date(1985, 3, 2))}


def test_repeats_are_unfolded_and_empty_ones_cost_nothing(tmp_path: Path):
    body = (
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="3">'
        + cell("甲", table__number_columns_repeated="2")
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        + f"<table:table-row>{cell('末')}</table:table-row></table:table>"
    )
    book = read_workbook(ods(tmp_path / "表.ods", body), Limits(rows=2_000_000))
    assert rows(book) == {1: ("甲", "甲"), 2: ("甲", "甲"), 3: ("甲", "甲"), 1000004: ("末",)}


def test_spaces_notes_and_hidden_sheets(tmp_path: Path):
    noted = (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>林<text:s text:c="2"/>冲</text:p><text:p>第二行</text:p></table:table-cell>'
    )
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    body = f'<table:table table:name="a" table:style-name="ta2"><table:table-row>{noted}</table:table-row></table:table>'
    book = read_workbook(ods(tmp_path / "表.ods", body, styles))
    assert (rows(book), book.sheets[0].hidden) == ({1: ("林  冲\n第二行",)}, True)


def one_row(cells: str, repeats: int = 1) -> str:
    row = f'<table:table-row table:number-rows-repeated="{repeats}">{cells}</table:table-row>'
    return f'<table:table table:name="a">{row}</table:table>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (one_row(cell("甲"), 900_000), "too_many_rows"),
        (one_row(cell("甲", table__number_columns_repeated="16000")), "too_many_columns"),
        (one_row(cell("甲" * 40_000)), "cell_too_long"),
        ("", "not_a_sheet"),
        ("<table:table>", "damaged"),
    ],
)
def test_a_hostile_open_document_sheet_ends_in_a_message(tmp_path: Path, body: str, code: str):
    with pytest.raises(SheetError) as refusal:
        read_workbook(ods(tmp_path / "表.ods", body))
    assert refusal.value.code == code


def test_a_sealed_open_document_sheet_asks_for_its_password_to_be_taken_off(tmp_path: Path):
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>'
    with pytest.raises(SheetError) as refusal:
        read_workbook(ods(tmp_path / "表.ods", "", manifest=manifest))
    assert refusal.value.code == "password"


CARD = """BEGIN:VCARD
VERSION:3.0
N:林;冲;;;
FN:林冲
ORG:市第三中学;校办
TITLE:教务主任
TEL;TYPE=CELL:139 0000 1111
TEL;TYPE=WORK:0571-88886666
TEL;TYPE=HOME,FAX:0571-88880000
EMAIL:lin@example.cn
X-ALTBDAY;CALSCALE=chinese:--0815
NOTE:爱好书法
PHOTO;ENCODING=b:{photo}
END:VCARD
BEGIN:VCARD
FN:缺尾
"""


def test_cards_are_rows_and_a_picture_is_told_and_left_out(tmp_path: Path):
    path = tmp_path / "手机.vcf"
    path.write_text(CARD.format(photo="A" * 5_000_000), "utf8")
    sheet = read_workbook(path).sheets[0]
    read = dict(zip(sheet.rows[0].cells, sheet.rows[1].cells, strict=True))
    assert (read["姓名"], read["单位"], read["部门"], read["职务"]) == ("林冲", "市第三中学", "校办", "教务主任")
    assert (read["电话"], read["办公电话"]) == ("139 0000 1111\n传真 0571-88880000", "0571-88886666")
    picture, cut = sheet.notes
    assert (picture.row, picture.column, picture.value, picture.row_is_read) == (1, "PHOTO", "3.6 MB", True)
    assert (cut.row, cut.value, cut.row_is_read) == (2, "缺尾", False)
    assert "不完整" in cut.reason and sheet.of_cards


def test_a_card_without_a_unit_is_not_at_that_of_the_card_before(tmp_path: Path):
    path = tmp_path / "手机.vcf"
    path.write_text("BEGIN:VCARD\nFN:甲某\nORG:市一中\nEND:VCARD\nBEGIN:VCARD\nFN:乙某\nEND:VCARD\n", "utf8")
    drafts = contact_drafts(understand(read_workbook(path).sheets[0]))
    assert [(draft.name, draft.unit) for draft in drafts] == [("甲某", "市一中"), ("乙某", "")]


def test_an_unreadable_birthday_of_a_card_is_told_by_its_property(tmp_path: Path):
    path = tmp_path / "手机.vcf"
    path.write_text("BEGIN:VCARD\nFN:甲\nEND:VCARD\nBEGIN:VCARD\nFN:乙\nBDAY:1970-13-01\nEND:VCARD\n", "utf8")
    (note,) = read_workbook(path).sheets[0].notes
    assert (note.row, note.column, note.value, note.row_is_read) == (2, "BDAY", "1970-13-01", True)
    assert note.reason == "公历1970年没有13月1日，请核对生日"


@pytest.mark.parametrize(
    ("written", "birthday", "reason"),
    [
        ("1985-03", None, "没有写到日"),
        ("198503", None, "没有写到日"),
        ("1985", None, "没有写到日"),
        ("--03", None, "没有写到日"),
        ("1985年3月", None, "没有写到日"),
        ("庚子年正月初三", Birthday(1, 3, is_lunar=True), "庚子年可以是1900、1960、2020年"),
    ],
)
def test_a_birthday_of_a_card_that_is_not_whole_stays_among_its_notes(tmp_path: Path, written, birthday, reason):
    path = tmp_path / "手机.vcf"
    path.write_text(f"BEGIN:VCARD\nFN:甲某\nNOTE:老友\nBDAY:{written}\nEND:VCARD\n", "utf8")
    sheet = read_workbook(path).sheets[0]
    (draft,) = contact_drafts(understand(sheet))
    assert (draft.birthday, draft.notes) == (birthday, f"老友；生日：{written}")
    assert reason in sheet.notes[0].reason


def test_cards_of_any_encoding_are_known_by_their_first_line(tmp_path: Path):
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / "手机.csv"
        path.write_bytes(CARD.format(photo="A").encode(encoding))
        assert read_workbook(path).sheets[0].rows[1].cells[0] == "林冲"


def test_no_control_characters_come_out_of_an_old_workbook(tmp_path: Path):
    content = (SAMPLES / "office.xls").read_bytes()
    said, hurt = "教务主任".encode("utf-16-le"), "教\0\x0b任".encode("utf-16-le")
    assert content.count(said) == 1
    path = tmp_path / "旧表.xls"
    path.write_bytes(content.replace(said, hurt))
    assert rows(read_workbook(path))[3][2] == "教任"
