"""Days away as people type them: "12月20日到12月31日、下周一"."""

import re
from datetime import date

from flask_babel import gettext as _

from liaison.domain.date_words import parse_date

BETWEEN = re.compile(r"[，,、;；\n]+")
UNTIL = re.compile(r"\s*(?:至|到|~|～|—+|–+|\s-\s)\s*")
MOST_SPANS, LONGEST_DAYS = 50, 366

Span = tuple[date, date]


class SpanWordsError(ValueError):
    """Days away that cannot be read; the message says what to change."""


def spans_in(text: str, today: date) -> list[Span]:
    """Each span by its first and last day; DateWordsError or SpanWordsError for what is none."""
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    if len(parts) > MOST_SPANS:
        raise SpanWordsError(_("一次最多试 %(most)s 段，请减少", most=MOST_SPANS))
    return [span_in(part, today) for part in parts]


def span_in(part: str, today: date) -> Span:
    """One day, or one from … to …; a last day before the first belongs to the next year."""
    first_words, *rest = UNTIL.split(part, maxsplit=1)
    first = parse_date(first_words, today, prefer="future")
    last = last_day(rest[0], first, today) if rest else first
    if last < first:
        raise SpanWordsError(_("“%(part)s”的结束早于开始，请对调", part=part))
    if (last - first).days >= LONGEST_DAYS:
        raise SpanWordsError(_("“%(part)s”超过一年，请分段或改短", part=part))
    return first, last


def last_day(words: str, first: date, today: date) -> date:
    """下周五 is told from today, 1月5日 after 12月20日 from the first day."""
    last = parse_date(words, today, prefer="future")
    return last if last >= first else parse_date(words, first, prefer="future")
