"""Search keys: what a contact or unit is found by, and how a typed query becomes look-ups.

The table holds rows (key, kind, id), indexed by key. Keys are suffixes, so one range over the index,
``key >= form AND key < prefix_end(form)``, answers what is typed from anywhere inside a name. Compare
byte by byte: SQLite does, PostgreSQL needs COLLATE "C".

A query is looked up thus: ``query_forms(text)`` gives a few forms, each a range; who is in any of them is
found. When nobody is, ``broader_forms`` may help. For 张伟明, read zhangweiming, twelve keys are stored:
张伟明 伟明 明 · zhangweiming weiming ming · zwm wm · zhangwm · 张weiming 张伟ming 张wm. A name of two
characters has six; a second reading adds about six, traditional characters one for each. A key that begins
another one of the same record is not stored.
"""

import re
from collections.abc import Iterable
from itertools import zip_longest

from .han import han_runs, is_han, pieces
from .syllables import Reading, plain_letters, spellings
from .unit_forms import unit_forms
from .variants import fold

# Nobody types more before choosing from the list, and the index stays small.
LONGEST_KEY = 24

# A telephone read from its end; no query holds this mark, so tails meet only tails.
TAIL_MARK = "<"

_SHORTEST_TAIL = 3
_DOUBLE_INITIAL = re.compile("([zcs])h(?=[a-z])(?![aeiouv])")
_FINAL_DOUBLE = re.compile("([zcs])h$")
_VOWEL = re.compile("[aeiouv]")
_NO_KEY = re.compile(r"[\W_]+")
_NO_DIGIT = re.compile("[^0-9]")
_WITH_EXTENSION = re.compile(
    r"([0-9+()（）\-\s]*?)(?:转|轉|分机号?|內線|内线|ext\.?|#)+[:：]?\s*([0-9]{1,8})", re.IGNORECASE
)
_PLAIN_NAME = re.compile("[\u4e00-\u9fff]+")  # as nearly every name is written: each character is a word
_LATIN = re.compile("[a-z]+")
_HAN_OR_LATIN = re.compile("[a-z]+|[^a-z]+")


def name_keys(name: str, readings: Iterable[Reading]) -> set[str]:
    """The keys of a person's name under all of its readings."""
    keys = _character_keys(name)
    for reading in readings:
        keys |= _spelt_keys(reading) | _mixed_keys(reading)
    return _shortened(keys)


def unit_keys(name: str, short_name: str | None, *readings: Reading) -> set[str]:
    """The keys of a unit; the readings are those of its name and, where it has one, of its short name.

    By the forms of its name 市一中 leads to 市第一中学.
    """
    keys = _character_keys(name) | _character_keys(short_name or "")
    keys = keys.union(*(_character_keys(form) for form in unit_forms(name)))
    for reading in readings:
        keys |= _spelt_keys(reading)
    return _shortened(keys)


def phone_keys(digits: str, extension: str = "") -> set[str]:
    """Two keys: the number, for a typed beginning, and the number reversed, for a typed tail; two more of 转 3869."""
    numbers = [_national(_NO_DIGIT.sub("", digits)), _NO_DIGIT.sub("", extension)]
    return {key for number in numbers if number for key in (number, _tail_form(number))}


def apart_from_extension(typed: str) -> list[str]:
    """ "0731 84572106 转 3869" as its two numbers, "内线3869" as one; nothing for any other text."""
    found = _WITH_EXTENSION.fullmatch(typed.strip())
    return ["".join(part.split()) for part in found.groups() if part.strip()] if found else []


def normalise_query(text: str) -> str:
    """Small letters and digits without accents, spaces or signs, ü as v: "Zhāng  Wěi" is zhangwei.

    Names are normalised the same way before their keys are cut. Characters stay as written; ``fold``
    comes after.
    """
    return _NO_KEY.sub("", plain_letters(text))


def query_forms(text: str) -> list[str]:
    """The prefixes to look up, the most exact first; empty when nothing can be looked up.

    In turn: as typed; in standard characters; digits as a telephone's tail; zh, ch, sh as initials.
    """
    typed = normalise_query(text)
    return _distinct([typed, fold(typed), *_digit_forms(typed), *_single_initials(typed)])


