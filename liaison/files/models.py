"""What is known of a stored file. The bytes lie in the files folder under `key`, a random name."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db
from liaison.matters.models import Matter


class StoredFile(Record, db.Model):
    """`name` is the sender's, cleaned; a removed one keeps its bytes, so that it can be restored."""

    __tablename__ = "files"
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(String(32), unique=True)
    mime: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deleted_at: Mapped[datetime | None]
    matter: Mapped[Matter] = relationship()
    by: Mapped[User | None] = relationship(lazy="joined")
