"""Whether a word stands in a stored paper: plain text in the usual encodings, and the parts of zipped office documents.

Pictures and most .pdf hold no text that could be looked through; `readable` says so.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
MOST_UNZIPPED = 64 * 1024 * 1024
TAGS = re.compile(rb"<[^>]*>")
UNREADABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def readable(content: bytes) -> bool:
    """False for pictures and .pdf: what is written in them cannot be looked through."""
    return not content.startswith(UNREADABLE) and len(content) > 0


def mentions(content: bytes, words: Iterable[str], but: Iterable[str] = ()) -> bool:
    """Whether one of the words stands in a readable paper, other than within the longer ones of `but`.

    Word may cut a name in two with its tags between.
    """
    if not readable(content):
        return False
    forms = {form for word in words for form in written(word)}
    longer = {form for word in but for form in written(word)}
    return any(form in without(part, longer) for part in parts(content) for form in forms)


def without(part: bytes, forms: Iterable[bytes]) -> bytes:
    for form in forms:
        part = part.replace(form, b"")
    return part


def written(word: str) -> set[bytes]:
    return {each.encode(encoding, "ignore").lower() for each in (word, escape(word)) for encoding in ENCODINGS} - {b""}


def parts(content: bytes) -> Iterator[bytes]:
    """The octets themselves, or of a zipped document each part with its tags taken out."""
    if not content.startswith(b"PK"):
        yield content.lower()
        return
    left = MOST_UNZIPPED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for entry in book.infolist():
                with book.open(entry) as file:
                    part = file.read(left)
                left -= len(part)
                yield TAGS.sub(b"", part).lower()
                if left <= 0:
                    return
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return  # damaged or locked: what can be read of it was
