"""Files that mean harm, or that went wrong on the way: each ends in a message, never in a dead caller."""

import sys
import zipfile

import pytest
from formats.sheet_samples import (
    BOOK_PART,
    MAIN,
    SHEET_PART,
    inline,
    relations,
    workbook_parts,
    write_zip,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.sheet_child import records
from liaison.formats.sheet_limits import MEGABYTE, Limits
from liaison.formats.sheets import SheetError, read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROW = f'<row r="1">{inline("单位")}</row>'
LAUGHS = f'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 9}"><!ENTITY c "{"&b;" * 9}">]>'


def refusal(path, **limits):
    with pytest.raises(SheetError) as caught:
        read_workbook(path, Limits(**limits))
    return caught.value


def workbook(tmp_path, cells=ROW, **parts):
    return write_zip(tmp_path / "表.xlsx", workbook_parts(cells, **parts))


def test_a_missing_file_is_named(tmp_path):
    error = refusal(tmp_path / "没有.xlsx")
    assert error.code == "missing"
    assert "没有.xlsx" in str(error)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "empty"),
        ("程序.xlsx", b"MZ\x90\x00\x03" + b"\0" * 600, "not_a_sheet"),
        ("图片.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "not_a_sheet"),
        ("文档.xlsx", b"%PDF-1.7\n", "not_a_sheet"),
        ("旧表.xls", OLE + b"\0" * 504 + "Workbook".encode("utf-16-le"), "damaged"),
        ("旧表95.xls", OLE + b"\0" * 504 + "Book".encode("utf-16-le"), "damaged"),
        ("加密.xlsx", OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("旧文档.doc", OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le"), "not_a_sheet"),
        ("导出.xls", "\ufeff<html><table><tr><td>单位</td></tr></table></html>".encode(), "web_page"),
        ("二〇〇三.xls", b'<?xml version="1.0"?><Workbook/>', "web_page"),
        ("乱码.csv", b"\x80\xff\xfe\x00\x01\x02\xff\xff\xff", "encoding"),
        ("二进制.csv", "单位\0\0\0\x01\x02".encode(), "encoding"),
        ("半截.xlsx", b"PK\x03\x04" + b"\0" * 200, "damaged"),
    ],
)
def test_what_is_no_readable_table_is_refused_by_what_it_is(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


def test_every_refusal_says_what_to_do(tmp_path):
    path = tmp_path / "旧表.xls"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    assert "请选择 .xlsx" in str(refusal(path))


def test_a_workbook_cut_short_on_the_way_is_damaged(tmp_path):
    path = workbook(tmp_path)
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path).code == "damaged"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"_rels/.rels": relations(("officeDocument", "word/document.xml"))}, "not_a_sheet"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""},
            "open_document",
        ),
        ({"_rels/.rels": relations(("officeDocument", "xl/workbook.bin"))}, "binary_workbook"),
        ({"照片.jpg": b"\xff\xd8"}, "not_a_sheet"),
        ({}, "not_a_sheet"),
    ],
)
def test_other_zips_are_told_apart(tmp_path, parts, code):
    assert refusal(write_zip(tmp_path / "表.xlsx", parts)).code == code


def test_a_workbook_without_its_sheet_is_damaged(tmp_path):
    parts = workbook_parts(ROW)
    del parts[SHEET_PART]
    assert refusal(write_zip(tmp_path / "表.xlsx", parts)).code == "damaged"


def test_a_file_too_big_is_refused_unopened(tmp_path):
    path = workbook(tmp_path)
    assert refusal(path, file_bytes=100).code == "file_too_big"


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path):
    bomb = {"xl/media/a.bin": b"\0" * (20 * MEGABYTE)}
    path = write_zip(tmp_path / "弹.xlsx", workbook_parts(ROW) | bomb)
    assert path.stat().st_size < MEGABYTE
    assert refusal(path, unzipped_bytes=10 * MEGABYTE).code == "unzipped_too_big"


def test_a_directory_that_lies_about_sizes_gains_nothing(tmp_path):
    content = f'<worksheet xmlns="{MAIN}"><sheetData>{" " * MEGABYTE}</sheetData></worksheet>'
    path = write_zip(tmp_path / "谎.xlsx", workbook_parts(ROW) | {SHEET_PART: content})
    size = len(content.encode()).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (200).to_bytes(4, "little")))
    assert refusal(path).code == "damaged"


def test_many_sheets_drawn_from_one_part_are_counted_each_time(tmp_path):
    """The directory declares the part once; only counting the bytes as they come shows what it costs."""
    parts = workbook_parts(f'<row r="1">{inline("话" * 10_000)}</row>')
    one = '<sheet name="表" sheetId="1" r:id="rId1"/>'
    parts[BOOK_PART] = parts[BOOK_PART].replace(one, one * 40)
    path = write_zip(tmp_path / "表.xlsx", parts)
    assert sum(item.file_size for item in zipfile.ZipFile(path).infolist()) < 100_000
    assert refusal(path, unzipped_bytes=200_000).code == "unzipped_too_big"


def test_thousands_of_parts_are_refused(tmp_path):
    empty = {f"a{number}": "" for number in range(300)}
    path = write_zip(tmp_path / "表.xlsx", workbook_parts(ROW) | empty)
    assert refusal(path, parts=200).code == "too_many_parts"


