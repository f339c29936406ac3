"""Date rules as office staff write them: 10月1日, 农历八月十五, 腊月最后一天, 节气清明, 5月第2个星期日, 春节前1天.

The written grammar of ``rule_texts`` is understood as well; both give the same rules. What ``rule.words``
says is read back into an equal rule.
"""

import re
from collections.abc import Mapping

from .date_rules import Rule, RuleError
from .rule_texts import MONTHS, WEEKDAYS, parse_rule
from .solar_terms import TERMS
from .typed_lunar import NAMED_MONTHS, is_eve, lunar_words
from .typed_solar import solar_words
from .typed_text import NUMBER, number_in, tidied

_EVE = "last day of lunar month 12"
_LAST_DAY = re.compile(rf"(?:农历)?(?P<month>[正冬腊]|{NUMBER}{{1,3}})月(?:的)?最后一[天日]")
_TERM = re.compile(f"(?:节气)?({'|'.join(TERMS)})(?:节气)?")
_WEEKDAY = re.compile(
    rf"(?P<month>{NUMBER}{{1,3}})月(?:份)?的?第(?P<nth>{NUMBER}{{1,2}})个?"
    "(?:星期|周|礼拜)(?P<day>[一二三四五六日天])"
)
_RELATIVE = re.compile(rf"(?P<name>.+)(?P<side>[前后])(?P<days>{NUMBER}{{1,4}})[天日]")
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}
_DAY_NUMBERS = dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True))


def read_rule(words: str, named: Mapping[str, Rule] | None = None) -> Rule:
    """The rule in the words or in the written grammar; ``named`` holds the days a relative one may lean on."""
    try:
        return parse_rule(written_rule(words), named)
    except RuleError as error:
        if error.code != "unreadable_rule":
            raise
        raise RuleError(
            "unreadable_words",
            "看不懂日期规则“{text}”，请写成10月1日、农历八月十五、节气清明、5月第2个星期日或春节前1天",
            text=words.strip(),
        ) from None


def written_rule(words: str) -> str:
    """The words in the written grammar; what is not understood comes back as it was."""
    plain, typed = words.strip(), tidied(words)
    if is_eve(typed):
        return _EVE
    if (found := _LAST_DAY.fullmatch(typed)) and is_lunar_month(typed, found["month"]):
        return f"last day of lunar month {NAMED_MONTHS.get(found['month']) or number_in(found['month'])}"
    if found := _TERM.fullmatch(typed):
        return f"solar term {found[1]}"
    return _weekday_text(typed) or _relative_text(plain) or _yearly_text(typed) or plain


def is_lunar_month(typed: str, month: str) -> bool:
    """Months are lunar when it says 农历 or the month has a lunar name; 十二月最后一天 has always been 除夕 here."""
    return typed.startswith("农历") or month in NAMED_MONTHS or number_in(month) == NAMED_MONTHS["腊"]


def _weekday_text(typed: str) -> str | None:
    found = _WEEKDAY.fullmatch(typed)
    if not found:
        return None
    month, nth = number_in(found["month"]), number_in(found["nth"])
    if month is None or nth is None or not 1 <= month <= 12:
        return None
    ordinal = _ORDINALS.get(nth, f"{nth}th")
    return f"{ordinal} {WEEKDAYS[_DAY_NUMBERS[found['day']]]} {MONTHS[month - 1]}"


def _relative_text(plain: str) -> str | None:
    """The name of the other day is kept to the letter: it is looked up."""
    found = _RELATIVE.fullmatch("".join(plain.split()))
    days = number_in(found["days"]) if found else None
    if not found or days is None:
        return None
    return f"{days} days {'before' if found['side'] == '前' else 'after'} {found['name']}"


def _yearly_text(typed: str) -> str | None:
    """A lunar or solar date; one with its year happens once and is no rule."""
    lunar = lunar_words(typed)
    if lunar:
        return None if lunar.year or lunar.is_leap else f"lunar {lunar.month:02}-{lunar.day:02}"
    solar = solar_words(typed)
    return f"{solar.month:02}-{solar.day:02}" if solar and not solar.year else None
