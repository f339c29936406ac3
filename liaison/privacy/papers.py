"""Attachments in which a person is named: they cannot be blotted, so an erasure takes them away whole.

A paper of the person's own matters goes too where nobody can look into it (a picture, a .pdf).
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from liaison.db import db
from liaison.files.models import StoredFile
from liaison.files.storage import place_of
from liaison.formats.paper_text import mentions, readable
from liaison.privacy.belongings import Belongings
from liaison.privacy.traces import Traces


def papers_about(found: Belongings, traces: Traces, folder: Path) -> list[StoredFile]:
    """Every stored file that names the person, removed ones too, oldest first."""
    words = traces.words | traces.names
    own = {row.id for row in found.rows.get("matters", [])}
    papers = db.session.scalars(select(StoredFile).order_by(StoredFile.id))
    return [paper for paper in papers if is_about(paper, content_of(paper, folder), own, traces, words)]


def is_about(paper: StoredFile, content: bytes, own: set[int], traces: Traces, words: frozenset[str]) -> bool:
    """Own papers by any of the words, and unread where they cannot be read; others' only by what nobody else has."""
    if paper.matter_id in own:
        return not readable(content) or mentions(content, words, traces.shielded) or any(word in paper.name for word in words)
    return traces.blotted(paper.name) != paper.name or mentions(content, traces.words, traces.shielded)


def content_of(paper: StoredFile, folder: Path) -> bytes:
    path = place_of(folder, paper.key)
    return path.read_bytes() if path.is_file() else b""


def own_papers(found: Belongings, folder: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of what is attached to the person's own matters, for their copy."""
    ids = [row.id for row in found.rows.get("matters", [])]
    kept = select(StoredFile).where(StoredFile.matter_id.in_(ids), StoredFile.deleted_at.is_(None)).order_by(StoredFile.id)
    for paper in db.session.scalars(kept):
        yield f"{paper.id}-{paper.name}", content_of(paper, folder)
