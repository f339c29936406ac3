"""Cells of records: contacts, calls and units as drafts, with a problem for what was not understood."""

from datetime import date, datetime, time

import pytest
from formats.sheet_samples import sheet_of

from liaison.domain.birthdays import Birthday
from liaison.domain.cadence import Tier
from liaison.domain.genders import Gender
from liaison.domain.touches import Direction
from liaison.formats.office_sheet import call_drafts, contact_drafts, understand, unit_drafts

TODAY = date(2026, 11, 23)


def contacts_of(*rows, **sheet):
    return contact_drafts(understand(sheet_of(*rows, **sheet), "contacts"), TODAY)


def calls_of(*rows, **sheet):
    return call_drafts(understand(sheet_of(*rows, **sheet), "interactions"), TODAY)


class TestContacts:
    def test_a_whole_row(self):
        (row,) = contacts_of(
            "单位|部门|姓名|职务|办公电话|手机|内线|邮箱|微信|生日|性别"
            "|联系等级|联系周期|首选方式|方便时间|禁忌|标签|联络员|B角|备注|核实日期",
            "一中|校办|单　建国|主任|0571-87654321转22|13800138000|6026|a@b.cn、c@d.cn|wx1|农历七月初八|男"
            "|重点|每两周|微信|周二上午|不谈足球|校友、老乡|张敏|李强|新任|2026年1月5日",
        )
        assert (row.unit, row.department, row.name, row.title) == ("一中", "校办", "单建国", "主任")
        assert [(phone.label, phone.digits, phone.extension) for phone in row.phones] == [
            ("mobile", "13800138000", ""),
            ("landline", "057187654321", "22"),
            ("internal", "6026", ""),
        ]
        assert (row.email, row.more_emails, row.wechat, row.gender) == ("a@b.cn", ("c@d.cn",), "wx1", Gender.MALE)
        assert row.birthday == Birthday(7, 8, is_lunar=True)
        assert (row.tier, row.interval_days, row.preferred_channel) == (Tier.KEY, 14, "wechat")
        assert (row.best_time, row.taboos, row.tags) == ("周二上午", "不谈足球", ("校友", "老乡"))
        assert (row.owner, row.deputy, row.notes, row.verified_on) == (
            "张敏",
            "李强",
            "新任",
            date(2026, 1, 5),
        )
        assert row.problems == ()

    def test_a_number_that_lost_its_zero_in_the_sheet_gets_it_back(self):
        (row,) = contacts_of("姓名|办公电话", ["张三", 57187654321])
        assert [(phone.text, phone.digits) for phone in row.phones] == [("57187654321", "057187654321")]

    def test_the_same_phone_in_two_columns_is_one(self):
        (row,) = contacts_of("姓名|手机|联系电话", ["张三", 13800138000, "138 0013 8000"])
        assert len(row.phones) == 1

    @pytest.mark.parametrize(
        ("heading", "value", "birthday"),
        [
            ("生日", date(1986, 10, 1), Birthday(10, 1, 1986)),
            ("生日", datetime.fromisoformat("1986-10-01"), Birthday(10, 1, 1986)),
            ("出生年月", "1986.10.1", Birthday(10, 1, 1986)),
            ("生日", 31686, Birthday(10, 1, 1986)),
            ("农历生日", "8月15日", Birthday(8, 15, is_lunar=True)),
            ("生日（农历）", date(1970, 8, 15), Birthday(8, 15, 1970, is_lunar=True)),
            ("农历生日", "公历8月15日", Birthday(8, 15)),
            ("生日", "闰六月初三", Birthday(6, 3, is_lunar=True, is_leap=True)),
        ],
    )
    def test_birthdays_in_any_form(self, heading, value, birthday):
        (row,) = contacts_of(["姓名", "手机", heading], ["张三", "13800138000", value])
        assert row.birthday == birthday

    def test_a_birthday_shown_without_its_year_has_none(self):
        (row,) = contacts_of("姓名|生日", ["张三", date(2026, 8, 15)], yearless=[(2, 1)])
        assert row.birthday == Birthday(8, 15)

    @pytest.mark.parametrize(
        ("heading", "value", "letter", "code"),
        [
            ("生日", "2027-02-30", "B", None),
            ("手机", "1380013800", "B", "phone_doubtful"),
            ("手机", "1.38E+10", "B", "phone_lost_digits"),
            ("手机", "问小王", "B", "phone_unread"),
            ("联系等级", "很重要", "B", "tier_unread"),
            ("联系周期", "常来常往", "B", "interval_days_unread"),
            ("邮箱", "没有at", "B", "email_unread"),
            ("性别", "？", "B", "gender_unread"),
        ],
    )
    def test_a_cell_not_understood_is_named_and_the_rest_is_kept(self, heading, value, letter, code):
        (row,) = contacts_of(["姓名", heading, "职务"], ["张三", value, "校长"])
        (problem,) = row.problems
        assert (problem.row, problem.column, problem.heading, problem.value) == (2, letter, heading, value)
        assert problem.reason
        assert code in (None, problem.code)
        assert (row.name, row.title) == ("张三", "校长")

    def test_a_doubtful_phone_is_kept_beside_its_problem(self):
        (row,) = contacts_of("姓名|手机", "张三|1380013800")
        assert [phone.text for phone in row.phones] == ["1380013800"]

    def test_a_row_without_a_name_says_so(self):
        (row,) = contacts_of("单位|姓名|手机", "一中||13800138000")
        assert [problem.code for problem in row.problems] == ["no_name"]

    def test_line_breaks_inside_chinese_vanish_from_one_line_fields(self):
        (row,) = contacts_of("单位|姓名|职务|备注", "伊犁\n自治州|张三|党委书记\n校长|一\n二")
        assert (row.unit, row.title, row.notes) == ("伊犁自治州", "党委书记校长", "一\n二")


    @pytest.mark.parametrize(
        ("written", "joined"),
        [
            ("市第二中学\n（东校区）", "市第二中学（东校区）"),
            ("市第二中学\r\n(东校区)", "市第二中学(东校区)"),
            ("市教育局、\n市体育局", "市教育局、市体育局"),
            ("City Hall\n(East)", "City Hall (East)"),
            ("A座\nB座", "A座 B座"),
        ],
    )
    def test_a_line_break_at_a_chinese_bracket_is_none(self, written, joined):
        (row,) = contacts_of(["单位", "姓名"], [written, "张三"])
        assert row.unit == joined

    @pytest.mark.parametrize(
        ("headings", "cells", "digits"),
        [
            ("姓名|内线|手机", "张三|6012|13800138000", ["13800138000", "6012"]),
            ("姓名|内线|联系电话", "张三|6012|13800138000", ["13800138000", "6012"]),
            ("姓名|办公电话|联系电话", "张三|0571-87654321|13800138000", ["13800138000", "057187654321"]),
            ("姓名|联系电话|办公电话", "张三|0571-87654322|0571-87654321", ["057187654322", "057187654321"]),
            ("姓名|联系电话", "张三|传真0571-87654322、0571-87654321、6012", ["057187654321", "6012", "057187654322"]),
            ("姓名|联系电话", "张三|1380013800、0571-87654321", ["057187654321", "1380013800"]),
            ("姓名|内线", "张三|6012", ["6012"]),
        ],
    )
    def test_the_first_number_is_one_that_can_be_dialled(self, headings, cells, digits):
        (row,) = contacts_of(headings, cells)
        assert [phone.digits for phone in row.phones] == digits

    def test_a_number_for_a_name_is_no_person(self):
        (row,) = contacts_of("单位|姓名|手机", "一中|13800000099|13800000099")
        assert (row.name, [(problem.column, problem.value, problem.code) for problem in row.problems]) == (
            "",
            [("B", "13800000099", "name_number")],
        )

    def test_two_names_in_a_cell_are_no_person(self):
        (row,) = contacts_of(["单位", "姓名"], ["一中", "钱七\n孙八"])
        assert (row.name, [(problem.value, problem.code) for problem in row.problems]) == ("", [("钱七 孙八", "name_several")])

    def test_a_gender_beside_the_name_is_one_unless_its_own_column_says_otherwise(self):
        rows = contacts_of("姓名|性别|手机", "赵敏（女）||13800000001", "周九先生||13800000002", "吴十女士|男|13800000003")
        assert [(row.name, row.gender) for row in rows] == [
            ("赵敏", Gender.FEMALE), ("周九", Gender.MALE), ("吴十", Gender.MALE),
        ]  # fmt: skip
        assert [row.problems for row in rows] == [(), (), ()]

    def test_a_form_of_address_is_not_taken_for_the_given_name(self):
        (row,) = contacts_of("姓|名|手机", "周|九先生|13800000001")
        assert (row.name, row.family, row.given, row.gender) == ("周九", "", "", Gender.MALE)

    def test_a_surname_with_a_title_is_kept_and_told(self):
        (row,) = contacts_of("姓名|手机", "李处长|13800000001")
        assert (row.name, [problem.code for problem in row.problems]) == ("李处长", ["name_no_given"])


