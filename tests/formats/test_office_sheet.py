"""What a sheet is: where its headings stand, which column is what, and what the rows are."""

from datetime import date, time

import pytest
from formats.sheet_samples import sheet_of
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.office_sheet import Kind, call_drafts, contact_drafts, understand, unit_drafts
from liaison.formats.sheets import SheetError

CALLS = Kind.INTERACTIONS


def fields_of(understood):
    return [column.field for column in understood.columns]


class TestHeader:
    def test_the_header_is_found_below_titles(self):
        understood = understand(
            sheet_of("通讯录", "填表单位：综合科 2026年11月", "", "单位|姓名", "一中|张三")
        )
        assert understood.header_row == 4
        assert [skip.code for skip in understood.skipped] == ["before_header", "before_header"]

    def test_spaces_stars_brackets_and_full_width_letters_do_not_hide_a_heading(self):
        sheet = sheet_of("单 位*|姓\n名|手机号码（必填）|Ｅ－ｍａｉｌ|出生年月:", "一中|张三|13800138000")
        assert fields_of(understand(sheet)) == ["unit", "name", "mobile", "email", "birthday"]

    def test_a_header_in_two_rows_is_read_through_its_merged_cells(self):
        sheet = sheet_of(
            "单位|姓名|联系电话||备注",
            "||办公|手机|",
            "一中|张三|0571-87654321|13800138000|",
            merged=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)],
        )
        understood = understand(sheet)
        assert fields_of(understood) == ["unit", "name", "phone", "mobile", "notes"]
        assert [column.heading for column in understood.columns][2:4] == ["联系电话办公", "手机"]
        assert [row.number for row in understood.rows] == [3]

    def test_a_sheet_without_a_header_is_read_by_content(self):
        sheet = sheet_of(
            "市第一中学|单建国|13800138000|校长",
            "市教育局|曾国庆|13900139000|副局长",
            "市人民医院|欧阳明|13700137000|办公室主任",
        )
        understood = understand(sheet)
        assert understood.header_row is None
        assert fields_of(understood) == ["unit", "name", "mobile", "title"]
        assert len(understood.rows) == 3

    def test_unknown_words_over_figures_are_headings(self):
        understood = understand(sheet_of("名录", "甲|乙", "张三|13800138000"), "contacts")
        assert understood.header_row == 2
        assert [column.heading for column in understood.columns] == ["甲", "乙"]

    def test_a_person_without_a_phone_is_no_heading(self):
        sheet = sheet_of("市第一中学|单建国", "市教育局|曾国庆|13900139000")
        assert understand(sheet, "contacts").header_row is None

    def test_a_column_without_a_heading_is_told_by_content(self):
        sheet = sheet_of("单位|姓名|", "一中|张三|13800138000", "二中|李四|13900139000")
        assert fields_of(understand(sheet)) == ["unit", "name", "mobile"]

    def test_an_unknown_heading_is_left_alone(self):
        sheet = sheet_of("姓名|手机|政治面貌", "张三|13800138000|中共党员")
        assert fields_of(understand(sheet)) == ["name", "mobile", None]

    def test_a_sheet_that_says_nothing_has_no_kind_and_no_rows(self):
        understood = understand(sheet_of("本表每季度更新一次"))
        assert (understood.kind, understood.rows) == (None, [])

    def test_an_empty_sheet_has_no_kind(self):
        assert understand(sheet_of()).kind is None

    def test_the_same_headings_have_the_same_key(self):
        first, second = (understand(sheet_of(row, "一中|张三")) for row in ("单位|姓 名", "单位*|姓名"))
        assert first.heading_key == second.heading_key


