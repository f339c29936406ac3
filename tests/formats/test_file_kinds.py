"""A file is what its first bytes say, not what its name says."""

import zipfile
from io import BytesIO

import pytest

from liaison.formats.file_kinds import KINDS, OLE, FileRefused, checked_kind


def zipped(*names: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", b"%PDF-1.4"),
        ("doc", OLE + b"..."),
        ("wps", OLE),
        ("docx", zipped("[Content_Types].xml", "word/document.xml")),
        ("xlsx", zipped("xl/workbook.xml")),
        ("pptx", zipped("ppt/presentation.xml")),
        ("ofd", zipped("OFD.xml")),
        ("jpg", b"\xff\xd8\xff\xe0"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("heic", b"\x00\x00\x00\x18ftypheic"),
        ("tif", b"MM\x00*"),
        ("txt", "姓名，电话\r\n".encode()),
        ("csv", "姓名,电话\n".encode("gb18030")),
    ],
)
def test_documents_pictures_and_text_are_kept(ending: str, content: bytes):
    assert checked_kind(ending, content) is KINDS[ending]


@pytest.mark.parametrize(
    ("ending", "content", "said"),
    [
        ("html", b"<p>", "不收"),
        ("svg", b"<svg>", "不收"),
        ("docm", zipped("word/document.xml"), "不收"),
        ("rar", b"Rar!", "解开"),
        ("", b"x", "没有后缀"),
        ("pdf", b"", "空"),
        ("pdf", b"<html>", "不是 .pdf"),
        ("png", b"\xff\xd8\xff", "不是 .png"),
        ("docx", zipped("xl/workbook.xml"), "不是 .docx"),
        ("docx", b"PK\x03\x04 torn", "损坏"),
        ("docx", zipped("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("txt", b"MZ\x00\x01", "不是 .txt"),
        ("txt", b"\x81", "不是 .txt"),
    ],
)
def test_others_are_refused_in_words(ending: str, content: bytes, said: str):
    with pytest.raises(FileRefused, match=said):
        checked_kind(ending, content)
