"""Telephone numbers as Chinese offices write them: several in a cell, 转, 分机, 内线, brackets, full width.

`read_phones` takes apart and normalises; whether a number can exist is judged in formats/phone_numbers.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class PhoneLabel(StrEnum):
    """What kind of line it is, by the shape of the number and the words beside it."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    INTERNAL = "internal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phone:
    """`text` as entered; `digits` as dialled in China ("02988886666"), "+" and country code for abroad."""

    label: PhoneLabel
    text: str
    digits: str
    extension: str = ""


@dataclass(frozen=True)
class PhonesRead:
    """`doubtful`: texts of numbers that are kept but fit no line; `unread`: texts without a number."""

    phones: tuple[Phone, ...] = ()
    doubtful: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


# One character for one, so that a place in the plain text is the same place in the text as entered.
PLAIN = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")
    | dict.fromkeys(map(ord, "\u3000\u00a0"), " ")
    | {ord("、"): "/"}
)
SEPARATOR = re.compile(r"[/;,|\\\n\r&]|或|和|及")
NUMBER = re.compile(r"[+(]*[0-9](?:[0-9()\-. ]*[0-9])?")
EXTENSION = re.compile(
    r"\)?\s*(?:转分机|转内线|分机号?|内线|转|ext\.?|x|#)\s*[:.]?\s*(\d{1,6})(?!\d)", re.IGNORECASE
)
DASHED_EXTENSION = re.compile(
    r"(\(?0\d{2,3}[)-]*\d{3,4}-?\d{4}|[2-9]\d{2,3}-?\d{4}|[48]00-?\d{3}-?\d{4})-(\d{1,6})"
)
AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)(?=\d{7,8}$)")
INTERNAL_WORDS = re.compile(r"内线|内部|小号|短号|分机")
FAX_WORDS = re.compile(r"传真|fax", re.IGNORECASE)
NOT_A_DIGIT = re.compile(r"[^0-9]")
LOST_DIGITS = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)

MOBILE = re.compile(r"1[3-9]\d{9}")
PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")
PLAIN_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))-([0-9]{7,8})")
LOCAL_LINE = re.compile(r"[2-9]\d{6,7}")
LANDLINE = re.compile(rf"0(?:10|2\d|[3-9]\d\d)\d{{7,8}}|{LOCAL_LINE.pattern}|[48]00\d{{7}}")
SHORT_LINE = re.compile(r"\d{3,6}")
ABROAD = re.compile(r"\+\d{7,15}")
LOST_ZERO = re.compile(r"(?:10|2\d)\d{8}|[3-9]\d{9,10}")
COUNTRY_CODE = re.compile(r"(?:\+86|0086)0?|86(?=1[3-9]\d{9}$|0)0?")
# "87654321/22" means 87654322 as well: so many digits at most, as longer ones are a line of their own.
TAIL_DIGITS = {PhoneLabel.LANDLINE: 3, PhoneLabel.INTERNAL: 2}
EXTENSION_DIGITS = 6


def read_phones(text: str, internal: bool = False) -> PhonesRead:
    """Every number of a cell, in order. `internal`: the column says that its numbers are internal lines.

    Nearly every cell holds one number written plainly, which needs no taking apart.
    """
    if PLAIN_MOBILE.fullmatch(text):
        return PhonesRead((Phone(PhoneLabel.MOBILE, text, text),))
    if plain := PLAIN_LANDLINE.fullmatch(text):
        return PhonesRead((Phone(PhoneLabel.LANDLINE, text, plain[1] + plain[2]),))
    return taken_apart(text, internal)


def taken_apart(text: str, internal: bool) -> PhonesRead:
    """The same of any text, piece by piece."""
    phones: list[Phone] = []
    doubtful: list[str] = []
    unread: list[str] = []
    for piece in _pieces(text):
        found = _phones_of(piece, phones[-1] if phones else None, internal)
        phones += found
        doubtful += [phone.text for phone in found if not fits_a_line(phone.digits)]
        if not found:
            unread.append(piece)
    return PhonesRead(tuple(phones), tuple(doubtful), tuple(unread))


def loses_digits(text: str) -> bool:
    """Whether a spreadsheet wrote the number as 1.38E+10, so that its last digits are gone."""
    return LOST_DIGITS.fullmatch(text.strip()) is not None


def label_of(digits: str) -> PhoneLabel:
    """The kind of line that length and first digits fit; OTHER for abroad and for what fits nothing."""
    if MOBILE.fullmatch(digits):
        return PhoneLabel.MOBILE
    if LANDLINE.fullmatch(digits):
        return PhoneLabel.LANDLINE
    return PhoneLabel.INTERNAL if SHORT_LINE.fullmatch(digits) else PhoneLabel.OTHER


def is_local(digits: str) -> bool:
    """A landline written without its area code: it can be dialled from the same city only."""
    return LOCAL_LINE.fullmatch(digits) is not None


def fits_a_line(digits: str) -> bool:
    """Whether digits as read_phones gives them are as long as some line's."""
    return label_of(digits) != PhoneLabel.OTHER or ABROAD.fullmatch(digits) is not None


def order_of_trying(phone: Phone) -> int:
    """A sort key: mobiles, then lines that anybody can dial, then what fits no line, internal lines and faxes."""
    if FAX_WORDS.search(phone.text):
        return 4
    if phone.label == PhoneLabel.INTERNAL:
        return 3
    if phone.label == PhoneLabel.MOBILE:
        return 0
    return 1 if fits_a_line(phone.digits) else 2


