"""Reads .csv and .tsv: which encoding, which delimiter, then rows as a spreadsheet would number them.

Encodings: byte-order mark, strict UTF-8, UTF-16 without a mark (by its zero bytes), then GB18030 (holds
GBK and GB2312); Big5 is told apart and refused by name. Delimiters and quotes are for text_delimiters.py and
text_quotes.py. Every cell is text, so leading zeros and long numbers survive. Runs inside the child (sheet_child.py).
"""

import codecs
import csv
import re
from pathlib import Path

from liaison.domain.refusals import sentence
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import Limits, Meter
from liaison.formats.sheet_records import Records
from liaison.formats.text_delimiters import DELIMITER_LINE, detect_delimiter
from liaison.formats.text_quotes import records_of

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FEWEST_WIDE = 3
CHUNK_BYTES = 1 << 20
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
# Headings nobody's sheet lacks, as they are written where Big5 is in use.
TRADITIONAL = re.compile("姓名|單位|電話|手機|職稱|聯絡|部門|地址|日期")
MAY_HOLD_ROWS = sentence("这一格占了好几行，里面像是夹着别的行；请看它的引号是不是没有配对")
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")

# What a spreadsheet takes for the start of a formula; sheet_writer.py puts an apostrophe before it.
FORMULA_START = "=+-@\t\r\n＝＋－＠"
GUARDED = re.compile(rf"'+[{re.escape(FORMULA_START)}]")


def read(path: Path, limits: Limits) -> Records:
    """One sheet named after the file."""
    meter = Meter(limits)
    meter.open_sheet(path.stem)
    yield ("sheet", path.stem, False)
    csv.field_size_limit(limits.cell_characters)
    with path.open(encoding=detect_encoding(path), newline="") as file:
        delimiter, width = detect_delimiter(file)
        for record in records_of(file, delimiter, width):
            row = [unguarded(cell) or None for cell in record.cells]
            while row and row[-1] is None:
                row.pop()
            if not row or (record.number == 1 and DELIMITER_LINE.fullmatch(delimiter.join(record.cells))):
                continue
            meter.check_row(record.number)
            meter.check_column(len(row) - 1, record.number)
            meter.count_row(row)
            yield ("row", record.number, False, row, [])
            if record.doubt:
                yield ("note", record.number, record.doubt, MAY_HOLD_ROWS, {}, True, "")


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell[:1] == "'" and GUARDED.match(cell) else cell


def detect_encoding(path: Path) -> str:
    """The codec that reads the whole file; SheetError when none does, or when what it reads is no text."""
    with path.open("rb") as file:
        start = file.read(4096)
    candidates = [name for mark, name in MARKS if start.startswith(mark)] or _unmarked(start)
    for name in candidates:
        if name == "gb18030":
            refuse_mixture(path)
        if _reads(path, name):
            if name == "gb18030" and _looks_like_big5(start):
                raise SheetError("big5")
            return name
    if path.suffix.lower() in WORKBOOKS:
        raise SheetError("no_workbook", suffix=path.suffix.lower())
    if candidates == ["utf-8-sig"]:
        refuse_mixture(path)
    raise SheetError("big5" if _looks_like_big5(start) else "encoding")


def refuse_mixture(path: Path) -> None:
    """SheetError for a file that is not UTF-8 as a whole but in some of its lines, naming the first of the fewer ones.

    Read as GB 18030 such lines would be other words, headings among them, and nobody would be told.
    """
    in_utf8: list[int] = []
    in_others: list[int] = []
    others = b""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.isascii():
                continue
            if is_chinese_utf8(line):
                in_utf8.append(number)
            elif not _decodes(line, "utf-8"):
                in_others.append(number)
                others = others or line
    if not (in_utf8 and in_others):
        return
    gbk = _decodes(others.rstrip(b"\r\n"), "gb18030") and wide_characters(others) < FEWEST_WIDE
    if len(in_others) > len(in_utf8):
        raise SheetError("mixed_encodings", row=in_utf8[0], this="UTF-8", others="GBK")
    if gbk:
        raise SheetError("mixed_encodings", row=in_others[0], this="GBK", others="UTF-8")
    raise SheetError("odd_bytes", row=in_others[0], others="UTF-8")


def is_chinese_utf8(line: bytes) -> bool:
    """Whether the line is UTF-8 with Chinese in it. Two GBK characters may pass for UTF-8 letters; three for Chinese hardly do."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    wide = [character for character in text if character >= "\x80"]
    return len(wide) >= FEWEST_WIDE and all(character >= "\u2000" for character in wide)


def wide_characters(line: bytes) -> int:
    """How many Chinese characters are left of it as UTF-8 when what is none is dropped."""
    return sum(character >= "\u2000" for character in line.decode("utf-8", "ignore"))


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _looks_like_big5(start: bytes) -> bool:
    """Most Big5 passes for GB 18030, as other words; its headings are words only in Big5."""
    return bool(TRADITIONAL.search(start.decode("big5", "ignore"))) and not TRADITIONAL.search(
        start.decode("gb18030", "ignore")
    )


def _unmarked(start: bytes) -> list[str]:
    """UTF-16 shows by zero bytes, the high halves of ASCII letters: at odd places when little-endian."""
    if b"\0" not in start:
        return ["utf-8", "gb18030"]
    little = start[1::2].count(0) > start[0::2].count(0)
    return ["utf-16-le" if little else "utf-16-be"]


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                if NOT_TEXT.search(decoder.decode(chunk)):
                    return False
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True
