"""Which rows are records: merged and blank units, sections, footers, repeated headings."""

import pytest
from formats.sheet_samples import sheet_of

from liaison.formats.office_sheet import contact_drafts, understand

HEADINGS = "序号|单位|姓名|职务|手机|生日|联系等级|备注"


def contacts_of(*rows, **sheet):
    return contact_drafts(understand(sheet_of(*rows, **sheet), "contacts"))


def test_a_merged_unit_belongs_to_every_row_it_covers():
    rows = contacts_of("单位|姓名|备注", "一中|张三", "|李四", "|王五", merged=[(2, 0, 4, 0)])
    assert [row.unit for row in rows] == ["一中", "一中", "一中"]


def test_any_merged_cell_belongs_to_every_row_it_covers():
    rows = contacts_of("姓名|办公电话", "张三|87654321", "李四", "王五", merged=[(2, 1, 3, 1)])
    assert [len(row.phones) for row in rows] == [1, 1, 0]


def test_a_unit_left_blank_beneath_is_the_one_above():
    rows = contacts_of("单位|姓名", "一中|张三", "|李四", "二中|王五", "|赵六")
    assert [row.unit for row in rows] == ["一中", "一中", "二中", "二中"]


def test_where_units_are_repeated_a_blank_is_nobodys():
    rows = contacts_of("单位|姓名", "一中|张三", "一中|李四", "二中|王五", "二中|赵六", "|钱七")
    assert rows[-1].unit == ""


@pytest.mark.parametrize("mark", ["（无单位）", "(无单位)", "—", "无", "/", "（无）", "-", "／"])
def test_a_sign_for_nothing_in_place_of_a_unit_is_no_unit_and_ends_the_one_above(mark):
    rows = contacts_of("单位|姓名", "一中|张三", "|李四", [mark, "王五"], "|赵六", "二中|钱七")
    assert [row.unit for row in rows] == ["一中", "一中", "", "", "二中"]


def test_a_sign_for_nothing_merged_over_rows_is_no_unit_of_any():
    rows = contacts_of("单位|姓名", "一中|张三", "|李四", "（无单位）|王五", "|赵六", merged=[(4, 0, 5, 0)])
    assert [row.unit for row in rows] == ["一中", "一中", "", ""]


def test_a_unit_on_a_row_of_its_own_stands_for_the_rows_beneath():
    understood = understand(sheet_of("单位|姓名|职务", "一中", "|张三|校长", "二中", "|李四"))
    assert [row.values["unit"] for row in understood.rows] == ["一中", "二中"]
    assert [skip.code for skip in understood.skipped] == ["only_unit", "only_unit"]


@pytest.mark.parametrize("mark", ["同上", "〃", '"'])
def test_ditto_is_the_value_above(mark):
    rows = contacts_of("单位|姓名|职务", "一中|张三|教师", [mark, "李四", mark])
    assert (rows[1].unit, rows[1].title) == ("一中", "教师")


@pytest.mark.parametrize("title", ["一、省直单位", "（一）省直单位", "第一部分 省直单位"])
def test_a_numbered_title_is_a_section_not_a_person(title):
    understood = understand(sheet_of(HEADINGS, [title], "1|一中|张三"))
    assert [(row.number, row.section) for row in understood.rows] == [(3, "省直单位")]
    assert understood.skipped[0].code == "section"


def test_a_text_merged_over_the_row_is_a_section():
    understood = understand(sheet_of(HEADINGS, "省直单位", "1|一中|张三", merged=[(2, 0, 2, 7)]))
    assert understood.rows[0].section == "省直单位"


def test_a_section_ends_the_unit_above_it():
    rows = contacts_of("序号|单位|姓名", "1|一中|张三", "二、其他", "2||李四")
    assert [row.unit for row in rows] == ["一中", ""]


def test_without_a_column_of_units_the_section_is_the_unit():
    rows = contacts_of(
        "姓名|职务|手机", "一、市教育局", "张三|局长", "李四|科长", "二、市一中", "王五|校长"
    )
    assert [row.unit for row in rows] == ["市教育局", "市教育局", "市一中"]


@pytest.mark.parametrize(
    "footer",
    [
        "制表人：综合科|||||共493人",
        "合计|||2",
        "合 计",
        "注：以上为截至11月的情况",
        "备注：带*的为新任",
        "填报日期：2026年11月",
        "共2人",
        "|合计|2人",
    ],
)
def test_a_footer_is_no_record(footer):
    understood = understand(sheet_of(HEADINGS, "1|一中|张三|校长", footer))
    assert [row.number for row in understood.rows] == [2]
    assert [(skip.row, skip.code) for skip in understood.skipped] == [(3, "footer")]


@pytest.mark.parametrize(
    "unit", ["市统计局", "市审计局", "行政审批局", "联系会议办公室", "编制委员会办公室", "注册会计师协会"]
)
def test_units_that_begin_like_a_footer_are_units(unit):
    assert [draft.unit for draft in contacts_of("单位|姓名", [unit, "张三"])] == [unit]


def test_a_header_repeated_on_the_next_page_is_passed_over():
    understood = understand(sheet_of(HEADINGS, "1|一中|张三", HEADINGS, "2|二中|李四"))
    assert [row.number for row in understood.rows] == [2, 4]
    assert understood.skipped[0].code == "repeated_header"


def test_numbers_waiting_for_people_are_passed_over():
    understood = understand(sheet_of(HEADINGS, "1|一中|张三", [2], [3]))
    assert [skip.code for skip in understood.skipped] == ["only_number", "only_number"]


def test_a_hidden_row_is_read_and_marked():
    rows = contacts_of("姓名|手机", "张三|13800138000", "李四|13900139000", hidden=[3])
    assert [row.hidden for row in rows] == [False, True]


def test_signs_for_nothing_are_nothing():
    (row,) = contacts_of(HEADINGS, "1|一中|张三|—|无|不详|/|暂无")
    assert (row.title, row.phones, row.birthday, row.tier, row.notes) == ("", (), None, None, "")
    assert row.problems == ()


def test_a_formula_gone_wrong_is_reported_with_its_cell():
    understood = understand(sheet_of(HEADINGS, "1|一中|张三|#REF!"))
    assert "title" not in understood.rows[0].values
    (draft,) = contact_drafts(understood)
    assert [(each.row, each.column, each.value, each.code) for each in draft.problems] == [
        (2, "D", "#REF!", "formula_error")
    ]
    assert understood.skipped == []