def _pieces(text: str) -> Iterator[str]:
    """The parts between separators, as entered, without empty ones."""
    start = 0
    for separator in SEPARATOR.finditer(text.translate(PLAIN)):
        yield from _unless_blank(text[start : separator.start()])
        start = separator.end()
    yield from _unless_blank(text[start:])


def _unless_blank(text: str) -> Iterator[str]:
    if stripped := text.strip():
        yield stripped


def _phones_of(piece: str, before: Phone | None, internal: bool) -> list[Phone]:
    """The phones of one piece; first digits or area code left unsaid come from the one before."""
    if loses_digits(piece):
        return []
    if before is None:
        return list(_numbers_in(piece, internal))
    shorthand = _shorthand(piece, before)
    if shorthand:
        return [shorthand]
    return [_with_area(phone, before) for phone in _numbers_in(piece, internal)]


def _shorthand(piece: str, before: Phone) -> Phone | None:
    """"87654321/22" and "87654321转801/802": only the last digits are written again."""
    digits = piece.translate(PLAIN)
    if not (digits.isascii() and digits.isdigit()):
        return None
    if before.extension and len(digits) <= EXTENSION_DIGITS:
        return replace(before, text=before.text[: -len(before.extension)] + piece, extension=digits)
    if len(digits) > TAIL_DIGITS.get(before.label, 0):
        return None
    kept = slice(0, -len(digits))
    return replace(before, text=before.text[kept] + piece, digits=before.digits[kept] + digits)


def _with_area(phone: Phone, before: Phone) -> Phone:
    """"010-62731234、62731235": the second stands in the same city."""
    area = AREA.match(before.digits)
    if area is None or phone.label != PhoneLabel.LANDLINE:
        return phone
    is_as_long = len(phone.digits) == len(before.digits) - area.end()
    return replace(phone, digits=area[0] + phone.digits) if is_as_long else phone


def _numbers_in(piece: str, internal: bool) -> Iterator[Phone]:
    """The numbers of one piece: several when only spaces, brackets or words stand between them."""
    plain = piece.translate(PLAIN)
    number = NUMBER.search(plain)
    if number is None:
        return
    extension = EXTENSION.match(plain, number.end())
    end = extension.end() if extension else number.end()
    rest = plain[end:]
    if len(_digits(rest)) >= 3:
        yield from _numbers_in(piece[:end].strip(), internal)
        yield from _numbers_in(piece[end:].strip(), internal)
    elif extension:
        yield _phone(piece, number[0], extension[1], internal)
    else:
        yield from _unextended(piece, number[0], internal)


def _unextended(piece: str, number: str, internal: bool) -> Iterator[Phone]:
    """One number, or those that a run of spaces and brackets holds; fewer than three digits are none."""
    dashed = DASHED_EXTENSION.fullmatch(number.replace(" ", ""))
    if dashed and label_of(_digits(number)) != PhoneLabel.MOBILE:
        yield _phone(piece, dashed[1], dashed[2], internal)
        return
    if fits_a_line(national_digits(number)):
        yield _phone(piece, number, "", internal)
        return
    run = _split_run(number)
    if run:
        yield from (_phone(part, part, "", internal) for part in run)
    elif len(_digits(number)) >= 3 or internal:
        yield _phone(piece, number, "", internal)


def _phone(text: str, number: str, extension: str, internal: bool) -> Phone:
    digits = national_digits(number)
    label = label_of(digits)
    if not extension and len(digits) < 9 and (internal or INTERNAL_WORDS.search(text)):
        label = PhoneLabel.INTERNAL
    if FAX_WORDS.search(text):
        label = PhoneLabel.OTHER
    return Phone(label, text, digits, extension)


def _digits(number: str) -> str:
    return NOT_A_DIGIT.sub("", number)


def national_digits(number: str) -> str:
    """Digits as dialled inside China: no 86, the area code's 0; "+" stays only before another country."""
    plain = number.translate(PLAIN).strip()
    digits = ("+" if plain.lstrip("(").startswith("+") else "") + _digits(plain)
    country = COUNTRY_CODE.match(digits)
    if country:
        rest = digits[country.end() :]
        return rest if MOBILE.fullmatch(rest) or rest.startswith(("400", "800")) else "0" + rest
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("0") and MOBILE.fullmatch(digits[1:]):  # once dialled before another city's mobile
        return digits[1:]
    lost_zero = LOST_ZERO.fullmatch(digits) and not LANDLINE.fullmatch(digits)
    return "0" + digits if lost_zero else digits


def _split_run(number: str) -> list[str]:
    """The numbers of "010-88886666 13800138000"; empty when the run cannot be cut into whole numbers."""
    parts: list[str] = []
    gathered = ""
    for token in re.split(r"[\s()]+", number):
        gathered = f"{gathered} {token}".strip()
        if label_of(national_digits(gathered)) in (PhoneLabel.MOBILE, PhoneLabel.LANDLINE):
            parts.append(gathered)
            gathered = ""
    if gathered and SHORT_LINE.fullmatch(gathered) and parts:
        return [*parts, gathered]
    return _split_mobiles(_digits(number)) if gathered else parts


def _split_mobiles(digits: str) -> list[str]:
    """Mobiles written one after the other without any space."""
    mobiles = [digits[start : start + 11] for start in range(0, len(digits), 11)]
    return mobiles if len(mobiles) > 1 and all(map(MOBILE.fullmatch, mobiles)) else []
