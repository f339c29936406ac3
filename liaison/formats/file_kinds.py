"""Which files may be kept, and whether a file is what its name says: judged by the first bytes, never by the sender's word.

Documents, sheets, pictures and plain text as offices exchange them. Programs, scripts, pages and archives are refused:
a page could act in the reader's name, an archive hides what it holds.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO

from liaison.domain.refusals import Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MOST_PARTS = 20_000


class FileRefused(Refusal):
    """A file that is not kept; the message says why and what to do."""


@dataclass(frozen=True)
class FileKind:
    """`opens` are the beginnings one of which the content must have; `part` is what a zipped document must hold."""

    mime: str
    opens: tuple[bytes, ...] = ()
    part: str = ""
    offset: int = 0
    text: bool = False


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, FileKind] = {
    "pdf": FileKind("application/pdf", (b"%PDF-",)),
    "ofd": FileKind("application/ofd", (ZIP,), "OFD.xml"),
    "doc": FileKind("application/msword", (OLE,)),
    "xls": FileKind("application/vnd.ms-excel", (OLE,)),
    "ppt": FileKind("application/vnd.ms-powerpoint", (OLE,)),
    "wps": FileKind("application/vnd.ms-works", (OLE,)),
    "et": FileKind("application/vnd.ms-excel", (OLE,)),
    "dps": FileKind("application/vnd.ms-powerpoint", (OLE,)),
    "docx": FileKind(OFFICE + "wordprocessingml.document", (ZIP,), "word/document.xml"),
    "xlsx": FileKind(OFFICE + "spreadsheetml.sheet", (ZIP,), "xl/workbook.xml"),
    "pptx": FileKind(OFFICE + "presentationml.presentation", (ZIP,), "ppt/presentation.xml"),
    "jpg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    "png": FileKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "gif": FileKind("image/gif", (b"GIF87a", b"GIF89a")),
    "webp": FileKind("image/webp", (b"WEBP",), offset=8),
    "bmp": FileKind("image/bmp", (b"BM",)),
    "tif": FileKind("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": FileKind("image/tiff", (b"II*\x00", b"MM\x00*")),
    "heic": FileKind("image/heic", (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"), offset=4),
    "txt": FileKind("text/plain", text=True),
    "csv": FileKind("text/csv", text=True),
}
ALLOWED = "、".join(KINDS)
ARCHIVES = ("zip", "rar", "7z", "tar", "gz")


def checked_kind(ending: str, content: bytes) -> FileKind:
    """The kind of a file with this ending. FileRefused for a kind that is not kept, or content of another kind."""
    kind = KINDS.get(ending)
    if kind is None:
        if ending in ARCHIVES:
            raise FileRefused("不收“.{ending}”这种文件，请解开后逐个上传", ending=ending)
        if ending:
            raise FileRefused(
                "不收“.{ending}”这种文件，可以上传：{allowed}", ending=ending, allowed=ALLOWED
            )
        raise FileRefused("文件名没有后缀，可以上传：{allowed}", allowed=ALLOWED)
    if not content:
        raise FileRefused("文件是空的，请核对后再上传")
    if not (is_text(content) if kind.text else opens_as(kind, content)):
        raise FileRefused(
            "文件的内容不是 .{ending}，可能改过后缀或者已经损坏，请另存为 .{ending} 再上传", ending=ending
        )
    if kind.part:
        check_parts(ending, kind, content)
    return kind


def opens_as(kind: FileKind, content: bytes) -> bool:
    return any(content[kind.offset :].startswith(opening) for opening in kind.opens)


def is_text(content: bytes) -> bool:
    """Text in UTF-8 or GB 18030 and no control characters besides white space."""
    if any(byte < 32 and byte not in (9, 10, 12, 13) for byte in content):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def check_parts(ending: str, kind: FileKind, content: bytes) -> None:
    """A zipped document holds its main part and no macros."""
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise FileRefused("文件已经损坏，打不开，请重新保存后再上传") from error
    if len(names) > MOST_PARTS or kind.part not in names:
        raise FileRefused("文件的内容不是 .{ending}，请用办公软件另存为 .{ending} 再上传", ending=ending)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused("文件里带有宏，请另存为不带宏的文件再上传")