def test_a_part_under_an_unusual_compression_is_not_unpacked(tmp_path):
    assert refusal(write_zip(tmp_path / "表.xlsx", workbook_parts(ROW), zipfile.ZIP_LZMA)).code == "damaged"


def test_a_zip_with_a_password_says_so(tmp_path):
    path = workbook(tmp_path)
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path).code == "password"


@pytest.mark.parametrize("part", [SHEET_PART, BOOK_PART])
def test_a_billion_laughs_end_at_the_doctype(tmp_path, part):
    parts = workbook_parts(ROW)
    parts[part] = LAUGHS + parts[part].replace("单位", "&c;")
    assert refusal(write_zip(tmp_path / "表.xlsx", parts)).code == "xml_entities"


def test_a_file_of_the_machine_cannot_be_drawn_in(tmp_path):
    parts = workbook_parts(ROW)
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts[SHEET_PART] = outside + parts[SHEET_PART].replace("单位", "&x;")
    assert refusal(write_zip(tmp_path / "表.xlsx", parts)).code == "xml_entities"


def test_a_far_away_cell_is_named_and_refused(tmp_path):
    path = workbook(tmp_path, f'<row r="1048576">{inline("x", "XFD1048576")}</row>')
    error = refusal(path, rows=2_000_000)
    assert error.code == "too_many_columns"
    assert "XFD1048576" in str(error)
    assert refusal(path).code == "too_many_rows"


def test_a_sheet_formatted_to_its_far_corner_is_read(tmp_path):
    path = workbook(tmp_path, ROW + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert [row.number for row in read_workbook(path).sheets[0].rows] == [1]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"cells": 3}, "too_many_cells"),
        ({"characters": 7}, "too_much_text"),
        ({"cell_characters": 1}, "cell_too_long"),
        ({"rows": 1}, "too_many_rows"),
        ({"columns": 1}, "too_many_columns"),
        ({"merges": 1}, "too_many_merges"),
        ({"sheets": 0}, "too_many_sheets"),
    ],
)
def test_each_limit_is_kept(tmp_path, limits, code):
    rows = "".join(f'<row r="{n}">{inline("甲乙", f"A{n}")}{inline("丙丁", f"B{n}")}</row>' for n in (1, 2))
    merges = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
    assert refusal(workbook(tmp_path, rows, after=merges), **limits).code == code


def test_one_long_text_in_every_cell_does_not_swell_the_caller(tmp_path):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5001))
    path = workbook(tmp_path, cells, texts=f"<si><t>{'话' * 30_000}</t></si>")
    assert path.stat().st_size < MEGABYTE
    assert refusal(path).code == "too_much_text"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="5"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</row>',
    ],
)
def test_cells_that_point_nowhere_are_damage(tmp_path, cells):
    assert refusal(workbook(tmp_path, cells)).code == "damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space of a child")
def test_a_child_out_of_memory_is_a_refusal(tmp_path):
    texts = "".join(f"<si><t>第{n}个单位的全称</t></si>" for n in range(300_000))
    path = workbook(tmp_path, ROW, texts=texts)
    assert refusal(path, memory_bytes=40 * MEGABYTE).code == "memory"


def test_a_child_that_takes_too_long_is_stopped(tmp_path):
    path = workbook(tmp_path, "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 100_000)))
    error = refusal(path, wall_seconds=0)
    assert error.code == "too_slow"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no processor limit for a child")
def test_a_child_that_computes_too_long_is_stopped(tmp_path):
    path = workbook(tmp_path, "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 190_000)))
    assert refusal(path, cpu_seconds=0).code == "too_slow"


def test_a_text_with_an_endless_quote_is_refused_with_its_row(tmp_path):
    path = tmp_path / "引号.csv"
    path.write_text('单位,姓名\n"一中,' + "甲" * 40_000, encoding="utf-8")
    error = refusal(path)
    assert error.code == "quoting"
    assert error.params["row"] == 2


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_change_of_bytes_brings_about_anything_but_a_refusal(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("bytes") / "表.xlsx"
    write_zip(path, workbook_parts(ROW, texts="<si><t>字</t></si>"), zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    path.write_bytes(bytes(content))
    last = list(records(path, Limits()))[-1]
    assert last == ("end",) or last[:2] != ("error", "unreadable")


def test_control_characters_are_left_out_but_for_tabs_and_line_breaks(tmp_path):
    cells = f'<row r="1">{inline("单位")}</row><row r="2">{inline("市_x0000_一_x000B_中_x000A_学_x0009_路_x007F_")}</row>'
    rows = read_workbook(workbook(tmp_path, cells)).sheets[0].rows
    assert [row.cells for row in rows] == [("单位",), ("市一中\n学\t路",)]


def test_nor_do_they_come_out_of_cards_and_their_faults(tmp_path):
    path = tmp_path / "名片.vcf"
    path.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:林\0冲\r\nNOTE:a\x01b\r\nBDAY:\x02xx\r\nEND:VCARD\r\n", encoding="utf-8")
    (sheet,) = read_workbook(path).sheets
    told = [str(cell) for row in sheet.rows for cell in row.cells] + [note.value + note.reason for note in sheet.notes]
    assert "林冲" in told and "ab" in told and any("“xx”" in each for each in told)
    assert not any(ord(letter) < 32 for text in told for letter in text)
