"""Telling Chinese characters from the rest, and cutting a name into the pieces that are read one by one."""

import re

# 々 and 〇, the unified ideographs with their extensions, and the compatibility block.
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_TEXT = re.compile(f"[{_HAN}]+")
_PIECE = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")


def is_han(text: str) -> bool:
    """Whether the text is Chinese characters only; the empty text is not."""
    return _HAN_TEXT.fullmatch(text) is not None


def han_runs(text: str) -> list[str]:
    """The unbroken stretches of Chinese characters, in order."""
    return _HAN_TEXT.findall(text)


def pieces(text: str) -> tuple[str, ...]:
    """What has a reading of its own: each Chinese character, each run of other letters or digits."""
    return tuple(_PIECE.findall(text))
