"""The clock of a time read from somebody else's calendar, and the day it then is in Beijing.

A zone is known by its name alone, IANA's or Windows'. What the file itself says about a zone (VTIMEZONE) is
not read; a time in a zone nobody knows counts as Beijing time, which a calendar kept in China meant.
"""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from liaison.formats.ics_event import BEIJING

Moment = date | datetime

_TZID = re.compile(r';TZID="?([^";:]*)', re.IGNORECASE)


def in_its_zone(moment: Moment, params: str) -> Moment:
    """A naive time gets the zone its line names; dates and times in UTC stay as they are."""
    if not isinstance(moment, datetime) or moment.tzinfo:
        return moment
    named = _TZID.search(params)
    return moment.replace(tzinfo=_zone(named[1])) if named else moment


def beijing_wall_clock(moment: datetime) -> datetime:
    """The naive Beijing time of an instant; a time without a zone is Beijing's already."""
    return moment.astimezone(BEIJING).replace(tzinfo=None) if moment.tzinfo else moment


def beijing_day(moment: Moment) -> date:
    """The day it is in Beijing."""
    return beijing_wall_clock(moment).date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    # Some programs put their own address first: /citadel.org/20210210_1/Asia/Shanghai.
    plain = "/".join(name.split("/")[-2:]) if name.startswith("/") else name
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(plain, plain))
    except (KeyError, ValueError, OSError):
        # Unknown; or hostile: a path upwards, the name of a folder, a name longer than the system allows.
        return None
