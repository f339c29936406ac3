"""Text tables of any encoding and delimiter, numbered as a spreadsheet would number their rows."""

import pytest

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheets import read_workbook
from liaison.formats.text_tables import is_chinese_utf8


def rows_of(path):
    return read_workbook(path).sheets[0].rows


def cells_of(path):
    return [row.cells for row in rows_of(path)]


TABLE = "单位,姓名,手机\r\n市一中,单建国,013800138000\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_a_text_table_is_found(tmp_path, encoding):
    path = tmp_path / "表.csv"
    path.write_bytes(TABLE.encode(encoding))
    assert cells_of(path) == [("单位", "姓名", "手机"), ("市一中", "单建国", "013800138000")]


def test_characters_beyond_gbk_are_read_from_gb18030(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes("单位,姓名\n一中,䶮𠮷\n".encode("gb18030"))
    assert cells_of(path)[1] == ("一中", "䶮𠮷")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_of_a_text_table_is_found(tmp_path, delimiter):
    path = tmp_path / "表.tsv"
    last = delimiter.join(["二中", "李，四；五", '"1,2;3"'])
    path.write_text(TABLE.replace(",", delimiter) + last, encoding="utf-8")
    assert [len(row) for row in cells_of(path)] == [3, 3, 3]
    assert cells_of(path)[2] == ("二中", "李，四；五", "1,2;3")


def test_excels_own_word_about_the_delimiter_is_obeyed_and_not_a_row(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("sep=;\r\n单位;备注,说明\r\n一中;a,b\r\n", encoding="utf-8")
    assert [(row.number, row.cells) for row in rows_of(path)] == [
        (2, ("单位", "备注,说明")),
        (3, ("一中", "a,b")),
    ]


def test_a_line_break_inside_quotes_stays_in_its_cell(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text('单位,备注\n一中,"春节前联系,\n周二有空"\n\n二中,x\n', encoding="utf-8")
    assert [(row.number, row.cells) for row in rows_of(path)] == [
        (1, ("单位", "备注")),
        (2, ("一中", "春节前联系,\n周二有空")),
        (4, ("二中", "x")),
    ]


HEADINGS, FIRST, SECOND, THIRD = "单位,姓名,手机\n", "市一中,单建国,1\n", "市二中,王小二,2\n", "市三中,林冲,3\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_line_of_gbk_in_a_file_of_utf8_is_named(tmp_path, mark):
    path = tmp_path / "表.csv"
    path.write_bytes(mark + (HEADINGS + FIRST).encode() + SECOND.encode("gbk") + THIRD.encode())
    with pytest.raises(SheetError, match="第 3 行的文字编码和其他行不同：这一行是 GBK，其他行是 UTF-8"):
        read_workbook(path)


def test_a_line_of_utf8_in_a_file_of_gbk_is_named(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes((HEADINGS + FIRST + THIRD).encode("gbk") + SECOND.encode())
    with pytest.raises(SheetError, match="第 4 行的文字编码和其他行不同：这一行是 UTF-8，其他行是 GBK"):
        read_workbook(path)


def test_a_line_of_utf8_with_a_stray_byte_is_named(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes((HEADINGS + FIRST).encode() + SECOND.encode().replace(b",", b"\xe5,", 1) + THIRD.encode())
    with pytest.raises(SheetError, match="第 3 行有读不出的字节"):
        read_workbook(path)


def test_no_name_in_gbk_passes_for_a_line_of_utf8(shared):
    names = (shared / "data/people/names.txt").read_text("utf8").split()
    taken = [name for name in names if is_chinese_utf8(f"{name}\r\n".encode("gb18030"))]
    assert (len(names) > 50_000, taken) == (True, [])
