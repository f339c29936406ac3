"""People who use the program, their sections, and their signed-in sessions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison import clock
from liaison.db import Record, db


class Role(StrEnum):
    """管理员 · 科室负责人 · 联络员 · 只读."""

    ADMIN = "admin"
    HEAD = "head"
    OFFICER = "officer"
    VIEWER = "viewer"


class Section(Record, db.Model):
    """科室. A user without one belongs to the whole office."""

    __tablename__ = "sections"
    name: Mapped[str] = mapped_column(unique=True)


class User(Record, db.Model):
    """`login` is what is typed to sign in, `name` what others see."""

    __tablename__ = "users"
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.OFFICER.value)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"), index=True)
    email: Mapped[str] = mapped_column(default="")  # of the office, entered by an administrator; digests go there
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    export_right: Mapped[bool | None]  # None: as the role has it
    section: Mapped[Section | None] = relationship(lazy="joined")

    @property
    def writes(self) -> bool:
        """Whether this role may change anything at all."""
        return self.role != Role.VIEWER

    @property
    def acts(self) -> bool:
        """Whether anything can be left to this account: it signs in, and changes things."""
        return self.disabled_at is None and self.writes

    @property
    def leads(self) -> bool:
        """Whether this role may act on other officers' people."""
        return self.role in (Role.HEAD, Role.ADMIN)

    @property
    def exports(self) -> bool:
        """Whether this user may take lists away: as an administrator said, else as the role has it."""
        return self.writes if self.export_right is None else self.export_right

    @property
    def administers(self) -> bool:
        return self.role == Role.ADMIN


class SignIn(db.Model):
    """One signed-in browser. The cookie holds a random token, the table only its SHA-256."""

    __tablename__ = "sign_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(default="")
    program: Mapped[str] = mapped_column(default="")
    user: Mapped[User] = relationship(lazy="joined")


class FailedSignIn(db.Model):
    """A refused password, kept to slow down guessing."""

    __tablename__ = "failed_sign_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
