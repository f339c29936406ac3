"""The plan that is in force: which call of whom falls on which day, one row each, and when a desk was last planned."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liaison import clock
from liaison.db import db

NOBODYS_DESK = 0


class CallPlan(db.Model):
    """What is known of one desk: an officer's contacts by user id, or NOBODYS_DESK for those nobody keeps.

    `revision` rises with every change of a planned call of this desk. `refusal` says why the last renewal could not
    be made; the calls then stand as they stood. `renewed_at`: when that was last tried.
    """

    __tablename__ = "call_plans"
    desk_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start_on: Mapped[date]
    end_on: Mapped[date]
    least_load: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=0)
    renewed_at: Mapped[datetime] = mapped_column(default=clock.now)
    refusal: Mapped[str] = mapped_column(default="")


class PlannedCall(db.Model):
    """One call. Written by liaison/plans/actions.py alone, which raises the contact's `facts_revision` with each change.

    `number` counts the contact's contacts (`Contact.times_contacted` + 1 is the next). `stands_in`: a greeting by
    telephone or visit on that day takes the place of the call.
    """

    __tablename__ = "planned_calls"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    desk_id: Mapped[int]
    number: Mapped[int]
    on: Mapped[date] = mapped_column("planned_on")
    due_on: Mapped[date]
    late_days: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(20), default="")
    stands_in: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("contact_id", "number"),
        Index("ix_planned_calls_desk", "desk_id", "planned_on"),
        Index("ix_planned_calls_day", "planned_on", "contact_id"),
    )
