"""Bytes on disk under random names, in a folder that no web server serves. Knows no records."""

import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

KEY = re.compile(r"[0-9a-f]{32}")


def put(folder: Path, content: bytes) -> str:
    """Store the bytes, readable by the program alone, whole or not at all; answers their random name."""
    key = secrets.token_hex(16)
    path = place_of(folder, key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return key


def place_of(folder: Path, key: str) -> Path:
    """Where the bytes of a key lie. ValueError for anything but a random name of ours."""
    if not KEY.fullmatch(key):
        raise ValueError(f"not the name of a stored file: {key[:40]}")
    return folder / key[:2] / key


def discard(folder: Path, key: str) -> None:
    """Delete the bytes; no matter if they are gone already."""
    place_of(folder, key).unlink(missing_ok=True)


def stored_keys(folder: Path, *, older_than: float = 0) -> Iterator[str]:
    """The names of all stored files that have lain there for so many seconds."""
    now = time.time()
    for path in sorted(folder.glob("??/*")):
        if KEY.fullmatch(path.name) and now - path.stat().st_mtime >= older_than:
            yield path.name
