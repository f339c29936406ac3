"""What is written as .docx is read back by another library, and set as GB/T 9704-2012 asks."""

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from liaison.formats.documents import (
    OFFICIAL,
    WORKING,
    Align,
    Document,
    DocumentError,
    Face,
    Grid,
    PageBreak,
    Paragraph,
    Rule,
    Words,
    heading,
    title,
    write_docx,
)

LETTER = Document(
    "关于联络工作情况的通报",
    [
        title("关于 2026 年 11 月联络工作情况的通报"),
        heading("一、总体情况"),
        heading("（一）联系覆盖", 2),
        Paragraph("本月共联系 124 人次。"),
        Paragraph([Words("重点："), Words("陈建国", bold=True, face=Face.HEITI), Words("主任")]),
        Grid(["单位", "次数"], [["市第一中学", "3"], ["江州大学\n（含附属医院）", "5"]], [3, 1]),
        Rule("FF0000", 2),
        PageBreak(),
        Paragraph("江州市政府办公室", "signature", right_chars=4),
    ],
    look=OFFICIAL,
    author="李强",
    made_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
)


def opened(document: Document):  # type: ignore[no-untyped-def]
    return docx.Document(io.BytesIO(write_docx(document)))


def parts(document: Document) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write_docx(document))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_another_library_reads_the_same_words_back():
    found = opened(LETTER)
    written = [paragraph.text for paragraph in found.paragraphs if paragraph.text.strip()]
    assert written == [
        "关于 2026 年 11 月联络工作情况的通报",
        "一、总体情况",
        "（一）联系覆盖",
        "本月共联系 124 人次。",
        "重点：陈建国主任",
        "江州市政府办公室",
    ]
    cells = [[cell.text for cell in row.cells] for row in found.tables[0].rows]
    assert cells == [["单位", "次数"], ["市第一中学", "3"], ["江州大学\n（含附属医院）", "5"]]


def test_headings_carry_word_s_own_names():
    names = [paragraph.style.name for paragraph in opened(LETTER).paragraphs[:4]]
    assert names == ["Title", "Heading 1", "Heading 2", "Normal"]


def test_the_file_says_who_made_it_and_when():
    properties = opened(LETTER).core_properties
    assert (properties.title, properties.author) == ("关于联络工作情况的通报", "李强")
    assert properties.created == datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_the_official_page_has_the_margins_of_the_standard():
    page = opened(LETTER).sections[0]
    wanted = {"page_width": 210, "page_height": 297, "top_margin": 37, "left_margin": 28}
    for name, millimetres in wanted.items():
        assert abs(getattr(page, name) - Mm(millimetres)) < Mm(0.05), name
    type_area = (
        page.page_width - page.left_margin - page.right_margin,
        page.page_height - page.top_margin - page.bottom_margin,
    )
    assert abs(type_area[0] - Mm(156)) < Mm(0.1)
    assert abs(type_area[1] - Mm(225)) < Mm(0.1)


def test_the_official_page_takes_twenty_two_lines_of_twenty_eight_characters():
    page = opened(LETTER).sections[0]
    grid = page._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch")))
    assert (page.page_height - page.top_margin - page.bottom_margin) // Pt(1) * 20 // pitch == 22
    exact = opened(LETTER).styles["Normal"].paragraph_format.line_spacing
    assert (page.page_height - page.top_margin - page.bottom_margin) // exact == 22
    spacing = opened(LETTER).styles["Normal"].element.rPr.find(qn("w:spacing"))
    assert int(Mm(156) / Pt(1) / (16 + int(spacing.get(qn("w:val"))) / 20)) == 28


@pytest.mark.parametrize(
    ("role", "face", "points"),
    [
        ("title", "方正小标宋简体", 22),
        ("heading1", "黑体", 16),
        ("heading2", "楷体", 16),
        ("body", "仿宋", 16),
    ],
)
def test_the_official_faces_are_named(role: str, face: str, points: float):
    style = next(style for style in opened(LETTER).styles if style.style_id == role)
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert style.font.size == Pt(points)


def test_a_face_that_is_missing_has_others_to_stand_in():
    fonts = ElementTree.fromstring(parts(LETTER)["word/fontTable.xml"])
    stand_ins = {
        font.get(qn("w:name")): (font.find(qn("w:altName")).get(qn("w:val")) or "").split(",")  # type: ignore[union-attr]
        for font in fonts
    }
    assert set(stand_ins) == {face.value for face in Face}
    assert "宋体" in stand_ins["方正小标宋简体"]
    assert all(len(names) >= 3 for names in stand_ins.values())


