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


def read_text(tmp_path, text, name="表.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_workbook(path).sheets[0]


def refused(tmp_path, text):
    with pytest.raises(SheetError) as error:
        read_text(tmp_path, text)
    return error.value


@pytest.mark.parametrize(
    ("text", "row", "start"),
    [
        ('单位,姓名\n市局,"没关的\n市局,甲\n市局,乙\n', 2, "没关的"),
        ('单位,姓名\n市局,丙\n市局,"没关的\n市局,甲\n市局,"乙"\n', 3, "没关的"),
        ('单位,姓名,职务\n市局,"甲,科长\n', 2, "甲,科长"),
        ('单位,姓名,职务\n市局,"甲,科长\n市局,"乙",处长\n', 2, "甲,科长"),
        ('单位,姓名,职务\r\n市局,"甲,科长\r\n市局,乙,处长\r\n市局,丙",科员\r\n市局,丁,科员\r\n', 2, "甲,科长"),
        ('单位,姓名,职务\n市局,甲,"科长\n市局,乙,处长"\n', 2, "科长"),
        ('"单位,姓名\n市局,甲\n', 1, "单位,姓名"),
        ('单位,姓名,职务\n"市局","甲","a"b,科长\n市局,"乙,科长\n', 3, "乙,科长"),
        ('单位,备注\n市局,"没关的' + "\n市局,甲" * 9000, 2, "没关的"),
    ],
)
def test_a_quote_that_is_not_closed_is_refused_by_its_row(tmp_path, text, row, start):
    error = refused(tmp_path, text)
    assert (error.code, error.params["row"], error.params["text"]) == ("unclosed_quote", row, start)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"春节前联系,\n周二有空"', "春节前联系,\n周二有空"),
        ('"爱好：\r\n下棋"', "爱好：\r\n下棋"),
        ('"先打,\n再,等,等,等\n"', "先打,\n再,等,等,等\n"),
        ('"他说""好"",\n就来"', '他说"好",\n就来'),
        ('"优秀"党员', "优秀党员"),
        ('"办,公室" ', "办,公室 "),
        ('5" 软盘', '5" 软盘'),
    ],
)
def test_a_quoted_cell_of_several_lines_is_read_whole(tmp_path, cell, value):
    sheet = read_text(tmp_path, f"单位,姓名,备注\n一中,甲,{cell}\n二中,乙,x\n")
    assert [row.cells for row in sheet.rows[1:]] == [("一中", "甲", value), ("二中", "乙", "x")]
    assert sheet.notes == []


def test_excel_breaks_the_lines_of_a_cell_otherwise_than_those_of_the_table(tmp_path):
    sheet = read_text(tmp_path, '单位,姓名,备注\r\n一中,甲,"喜欢\n茶,棋,书"\r\n')
    assert (sheet.rows[1].cells, sheet.notes) == (("一中", "甲", "喜欢\n茶,棋,书"), [])


def test_in_two_columns_lines_that_look_like_rows_are_only_doubted(tmp_path):
    sheet = read_text(tmp_path, '单位,备注\n一中,"甲乙\n二中,丙丁"\n三中,x\n')
    assert [row.cells for row in sheet.rows[1:]] == [("一中", "甲乙\n二中,丙丁"), ("三中", "x")]
    ((row, value, is_read),) = [(note.row, note.value, note.row_is_read) for note in sheet.notes]
    assert (row, value, is_read) == (2, "甲乙", True)


@pytest.mark.parametrize("delimiter", list("|｜，；"))
def test_rarer_marks_are_read_where_every_line_has_as_many(tmp_path, delimiter):
    text = TABLE.replace(",", delimiter) + delimiter.join(["二中", "李四", "1,2"]) + "\n"
    assert [row.cells for row in read_text(tmp_path, text).rows] == [
        ("单位", "姓名", "手机"), ("市一中", "单建国", "013800138000"), ("二中", "李四", "1,2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("单位、姓名、手机\n市一中、单建国、13800138000\n", "、"),
        ("单位，姓名，备注\n市一中，单建国，爱茶，爱棋\n市二中，李四，无\n", "，"),
        ("单位|姓名|手机\n市一中|单建国\n", "|"),
    ],
)
def test_a_mark_that_makes_no_table_is_named(tmp_path, text, delimiter):
    error = refused(tmp_path, text)
    assert (error.code, error.params) == ("other_delimiter", {"delimiter": delimiter})
    assert f"像是用“{delimiter}”隔开" in str(error)


@pytest.mark.parametrize("text", ["备注\n你好，世界\n再见，朋友\n", "姓名\n张三、李四\n", "单位，全称,姓名\n甲，乙,丙\n"])
def test_marks_inside_texts_divide_nothing(tmp_path, text):
    assert {len(row.cells) for row in read_text(tmp_path, text).rows} == {text.count(",") // 2 + 1}
