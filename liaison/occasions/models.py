"""The occasions as the office keeps them: one row for each, the bundled ones planted by the first migration."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison.db import Record, db
from liaison.domain.observances import POLICY

# Makes the lasting identity of an occasion's events from its code; the first migration planted with the same.
FESTIVAL_SPACE = UUID("6f1d6c0e-53a4-4a0f-9a3b-6d1e1f8c2b10")
BUNDLED_CODES = frozenset(observance.code for observance in POLICY)


class OfficeOccasion(Record, db.Model):
    """One occasion; rule and audience in the grammars of `domain/rule_texts.py` and `domain/audience.py`.

    `code` and `uuid` never change: calendars know the occasion by them. `shown` False keeps it out of calendars and
    greetings while other rules may still lean on it.
    """

    __tablename__ = "occasions"
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str]
    rule: Mapped[str]
    since: Mapped[int | None]
    audience: Mapped[str] = mapped_column(Text)
    tone: Mapped[str] = mapped_column(String(40))
    lead_workdays: Mapped[int] = mapped_column(default=0)
    send_on: Mapped[str] = mapped_column(String(10))
    clear_days: Mapped[int] = mapped_column(default=0)
    quiet_day: Mapped[bool] = mapped_column(default=False)
    send_when: Mapped[str] = mapped_column(Text, default="")
    legal_status: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    shown: Mapped[bool] = mapped_column(default=True)
    archived_at: Mapped[datetime | None]

    @property
    def is_bundled(self) -> bool:
        """Whether the program knows a default to go back to."""
        return self.code in BUNDLED_CODES


def occasion_uuid(code: str) -> str:
    """The `uuid` of the occasion with this code, the same in every office."""
    return str(uuid5(FESTIVAL_SPACE, code))
