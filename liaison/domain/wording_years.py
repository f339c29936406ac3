"""Which year a greeting speaks of: its number, its animal, its stem and branch.

The greetings of the lunar year's end (腊八 to 除夕) look to the year about to begin, 正月 to its own. The
year just ending may be named only to take leave of it.
"""

import re
from collections.abc import Iterator

from .lunar_words import stem_branch, zodiac
from .wording_draft import Draft, Finding, Severity, found, matches
from .wording_occasions import words_of

CYCLE = range(1984, 2044)
ANIMALS = tuple(zodiac(year) for year in CYCLE[:12])
PAIRS = tuple(stem_branch(year) for year in CYCLE)
ANIMAL_YEAR = re.compile(f"(?P<name>[{''.join(ANIMALS)}])年")
PAIR_YEAR = re.compile(f"(?P<name>{'|'.join(PAIRS)})(?=[{''.join(ANIMALS)}]?[年岁]|新春|新岁|春节|除夕)")
# 1921 in a text for 1 July is history; only a year this near can be last year's text sent again.
NEAR_YEARS = 3
NUMERALS = "〇零一二三四五六七八九"
DIGITS = str.maketrans(NUMERALS, "00123456789")
# A full date is left alone: a letter for New Year's Day is dated in the old year.
YEAR_NUMBER = re.compile(
    r"(?<!\d)(?P<figures>2[01]\d\d)(?=年(?!\d)|元旦|新年|新春|春节)"
    rf"|(?P<words>二[〇零][{NUMERALS}]{{2}})(?=年(?![{NUMERALS}十]))"
)
LEAVE_TAKING = re.compile("辞|告别|送走|送别|旧岁|过去|走过|回望|回首|回顾|远去|渐远|将尽|收官|去年|结束")
# "丙午年除夕" is right: its last month still belongs to the old year.
OLD_MONTH = re.compile(f"[{''.join(ANIMALS)}]?年?(?:除夕|腊|小年|岁末|岁尾)")
NEW_YEAR = "new-year"


def year_values(occasion_code: str, year: int, lunar_year: int) -> dict[str, str]:
    """The values of {年份}, {生肖} and {干支} for an occasion, given the years its own day falls in."""
    greeted = _greeted_lunar_year(occasion_code, lunar_year)
    number = greeted if _greets_a_lunar_year(occasion_code) else year
    return {"年份": str(number), "生肖": zodiac(greeted), "干支": stem_branch(greeted)}


def wrong_lunar_year(draft: Draft) -> Iterator[Finding]:
    """The animal or the stem and branch of another year than the one greeted."""
    if draft.lunar_year is None:
        return
    greeted = _greeted_lunar_year(draft.occasion_code, draft.lunar_year)
    for pattern, name_of in ((ANIMAL_YEAR, zodiac), (PAIR_YEAR, stem_branch)):
        for match in matches(pattern, draft):
            leaving = match["name"] == name_of(greeted - 1) and _takes_leave(draft, match)
            if match["name"] != name_of(greeted) and not leaving:
                yield _wrong_lunar_year(match, greeted, draft.occasion_code)


def wrong_year_number(draft: Draft) -> Iterator[Finding]:
    """A year number close to the right one, but not it."""
    if draft.year is None:
        return
    right = _right_numbers(draft, draft.year)
    for match in matches(YEAR_NUMBER, draft):
        number = _number(match)
        leaving = number == max(right) - 1 and _takes_leave(draft, match)
        if number not in right and not leaving and abs(number - draft.year) <= NEAR_YEARS:
            yield _wrong_number(match, draft)


def fixed_year(draft: Draft) -> Iterator[Finding]:
    """A year written out in a template that is kept for any year."""
    if draft.year is None:
        for match in matches(YEAR_NUMBER, draft):
            yield _fixed(match, "年份会过期，请改用 {年份}年")
    if draft.lunar_year is None:
        for match in matches(ANIMAL_YEAR, draft):
            yield _fixed(match, "生肖会过期，请改用 {生肖}年")
        for match in matches(PAIR_YEAR, draft):
            yield _fixed(match, "干支会过期，请改用 {干支}年")


def _greets_a_lunar_year(occasion_code: str) -> bool:
    own = words_of(occasion_code)
    return own is not None and own.lunar_year != ""


def _greeted_lunar_year(occasion_code: str, lunar_year: int) -> int:
    own = words_of(occasion_code)
    return lunar_year + (own is not None and own.lunar_year == "next")


def _right_numbers(draft: Draft, year: int) -> set[int]:
    if draft.lunar_year is None or not _greets_a_lunar_year(draft.occasion_code):
        return {year}
    return {year, _greeted_lunar_year(draft.occasion_code, draft.lunar_year)}


def _number(match: re.Match[str]) -> int:
    return int((match["figures"] or match["words"]).translate(DIGITS))


def _takes_leave(draft: Draft, match: re.Match[str]) -> bool:
    takes_leave = LEAVE_TAKING.search(draft.clause_at(match.start()))
    return takes_leave is not None or OLD_MONTH.match(draft.wording, match.end()) is not None


def _wrong_lunar_year(match: re.Match[str], greeted: int, occasion_code: str) -> Finding:
    right = f"{stem_branch(greeted)}{zodiac(greeted)}年"
    if occasion_code == NEW_YEAR:
        message = f"元旦仍在{right}，“{match.group()}”自春节起算，请删去或留待春节再用"
    else:
        message = f"“{match.group()}”不对，所贺的是{right}，请改正或改用 {{生肖}}年、{{干支}}年"
    return found(match, "wrong_zodiac", Severity.ERROR, message, lunar_year=greeted)


def _wrong_number(match: re.Match[str], draft: Draft) -> Finding:
    turning = draft.occasion_code == NEW_YEAR or _greets_a_lunar_year(draft.occasion_code)
    severity = Severity.ERROR if turning else Severity.WARNING
    message = f"“{match.group()}”与所贺的 {draft.year} 年不符，请改正或改用 {{年份}}"
    return found(match, "wrong_year", severity, message, year=draft.year)


def _fixed(match: re.Match[str], advice: str) -> Finding:
    return found(match, "fixed_year", Severity.WARNING, f"模板里写死了“{match.group()}”，{advice}")
