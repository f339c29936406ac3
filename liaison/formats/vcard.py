"""Contact cards (`.vcf`): `read_cards` takes what any program exports, `write_cards` gives what they take.

The values are in `vcard_card.py`; reading begins in `vcard_reader.py`, writing in `vcard_writer.py`.
"""

from liaison.formats.vcard_card import (
    Account,
    Address,
    Card,
    CardFile,
    CardLimits,
    Labelled,
    LeftOut,
    SkippedCard,
    VCardError,
)
from liaison.formats.vcard_reader import DEFAULT_LIMITS, read_cards
from liaison.formats.vcard_writer import VERSIONS, write_cards

__all__ = [
    "DEFAULT_LIMITS",
    "VERSIONS",
    "Account",
    "Address",
    "Card",
    "CardFile",
    "CardLimits",
    "Labelled",
    "LeftOut",
    "SkippedCard",
    "VCardError",
    "read_cards",
    "write_cards",
]
