"""Words that name a month, a quarter or a year and no day: 2026年3月, 2026.3, 198503, 3月份, 农历正月, 3月底, 2026年二季度.

Asked only of words in which no day was found, so that the refusal can say what is missing.
"""

import re

from .typed_text import NUMBER

_YEAR = rf"(?:{NUMBER}{{2,4}}|去|今|本|明|前|后)年"
_MONTH = r"(?:闰?(?:[正冬腊]|1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])|[上下]+个?|本|这个?|当)月份?"
_PLACE = "(?:的?(?:初|中|底|末|里|内|[上中下]旬))?"
_FIGURES = (
    "[12][0-9]{3}[-/.](?:1[0-2]|0?[1-9])月?(?:[-/.]00?)?"
    "|(?:19|20)[0-9]{2}(?:1[0-2]|0[1-9])|(?:19|20)[0-9]{2}(?:[-/.]00?){0,2}"
)
_PART_OF_YEAR = "(?:第?[一二三四1-4]季度?|[上下]半年|[春夏秋冬][季天]?|年?[初中底末])?"
_CALENDAR = re.compile(r"\(?(?:农历|阴历|旧历|公历|阳历|新历)\)?")
_BORN = re.compile(r"\(?(?:出?生|生人)\)?$")
_DAYLESS = re.compile(rf"(?:{_YEAR})?{_MONTH}{_PLACE}|{_FIGURES}|{_YEAR}{_PART_OF_YEAR}|[一二三四1-4]季度|第[一二三四1-4]季度?")


def is_dayless(typed: str) -> bool:
    """Whether a tidied text says when, but not on which day; an empty one beside the name of a year says no day either."""
    return not typed or _DAYLESS.fullmatch(_BORN.sub("", _CALENDAR.sub("", typed))) is not None