def broader_forms(text: str) -> list[str]:
    """What to look up when the forms find nothing: of 河北gong, half converted by an input method, 河北."""
    typed = normalise_query(text)
    if is_han(typed) or not _LATIN.search(typed):
        return []
    return _distinct([fold(max(han_runs(typed), key=len, default=""))])


def apart_by_script(text: str) -> list[str]:
    """ "mao丽娟" as mao and 丽娟, which both fit whoever is meant; nothing for a text of one script."""
    typed = normalise_query(text)
    runs = _HAN_OR_LATIN.findall(typed) if han_runs(typed) else []
    return runs if len(runs) > 1 else []


def is_stored_mixture(runs: list[str]) -> bool:
    """Whether keys are written for mixtures like this: a name's characters and then letters, 毛lijuan, 毛lj.

    The others, mao丽, are rarer and would double the keys: their parts are looked up.
    """
    return len(runs) == 2 and is_han(runs[0])


def prefix_end(prefix: str) -> str:
    """The first text after everything that begins with the prefix."""
    following = ord(prefix[-1]) + 1
    # The surrogates between U+D800 and U+DFFF are no characters.
    return prefix[:-1] + chr(0xE000 if following == 0xD800 else following)


def _character_keys(name: str) -> set[str]:
    if _PLAIN_NAME.fullmatch(name):
        return {text[start:] for text in (name, fold(name)) for start in range(len(name))}
    written = normalise_query(name)
    words = pieces(plain_letters(name))
    # Inside a foreign word nobody begins to type, so suffixes start at characters and words only.
    starts = [sum(map(len, words[:index])) for index in range(len(words))]
    return {text[start:] for text in (written, fold(written)) for start in starts}


def _spelt_keys(reading: Reading) -> set[str]:
    """Suffixes of the full spelling and of the initials; a single initial begins a syllable key anyway."""
    places, initials = range(len(reading.syllables)), reading.initials
    keys = {initials[place:] for place in places[:-1]}
    for syllables in spellings(reading.syllables):
        keys |= {"".join(syllables[place:]) for place in places}
    return keys


def _mixed_keys(reading: Reading) -> set[str]:
    """What an input method leaves in the box, 张weiming, and the habits zhangwm and 张wm."""
    head, length = reading.family_length, len(reading.syllables)
    if not (0 < head < length and reading.is_aligned):
        return set()
    characters = pieces(fold(plain_letters(reading.text)))
    keys = set()
    for syllables in spellings(reading.syllables):
        keys |= {"".join(characters[:place] + syllables[place:]) for place in range(1, length)}
        families = (characters[:head], syllables[:head])
        keys |= {"".join(family) + reading.initials[head:] for family in families}
    return keys


def _digit_forms(typed: str) -> list[str]:
    if not (typed.isascii() and typed.isdigit() and len(typed) >= _SHORTEST_TAIL):
        return []
    return [_tail_form(typed), _national(typed), _tail_form(_national(typed))]


def _tail_form(number: str) -> str:
    return TAIL_MARK + number[::-1]


def _national(number: str) -> str:
    """Without the country code; only mobile numbers are stored or typed with it."""
    return number.removeprefix("86") if re.fullmatch("861[0-9]{10}", number) else number


def _single_initials(typed: str) -> list[str]:
    """zhwm as zwm. At the end "sh" may begin a syllable, zhangsh, unless initials are all there is: wzh."""
    inner = _DOUBLE_INITIAL.sub(r"\1", typed)
    shorter = inner if _VOWEL.search(typed) else _FINAL_DOUBLE.sub(r"\1", inner)
    return [shorter] if len(shorter) > 1 else []


def _distinct(forms: list[str]) -> list[str]:
    return [form for form in dict.fromkeys(form[:LONGEST_KEY] for form in forms) if form]


def _shortened(keys: set[str]) -> set[str]:
    """The keys within the limit, without those that begin another: a range that meets them meets it."""
    in_order = sorted({key[:LONGEST_KEY] for key in keys if key})
    return {
        key for key, follower in zip_longest(in_order, in_order[1:], fillvalue="")
        if not follower.startswith(key)
    }
