"""Attaching files to a matter, removing and restoring them."""

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import db
from liaison.domain.file_names import clean_file_name, ending_of, size_words
from liaison.files.models import StoredFile
from liaison.files.storage import put
from liaison.formats.file_kinds import FileRefused, checked_kind
from liaison.matters.models import Matter

MOST_FILES = 50


def attach_file(
    matter: Matter, name: str, content: bytes, *, limit: int, folder: Path, by: User | None
) -> StoredFile:
    """Keep a file of at most `limit` bytes with the matter. FileRefused says which file and why; nothing is stored then."""
    name = clean_file_name(name)
    digest = hashlib.sha256(content).hexdigest()
    try:
        kind = checked_kind(ending_of(name), content)
        check_room(matter, content, digest, limit)
    except FileRefused as refusal:
        raise FileRefused("{name}：{refusal}", name=name, refusal=refusal) from refusal
    stored = StoredFile(
        matter_id=matter.id,
        name=name,
        key=put(folder, content),
        mime=kind.mime,
        size=len(content),
        digest=digest,
        by_id=by.id if by else None,
    )
    db.session.add(stored)
    db.session.flush()
    note("file.attach", stored, by, {"matter": matter.name, "size": stored.size})
    return stored


def check_room(matter: Matter, content: bytes, digest: str, limit: int) -> None:
    """Neither too large, nor too many, nor there already."""
    if len(content) > limit:
        raise FileRefused("超过 {size_words}，请压缩图片或拆成几份再上传", size_words=size_words(limit))
    held = select(StoredFile.digest).where(
        StoredFile.matter_id == matter.id, StoredFile.deleted_at.is_(None)
    )
    digests = list(db.session.scalars(held))
    if len(digests) >= MOST_FILES:
        raise FileRefused("一件事最多 {most_files} 个附件，请先删去不用的", most_files=MOST_FILES)
    if digest in digests:
        raise FileRefused("这个文件已经在这件事里了")


def remove_file(stored: StoredFile, *, now: datetime, by: User | None) -> None:
    """Take a file away from its matter; the bytes stay, so that it can be restored."""
    stored.deleted_at = now
    db.session.flush()
    note("file.remove", stored, by, {"matter": stored.matter.name})


def restore_file(stored: StoredFile, *, by: User | None) -> None:
    """Undo a removal."""
    stored.deleted_at = None
    db.session.flush()
    note("file.restore", stored, by, {"matter": stored.matter.name})
