"""Today in the office, and dates in links. Routes ask here once and pass the answer down."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from liaison import clock
from liaison.domain.date_words import DateWordsError, parse_date


def office_today() -> date:
    """The date on the office's wall."""
    return clock.today(current_app.config["SETTINGS"].timezone)


def office_date(instant: datetime | None) -> date | None:
    """The office's date at an aware instant."""
    zone = ZoneInfo(current_app.config["SETTINGS"].timezone)
    return instant.astimezone(zone).date() if instant else None


@dataclass(frozen=True)
class AskedDay:
    """The day a filter names; `problem` says why it is today instead of what was typed, "" when nothing is wrong."""

    day: date
    problem: str = ""


def asked_day(name: str, args: MultiDict[str, str] | None = None) -> AskedDay:
    """For pages with a filter form: a day that cannot be is told beside its field, and the page shows today.

    `args` None: the request's.
    """
    text = (request.args if args is None else args).get(name, "").strip()
    try:
        return AskedDay(parse_date(text, office_today()) if text else office_today())
    except DateWordsError as error:
        return AskedDay(office_today(), str(error))
