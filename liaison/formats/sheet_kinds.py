"""What a file really is, by its first bytes: the extension is only a wish.

`kind_of` names the reader in sheet_child.py, or refuses with what to do.
"""

from pathlib import Path

from liaison.formats.sheet_errors import SheetError

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"  # the zip's first part says so, unpacked
CARDS, LEADING = b"BEGIN:VCARD", 64  # cards begin at once, perhaps after a mark or a blank line
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")
# Programs, pictures, other archives: names for what people rename or pick by mistake.
FOREIGN = (b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def kind_of(path: Path) -> str:
    """A name of sheet_child.READERS; SheetError for what we know and do not read. A zip is looked into by its reader."""
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith((ZIP, EMPTY_ZIP)):
        return "ods" if OPEN_DOCUMENT in start else "xlsx"
    if start.startswith(OLE):
        return _ole_kind(path)
    if CARDS in start.replace(b"\0", b"").upper()[:LEADING]:
        return "cards"
    if start.startswith(FOREIGN):
        raise SheetError("not_a_sheet")
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP):
        raise SheetError("web_page")
    return "text"


def _ole_kind(path: Path) -> str:
    """An old workbook. One with a password is an OLE file too: its directory names the stream of the sealed one."""
    content = path.read_bytes()
    if _utf16("EncryptedPackage") in content:
        raise SheetError("password")
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return "xls"
    raise SheetError("not_a_sheet")
