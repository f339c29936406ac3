"""The vocabulary of a document: what documents.py writes as .docx."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from liaison.formats.document_looks import WORKING, Align, Face, Look


class DocumentError(ValueError):
    """A document that cannot be written so: an unknown role, a table whose rows differ in length."""


@dataclass(frozen=True)
class Words:
    """A part of a paragraph set apart from the rest; what is left empty comes from the paragraph's style."""

    text: str
    bold: bool | None = None
    face: Face | None = None
    points: float = 0
    colour: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`role` names a style of the look. A line break in the text stays one, within the paragraph.

    `align` and `first_chars` differ from the style's where given; `left_chars` and `right_chars` keep the paragraph away
    from the edges by so many characters (成文日期: 4 from the right); `keep_next` holds it on the page of what follows.
    """

    text: str | Sequence[Words]
    role: str = "body"
    align: Align | None = None
    first_chars: int | None = None
    left_chars: float = 0
    right_chars: float = 0
    keep_next: bool = False


@dataclass(frozen=True)
class Grid:
    """A ruled table whose headings come again on every page. `widths` are proportions; equal columns when empty.

    Within a cell every line of the text is a paragraph of its own. No headings: no heading row.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str | Sequence[Words]]]
    widths: Sequence[float] = ()
    bordered: bool = True


@dataclass(frozen=True)
class Rule:
    """A line across the type area: the red one under the heading of an official document, the black one at its foot."""

    colour: str = "000000"
    points: float = 1


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | Grid | Rule | PageBreak


@dataclass(frozen=True)
class Document:
    """`name` is the title in the file's own properties, `footer` a line beside the page number: who printed it and when."""

    name: str
    blocks: Sequence[Block] = field(default=())
    look: Look = WORKING
    author: str = ""
    made_at: datetime | None = None
    footer: str = ""
