"""The one list behind the month page, the download, the command and the feeds, so that no two can disagree."""

import uuid
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.calendar_.audiences import Audience, audience_of
from liaison.calendar_.occasions import KINDS, POLICY_SINCE, Occasion, revision
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain import cadence
from liaison.domain.birthdays import occurrences
from liaison.domain.festivals import Festival, combined_mid_autumn, festivals_between, prepare_from, send_day
from liaison.domain.workdays import WorkCalendar, bundled
from liaison.due.scopes import Scope, in_scope
from liaison.followups.queries import open_follow_ups

EARLIEST, LATEST = date(1900, 1, 31), date(2100, 12, 31)
LONGEST_DAYS = 5 * 366
NAMES_LISTED = 40
FESTIVAL_SPACE = uuid.UUID("6f1d6c0e-53a4-4a0f-9a3b-6d1e1f8c2b10")  # makes a lasting UUID from a festival's code


class SpanError(ValueError):
    """A span of days that cannot be listed; the message says what to change."""


def work_calendar() -> WorkCalendar:
    """Working days as published by the State Council, estimated where no year is published yet."""
    return bundled()


def check_span(start: date, end: date) -> None:
    """Refuse a span that runs backwards, leaves the lunar tables, or is longer than five years."""
    if end < start:
        raise SpanError(f"结束日期 {end} 早于开始日期 {start}")
    if start < EARLIEST or end > LATEST:
        raise SpanError("日历只覆盖 1900 年 1 月 31 日到 2100 年 12 月 31 日")
    if (end - start).days > LONGEST_DAYS:
        raise SpanError("一次最多导出五年")


def occasions_between(
    start: date, end: date, scope: Scope, *, today: date, kinds: Collection[str] = tuple(KINDS)
) -> list[Occasion]:
    """Everything of the named kinds from start to end, both included, by day and identity. SpanError as above."""
    check_span(start, end)
    calendar, found = work_calendar(), []
    if "greetings" in kinds:
        found += greetings_between(start, end, audience_of(scope), calendar)
    if "birthdays" in kinds:
        found += birthdays_between(start, end, scope)
    if "checkins" in kinds:
        found += checkins_between(start, end, scope, calendar, today)
    if "followups" in kinds:
        found += followups_between(start, end, scope)
    return sorted(found, key=lambda occasion: (occasion.on, occasion.uuid, occasion.cycle))


def greetings_between(start: date, end: date, audience: Audience, calendar: WorkCalendar) -> list[Occasion]:
    """One occasion for each festival that greets somebody; 中秋 inside 国庆 becomes one greeting for both."""
    found = []
    combined = {year: combined_mid_autumn(year, calendar) for year in range(start.year, end.year + 1)}
    for festival in festivals_between(start, end, calendar):
        both = combined[festival.date.year]
        partner = both and {both.mid_autumn.code: both.national_day, both.national_day.code: both.mid_autumn}
        people = audience.greeted(festival.observance)
        if people:
            found.append(greeting_occasion(festival, people, audience, calendar, (partner or {}).get(festival.code)))
    return found


def greeting_occasion(
    festival: Festival, people: list[Contact], audience: Audience, calendar: WorkCalendar, partner: Festival | None
) -> Occasion:
    """The festival's day, with whom to greet, in which tone, from when to prepare and when to send."""
    instant, sequence = revision(audience.changed_at)
    lines = [
        _("宜于 %(day)s 发送，%(prepare)s 起准备", day=send_day(festival, calendar), prepare=prepare_from(festival, calendar)),
        _("语气：%(tone)s", tone=festival.tone),
        _("对象 %(n)d 人：%(names)s", n=len(people), names=listed(people)),
    ]
    if partner is not None:
        lines.insert(0, _("与%(name)s同在假期，建议合并为一次问候", name=partner.name))
    if festival.estimated:
        lines.append(_("放假安排尚未公布，日期为推算"))
    title = _("%(name)s：问候 %(n)d 人", name=festival.name, n=len(people))
    return Occasion(
        uuid=str(uuid.uuid5(FESTIVAL_SPACE, festival.code)),
        cycle=str(festival.cycle),
        kind="greeting",
        on=festival.date,
        title=title,
        discreet_title=title,
        detail="\n".join(lines),
        path=f"/calendar?day={festival.date}",
        updated_at=instant,
        sequence=sequence,
    )


