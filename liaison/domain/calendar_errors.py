"""What the calendar refuses, in words an office worker can act on.

Every refusal keeps a stable ``code``, the untranslated ``template`` and its ``params``, so that a page can
say the same thing in another language. See ``lunar``, ``date_rules``, ``birthdays`` and ``workday_files``.
"""

from .refusals import CodedRefusal, sentence

FIRST_YEAR = 1900
LAST_YEAR = 2100


class CalendarError(CodedRefusal):
    """A date, rule or table that cannot be right; the message is Chinese and says what to do."""


def require_covered(year: int, error: type[CalendarError] = CalendarError) -> None:
    """Refuse a year outside the tables (1900 to 2100), as the kind of error the caller speaks."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise error(
            "year_out_of_range",
            sentence("日历只支持{first}年至{last}年，{year}年不在范围内，请改用范围内的年份"),
            first=FIRST_YEAR,
            last=LAST_YEAR,
            year=year,
        )
