"""From a heading to a field: "手 机 号（必填）" is the mobile, "联系方式" depends on the kind of sheet.

The words stand in tables/office_fields.csv. What a heading leaves open, office_content.py decides by
what is written below it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from liaison.formats.office_fields import FIELDS, IGNORED_HEADINGS, Field, Kind

BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]")
NO_PART_OF_A_WORD = re.compile(r"[\s*:：·/、\-_()\[\]【】〔〕]+")
LONGEST_HEADING = 24  # characters; longer texts are remarks, not headings

CERTAIN, LIKELY, GUESSED = 1.0, 0.8, 0.6


@dataclass(frozen=True)
class HeadingMatch:
    """`field` None: the heading is known and carries nothing to import."""

    field: Field | None
    confidence: float


def spellings(heading: object) -> tuple[str, ...]:
    """How a heading is looked up: all of it, without brackets, without a number behind (手机2)."""
    if not isinstance(heading, str):
        return ()
    text = unicodedata.normalize("NFKC", heading).lower()
    whole, bare = (NO_PART_OF_A_WORD.sub("", form) for form in (text, BRACKETED.sub("", text)))
    forms = (whole, bare, bare.rstrip("0123456789一二三四"))
    return tuple(dict.fromkeys(form for form in forms if form)) if len(bare) <= LONGEST_HEADING else ()


@cache
def _by_heading(kind: Kind) -> dict[str, Field]:
    known: dict[str, Field] = {}
    for field in FIELDS:
        if kind in field.kinds:
            for heading in field.headings:
                known.setdefault(NO_PART_OF_A_WORD.sub("", heading), field)
    return known


@cache
def _all_known() -> frozenset[str]:
    return IGNORED_HEADINGS.union(*map(_by_heading, Kind))


def match_heading(heading: object, kind: Kind) -> HeadingMatch | None:
    """The field of the heading in a sheet of this kind; None when it is not known."""
    forms = spellings(heading)
    if any(form in IGNORED_HEADINGS for form in forms):
        return HeadingMatch(None, CERTAIN)
    known = _by_heading(kind)
    for form in forms:
        if form in known:
            return HeadingMatch(known[form], CERTAIN)
    return _match_part(forms, kind)


def _match_part(forms: tuple[str, ...], kind: Kind) -> HeadingMatch | None:
    for field in FIELDS:
        if kind in field.kinds and any(part in form for part in field.parts for form in forms):
            return HeadingMatch(field, LIKELY)
    return None


def is_known_heading(heading: object) -> bool:
    """Whether the whole heading is in the table, for any kind of sheet."""
    return not _all_known().isdisjoint(spellings(heading))