class TestCalls:
    def test_people_are_named_as_in_an_address_list(self):
        (call,) = calls_of("日期|单位|姓名|内容", "2026-06-06|一中|赵敏（女）、周九先生|问候")
        assert (call.name, call.others) == ("赵敏", ("周九",))

    def test_a_whole_row(self):
        (call,) = calls_of(
            "日期|时间|单位|姓名|方式|去电/来电|内容|是否接通|结果|经办人|下次联系",
            "2026/6/6|9:30|一中|单 建国|电话|来电|核对名单|是|已核对|张敏|6月20日",
        )
        assert (call.on, call.at, call.unit, call.name) == (date(2026, 6, 6), time(9, 30), "一中", "单建国")
        assert (call.channel, call.direction, call.answered) == ("call", Direction.THEIRS, True)
        assert (call.summary, call.outcome, call.handler) == ("核对名单", "已核对", "张敏")
        assert call.follow_up_on == date(2026, 6, 20)
        assert call.problems == ()

    @pytest.mark.parametrize(
        ("day", "on", "at"),
        [
            ("2026-06-06", date(2026, 6, 6), None),
            ("2026年6月6日 9:30", date(2026, 6, 6), time(9, 30)),
            ("6月6日 下午3点半", date(2026, 6, 6), time(15, 30)),
            ("12.1", date(2025, 12, 1), None),
            (46179, date(2026, 6, 6), None),
            ("46179", date(2026, 6, 6), None),
            (20260606, date(2026, 6, 6), None),
            (datetime.fromisoformat("2026-06-06T09:30"), date(2026, 6, 6), time(9, 30)),
            (datetime.fromisoformat("2026-06-06"), date(2026, 6, 6), None),
        ],
    )
    def test_days_and_hours_in_one_cell(self, day, on, at):
        (call,) = calls_of("日期|姓名|内容", [day, "张三", "问候"])
        assert (call.on, call.at, call.problems) == (on, at, ())

    def test_an_hour_alone_is_read_from_any_form(self):
        calls = calls_of(
            "日期|时间|姓名|内容",
            *[
                ["2026-06-06", hour, "张三", "问候"]
                for hour in (time(9, 30), "9:30", "上午9点半", 0.395833333)
            ],
        )
        assert [call.at for call in calls] == [time(9, 30)] * 4

    def test_without_today_a_day_needs_its_year(self):
        understood = understand(sheet_of("日期|姓名|内容", "6月6日|张三|问候", "2026-06-06|李四|问候"))
        first, second = call_drafts(understood)
        assert [problem.code for problem in first.problems] == ["no_year"]
        assert second.on == date(2026, 6, 6)

    @pytest.mark.parametrize(
        ("word", "answered"),
        [
            ("是", True),
            ("√", True),
            ("接通", True),
            ("未接", False),
            ("无人接听", False),
            ("否", False),
            ("", True),
        ],
    )
    def test_answered_or_not(self, word, answered):
        (call,) = calls_of("日期|姓名|内容|是否接通", f"2026-06-06|张三|问候|{word}")
        assert (call.answered, call.problems) == (answered, ())

    def test_a_register_without_that_column_tells_it_in_the_outcome(self):
        calls = calls_of("日期|姓名|内容", "2026-06-06|张三|无人接听", "2026-06-06|张三|问候")
        assert [call.answered for call in calls] == [False, True]

    @pytest.mark.parametrize(
        ("way", "channel", "direction"),
        [
            ("电话", "call", Direction.OURS),
            ("来电", "call", Direction.THEIRS),
            ("走访", "visit", Direction.OURS),
            ("来访", "reception", Direction.THEIRS),
            ("微信", "wechat", Direction.OURS),
            ("座谈会", "meeting", Direction.OURS),
            ("电话、微信", "call", Direction.OURS),
        ],
    )
    def test_ways_of_contact(self, way, channel, direction):
        (call,) = calls_of("日期|姓名|方式|内容", ["2026-06-06", "张三", way, "问候"])
        assert (call.channel, call.direction, call.problems) == (channel, direction, ())

    def test_the_offices_own_kinds_are_known_when_told(self):
        understood = understand(sheet_of("日期|姓名|方式|内容", "2026-06-06|张三|团拜|问候"))
        assert call_drafts(understood, TODAY)[0].problems[0].code == "channel_unread"
        assert call_drafts(understood, TODAY, {"团拜": "tuanbai"})[0].channel == "tuanbai"

    def test_several_people_took_part(self):
        (call,) = calls_of("日期|单位|姓名|内容", "2026-06-06|一中|张三、李 四|座谈")
        assert (call.name, call.others) == ("张三", ("李四",))

    def test_a_merged_date_belongs_to_every_call_it_covers(self):
        calls = calls_of(
            "日期|姓名|内容", [date(2026, 6, 6), "张三", "问候"], "|李四|问候", merged=[(2, 0, 3, 0)]
        )
        assert [call.on for call in calls] == [date(2026, 6, 6)] * 2

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("|一中|张三|问候", "no_date"),
            ("2026-06-06|||问候", "no_one"),
            ("2026-02-30|一中|张三|问候", None),
        ],
    )
    def test_a_call_without_day_or_people_says_so(self, row, code):
        (call,) = calls_of("日期|单位|姓名|内容", row)
        assert len(call.problems) == 1
        assert code in (None, call.problems[0].code)


