"""Judges a phone against the numbering plans of the world and writes it for dialling and for reading.

Uses `phonenumbers` (the public tables of numbering plans); taking cells apart is domain/phones.py.
"""

from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from liaison.domain.phones import Phone, PhoneLabel, is_local

HOME_COUNTRY, HOME_CODE = "CN", 86


@dataclass(frozen=True)
class JudgedPhone:
    """`e164` is empty for what cannot be dialled from anywhere: internal lines, local numbers, broken ones.

    `is_valid`: the numbering plan assigns such a number. A newly opened range is not in it yet, so a number
    that fails is worth a second look, never a refusal.
    """

    e164: str
    display: str
    is_valid: bool


def judge_phone(phone: Phone, area_code: str = "") -> JudgedPhone:
    """The phone as numbering plans see it; `area_code` ("0571") completes a local number."""
    if phone.label == PhoneLabel.INTERNAL:
        return JudgedPhone("", f"内线 {phone.digits}", True)
    if is_local(phone.digits) and not area_code:
        return JudgedPhone("", _local_display(phone), True)
    number = _parsed(area_code + phone.digits if is_local(phone.digits) else phone.digits)
    if number is None:
        return JudgedPhone("", phone.text, False)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return JudgedPhone(e164, _display(number, phone), phonenumbers.is_valid_number(number))


def _parsed(digits: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(digits, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _display(number: PhoneNumber, phone: Phone) -> str:
    at_home = number.country_code == HOME_CODE
    shape = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return _with_extension(phonenumbers.format_number(number, shape), phone)


def _local_display(phone: Phone) -> str:
    return _with_extension(f"{phone.digits[:-4]} {phone.digits[-4:]}", phone)


def _with_extension(shown: str, phone: Phone) -> str:
    return f"{shown} 转 {phone.extension}" if phone.extension else shown
