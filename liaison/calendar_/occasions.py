"""One thing the calendar asks for on a day, before it becomes a line on a page or an event in a file."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_babel import gettext as _

from liaison.formats.ics import CalendarEvent, event_uid
from liaison.formats.ics_event import EventKind

KINDS: dict[str, EventKind] = {
    "greetings": "greeting",
    "checkins": "checkin",
    "birthdays": "birthday",
    "followups": "followup",
}
POLICY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # when no record behind an event has an instant of its own


@dataclass(frozen=True)
class Occasion:
    """`uuid` and `cycle` make the lasting identity; `discreet_title` is what a stranger's phone may show."""

    uuid: str
    cycle: str
    kind: EventKind
    on: date
    title: str
    discreet_title: str
    detail: str = ""
    path: str = ""
    updated_at: datetime = POLICY_SINCE
    sequence: int = 0
    late: bool = False

    def as_event(self, *, base_url: str = "", discreet: bool = False) -> CalendarEvent:
        """The event of a calendar file; discreet ones carry 称呼 instead of names, and no detail."""
        return CalendarEvent(
            uid=event_uid(self.uuid, self.cycle),
            summary=self.discreet_title if discreet else self.title,
            kind=self.kind,
            on=self.on,
            description="" if discreet else self.detail,
            url=f"{base_url}{self.path}" if base_url and self.path else "",
            updated_at=self.updated_at,
            sequence=self.sequence,
        )


def kind_words() -> dict[str, str]:
    """The screen words of the kinds, by their names in links and commands."""
    return {"greetings": _("问候"), "checkins": _("该联系"), "birthdays": _("生日"), "followups": _("跟进")}


def revision(updated_at: datetime | None) -> tuple[datetime, int]:
    """(instant, SEQUENCE) for an event without a version of its own: a later change gives a higher number."""
    instant = max(updated_at or POLICY_SINCE, POLICY_SINCE)
    return instant, int((instant - POLICY_SINCE).total_seconds() // 60)