def listed(people: list[Contact]) -> str:
    """称呼 and unit of the first forty, then how many more."""
    names = [f"{person.address}（{person.unit.short_name or person.unit.name}）" if person.unit else person.address for person in people]
    more = len(names) - NAMES_LISTED
    return "、".join(names[:NAMES_LISTED]) + (_(" 等 %(n)d 人", n=len(names)) if more > 0 else "")


def birthdays_between(start: date, end: date, scope: Scope) -> list[Occasion]:
    """Every birthday in the span; a lunar one on the solar day of each year."""
    born = select(Contact).where(*in_scope(scope), Contact.birth_month.is_not(None)).order_by(Contact.id)
    return [
        occasion for contact in db.session.scalars(born) for occasion in birthdays_of(contact, start, end)
    ]


def birthdays_of(contact: Contact, start: date, end: date) -> Iterator[Occasion]:
    birthday = contact.birthday
    if birthday is None:
        return
    for day in occurrences(birthday, start, end):
        age = _("，%(n)d 岁", n=day.turns) if day.turns else ""
        yield Occasion(
            uuid=contact.uuid,
            cycle=f"birthday-{day.cycle}",
            kind="birthday",
            on=day.on,
            title=_("%(name)s生日", name=contact.name) + age,
            discreet_title=_("%(name)s生日", name=contact.address),
            detail=f"{birthday.words}；{day.rule}",
            path=f"/contacts/{contact.id}",
            updated_at=contact.updated_at,
            sequence=contact.version,
        )


def checkins_between(
    start: date, end: date, scope: Scope, calendar: WorkCalendar, today: date
) -> list[Occasion]:
    """The calls that keep every promise from here on: each on a working day, the next counted from the last."""
    people = select(Contact).where(*in_scope(scope)).order_by(Contact.id)
    return [
        occasion
        for contact in db.session.scalars(people)
        for occasion in checkins_of(contact, start, end, calendar, today)
    ]


def checkins_of(
    contact: Contact, start: date, end: date, calendar: WorkCalendar, today: date
) -> Iterator[Occasion]:
    """The chain of calls of one person; a call overdue today falls on the first working day from today."""
    earliest = max(today, contact.paused_until or today)
    due, number = contact.due_on, contact.times_contacted + 1
    while True:
        on = calendar.call_day(due or earliest, earliest)
        if on > end:
            return
        if on >= start:
            yield checkin_occasion(contact, on, number, due, today)
        due = cadence.due_on(on, contact.cadence_days)
        earliest, number = on + timedelta(days=1), number + 1


def checkin_occasion(contact: Contact, on: date, number: int, due: date | None, today: date) -> Occasion:
    """`number` counts this person's contacts, so that logging one moves the next event and renames none."""
    unit = contact.unit.short_name or contact.unit.name if contact.unit else ""
    phones = "、".join(phone.text for phone in contact.phones)
    last = _("上次联系 %(day)s", day=contact.last_contact_on) if contact.last_contact_on else _("从未联系")
    who = f"{contact.name}（{unit}）" if unit else contact.name
    return Occasion(
        uuid=contact.uuid,
        cycle=f"checkin-{number}",
        kind="checkin",
        on=on,
        title=_("联系 %(who)s", who=who),
        discreet_title=_("联系 %(who)s", who=contact.address),
        detail="\n".join(line for line in (contact.title, phones, last) if line),
        path=f"/contacts/{contact.id}",
        updated_at=max(contact.updated_at, contact.facts_at or POLICY_SINCE),
        sequence=contact.version + contact.facts_revision,
        late=due is not None and due < today,
    )


def followups_between(start: date, end: date, scope: Scope) -> list[Occasion]:
    """Open follow-ups due in the span."""
    found = open_follow_ups(scope.seen_by, start=start, end=end, owner_ids=scope.owner_ids)
    return [
        Occasion(
            uuid=item.uuid,
            cycle="followup",
            kind="followup",
            on=item.on,
            title=_("跟进：%(what)s", what=item.name),
            discreet_title=_("跟进：%(who)s", who=item.contact.address if item.contact else _("事项")),
            detail=item.contact.name if item.contact else "",
            path=f"/contacts/{item.contact_id}" if item.contact_id else "/followups",
            updated_at=item.updated_at,
            sequence=item.version,
        )
        for item in found
    ]
