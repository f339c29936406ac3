"""The limited process that parses a stranger's file: `python -m liaison.formats.sheet_child PATH LIMITS`.

It takes limits on itself before it opens the file, names the file's kind, and writes records
(sheet_records.py) to standard output. The standard library only, and little of it, so that it starts
quickly (xlrd only for .xls). Another format plugs in as one line of READERS: a module with
`read(path, limits)` that yields records.

Linux keeps address space and processor time. macOS ignores the first, Windows has neither: there the
counted limits and the parent's clock remain.
"""

import importlib
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_kinds import kind_of
from liaison.formats.sheet_limits import MEGABYTE, Limits
from liaison.formats.sheet_records import Records, encode

READERS = {
    "xlsx": "liaison.formats.xlsx_reader",
    "xls": "liaison.formats.xls_reader",
    "ods": "liaison.formats.ods_reader",
    "cards": "liaison.formats.card_table",
    "text": "liaison.formats.text_tables",
}


def accept_limits(limits: Limits) -> None:
    """Asks the operating system for what it can keep; what it cannot is passed over (see above)."""
    try:
        import resource
    except ImportError:
        return
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def records(path: Path, limits: Limits) -> Records:
    """All records of the file, ending with "end" or with the reason why it stops."""
    try:
        reader = importlib.import_module(READERS[kind_of(path)])
        yield from reader.read(path, limits)
        yield ("end",)
    except SheetError as error:
        yield ("error", error.code, error.params)
    except MemoryError:
        yield ("error", "memory", {"limit": limits.memory_bytes // MEGABYTE})
    except Exception as error:  # whatever a hostile file brings about must reach the parent as a refusal
        yield ("error", "unreadable", {"detail": type(error).__name__})


def main(arguments: list[str], out: BinaryIO) -> None:
    path, limits = Path(arguments[0]), Limits(**json.loads(arguments[1]))
    accept_limits(limits)
    with suppress(BrokenPipeError):  # the parent has heard enough
        for record in records(path, limits):
            out.write(encode(record))
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdout.buffer)
