"""The office's wordings, and those of its own people in whose name greetings go out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db
from liaison.domain.template_choice import Wording
from liaison.domain.titles import rank

NAME_LENGTH = 24


class Template(Record, db.Model):
    """问候语模板. `origin` is the starter text it was planted from, so that none is planted twice."""

    __tablename__ = "greeting_templates"
    occasion_code: Mapped[str] = mapped_column(String(60), default="")
    tone: Mapped[str] = mapped_column(String(40), default="")
    tier: Mapped[str] = mapped_column(String(20), default="")
    relation: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    origin: Mapped[str | None] = mapped_column(String(100), unique=True)
    archived_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_greeting_templates_choice", "archived_at", "occasion_code", "channel"),)

    @property
    def name(self) -> str:
        """The opening words."""
        words = " ".join(self.text.split())
        return words if len(words) <= NAME_LENGTH else words[:NAME_LENGTH] + "…"

    @property
    def wording(self) -> Wording:
        """As much as choosing asks for."""
        return Wording(self.id, self.occasion_code, self.tone, self.tier, self.relation, self.channel)


class Signer(Record, db.Model):
    """落款人: one of our leaders. `text` stands under the greeting, the rank follows from the title."""

    __tablename__ = "greeting_signers"
    name: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()

    @property
    def level(self) -> int:
        return rank(self.title)
