"""Paragraphs, tables and rules of a .docx."""

from collections.abc import Sequence

from liaison.formats.document_looks import Look
from liaison.formats.document_parts import Block, DocumentError, Grid, PageBreak, Paragraph, Rule, Words
from liaison.formats.docx_styles import run_colour, run_faces, run_size, run_weight
from liaison.formats.docx_xml import tag, text_of, twips

BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def body(blocks: Sequence[Block], look: Look) -> str:
    """Everything between the ends of the document but its page."""
    return "".join(block_xml(block, look) for block in blocks)


def block_xml(block: Block, look: Look) -> str:
    if isinstance(block, Paragraph):
        return paragraph(block, look)
    if isinstance(block, Grid):
        return grid(block, look)
    if isinstance(block, Rule):
        return rule(block)
    if isinstance(block, PageBreak):
        return tag("p", tag("r", tag("br", type="page")))
    raise DocumentError(f"文档里放不下 {type(block).__name__}")


def paragraph(block: Paragraph, look: Look) -> str:
    if block.role not in look.styles:
        raise DocumentError(f"没有名为“{block.role}”的样式")
    style = look.styles[block.role]
    indent = indents(block, style.points)
    properties = [
        tag("pStyle", val=block.role),
        *([tag("keepNext")] if block.keep_next else []),
        *([indent] if indent else []),
        *([tag("jc", val=block.align.value)] if block.align else []),
    ]
    return tag("p", tag("pPr", *properties), runs(block.text))


def indents(block: Paragraph, points: float) -> str:
    """Only what differs from the style; in characters, and in twips for programs that do not count them."""
    sides: dict[str, object] = {}
    for name, chars in (
        ("left", block.left_chars),
        ("right", block.right_chars),
        ("firstLine", block.first_chars),
    ):
        if chars or (name == "firstLine" and chars is not None):
            sides |= {f"{name}Chars": round(chars * 100), name: round(chars * points * 20)}
    return tag("ind", **sides) if sides else ""


def runs(text: str | Sequence[Words]) -> str:
    pieces = [Words(text)] if isinstance(text, str) else text
    return "".join(run(piece) for piece in pieces if piece.text)


def run(words: Words) -> str:
    own = [
        *([run_faces(words.face)] if words.face else []),
        *run_weight(words.bold),
        *run_colour(words.colour),
        *run_size(words.points),
    ]
    return tag("r", tag("rPr", *own) if own else "", broken(words.text))


def broken(text: str) -> str:
    """Line breaks and tabs as Word's own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tag("br").join(tag("tab").join(letters(piece) for piece in line.split("\t")) for line in lines)


def letters(text: str) -> str:
    return f'<w:t xml:space="preserve">{text_of(text)}</w:t>' if text else ""


def grid(block: Grid, look: Look) -> str:
    columns = len(block.headings) or (len(block.rows[0]) if block.rows else 0)
    if any(len(row) != columns for row in block.rows) or (block.widths and len(block.widths) != columns):
        raise DocumentError("表格各行的列数要一样")
    if not columns:
        return ""
    widths = column_widths(block.widths or [1] * columns, twips(look.setup.type_width))
    edges = (
        tag(side, val="single" if block.bordered else "nil", sz=4, space=0, color="666666")
        for side in BORDERS
    )
    margins = (
        tag(side, w=width, type="dxa")
        for side, width in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80))
    )
    properties = tag(
        "tblPr",
        tag("tblW", w=sum(widths), type="dxa"),
        tag("tblBorders", *edges),
        tag("tblLayout", type="fixed"),
        tag("tblCellMar", *margins),
    )
    head = [row(block.headings, widths, "table_head", heads=True)] if block.headings else []
    lines = (row(cells, widths, "table") for cells in block.rows)
    # Word wants a paragraph between two tables, or it joins them.
    after = tag("p", tag("pPr", tag("spacing", before=0, after=0, line=120, lineRule="exact")))
    return (
        tag("tbl", properties, tag("tblGrid", *(tag("gridCol", w=w) for w in widths)), *head, *lines)
        + after
    )


def column_widths(shares: Sequence[float], whole: int) -> list[int]:
    """Twips by proportion; the last column takes what rounding leaves."""
    total = sum(shares)
    widths = [int(whole * share / total) for share in shares]
    return [*widths[:-1], whole - sum(widths[:-1])]


def row(
    cells: Sequence[str | Sequence[Words]], widths: Sequence[int], role: str, *, heads: bool = False
) -> str:
    """A row stays on one page; a heading row comes again on each."""
    properties = tag("trPr", tag("cantSplit"), *([tag("tblHeader")] if heads else []))
    return tag(
        "tr", properties, *(cell(text, width, role) for text, width in zip(cells, widths, strict=True))
    )


def cell(text: str | Sequence[Words], width: int, role: str) -> str:
    lines: Sequence[str | Sequence[Words]] = text.split("\n") if isinstance(text, str) else [text]
    paragraphs = (tag("p", tag("pPr", tag("pStyle", val=role)), runs(line)) for line in lines)
    return tag("tc", tag("tcPr", tag("tcW", w=width, type="dxa")), *paragraphs)


def rule(block: Rule) -> str:
    line = tag("bottom", val="single", sz=round(block.points * 8), space=1, color=block.colour)
    spacing = tag("spacing", before=0, after=0, line=160, lineRule="exact")
    return tag("p", tag("pPr", tag("pBdr", line), spacing))