def test_body_text_begins_two_characters_in_at_lines_of_28_points():
    style = opened(LETTER).styles["Normal"]
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert style.paragraph_format.first_line_indent == Pt(32)
    assert style.paragraph_format.line_spacing == Pt(28)


def test_every_official_page_is_filled_and_a_working_paper_keeps_lines_together():
    """Word holds back a last line alone unless it is told not to; 22 lines would be 21."""
    for look, told in ((OFFICIAL, ["0"]), (WORKING, [])):
        styles = ElementTree.fromstring(parts(Document("文", [Paragraph("文")], look=look))["word/styles.xml"])
        assert [each.get(qn("w:val")) for each in styles.iter(qn("w:widowControl"))] == told


def test_a_table_s_headings_stay_with_its_first_row():
    for look in (OFFICIAL, WORKING):
        styles = opened(Document("表", [Paragraph("文")], look=look)).styles
        head = next(style for style in styles if style.style_id == "table_head")
        assert head.paragraph_format.keep_with_next


def test_the_official_page_number_stands_outside_on_facing_pages():
    found = opened(LETTER)
    assert found.settings.odd_and_even_pages_header_footer
    page = found.sections[0]
    sides = [footer.paragraphs[0].alignment for footer in (page.footer, page.even_page_footer)]
    assert sides == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    assert "PAGE" in page.footer.paragraphs[0]._p.xml


def test_a_working_paper_carries_its_footer_beside_the_number():
    page = opened(Document("交接清单", [Paragraph("一")], footer="张敏 2026-11-23 打印")).sections[0]
    assert [paragraph.alignment for paragraph in page.footer.paragraphs] == [WD_ALIGN_PARAGRAPH.CENTER] * 2
    assert page.footer.paragraphs[1].text == "张敏 2026-11-23 打印"


def test_a_paragraph_may_differ_from_its_style():
    paragraph = opened(
        Document("x", [Paragraph("甲", align=Align.CENTRE, first_chars=0, right_chars=4)])
    ).paragraphs[0]
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert paragraph._p.pPr.ind.get(qn("w:rightChars")) == "400"
    assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "0"


def test_a_table_s_headings_come_again_on_every_page_and_no_row_is_torn():
    table = opened(LETTER).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_table_fills_the_type_area_by_its_proportions():
    widths = [int(column.get(qn("w:w"))) for column in opened(LETTER).tables[0]._tbl.tblGrid]
    assert abs(sum(widths) - 156 / 25.4 * 1440) <= 1
    assert widths[0] // widths[1] in (2, 3)


def test_equal_documents_are_equal_bytes():
    assert write_docx(LETTER) == write_docx(LETTER)


@pytest.mark.parametrize(
    "text", ["<b>&\"'", "]]>", "甲\x00乙\x0b丙", "\ud83d", "𠮷", "  两头空格  ", "=1+1", "\ufffe"]
)
def test_any_text_is_written_as_text(text: str):
    writable = "".join(c for c in text if c not in "\x00\x0b\ud83d\ufffe")
    found = opened(Document(text, [Paragraph(text), Grid([text], [[text]])], author=text, footer=text))
    assert found.paragraphs[0].text == writable
    assert found.tables[0].cell(1, 0).text == writable
    assert found.core_properties.title == writable.strip() or found.core_properties.title == writable


def test_line_breaks_and_tabs_stay_within_their_paragraph():
    found = opened(Document("x", [Paragraph("甲\n乙\r\n丙\t丁")]))
    assert found.paragraphs[0].text == "甲\n乙\n丙\t丁"


def test_a_role_the_look_does_not_know_is_refused():
    with pytest.raises(DocumentError, match="“红头”"):
        write_docx(Document("x", [Paragraph("甲", "红头")]))


@pytest.mark.parametrize(
    "grid", [Grid(["甲", "乙"], [["一"]]), Grid(["甲"], [["一"]], [1, 2]), Grid([], [["一"], ["一", "二"]])]
)
def test_rows_of_different_lengths_are_refused(grid: Grid):
    with pytest.raises(DocumentError, match="列数"):
        write_docx(Document("x", [grid]))


def test_an_empty_document_opens():
    for look in (OFFICIAL, WORKING):
        assert opened(Document("", look=look)).paragraphs == []


def test_both_looks_know_the_same_roles():
    assert set(OFFICIAL.styles) == set(WORKING.styles)


def test_every_part_is_well_formed_and_declared():
    found = parts(LETTER)
    for name, text in found.items():
        ElementTree.fromstring(text.encode())
        assert name.endswith(".rels") or name in found["[Content_Types].xml"] or name.startswith("[")
