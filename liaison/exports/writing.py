"""From a listing to a file, row by row: neither a sheet nor cards are ever held in memory as a whole.

Files speak Chinese whatever the screen's language: the importer and the colleagues who get them do.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import force_locale

from liaison.exports.listing import Asked, Listing
from liaison.formats.sheet_writer import Table, write_csv, write_xlsx
from liaison.formats.vcard import Card, write_cards

CARD_VERSIONS = {"vcf": "3.0", "vcf4": "4.0"}
SUFFIXES = {"xlsx": "xlsx", "csv": "csv", "vcf": "vcf", "vcf4": "vcf"}


class Counted:
    """Passes rows on and knows afterwards how many there were."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.count += 1
            yield row


def write_listing(listing: Listing, form: str, asked: Asked, file: BinaryIO, mark: str = "") -> int:
    """Write the list and answer how many rows it has. `mark` stands at head and foot of each printed page.

    SheetError for what a spreadsheet cannot hold, NoSuchList for what is not for these eyes.
    """
    with force_locale("zh_CN"):
        if form in CARD_VERSIONS and listing.cards is not None:
            return write_card_file(listing.cards(asked), CARD_VERSIONS[form], file)
        rows = Counted(listing.rows(asked))
        table = Table(listing.named(asked), [*map(str, listing.headings)], rows, footnote=mark, headnote=mark)
        if form == "csv":
            write_csv(file, table)
        else:
            write_xlsx(file, [table])
        return rows.count


def write_card_file(cards: Iterable[Card], version: str, file: BinaryIO) -> int:
    """Cards one after another."""
    counted = Counted(cards)
    for card in counted:
        file.write(write_cards([card], version))
    return counted.count


def mark_words(name: str, at: datetime) -> str:
    """The watermark: who took it, when (local time)."""
    return f"{name} 导出于 {at:%Y-%m-%d %H:%M}"


def file_name(title: str, form: str, asked: Asked) -> str:
    """联系人-2026-11-23.xlsx; no character that a file system refuses."""
    plain = "".join("_" if character in '\\/:*?"<>|' else character for character in title)
    return f"{plain}-{asked.today.isoformat()}.{SUFFIXES[form]}"

