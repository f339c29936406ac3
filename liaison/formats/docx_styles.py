"""The styles, the table of faces, and the page of a .docx."""

from math import floor

from liaison.formats.document_looks import LATIN, STAND_INS, Face, Look, Numbering, Setup, Style
from liaison.formats.docx_xml import part, tag, text_of, twips

NAMES = {
    "title": "Title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "body": "Normal",
}


def styles_part(look: Look) -> str:
    """word/styles.xml: Word's own names for title, headings and text, so that its outline and contents work."""
    body = look.styles["body"]
    defaults = tag(
        "docDefaults",
        tag(
            "rPrDefault",
            tag(
                "rPr",
                run_faces(body.face),
                *run_size(body.points),
                tag("lang", val="en-US", eastAsia="zh-CN"),
            ),
        ),
        # 22 lines stand on every page: holding back a single line would leave it short.
        tag("pPrDefault", *([tag("pPr", tag("widowControl", val=0))] if look.setup.lines else [])),
    )
    return part(
        "styles", defaults, *(style_element(role, style, look.setup) for role, style in look.styles.items())
    )


def style_element(role: str, style: Style, setup: Setup) -> str:
    return tag(
        "style",
        tag("name", val=NAMES.get(role, role)),
        tag("qFormat"),
        tag("pPr", *style_paragraph(style)),
        tag(
            "rPr",
            run_faces(style.face),
            *run_weight(style.bold),
            *run_colour(style.colour),
            *run_spacing(setup.spacing(style.points)),
            *run_size(style.points),
        ),
        type="paragraph",
        default="1" if role == "body" else None,
        styleId=role,
    )


def style_paragraph(style: Style) -> list[str]:
    """In the order the schema asks for."""
    spacing = {
        "before": round(style.before * 20),
        "after": round(style.after * 20),
        "line": round(style.line * 20) if style.line else None,
        "lineRule": "exact" if style.line else None,
    }
    return [
        *([tag("keepNext")] if style.keep_next else []),
        tag("spacing", **spacing),
        *([first_line(style.first_chars, style.points)] if style.first_chars else []),
        tag("jc", val=style.align.value),
        *([tag("outlineLvl", val=style.outline)] if style.outline is not None else []),
    ]


def first_line(chars: int, points: float) -> str:
    """Counted in characters for Word and WPS, in twips for programs that do not count."""
    return tag("ind", firstLineChars=chars * 100, firstLine=round(chars * points * 20))


def run_faces(face: Face) -> str:
    latin = LATIN.get(face, "Times New Roman")
    return tag("rFonts", ascii=latin, hAnsi=latin, eastAsia=face.value, cs=latin)


def run_weight(bold: bool | None) -> list[str]:
    return [] if bold is None else [tag("b", val=int(bold))]


def run_colour(colour: str) -> list[str]:
    return [tag("color", val=colour)] if colour else []


def run_spacing(points: float) -> list[str]:
    """Rounded down, so that the last character of the line still fits."""
    return [tag("spacing", val=floor(points * 20))] if points else []


def run_size(points: float) -> list[str]:
    half = round(points * 2)
    return [tag("sz", val=half), tag("szCs", val=half)] if points else []


def fonts_part() -> str:
    """word/fontTable.xml: what to take where a face is missing."""
    return part(
        "fonts",
        *(
            tag(
                "font",
                tag("altName", val=",".join(STAND_INS[face])),
                tag("charset", val="86"),
                tag("family", val="modern" if face is Face.HEITI else "roman"),
                name=face.value,
            )
            for face in Face
        ),
    )


def settings_part(setup: Setup) -> str:
    facing = [tag("evenAndOddHeaders")] if setup.numbering is Numbering.OUTER else []
    spacing = tag("characterSpacingControl", val="compressPunctuation")
    # Without this Word opens the file in compatibility mode and says so.
    modern = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    return part("settings", *facing, spacing, tag("compat", tag("compatSetting", **modern)))


def section(setup: Setup, footers: list[tuple[str, str]]) -> str:
    """The page: its footers as (kind, relation), size, margins, grid."""
    margins = {side: twips(getattr(setup, side)) for side in ("top", "right", "bottom", "left")}
    foot = twips(
        max(setup.bottom - 7 - setup.number_points * 25.4 / 72, 5)
    )  # 一字线 7 mm below the type area
    sideways = "landscape" if setup.width > setup.height else None
    return tag(
        "sectPr",
        *(f'<w:footerReference w:type="{kind}" r:id="{relation}"/>' for kind, relation in footers),
        tag("pgSz", w=twips(setup.width), h=twips(setup.height), orient=sideways),
        tag("pgMar", **margins, header=twips(15), footer=foot, gutter=0),
        grid(setup),
    )


def grid(setup: Setup) -> str:
    """So many lines to the page."""
    pitch = twips(setup.type_height) // setup.lines if setup.lines else 312
    return tag("docGrid", type="lines", linePitch=pitch)


def footer_part(look: Look, line: str, *, side: str) -> str:
    """One footer: the page number between dashes on its side, and the line of text."""
    number = f"{run('— ')}{field_of('PAGE')}{run(' —')}"
    points = look.setup.number_points
    edge = {} if side == "center" else {f"{side}Chars": 100, side: round(points * 20)}
    place = tag(
        "pPr", tag("pStyle", val="footer"), *([tag("ind", **edge)] if edge else []), tag("jc", val=side)
    )
    text = (
        tag("p", tag("pPr", tag("pStyle", val="footer"), tag("jc", val="center")), run(text_of(line)))
        if line
        else ""
    )
    return part(
        "ftr",
        tag("p", place, number) if look.setup.numbering is not Numbering.NONE else "",
        text or tag("p"),
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field_of(name: str) -> str:
    """A field Word fills in."""
    return tag("fldSimple", run("1"), instr=f" {name} ")
