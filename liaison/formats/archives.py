"""Several files as one .zip, with names that every system reads and no time but the one given."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime


def zipped(files: Mapping[str, bytes], at: datetime) -> bytes:
    """The archive's bytes, the same for the same files and instant."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, content)
    return archive.getvalue()
