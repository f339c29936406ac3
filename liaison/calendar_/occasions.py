"""One thing the calendar asks for on a day, before it becomes a line on a page or an event in a file."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from liaison.calendar_.revisions import SINCE
from liaison.formats.ics import CalendarEvent, event_uid
from liaison.formats.ics_event import EventKind

KINDS: dict[str, EventKind] = {
    "greetings": "greeting",
    "checkins": "checkin",
    "birthdays": "birthday",
    "followups": "followup",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """`uuid` and `cycle` make the lasting identity; `discreet_title` is what a stranger's phone may show.

    `guess` says what of it is estimated, "" where nothing is: for everybody, also where the detail is held back.
    """

    uuid: str
    cycle: str
    kind: EventKind
    on: date
    title: str
    discreet_title: str
    detail: str = ""
    path: str = ""
    updated_at: datetime = SINCE
    sequence: int = 0
    late: bool = False
    short_title: str = ""
    guess: str = ""

    @property
    def label(self) -> str:
        """As much as fits into the cell of a month."""
        return self.short_title or self.title

    @property
    def told(self) -> str:
        """The detail, and what of it is estimated."""
        return "\n".join(part for part in (self.detail, self.guess) if part)

    @property
    def uid(self) -> str:
        """The identity in every file and feed."""
        return event_uid(self.uuid, self.cycle)

    def as_event(
        self, *, base_url: str = "", discreet: bool = False, alarm: timedelta | None = None
    ) -> CalendarEvent:
        """The event of a calendar file; discreet ones carry 称呼 instead of names, and no detail but what is estimated."""
        return CalendarEvent(
            uid=self.uid,
            summary=self.discreet_title if discreet else self.title,
            kind=self.kind,
            on=self.on,
            description=self.guess if discreet else self.told,
            url=f"{base_url}{self.path}" if base_url and self.path else "",
            updated_at=self.updated_at,
            sequence=self.sequence,
            alarm=alarm,
        )


def kind_words() -> dict[str, str]:
    """The screen words of the kinds, by their names in links and commands."""
    return {"greetings": _("问候"), "checkins": _("该联系"), "birthdays": _("生日"), "followups": _("跟进")}