class TestKind:
    @pytest.mark.parametrize(
        ("headings", "row", "kind"),
        [
            ("单位|姓名|手机", "一中|张三|13800138000", Kind.CONTACTS),
            ("单位名称|地址|联系人|联系电话", "一中|路1号|张三|87654321", Kind.CONTACTS),
            ("学校名称|学校标识码|主管部门", "北京大学|4111010001|教育部", Kind.UNITS),
            ("时间|单位|姓名|方式|内容|经办人", "2026-06-06|一中|张三|电话|问候|张敏", CALLS),
            ("日期|单位|姓名|手机|内容", "2026-06-06|一中|张三|13800138000|问候", CALLS),
            ("单位|姓名|手机|生日|联系时间|情况", "一中|张三|||周二|", Kind.CONTACTS),
        ],
    )
    def test_the_kind_is_told_by_the_headings(self, headings, row, kind):
        assert understand(sheet_of(headings, row)).kind == kind

    def test_contact_means_a_number_among_people_and_a_way_among_calls(self):
        people = sheet_of("姓名|单位|联系方式", "张三|一中|13800138000")
        calls = sheet_of("日期|姓名|联系方式|内容", "2026-06-06|张三|微信|问候")
        assert fields_of(understand(people))[2] == "phone"
        assert fields_of(understand(calls))[2] == "channel"

    def test_contact_means_a_number_among_calls_where_numbers_stand_below(self):
        calls = sheet_of("日期|姓名|联系方式|内容", "2026-06-06|张三|13800138000|问候")
        assert fields_of(understand(calls))[2] == "phone"

    def test_the_liaison_officer_owns_a_contact_and_made_a_call(self):
        people = understand(sheet_of("姓名|手机|联络员", "张三|13800138000|张敏"))
        calls = understand(sheet_of("日期|姓名|内容|联络员", "2026-06-06|张三|问候|张敏"))
        assert (fields_of(people)[2], fields_of(calls)[3]) == ("owner", "handler")

    def test_a_kind_that_is_none_is_refused(self):
        with pytest.raises(SheetError) as caught:
            understand(sheet_of("姓名"), "people")
        assert caught.value.code == "unknown_kind"


class TestMapping:
    SHEET = sheet_of("甲|乙|备注", "张三|13800138000|一中")

    def test_the_users_word_goes_before_everything(self):
        understood = understand(self.SHEET, "contacts", {"甲": "name", "B": "mobile", 2: "unit"})
        assert fields_of(understood) == ["name", "mobile", "unit"]
        assert understood.rows[0].values == {"name": "张三", "mobile": "13800138000", "unit": "一中"}

    def test_a_mapping_alone_tells_kind_and_header(self):
        understood = understand(self.SHEET, mapping={"甲": "name", "乙": "mobile"})
        assert (understood.kind, understood.header_row) == (Kind.CONTACTS, 1)

    def test_a_column_can_be_left_out(self):
        assert fields_of(understand(self.SHEET, "contacts", {"甲": "name", "备注": None}))[2] is None

    def test_two_columns_may_both_hold_phones(self):
        understood = understand(sheet_of("姓名|手机1|手机2", ["张三", 13800138000, "13900139000"]))
        assert understood.rows[0].values["mobile"] == "13800138000、13900139000"

    @pytest.mark.parametrize(
        ("mapping", "code", "words"),
        [
            ({"丙": "name"}, "unknown_column", "甲、乙、备注"),
            ({9: "name"}, "unknown_column", "9"),
            ({"甲": "nickname"}, "unknown_field", "nickname"),
            ({"甲": "name", "乙": "name"}, "two_columns_one_field", "“甲”和“乙”两列都对应到“姓名”"),
        ],
    )
    def test_a_mapping_that_cannot_be_is_refused_in_words(self, mapping, code, words):
        with pytest.raises(SheetError) as caught:
            understand(self.SHEET, "contacts", mapping)
        assert caught.value.code == code
        assert words in str(caught.value)

    def test_the_second_of_two_columns_for_one_field_is_not_imported(self):
        understood = understand(sheet_of("姓名|单位|工作单位", "张三|一中|二中"))
        assert fields_of(understood) == ["name", "unit", None]


words = (
    "单位 姓名 手机 日期 内容 生日 联系方式 农历生日 时间 张三 一中 13800138000 8月15日 闰二月三十"
    " 一、省直 合计 同上 〃 12:61"
)
odd_cells = st.one_of(
    st.none(),
    st.sampled_from([*words.split(), " ", "\n", "#N/A", "转", "0/0/00", "农历"]),
    st.text(max_size=8),
    st.integers(-5, 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.sampled_from([date(1, 1, 1), time(23, 59, 59), 10**400]),
)
areas = st.tuples(st.integers(1, 5), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)).map(
    lambda area: (area[0], area[1], area[0] + area[2], area[1] + area[3])
)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(odd_cells, max_size=5), max_size=6),
    st.lists(areas, max_size=3),
    st.sampled_from([None, *Kind]),
)
def test_no_sheet_is_too_strange_to_be_judged(rows, merged, kind):
    understood = understand(sheet_of(*rows, merged=merged), kind)
    for drafts_of in (contact_drafts, call_drafts, unit_drafts):
        assert len(drafts_of(understood)) == len(understood.rows)
