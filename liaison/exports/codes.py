"""A card as a QR code that a telephone's camera turns into a contact."""

import io
from dataclasses import replace
from typing import Any

import segno

from liaison.formats.vcard import Card, write_cards

MOST_OCTETS = 1200  # beyond this a screen's square is too fine for a camera
SPARED: tuple[dict[str, Any], ...] = ({"categories": ()}, {"im": ()}, {"birthday": None}, {"department": ""})


def card_code(card: Card) -> bytes:
    """An SVG with name, post and numbers; what makes the square too fine to read is left out."""
    slim = replace(card, revision=None)
    for spared in SPARED:
        if len(write_cards([slim])) <= MOST_OCTETS:
            break
        slim = replace(slim, **spared)
    drawn = io.BytesIO()
    content = write_cards([slim]).decode()
    segno.make(content, error="l", micro=False, encoding="utf-8").save(drawn, kind="svg", border=3, scale=4, light="#fff")
    return drawn.getvalue()
