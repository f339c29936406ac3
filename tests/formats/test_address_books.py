"""Google's and Outlook's habits inside the cells."""

from formats.sheet_samples import sheet_of

from liaison.formats.address_books import recognise
from liaison.formats.office_sheet import contact_drafts, understand

OUTLOOK = "Title|First Name|Last Name|Company|Job Title|Business Phone|Birthday|E-mail Address"


def drafts_of(*rows):
    return contact_drafts(understand(sheet_of(*rows)))


def test_the_program_is_told_by_its_headings():
    assert recognise(sheet_of("Name|Given Name|Phone 1 - Value")) == "google"
    assert recognise(sheet_of(OUTLOOK)) == "outlook"
    assert recognise(sheet_of("名|姓|单位|商务电话")) == "outlook"
    assert recognise(sheet_of("单位|姓名|商务电话")) is None
    assert recognise(sheet_of()) is None


def test_outlooks_form_of_address_is_not_the_post():
    (draft,) = drafts_of(OUTLOOK, "Mr.|John|Smith|City Hall|Director|010-88886666|0/0/00|j@x.cn")
    assert (draft.name, draft.family, draft.given, draft.title) == (
        "John Smith",
        "Smith",
        "John",
        "Director",
    )
    assert (draft.birthday, draft.problems) == (None, ())


def test_googles_several_values_in_a_cell_are_several():
    (draft,) = drafts_of(
        "First Name|Last Name|Labels|E-mail 1 - Value|Phone 1 - Label|Phone 1 - Value",
        "建国|单|* myContacts ::: 市直 ::: * 校友|a@x.cn ::: b@x.cn|Mobile|13800138000 ::: 6026",
    )
    assert draft.tags == ("市直", "校友")
    assert (draft.email, draft.more_emails) == ("a@x.cn", ("b@x.cn",))
    assert [phone.digits for phone in draft.phones] == ["13800138000", "6026"]


def test_who_has_no_company_in_an_address_book_has_none():
    for headings in ("First Name|Last Name|Organization Name|Phone 1 - Value", "First Name|Last Name|Company|Business Phone"):
        drafts = drafts_of(headings, "建国|单|市一中|13800138000", "冲|林||13800138001", "用|吴||13800138002")
        assert [draft.unit for draft in drafts] == ["市一中", "", ""]


WECOM = "姓名|账号|别名|职务|部门|性别|手机|座机|激活状态"


def test_wecoms_path_begins_with_the_unit():
    drafts = drafts_of(
        WECOM,
        "范仲淹|fanzy||主任|某单位/办公室/综合科|男|13911113001||已激活",
        "欧阳修|ouyx||科长|某单位/办公室;某单位/项目组|男|13911113002||已激活",
        "晏殊|yans|||某单位|男|13911113003||已激活",
        "无处|wuchu||||男|13911113004||已激活",
    )
    assert [(draft.unit, draft.department) for draft in drafts] == [
        ("某单位", "办公室/综合科"), ("某单位", "办公室、项目组"), ("某单位", ""), ("", ""),
    ]  # fmt: skip


def test_any_list_without_units_may_write_them_before_the_department():
    departments = ["市教育局/办公室", "市财政局/预算处", "市财政局", "市人社局/人事处", "档案室", "市人社局/就业处/科"]
    drafts = drafts_of("通讯录", "姓名|部门|手机", *(f"甲某|{text}|13911113001" for text in departments))
    assert [(draft.unit, draft.department) for draft in drafts] == [
        ("市教育局", "办公室"), ("市财政局", "预算处"), ("市财政局", ""),
        ("市人社局", "人事处"), ("", "档案室"), ("市人社局", "就业处/科"),
    ]  # fmt: skip


def test_a_path_that_begins_with_no_unit_stays_a_department():
    drafts = drafts_of("姓名|部门|手机", "甲某|办公室/综合科|13911113001", "乙某|预算/采购|13911113002")
    assert [(draft.unit, draft.department) for draft in drafts] == [("", "办公室/综合科"), ("", "预算/采购")]
    (draft,) = drafts_of("姓名|单位|部门|手机", "甲某|市教育局|市教育局/办公室|13911113001")
    assert (draft.unit, draft.department) == ("市教育局", "市教育局/办公室")


def test_a_middle_name_belongs_to_the_given_name():
    (draft,) = drafts_of("First Name|Middle Name|Last Name|Phone 1 - Value", "国|建|单|13800138000")
    assert (draft.name, draft.given) == ("单建国", "建国")


def test_older_exports_of_google_are_read_too():
    (draft,) = drafts_of(
        "Name|Given Name|Family Name|Group Membership|Organization 1 - Name|Phone 1 - Value",
        "单建国|建国|单|* myContacts|市一中|13800138000",
    )
    assert (draft.name, draft.unit, draft.tags) == ("单建国", "市一中", ())
