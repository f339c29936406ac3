"""North or south of the Qinling–Huaihe line by province: 小年 is a day apart, and 冬至 is kept differently."""

NORTHERN = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "山东", "河南", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
SOUTHERN = (
    "上海", "江苏", "浙江", "安徽", "福建", "江西", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南",
    "西藏", "香港", "澳门", "台湾",
)  # fmt: skip


def side_of(region: str) -> str:
    """ "north", "south", or "" for a region that names no province."""
    if region.startswith(NORTHERN):
        return "north"
    return "south" if region.startswith(SOUTHERN) else ""
