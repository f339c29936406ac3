"""Words said in one breath, 市教育局局长 or 市一中卞主任, told apart as one would type them with spaces.

Where the unit ends and the person begins is told from the end: by the titles of ``titles``, the forms of address and
the surnames. Several cuts may be right (江州公司马主任 is 马 or 司马), so all are given and whoever looks them up decides.
"""

import re

from .titles import main_title
from .typed_names import FORMS, is_surname

LONGEST = 24  # as long as a key
SHORTEST_PLACE = 2  # 王主任 is nobody at a unit called 王
MOST_WAYS = 6

_FORM = re.compile(f"(?:{'|'.join(FORMS)})$")
_END_OF_UNIT = re.compile("[局厅委部院校中学司社行府团会台]")  # a department may follow: 教育局|办公室
_DEPUTY = "副"


def told_apart(word: str) -> list[list[str]]:
    """The ways to cut the word into unit, perhaps department, and who is meant there, the likeliest first.

    市一中卞主任 is 市一中 and 卞主任, the form of address being one word; empty where no title ends the word.
    """
    title = title_at_end(word)
    rest = word.removesuffix(title)
    if not title or len(word) > LONGEST or is_surname(rest):
        return []
    people = [(place, addressed(family, title)) for place, family in without_surname(rest)]
    held = not _FORM.fullmatch(title)  # nobody holds the post of a 先生
    ways = [[rest, title]] if held else []
    ways += [[place, *person] for place, person in people]
    ways += [[unit, office + title] for unit, office in with_department(rest) if held]
    ways += [[unit, office, *person] for place, person in people for unit, office in with_department(place)]
    return [way for way in ways if len(way[0]) >= SHORTEST_PLACE][:MOST_WAYS]


def title_at_end(word: str) -> str:
    """The title the word ends with, 副 before it too, or else the form of address; empty for neither."""
    form = _FORM.search(word)
    title = main_title(word)
    if title is None:
        return form[0] if form else ""
    return word[len(title.prefix) :]


def without_surname(text: str) -> list[tuple[str, str]]:
    """What stands before a surname at the end, and the surname: the compound one, and the single one."""
    cuts = [(text[:-length], text[-length:]) for length in (2, 1)]
    return [(place, family) for place, family in cuts if is_surname(family)]


def addressed(family: str, title: str) -> list[str]:
    """卞主任 is a form of address and one word; 卞副主任 is none, since 副 is dropped in speaking to somebody."""
    return [family, title] if title.startswith(_DEPUTY) else [family + title]


def with_department(place: str) -> list[tuple[str, str]]:
    """教育局办公室 as 教育局 and 办公室: cut behind the last and the first character that may end a unit's name."""
    ends = [found.end() for found in _END_OF_UNIT.finditer(place)]
    cuts = [(place[:end], place[end:]) for end in ends if end >= SHORTEST_PLACE]
    offices = [(unit, office) for unit, office in cuts if len(office) > 1 and not is_surname(office)]
    return list(dict.fromkeys([*offices[-1:], *offices[:1]]))
