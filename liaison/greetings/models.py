"""Rounds and greetings, with the key that lets nobody be greeted twice on one feast.

Where a greeting stands is read from its instants (`state`), never stored. Wordings and mail have files of
their own: template_models.py, outbox_models.py.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Record, db
from liaison.greetings.template_models import Signer, Template
from liaison.interactions.models import Interaction
from liaison.units.models import Unit


class Stage(StrEnum):
    """How far a round has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLOSED = "closed"


class State(StrEnum):
    """待发 · 已发 · 已回复 · 免发."""

    READY = "ready"
    SENT = "sent"
    REPLIED = "replied"
    EXCUSED = "excused"


class Round(Record, db.Model):
    """问候批次: one occasion in one cycle, prepared for the people of one office, section or officer.

    The occasion's name, tone and day are copied in, so that the round still reads after the office changes
    its list of occasions. `owner_id` narrows the round to one officer's people.
    """

    __tablename__ = "greeting_rounds"
    name: Mapped[str]
    occasion_code: Mapped[str] = mapped_column(String(60))
    occasion_name: Mapped[str]
    cycle: Mapped[int]
    tone: Mapped[str] = mapped_column(String(40), default="")
    day: Mapped[date]
    lunar_year: Mapped[int]
    draft_from: Mapped[date]
    submit_by: Mapped[date]
    approve_by: Mapped[date]
    send_on: Mapped[date] = mapped_column(index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"))
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("greeting_rounds.id"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    returned_at: Mapped[datetime | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    return_words: Mapped[str] = mapped_column(Text, default="")
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lessons: Mapped[str] = mapped_column(Text, default="")

    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    started_by: Mapped[User | None] = relationship(foreign_keys=[started_by_id])
    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    returned_by: Mapped[User | None] = relationship(foreign_keys=[returned_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    previous: Mapped["Round | None"] = relationship(remote_side="Round.id")

    __table_args__ = (
        UniqueConstraint("occasion_code", "cycle", "name", name="uq_greeting_rounds_name"),
        Index("ix_greeting_rounds_open", "closed_at", "send_on"),
    )

    @property
    def stage(self) -> Stage:
        if self.closed_at:
            return Stage.CLOSED
        if self.approved_at:
            return Stage.APPROVED
        return Stage.SUBMITTED if self.submitted_at else Stage.DRAFT


class Greeting(Record, db.Model):
    """问候任务: one person of a round. A change of words after approval takes the approval back."""

    __tablename__ = "greetings"
    round_id: Mapped[int] = mapped_column(ForeignKey("greeting_rounds.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: by the occasion's rule
    channel: Mapped[str] = mapped_column(String(20))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("greeting_templates.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("greeting_signers.id"))
    signature: Mapped[str] = mapped_column(default="")
    edited_at: Mapped[datetime | None]
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    returned_at: Mapped[datetime | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    remark: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    replied_on: Mapped[date | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    excused_at: Mapped[datetime | None]
    excused_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    excuse: Mapped[str] = mapped_column(Text, default="")
    missed_because: Mapped[str] = mapped_column(Text, default="")
    list_id: Mapped[int | None] = mapped_column(ForeignKey("greeting_lists.id"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)

    round: Mapped[Round] = relationship()
    contact: Mapped[Contact] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")
    officer: Mapped[User | None] = relationship(foreign_keys=[officer_id], lazy="joined")
    template: Mapped[Template | None] = relationship()
    signer: Mapped[Signer | None] = relationship(lazy="joined")
    edited_by: Mapped[User | None] = relationship(foreign_keys=[edited_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    returned_by: Mapped[User | None] = relationship(foreign_keys=[returned_by_id])
    sent_by: Mapped[User | None] = relationship(foreign_keys=[sent_by_id])
    excused_by: Mapped[User | None] = relationship(foreign_keys=[excused_by_id])
    added_by: Mapped[User | None] = relationship(foreign_keys=[added_by_id])
    interaction: Mapped[Interaction | None] = relationship()
    turns: Mapped[list["Turn"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (
        UniqueConstraint("round_id", "contact_id"),
        Index("ix_greetings_waiting", "round_id", "excused_at", "sent_at"),
    )

    @property
    def name(self) -> str:
        return self.contact.name

    @property
    def state(self) -> State:
        if self.excused_at:
            return State.EXCUSED
        if self.replied_on:
            return State.REPLIED
        return State.SENT if self.sent_at else State.READY

    @property
    def is_settled(self) -> bool:
        """Whether its words stay as they are: sent, or not to be sent."""
        return self.state != State.READY

    @property
    def awaits_approval(self) -> bool:
        return self.state == State.READY and self.approved_at is None and self.returned_at is None

    @property
    def may_be_sent(self) -> bool:
        return self.state == State.READY and self.approved_at is not None


class Turn(db.Model):
    """One person's turn on one feast, taken by one greeting: the database refuses a second.

    A 中秋国庆 greeting takes two. A greeting excused gives its turns back.
    """

    __tablename__ = "greeting_turns"
    occasion_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    cycle: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True, index=True)
    greeting_id: Mapped[int] = mapped_column(ForeignKey("greetings.id", ondelete="CASCADE"), index=True)


class SendList(Record, db.Model):
    """A list handed to the office's text-message platform: nobody else sends its greetings meanwhile."""

    __tablename__ = "greeting_lists"
    round_id: Mapped[int] = mapped_column(ForeignKey("greeting_rounds.id"), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    sent: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[User | None] = relationship(foreign_keys=[made_by_id])


class IncomingGreeting(Record, db.Model):
    """收到的问候: somebody greeted us. Owed an answer until `answered_at`.

    `interaction` is their touch, `answer_interaction` ours on the day we answered; None where the answer was once
    written into theirs.
    """

    __tablename__ = "incoming_greetings"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    occasion_code: Mapped[str] = mapped_column(String(60), default="")
    occasion_name: Mapped[str] = mapped_column(default="")
    on: Mapped[date] = mapped_column("received_on")
    channel: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    answer_interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    contact: Mapped[Contact] = relationship(lazy="joined")
    logged_by: Mapped[User | None] = relationship(foreign_keys=[logged_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
    interaction: Mapped[Interaction | None] = relationship(foreign_keys=[interaction_id])
    answer_interaction: Mapped[Interaction | None] = relationship(foreign_keys=[answer_interaction_id])

    __table_args__ = (Index("ix_incoming_greetings_owed", "answered_at", "received_on"),)

    @property
    def name(self) -> str:
        return self.contact.name

    @property
    def answered_on(self) -> date | None:
        """The day of the answer; None before there is one, and for those written into the touch received."""
        return self.answer_interaction.on if self.answer_interaction else None


def stamped(record: object, verb: str, by: User | None, now: datetime) -> None:
    """Write the instant and the person of one step: `stamped(round, "approved", head, now)`."""
    setattr(record, f"{verb}_at", now)
    setattr(record, f"{verb}_by_id", by.id if by else None)


def unstamped(record: object, verb: str) -> None:
    """Take the step back."""
    setattr(record, f"{verb}_at", None)
    setattr(record, f"{verb}_by_id", None)
