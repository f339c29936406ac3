"""Files of a matter, one file for who may see its matter, and what is amiss on disk."""

from pathlib import Path

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.db import db
from liaison.files.models import StoredFile
from liaison.files.storage import place_of, stored_keys
from liaison.matters.models import Matter
from liaison.matters.queries import visible_matters

SETTLED_SECONDS = 3600.0  # a younger file may belong to an upload that is not committed yet


def files_of(matter: Matter) -> list[StoredFile]:
    """The files of a matter, oldest first."""
    return list(
        db.session.scalars(
            select(StoredFile)
            .where(StoredFile.matter_id == matter.id, StoredFile.deleted_at.is_(None))
            .order_by(StoredFile.id)
        )
    )


def seen_file(user: User, file_id: int) -> StoredFile | None:
    """The file, removed or not, if the user may see its matter."""
    return db.session.scalar(
        select(StoredFile)
        .join(Matter, Matter.id == StoredFile.matter_id)
        .where(StoredFile.id == file_id, visible_matters(user))
    )


def missing_files(folder: Path) -> list[StoredFile]:
    """Records whose bytes are not on disk."""
    records = db.session.scalars(select(StoredFile).order_by(StoredFile.id))
    return [record for record in records if not place_of(folder, record.key).is_file()]


def orphaned_keys(folder: Path, *, older_than: float = SETTLED_SECONDS) -> list[str]:
    """Bytes on disk that no record speaks of: an upload whose transaction failed, or a database put back."""
    known = set(db.session.scalars(select(StoredFile.key)))
    return [key for key in stored_keys(folder, older_than=older_than) if key not in known]
