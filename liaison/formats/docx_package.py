"""The parts of a .docx put together into one file."""

import io
import zipfile
from datetime import UTC

from liaison.formats.document_looks import Numbering
from liaison.formats.document_parts import Document
from liaison.formats.docx_body import body
from liaison.formats.docx_styles import fonts_part, footer_part, section, settings_part, styles_part
from liaison.formats.docx_xml import HEAD, R, part, text_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OPENED = (1980, 1, 1, 0, 0, 0)  # no clock in the file: equal documents are equal bytes
KINDS = {
    "word/document.xml": f"{WORD}.document.main+xml",
    "word/styles.xml": f"{WORD}.styles+xml",
    "word/fontTable.xml": f"{WORD}.fontTable+xml",
    "word/settings.xml": f"{WORD}.settings+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def packed(document: Document) -> bytes:
    """The file as Word, WPS and LibreOffice open it."""
    footers = footer_parts(document)
    relations = [("styles", "styles.xml"), ("fontTable", "fontTable.xml"), ("settings", "settings.xml")]
    relations += [("footer", f"{name}.xml") for name, _kind, _text in footers]
    references = [(kind, f"rId{4 + index}") for index, (_name, kind, _text) in enumerate(footers)]
    setup = document.look.setup
    parts = {
        "[Content_Types].xml": content_types([name for name, _kind, _text in footers]),
        "_rels/.rels": package_relations(),
        "docProps/core.xml": core(document),
        "word/document.xml": part(
            "document",
            f"<w:body>{body(document.blocks, document.look)}{section(setup, references)}</w:body>",
        ),
        "word/_rels/document.xml.rels": relations_part(
            [(f"{R}/{kind}", target) for kind, target in relations]
        ),
        "word/styles.xml": styles_part(document.look),
        "word/fontTable.xml": fonts_part(),
        "word/settings.xml": settings_part(setup),
        **{f"word/{name}.xml": text for name, _kind, text in footers},
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    ready = io.BytesIO()
    with zipfile.ZipFile(ready, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, OPENED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return ready.getvalue()


def footer_parts(document: Document) -> list[tuple[str, str, str]]:
    """(name, kind, content): right on odd pages and left on even ones, or one in the middle, or none."""
    look = document.look
    if look.setup.numbering is Numbering.OUTER:
        odd = footer_part(look, document.footer, side="right")
        return [
            ("footer1", "default", odd),
            ("footer2", "even", footer_part(look, document.footer, side="left")),
        ]
    if look.setup.numbering is Numbering.NONE and not document.footer:
        return []
    return [("footer1", "default", footer_part(look, document.footer, side="center"))]


def content_types(footers: list[str]) -> str:
    kinds = KINDS | {f"word/{name}.xml": f"{WORD}.footer+xml" for name in footers}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def package_relations() -> str:
    core_kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return relations_part([(f"{R}/officeDocument", "word/document.xml"), (core_kind, "docProps/core.xml")])


def relations_part(relations: list[tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'


def core(document: Document) -> str:
    """docProps/core.xml: title, author, and when it was made if that was told."""
    made = ""
    if document.made_at is not None:
        instant = document.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{instant}</dcterms:created>'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_of(document.name)}</dc:title><dc:creator>{text_of(document.author)}</dc:creator>{made}"
        "</cp:coreProperties>"
    )
