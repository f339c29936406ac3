"""Plain values → a .docx: title, headings, paragraphs, tables, rules, on A4 with Chinese faces named.

Written here rather than with python-docx: what official documents ask for (the East Asian face of a run, a grid of
lines and characters, indents counted in characters, page numbers outside on facing pages) is raw XML with that library
as well, and it would bring lxml. Equal values give equal bytes. Roles and pages: document_looks.py.
"""

from liaison.formats.document_looks import (
    OFFICIAL,
    RED,
    WORKING,
    Align,
    Face,
    Look,
    Numbering,
    Setup,
    Style,
)
from liaison.formats.document_parts import (
    Block,
    Document,
    DocumentError,
    Grid,
    PageBreak,
    Paragraph,
    Rule,
    Words,
)
from liaison.formats.docx_package import packed

__all__ = [
    "OFFICIAL", "RED", "WORKING", "Align", "Block", "Document", "DocumentError", "Face", "Grid", "Look", "Numbering",
    "PageBreak", "Paragraph", "Rule", "Setup", "Style", "Words", "heading", "title", "write_docx",
]  # fmt: skip


def title(text: str) -> Paragraph:
    return Paragraph(text, "title")


def heading(text: str, level: int = 1) -> Paragraph:
    """一、 is the first level, （一） the second, 1. the third; the numbers are the caller's."""
    return Paragraph(text, f"heading{level}")


def write_docx(document: Document) -> bytes:
    """The whole file. DocumentError for what the look does not know."""
    return packed(document)
