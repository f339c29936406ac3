"""Where one card of a file ends and the next begins: fences, nested agents, cards cut short, limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from liaison.domain.refusals import Refusal, sentence
from liaison.formats.vcard_card import CardLimits, LeftOut, SkippedCard, VCardError
from liaison.formats.vcard_lines import FoldedLine, fence
from liaison.formats.vcard_properties import PropertyLine, octets_meant, property_line

_BEGIN = b"BEGIN:VCARD"
# Say how the card was written, not what it says; leaving them out is no loss to report.
_SAID_OF_THE_FILE = {"VERSION", "PRODID", "X-ABADR"}


@dataclass
class CardLines:
    """The properties of one complete card, and what of it was measured only."""

    number: int
    line: int
    properties: list[PropertyLine] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    count: int = 0

    def add(self, folded: FoldedLine, limit: int) -> None:
        """Keep a property; beyond `limit` they are only counted. Stray text is no property."""
        if not folded.name:
            return
        self.count += 1
        if self.count > limit:
            return
        parsed = property_line(folded) if folded.wanted else None
        if parsed:
            self.properties.append(parsed)
        elif folded.name not in _SAID_OF_THE_FILE:
            self.left_out.append(LeftOut(folded.name, octets_meant(folded)))


def cards_in(lines: Iterable[FoldedLine], limits: CardLimits) -> Iterator[CardLines | SkippedCard]:
    """Every card of the file in order, whole or skipped. VCardError past the limit on their number."""
    splitter = _Splitter(limits)
    for line in lines:
        yield from splitter.take(line)
    yield from splitter.finish()


class _Splitter:
    """The card being read, and how deep inside its agents we are (vCard 2.1 puts a card into a card)."""

    def __init__(self, limits: CardLimits) -> None:
        self.limits = limits
        self.number = 0
        self.current: CardLines | None = None
        self.depth = 0
        self.after_agent = False

    def take(self, line: FoldedLine) -> Iterator[CardLines | SkippedCard]:
        mark = fence(line.pieces[0])
        if mark == _BEGIN:
            yield from self._begin(line)
        elif mark:
            yield from self._end(line)
        else:
            self._add(line)
        self.after_agent = self._opens_agent(line)

    def finish(self) -> Iterator[SkippedCard]:
        """The end of the file; a card still open was cut short."""
        if self.current:
            yield _cut_short(self.current)

    def _begin(self, line: FoldedLine) -> Iterator[SkippedCard]:
        if self.current and self.after_agent:
            self.depth += 1
            return
        if self.current:
            yield _cut_short(self.current)
        self.current = self._opened(line)

    def _end(self, line: FoldedLine) -> Iterator[CardLines | SkippedCard]:
        if self.depth:
            self.depth -= 1
            return
        if self.current is None:
            stray = self._opened(line)
            yield _skipped(stray, "no_beginning", sentence("名片没有开始行（BEGIN:VCARD），请检查文件是否缺行"))
        else:
            yield self._finished(self.current)
        self.current = None

    def _opened(self, line: FoldedLine) -> CardLines:
        self.number += 1
        self.depth = 0
        if self.number > self.limits.cards:
            template = sentence("文件中的名片超过{limit}张，请分成几个文件分别导入")
            raise VCardError("too_many_cards", template, limit=self.limits.cards)
        return CardLines(self.number, line.number)

    def _add(self, line: FoldedLine) -> None:
        if self.current and not self.depth:
            self.current.add(line, self.limits.properties)

    def _opens_agent(self, line: FoldedLine) -> bool:
        """`AGENT:` before a card of its own, which may begin on the same line."""
        if self.current is None or line.name != "AGENT":
            return False
        opening = line.pieces[0].upper()
        if opening.endswith(b":" + _BEGIN):
            self.depth += 1
        return opening.endswith(b":")

    def _finished(self, card: CardLines) -> CardLines | SkippedCard:
        limit = self.limits.properties
        if card.count <= limit:
            return card
        template = sentence("名片有{count}项内容，超过{limit}项的上限，请删减后再导入")
        return _skipped(card, "too_many_properties", template, count=card.count, limit=limit)


def _cut_short(card: CardLines) -> SkippedCard:
    return _skipped(card, "cut_short", sentence("名片不完整，没有结束行（END:VCARD），请重新导出后再导入"))


def _skipped(card: CardLines, code: str, template: str, **params: int) -> SkippedCard:
    named_by = next((line for line in card.properties if line.header.name == "FN"), None)
    return SkippedCard(card.number, card.line, Refusal(template, **params), code, named_by)
