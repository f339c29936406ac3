"""The forms under which one unit's name is written: with and without signs, ranks of company, 第, 市, 和; 1 for 一."""

import re
import unicodedata

from .variants import fold

SIGNS = re.compile(r"[\W_]+")
COMPANY = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司)$")
ORDINAL = re.compile(r"第(?=[一二三四五六七八九十\d])")
SCHOOL = re.compile(r"(?<=[一二三四五六七八九十\d])(?:中学|中|小学|小)$")
OFFICES = (("委员会", "委"), ("办公室", "办"), ("人民政府", "政府"), ("管理局", "局"), ("分公司", "分司"))
# 发展和改革 is 发展改革; 和平, 和谐 and the like are names.
JOINING = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和与及](?![平谐田顺静硕龙县林政合兴])(?=[\u4e00-\u9fff]{2})")
TOWN = re.compile(r"(?<=[\u4e00-\u9fff]{2})[市县](?=[\u4e00-\u9fff\d]{3})")
NUMBER = re.compile(r"\d+")
DIGITS = "〇一二三四五六七八九"
SHORTEST = 2


def unit_forms(name: str) -> frozenset[str]:
    """Every normal form of a unit's name; two names that share one may mean the same unit. Empty for no name."""
    plain = NUMBER.sub(in_characters, SIGNS.sub("", fold(unicodedata.normalize("NFKC", name))).lower())
    plain = JOINING.sub("", plain)
    forms = {plain, without_company(plain), TOWN.sub("", plain, count=1)}
    forms |= {shortened_school(form) for form in set(forms)}
    forms |= {shortened_office(form) for form in set(forms)}
    return frozenset(form for form in forms if len(form) >= SHORTEST)


def in_characters(found: re.Match[str]) -> str:
    """1 as 一 and 12 as 十二, as schools are numbered; longer numbers digit by digit."""
    number = found[0]
    each = [DIGITS[int(digit)] for digit in number]
    if len(number) != 2 or number[0] == "0":
        return "".join(each)
    return ("" if number[0] == "1" else each[0]) + "十" + ("" if number[1] == "0" else each[1])


def without_company(name: str) -> str:
    """江州发展有限公司 is 江州发展, unless too little is left."""
    short = COMPANY.sub("", name)
    return short if len(short) > SHORTEST else name


def shortened_school(name: str) -> str:
    """市第一中学 is 市一中."""
    short = ORDINAL.sub("", name)
    return SCHOOL.sub(lambda found: found[0][0], short)


def shortened_office(name: str) -> str:
    """教育委员会 is 教育委, 市人民政府办公室 is 市政府办."""
    for whole, short in OFFICES:
        name = name.replace(whole, short)
    return name
