"""The characters inside a value: escapes, parts between `;` and `,`, and what never belongs in a text."""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


def unescaped(text: str) -> str:
    """Escapes undone as 3.0 and 4.0 write them; 2.1 files use them too though their standard has fewer.

    A backslash before a letter other than n stays: `DOMAIN\\user` is a name, not an escape.
    """
    return _ESCAPE.sub(_unescape, text) if "\\" in text else text


def parts_of(text: str, separator: str) -> list[str]:
    """The parts between unescaped separators, escapes still in them."""
    if "\\" not in text:
        return text.split(separator)
    return list(_parts_with_escapes(text, separator))


def clean(text: str) -> str:
    """Line breaks as `\\n`, no control characters, no space at either end."""
    if text.isprintable():
        return text.strip()
    return _UNSEEN.sub("", _LINE_BREAK.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """The same on a single line, for everything but notes."""
    if text.isprintable():
        return text.strip()
    return clean(text).replace("\n", " ").replace("\t", " ")


def _unescape(found: re.Match[str]) -> str:
    escaped = found[1]
    if escaped in "nN":
        return "\n"
    return found[0] if escaped.isalnum() else escaped


def _parts_with_escapes(text: str, separator: str) -> Iterator[str]:
    start = 0
    for found in re.finditer(rf"\\.|{separator}", text, re.DOTALL):
        if found[0] == separator:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]
