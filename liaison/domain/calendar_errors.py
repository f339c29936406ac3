"""What the calendar refuses, in words an office worker can act on.

Every refusal keeps a stable ``code``, the untranslated ``template`` and its ``params``, so that a page can
say the same thing in another language. See ``lunar``, ``date_rules``, ``birthdays`` and ``workday_files``.
"""

FIRST_YEAR = 1900
LAST_YEAR = 2100


class CalendarError(ValueError):
    """A date, rule or table that cannot be right; the message is Chinese and says what to do."""

    def __init__(self, code: str, template: str, **params: object):
        super().__init__(template.format(**params))
        self.code = code
        self.template = template
        self.params = params


def require_covered(year: int, error: type[CalendarError] = CalendarError) -> None:
    """Refuse a year outside the tables (1900 to 2100), as the kind of error the caller speaks."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise error(
            "year_out_of_range",
            "日历只支持{first}年至{last}年，{year}年不在范围内，请改用范围内的年份",
            first=FIRST_YEAR,
            last=LAST_YEAR,
            year=year,
        )
