"""What a text message costs: its alphabet (GSM-7 or UCS-2), its length, and where the network cuts it.

3GPP TS 23.038 (alphabets) and 23.040 (joining long messages). One Chinese character makes the whole message
UCS-2: 70 units alone, 67 in each part of a longer one, because the joining header takes the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

GSM_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_ESCAPED = frozenset("\f^{}\\[~]|€")


class Alphabet(StrEnum):
    """How the network writes the message."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


ALONE = {Alphabet.GSM7: 160, Alphabet.UCS2: 70}
JOINED = {Alphabet.GSM7: 153, Alphabet.UCS2: 67}


@dataclass(frozen=True)
class MessageSize:
    """`units` as the network counts them; `left` is what still fits before one more part is charged."""

    alphabet: Alphabet
    units: int
    parts: int
    left: int


def alphabet_of(text: str) -> Alphabet:
    """GSM-7 only if every character is in its table; one that is not costs the whole message UCS-2."""
    return Alphabet.GSM7 if GSM_ALPHABET.union(GSM_ESCAPED).issuperset(text) else Alphabet.UCS2


def units_in(text: str, alphabet: Alphabet) -> int:
    """Length in units: an escaped GSM character and, in UCS-2, one outside the BMP count two."""
    if alphabet == Alphabet.GSM7:
        return len(text) + sum(character in GSM_ESCAPED for character in text)
    return len(text) + sum(character > "\uffff" for character in text)


def split_message(text: str) -> list[str]:
    """The parts as sent; no character is ever cut in two. Empty text is no message: an empty list."""
    alphabet = alphabet_of(text)
    if not text or units_in(text, alphabet) <= ALONE[alphabet]:
        return [text] if text else []
    return list(_joined_parts(text, alphabet))


def _joined_parts(text: str, alphabet: Alphabet) -> Iterator[str]:
    part, filled = "", 0
    for character in text:
        units = units_in(character, alphabet)
        if filled + units > JOINED[alphabet]:
            yield part
            part, filled = "", 0
        part += character
        filled += units
    yield part


def measure(text: str) -> MessageSize:
    """Alphabet, length, parts and room left of the text as it will be sent (measure after rendering)."""
    alphabet = alphabet_of(text)
    parts = split_message(text)
    room = ALONE[alphabet] if len(parts) < 2 else JOINED[alphabet]
    last = parts[-1] if parts else ""
    return MessageSize(alphabet, units_in(text, alphabet), len(parts), room - units_in(last, alphabet))
