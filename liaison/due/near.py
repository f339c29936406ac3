"""What is near for a person in the review: a birthday, or a festival on which this person is greeted."""

from collections.abc import Sequence
from datetime import date, timedelta

from liaison.calendar_.audiences import person_of, tags_of_people
from liaison.contacts.models import Contact
from liaison.domain.birthdays import BirthdayDay, next_days
from liaison.domain.calendar_errors import FIRST_YEAR, LAST_YEAR
from liaison.domain.festivals import Festival, festivals_between
from liaison.domain.observances import in_audience
from liaison.occasions.queries import office_policy
from liaison.workdays.queries import work_calendar

NEAR_DAYS = 14


def near_birthday(contact: Contact, today: date) -> BirthdayDay | None:
    """The next birthday when it falls within two weeks."""
    birthday = contact.birthday
    if birthday is None:
        return None
    coming = next_days(birthday, today, 1)
    return coming[0] if coming and coming[0].on <= today + timedelta(days=NEAR_DAYS) else None


def near_festivals(contacts: Sequence[Contact], today: date) -> dict[int, Festival]:
    """{contact id: the first festival within two weeks on which this person is greeted by default}."""
    coming = [festival for festival in festivals_near(today) if festival.observance.congratulated]
    if not coming:
        return {}
    tags = tags_of_people([contact.id for contact in contacts])
    found = {}
    for contact in contacts:
        person = person_of(contact, tags.get(contact.id, frozenset()))
        first = next((each for each in coming if in_audience(each.observance, person)), None)
        if first is not None:
            found[contact.id] = first
    return found


def festivals_near(today: date) -> list[Festival]:
    """Those of the coming two weeks, soonest first; none beyond the tables."""
    end = today + timedelta(days=NEAR_DAYS)
    if today.year <= FIRST_YEAR or end.year > LAST_YEAR:
        return []
    return festivals_between(today, end, work_calendar(), office_policy())
