"""The placeholder names an office may use: what each stands for, an example, and its nicknames.

Checked and filled in by `placeholders.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType

GREETING_PLACEHOLDERS: Mapping[str, str] = MappingProxyType({
    "称呼": "对方的称呼，如“王主任”",
    "姓名": "对方的姓名",
    "职务": "对方的现任职务",
    "单位": "对方的单位",
    "节日": "节日名称",
    "年份": "所贺之日的公历年份，四位数字",
    "生肖": "所贺农历年的生肖，一个字；文中写“{生肖}年”",
    "干支": "所贺农历年的干支，两个字；文中写“{干支}年”",
    "日期": "成文日期，如“2027年2月5日”",
    "落款": "以谁的名义发出，只写单位和姓名，不带“敬上”等字样",
    "我方单位": "我方单位全称",
    "联络员": "我方联络员姓名",
    "联络电话": "我方联络员的电话",
    "原联络员": "交接前的联络员姓名",
    "新职务": "对方新任的职务",
    "事项": "所谢或所议之事，写成短语，如“会务协调”",
})

SHARED = ("称呼", "单位", "日期", "落款", "我方单位", "联络员", "联络电话")

MATTER_PLACEHOLDERS: Mapping[str, str] = MappingProxyType({
    **{name: GREETING_PLACEHOLDERS[name] for name in SHARED},
    "事项": "对方所托之事，写成短语，如“借用会议中心”",
    "来函日期": "对方提出的日期，如“3月2日”",
    "依据": "所依据的规定，写全称或文号",
    "原因": "具体情况，写成一个分句，如“当日已安排两场会议”",
    "承办单位": "有权办理或已经接办的单位",
    "上级单位": "须报请批准的上级",
    "答复期限": "答应给回音的日期，如“3月15日”",
    "已办部分": "已经办成的部分，写成短语",
    "未办部分": "没有办成的部分，写成短语",
    "替代办法": "对方可以改走的路，写成一个分句，如“改用东楼二层会议室”",
    "所需材料": "还缺的材料，写成短语",
})

PLACEHOLDERS: Mapping[str, str] = MappingProxyType({**MATTER_PLACEHOLDERS, **GREETING_PLACEHOLDERS})

# Of ordinary length, so that a template can be measured before anybody is chosen to receive it.
EXAMPLES: Mapping[str, str] = MappingProxyType({
    "称呼": "王主任",
    "姓名": "王建国",
    "职务": "办公室主任",
    "单位": "市教育局",
    "节日": "中秋节",
    "年份": "2027",
    "生肖": "羊",
    "干支": "丁未",
    "日期": "2027年2月5日",
    "落款": "市外办综合科张敏",
    "我方单位": "市人民政府外事办公室",
    "联络员": "张敏",
    "联络电话": "0571-85250000",
    "原联络员": "李志远",
    "新职务": "市教育局副局长",
    "事项": "会务协调",
    "来函日期": "3月2日",
    "依据": "《会议中心使用管理办法》",
    "原因": "当日已安排两场会议",
    "承办单位": "市机关事务管理局",
    "上级单位": "市政府办公室",
    "答复期限": "3月15日",
    "已办部分": "场地和接送",
    "未办部分": "同声传译设备",
    "替代办法": "改用东楼二层会议室",
    "所需材料": "参会人员名单",
})

# What people call these things when they do not look at the list.
NICKNAMES: Mapping[str, str] = MappingProxyType({
    "称谓": "称呼",
    "尊称": "称呼",
    "名字": "姓名",
    "名称": "姓名",
    "name": "姓名",
    "职位": "职务",
    "职称": "职务",
    "title": "职务",
    "公司": "单位",
    "unit": "单位",
    "年": "年份",
    "年度": "年份",
    "year": "年份",
    "属相": "生肖",
    "农历年": "干支",
    "时间": "日期",
    "署名": "落款",
    "签名": "落款",
    "发件人": "落款",
    "signature": "落款",
    "本单位": "我方单位",
    "我单位": "我方单位",
    "电话": "联络电话",
})
