"""The kind of a unit by its name, for lists that do not say it: a proposal that an officer can change."""

import re

# In order: the first word found decides, so narrower words stand before wider ones.
WORDS = (
    ("military", ("军区", "部队", "武警", "军分区", "人武部", "武装部", "空军", "海军", "陆军", "火箭军", "干休所")),
    ("emergency", ("消防", "应急管理", "救援")),
    ("justice", ("公安", "法院", "检察院", "司法局", "司法厅", "监狱")),
    ("hospital", ("医院", "卫生院", "疾控", "妇幼保健", "卫生健康", "卫健委", "血站")),
    ("media", ("日报", "晚报", "电视台", "广播", "报社", "新闻", "传媒", "融媒体", "通讯社", "出版社", "杂志社")),
    ("school", ("小学", "中学", "幼儿园", "一中", "二中", "三中", "中等专业学校", "技工学校", "附中", "附小")),
    ("university", ("大学", "学院", "高等专科学校", "党校", "高校")),
    ("association", ("协会", "学会", "商会", "联合会", "工商联", "基金会", "总工会", "妇联", "共青团", "研究会", "文联", "社团")),
    ("enterprise", ("公司", "集团", "银行", "厂", "企业", "合作社", "研究院", "研究所", "中心")),
    ("government", ("局", "厅", "委", "办公室", "政府", "人大", "政协", "部", "署", "街道", "镇", "乡", "海关", "档案馆")),
)  # fmt: skip


# The words of our own lists, which come back as they left; other lists have words of their own.
NAMES = {
    "government": "党政机关", "enterprise": "企事业", "military": "部队", "university": "高校", "school": "中小学",
    "hospital": "医院", "media": "媒体", "association": "社团", "justice": "公检法", "emergency": "消防应急", "other": "其他",
}  # fmt: skip
CODES = {word: code for code, name in NAMES.items() for word in (name, code)}

# What other lists call the same; with "+" what says more than our kind does.
SYNONYMS = {
    "government": "机关 党政 行政机关 政府机关 国家机关 党政部门 政府部门+ 党群部门+ 党委+ 政府+ 人大+ 政协+ 行政单位+",
    "enterprise": "企事业单位 企业+ 事业+ 企业单位+ 事业单位+ 公司+ 国企+ 国有企业+ 央企+ 中央企业+ 民企+ 民营企业+"
    " 私企+ 外企+ 外资企业+ 参公单位+",
    "military": "军队 驻军 军警 军事单位 武警+ 军分区+",
    "university": "大学 院校 高等院校 高等学校 普通高校+ 本科+ 专科+ 高职+ 本科院校+ 专科院校+ 高职院校+ 高职（专科）+",
    "school": "学校 中小学校 小学+ 中学+ 初中+ 高中+ 幼儿园+ 中专+ 中职+ 职高+",
    "hospital": "医疗机构 医疗单位 医疗卫生+ 卫生+ 卫生院+ 诊所+",
    "media": "新闻媒体 新闻单位 新闻 报社+ 电视台+",
    "association": "社会团体 社会组织+ 群团+ 群团组织+ 人民团体+ 协会+ 学会+ 商会+ 行业协会+",
    "justice": "政法 政法机关 政法单位 司法机关 公安+ 法院+ 检察院+ 司法+",
    "emergency": "应急 消防+ 应急管理+ 消防救援+",
    "other": "其它",
}
MEANINGS = {word.rstrip("+"): code for code, words in SYNONYMS.items() for word in words.split()}
NARROWER = frozenset(word.rstrip("+") for words in SYNONYMS.values() for word in words.split() if word.endswith("+"))
# A wide word leaves to the name which of these it is: a 公安局 is a 机关, a hospital a 事业单位, 江州大学 one of the 学校.
_EDUCATION = frozenset(("school", "university"))
WIDE = {
    "government": frozenset(("justice", "emergency")),
    "enterprise": frozenset(("hospital", "media")) | _EDUCATION,
    "school": _EDUCATION, "university": _EDUCATION,
}  # fmt: skip


# A name that ends so is a university's whatever it teaches: 传媒大学, 卫生健康职业学院, 公安大学. An academy of sciences is none.
_CAMPUS = re.compile(r"[（(][^（()）]*[）)]$")
_UNIVERSITY = re.compile(
    "(?:大学|(?<!科)学院|(?:大学|学院).{1,4}科学院|专科学校|党校)(?:[^学]{1,4}(?:分校|校区))?$"
)
# And one that ends so is a school: 公安学校, 卫生学校, 职业高中.
_SCHOOL = re.compile("(?:学校|高中|技校)(?:[^学]{1,4}(?:分校|校区))?$")
_MILITARY = WORDS[0]


def kind_meant(word: str, name: str) -> str | None:
    """The code for a list's own word; None when it is no word for a kind."""
    plain = "".join(word.split())
    if plain in CODES:
        return CODES[plain]
    code = MEANINGS.get(plain, "")
    by_name = kind_of_name(name)
    return by_name if by_name in WIDE.get(code, ()) else code or None


def says_more(word: str) -> bool:
    """Whether a list's word tells what our kind does not, or stands for none of them: 本科, 国企, 驻外机构."""
    plain = "".join(word.split())
    return plain in NARROWER or not (plain in CODES or plain in MEANINGS)


def kind_of_name(name: str) -> str:
    """The code of the kind; "other" when no word decides."""
    bare = _CAMPUS.sub("", name.strip())
    if not any(word in bare for word in _MILITARY[1]):
        if _UNIVERSITY.search(bare):
            return "university"
        if _SCHOOL.search(bare):
            return "school"
    if bare.endswith("科学院"):
        return "enterprise"
    return next((kind for kind, words in WORDS if any(word in name for word in words)), "other")
