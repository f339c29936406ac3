"""Marks and scripts: half-width and doubled marks, full-width figures, two scripts in one text."""

import re
from collections.abc import Iterator

from .variants import fold
from .wording_draft import Draft, Finding, Severity, found, matches

HAN = "\u3400-\u9fff"
HALF_WIDTH = re.compile(rf"(?<=[{HAN}}}，。；：！？）”》])[,.;:!?()]|[,;:!?()](?=[{HAN}{{（“《])")
FULL_WIDTH_OF = str.maketrans(",.;:!?()", "，。；：！？（）")
FULL_WIDTH_FIGURES = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
DOUBLED = re.compile(r"[，。；：！？、,;:!?]{2,}|\.{2,}")
DOTS = re.compile(r"\.{2,}|。{2,}")


def half_width_marks(draft: Draft) -> Iterator[Finding]:
    """Half-width punctuation beside a Chinese character."""
    for match in matches(HALF_WIDTH, draft):
        mark, right = match.group(), match.group().translate(FULL_WIDTH_OF)
        yield found(match, "half_width", Severity.WARNING, f"半角“{mark}”请改为全角“{right}”", right=right)


def full_width_figures(draft: Draft) -> Iterator[Finding]:
    """Digits and letters typed in full width."""
    for match in matches(FULL_WIDTH_FIGURES, draft):
        message = f"“{match.group()}”是全角，请改为半角数字或字母"
        yield found(match, "full_width", Severity.WARNING, message)


def doubled_marks(draft: Draft) -> Iterator[Finding]:
    """Two or more stops in a row."""
    for match in matches(DOUBLED, draft):
        kept = "……" if DOTS.fullmatch(match.group()) else match.group()[0]
        message = f"标点重复“{match.group()}”，请只留“{kept}”"
        yield found(match, "doubled_mark", Severity.WARNING, message, kept=kept)


def mixed_scripts(draft: Draft) -> Iterator[Finding]:
    """Traditional and simplified characters in one text; whichever is rarer is to be changed.

    A name keeps its own script, except ours: words wholly traditional do not go with a simplified signature.
    """
    traditional = [index for index, each in enumerate(draft.wording) if _is_traditional(each)]
    simplified = [index for index, each in enumerate(draft.wording) if _is_simplified(each)]
    if not traditional:
        return
    if not simplified:
        if any(map(_is_simplified, (draft.values or {}).get("落款", ""))):
            yield from (_odd_character(draft.wording[index], index, "繁体") for index in traditional)
        return
    odd, script = (traditional, "繁体") if len(traditional) <= len(simplified) else (simplified, "简体")
    for index in odd:
        yield _odd_character(draft.wording[index], index, script)


def _odd_character(character: str, index: int, script: str) -> Finding:
    right = f"，请改为“{fold(character)}”" if script == "繁体" else "，请统一为繁体"
    message = f"“{character}”是{script}字，与全文不一致{right}"
    return Finding("mixed_scripts", Severity.WARNING, message, index, index + 1, {"character": character})


def _is_traditional(character: str) -> bool:
    return fold(character) != character and not _writable(character, "gb2312")


def _is_simplified(character: str) -> bool:
    return _writable(character, "gb2312") and not _writable(character, "big5")


def _writable(character: str, charset: str) -> bool:
    """Whether the old character set knows it: GB 2312 for simplified, Big5 for traditional."""
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
