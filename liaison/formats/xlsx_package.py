"""The zip around an .xlsx file, opened with suspicion: sizes believed only as far as they are counted.

Part names are looked up without regard to case; XML is parsed as a stream, and a DOCTYPE ends it (no
entities, so no "billion laughs", whatever the age of the expat library).
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO
from xml.parsers import expat

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import MEGABYTE, Limits

CHUNK_BYTES = 65_536
LONGEST_TOKEN = 4 * MEGABYTE  # a tag with its attributes: the parser reads an unfinished one again with every chunk
# What zipfile raises for broken archives; NotImplementedError for features that no spreadsheet uses.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
ENCRYPTED_FLAG = 0x1
READABLE_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Start = Callable[[dict[str, str]], None]
End = Callable[[], None]
Text = Callable[[str], None]


class Package:
    """An opened zip. Use as a context manager; every refusal is a SheetError."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits = limits
        self.unzipped = 0
        try:
            self.zip = zipfile.ZipFile(path)
        except BROKEN as error:
            raise SheetError("damaged", part="zip") from error
        self.parts = {_plain_name(item.filename): item for item in self.zip.infolist()}
        try:
            self._check_directory()
        except SheetError:
            self.zip.close()
            raise

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.zip.close()

    def _check_directory(self) -> None:
        if len(self.zip.infolist()) > self.limits.parts:
            raise SheetError("too_many_parts", limit=self.limits.parts)
        if sum(item.file_size for item in self.zip.infolist()) > self.limits.unzipped_bytes:
            raise self._too_big()
        if any(item.flag_bits & ENCRYPTED_FLAG for item in self.parts.values()):
            raise SheetError("password")

    def _too_big(self) -> SheetError:
        return SheetError("unzipped_too_big", limit=self.limits.unzipped_bytes // MEGABYTE)

    def has(self, part: str) -> bool:
        return _plain_name(part) in self.parts

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes as they unpack, counted: the directory's word about sizes is not trusted."""
        item = self.parts.get(_plain_name(part))
        if item is None or item.compress_type not in READABLE_METHODS:
            raise SheetError("damaged", part=part)
        try:
            with self.zip.open(item) as stream:
                yield from self._counted(stream)
        except SheetError:
            raise
        except BROKEN as error:
            raise SheetError("damaged", part=part) from error

    def _counted(self, stream: IO[bytes]) -> Iterator[bytes]:
        while chunk := stream.read(CHUNK_BYTES):
            self.unzipped += len(chunk)
            if self.unzipped > self.limits.unzipped_bytes:
                raise self._too_big()
            yield chunk

    def parse(
        self, part: str, starts: Mapping[str, Start], ends: Mapping[str, End], text: Text | None = None
    ) -> Iterator[None]:
        """Calls the handlers by expanded element name; yields after each chunk: rows can move on."""
        parser = expat.ParserCreate(namespace_separator="|")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda name, attributes: starts.get(name, _pass_over)(attributes)
        parser.EndElementHandler = lambda name: ends.get(name, _pass_over)()
        parser.CharacterDataHandler = text
        fed = 0
        try:
            for chunk in self.chunks(part):
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                    raise SheetError("damaged", part=part)
                yield
            parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            raise SheetError("damaged", part=part) from error

    def parse_whole(
        self,
        part: str,
        starts: Mapping[str, Start],
        ends: Mapping[str, End] | None = None,
        text: Text | None = None,
    ) -> None:
        """The same for a part that is read in one go."""
        for _ in self.parse(part, starts, ends or {}, text):
            pass


def _plain_name(part: str) -> str:
    return part.replace("\\", "/").lower().lstrip("/")


def _pass_over(*_: object) -> None:
    """For elements that say nothing to an import."""


def _refuse_doctype(*_: object) -> None:
    raise SheetError("xml_entities")
