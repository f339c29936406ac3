"""How lunar dates are written: 正月, 闰六月, 冬月, 腊月; 初一, 十五, 廿九, 三十; 鼠年, 丙午."""

MONTH_WORDS = (
    "正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月",
)
_DIGITS = "一二三四五六七八九十"
_ROUND_DAYS = {10: "初十", 20: "二十", 30: "三十"}
_TENS = ("初", "十", "廿")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"


def month_words(month: int, is_leap: bool = False) -> str:
    """"八月", "闰六月"; the twelfth is 腊月, the eleventh 冬月, the first 正月."""
    return ("闰" if is_leap else "") + MONTH_WORDS[month - 1]


def day_words(day: int) -> str:
    """"初一" to "三十"; the twenties are written 廿."""
    if day in _ROUND_DAYS:
        return _ROUND_DAYS[day]
    return _TENS[day // 10] + _DIGITS[day % 10 - 1]


def zodiac(lunar_year: int) -> str:
    """The animal of a lunar year: 2026 is "马". The animal changes at 正月初一, not on 1 January."""
    return _ANIMALS[(lunar_year - 4) % 12]


def stem_branch(lunar_year: int) -> str:
    """The sexagenary name of a lunar year: 2026 is "丙午"."""
    return _STEMS[(lunar_year - 4) % 10] + _BRANCHES[(lunar_year - 4) % 12]
