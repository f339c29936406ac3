"""Collect the strings of the screen into en/LC_MESSAGES/messages.po, keep the English there, compile it to .mo.

`make translations` runs this. New strings arrive with an empty msgstr and are printed: write their English into
messages.po and run it again. Strings that left the program leave the file. Nothing in it depends on the day, so
two runs give the same bytes.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT_DIR))  # run as a script, it knows its own folder only

from liaison.domain.touches import STARTING_KINDS  # noqa: E402

ENGLISH = PROJECT_DIR / "translations" / "en" / "LC_MESSAGES"
PO, MO = ENGLISH / "messages.po", ENGLISH / "messages.mo"
COMMANDS = PROJECT_DIR / "translations" / "commands" / "zh_CN" / "LC_MESSAGES" / "click.po"
METHODS = {
    "liaison": [("**.py", "python")],
    "templates": [("**.html", "jinja2")],
}
# Refusals of the domain and the formats: the sentence comes after a code or a field (liaison/domain/refusals.py).
AFTER_A_CODE = (
    "AudienceError", "BirthdayError", "CadenceError", "CalendarError", "CreditError", "DateWordsError", "LunarError",
    "MatterError", "ObservanceError", "PlanError", "ReadingError", "RuleError", "TermError", "VCardError",
    "YearFileError",
)  # fmt: skip
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "sentence": None, "told": None,
    "pgettext": ((1, "c"), 2),
    "FileRefused": None, "SpanError": None, **dict.fromkeys(AFTER_A_CODE, (2,)),
}  # fmt: skip
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the format wants a date; a true one would differ at every run


def screen_strings() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """(file, msgid, context) of every string in the code and the templates; a pair for singular and plural.

    The kinds of contact an office starts with are records, and shown in its language while they keep their names.
    """
    for kind in STARTING_KINDS:
        for word in (kind.name, kind.answered_word, kind.unanswered_word):
            yield "liaison/domain/touches.py", word, None
    for folder, methods in METHODS.items():
        # Babel would pass over folders whose names begin with _, and ours hold the macros.
        found = extract_from_dir(
            PROJECT_DIR / folder, methods, keywords=KEYWORDS, directory_filter=lambda _path: True
        )
        for name, _line, message, _comments, context in found:
            yield f"{folder}/{name}", message, context


def known_english() -> Catalog:
    """The file as it was left, empty the first time."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def refreshed(known: Catalog) -> Catalog:
    """Today's strings, in order, each with the English that is known."""
    catalog = Catalog(
        locale="en",
        project="liaison",
        header_comment="# English for the words of the screen; the msgids are the Chinese originals.",
        creation_date=UNDATED,
        revision_date=UNDATED,
        fuzzy=False,
    )
    for place, message, context in sorted(screen_strings(), key=str):
        before = known.get(message if isinstance(message, str) else message[0], context)
        catalog.add(message, before.string if before else None, locations=[(place, 0)], context=context)
    return catalog


def without_english(catalog: Catalog) -> list[str]:
    """The msgids still to be translated."""
    return [str(each.id) for each in catalog if each.id and not (each.string and all(each.string))]


def write(catalog: Catalog) -> None:
    """Both files, the msgids sorted, places without line numbers: they would change with every edit."""
    ENGLISH.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, sort_output=True, include_lineno=False, width=110)
    with MO.open("wb") as file:
        write_mo(file, catalog)


def compile_commands() -> None:
    """The Chinese of the library under the commands, kept by hand: only its .mo is made here."""
    with COMMANDS.open("rb") as file:
        catalog = read_po(file, locale="zh_CN")
    with COMMANDS.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def refresh() -> int:
    """Exit code 1 while English is missing."""
    catalog = refreshed(known_english())
    write(catalog)
    compile_commands()
    missing = without_english(catalog)
    for msgid in missing:
        print(msgid)
    print(f"{len(catalog)} strings, {len(missing)} without English", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(refresh())
