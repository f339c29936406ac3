"""Settings that follow the office, not the machine."""

from flask_babel import gettext as _
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison.db import Record, db
from liaison.domain.touches import Counting


class OfficeSetting(Record, db.Model):
    """One named setting as text; liaison/office/queries.py knows the names and their defaults."""

    __tablename__ = "office_settings"
    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str] = mapped_column(Text, default="")


class TierCadence(Record, db.Model):
    """联系等级 with its interval and longest gap, in days."""

    __tablename__ = "tiers"
    code: Mapped[str] = mapped_column(unique=True)
    interval_days: Mapped[int]
    max_gap_days: Mapped[int]

    @property
    def name(self) -> str:
        return self.code


class InteractionKind(Record, db.Model):
    """电话, 走访 …: how much it warms, and when it counts as contact."""

    __tablename__ = "interaction_kinds"
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    weight: Mapped[float]
    unanswered_weight: Mapped[float] = mapped_column(default=0.0)
    counts: Mapped[str] = mapped_column(String(20), default=Counting.ANSWERED.value)
    answered_word: Mapped[str] = mapped_column(default="已回复")
    unanswered_word: Mapped[str] = mapped_column(default="未回复")
    position: Mapped[int] = mapped_column(default=0)

    @property
    def label(self) -> str:
        """The name in the reader's language, while it is one an office starts with; else as it was typed."""
        return str(_(self.name))

    def outcome(self, answered: bool) -> str:
        """接通 or 未接, in the reader's language likewise."""
        return str(_(self.answered_word if answered else self.unanswered_word))
