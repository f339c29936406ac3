"""Which part of a name or text answers what was typed, so that it can be drawn in another tone.

A typed word meets a text as written (either script), or, where the syllables of the text are known, as pinyin: whole
syllables, initials, or a mixture, the last syllable perhaps unfinished: "zhangw" marks 张伟 in 张伟明.
"""

from collections.abc import Iterable, Sequence

from .han import pieces
from .search_keys import normalise_query
from .syllables import Reading, plain_letters
from .variants import fold

Marked = list[tuple[str, bool]]
Span = tuple[int, int]


def marked(text: str, terms: Iterable[str], reading: Reading | None = None) -> Marked:
    """The text cut into (part, answers what was typed); the parts joined are the text."""
    spans = [span for term in terms if (span := _span(text, term, reading)) is not None]
    return _cut(text, sorted(spans))


def excerpt(text: str, terms: Sequence[str], width: int = 40) -> str:
    """A line of the text around the first word found in it, with … where something is left out."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    found = [span[0] for term in terms if (span := _written_span(line, term)) is not None]
    start = max(0, min(found[0] - width // 3, len(line) - width)) if found else 0
    tail = "…" if start + width < len(line) else ""
    return ("…" if start else "") + line[start : start + width] + tail


def _span(text: str, term: str, reading: Reading | None) -> Span | None:
    written = _written_span(text, term)
    if written is not None or reading is None or not reading.is_aligned:
        return written
    return _read_span(text, term, reading)


def _written_span(text: str, term: str) -> Span | None:
    """Where the word stands as written; only texts that keep their length when folded can be measured."""
    folded, word = fold(plain_letters(text)), fold(plain_letters(term)).strip()
    if not word or len(folded) != len(text):
        return None
    place = folded.find(word)
    return None if place < 0 else (place, place + len(word))


def _read_span(text: str, term: str, reading: Reading) -> Span | None:
    typed = fold(normalise_query(term))
    characters = pieces(text)
    for first in range(len(characters)):
        last = _read_to(typed, [fold(plain_letters(each)) for each in characters], reading.syllables, first)
        if last is not None:
            places = _places(text, characters)
            return places[first], places[last] + len(characters[last])
    return None


def _read_to(typed: str, characters: list[str], syllables: Sequence[str], place: int) -> int | None:
    """The last piece used up by the typed text from this piece on; None when it does not fit."""
    if place == len(characters):
        return None
    syllable = syllables[place]
    if typed and syllable.startswith(typed):
        return place
    for part in (characters[place], syllable, syllable[:2] if syllable[1:2] == "h" else "", syllable[0]):
        if not part or not typed.startswith(part):
            continue
        rest = typed[len(part) :]
        last = place if not rest else _read_to(rest, characters, syllables, place + 1)
        if last is not None:
            return last
    return None


def _places(text: str, characters: Sequence[str]) -> list[int]:
    places, start = [], 0
    for each in characters:
        start = text.index(each, start)
        places.append(start)
        start += len(each)
    return places


def _cut(text: str, spans: list[Span]) -> Marked:
    parts: Marked = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if end <= start:
            continue
        parts += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [part for part in [*parts, (text[done:], False)] if part[0]]
