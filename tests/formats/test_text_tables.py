"""Text tables of any encoding and delimiter, numbered as a spreadsheet would number their rows."""

import pytest

from liaison.formats.sheets import read_workbook


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