class TestUnits:
    def test_a_whole_row(self):
        sheet = sheet_of(
            "单位名称|简称|单位代码|主管部门|单位性质|所在地|地址|值班电话|联系等级|联系周期|联络员|备注",
            "石油大学（华东）|石大|4137010425|教育部|本科|青岛市|长江西路66号|0532-86981234|经常|季度|张敏|新",
        )
        (unit,) = unit_drafts(understand(sheet))
        assert (unit.name, unit.short_name, unit.code) == ("石油大学（华东）", "石大", "4137010425")
        assert (unit.authority, unit.kind, unit.region, unit.address) == (
            "教育部",
            "本科",
            "青岛市",
            "长江西路66号",
        )
        assert [phone.digits for phone in unit.phones] == ["053286981234"]
        assert (unit.tier, unit.interval_days, unit.owner, unit.notes) == (Tier.REGULAR, 90, "张敏", "新")

    def test_parent_authority_former_names_and_archiving_are_columns_of_their_own(self):
        sheet = sheet_of(
            "单位|上级单位|主管部门|曾用名|电话|归档日期",
            "市教育局|市政府|省教育厅|市教委（至2001-03-01）、文教局|0571-88880000/1|2026-01-02",
        )
        (unit,) = unit_drafts(understand(sheet, "units"), TODAY)
        assert (unit.parent, unit.authority, unit.archived_on) == ("市政府", "省教育厅", date(2026, 1, 2))
        assert unit.former_names == (("市教委", date(2001, 3, 1)), ("文教局", None))
        assert (unit.phone, [phone.digits for phone in unit.phones]) == ("0571-88880000/1", ["057188880000", "057188880001"])

    def test_a_kind_that_is_none_is_told_by_its_cell(self):
        sheet = sheet_of("单位名称|类别|备注", "某国领事馆|外国使馆|新", "市卫健委|机关|", "市第二中学|学校|")
        units = unit_drafts(understand(sheet))
        assert [unit.kind for unit in units] == ["外国使馆", "机关", "学校"]
        assert [(problem.row, problem.column, problem.value, problem.code) for unit in units for problem in unit.problems] == [
            (2, "B", "外国使馆", "kind_unread"),
        ]

    def test_a_list_of_names_alone_is_a_list_of_units(self):
        understood = understand(sheet_of("单位名称", "一中", "二中"))
        assert [unit.name for unit in unit_drafts(understood)] == ["一中", "二中"]
