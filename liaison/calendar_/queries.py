"""The one list behind the month page, the download, the command and the feeds, so that no two can disagree."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from liaison.calendar_.audiences import Audience, Known, audience_of
from liaison.calendar_.checkins import checkins_between
from liaison.calendar_.matter_days import matter_days_between
from liaison.calendar_.occasions import KINDS, Occasion
from liaison.calendar_.revisions import Revision, audience_revision, revision
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.birthdays import occurrences
from liaison.domain.festivals import (
    CombinedGreeting,
    Festival,
    combined_mid_autumn,
    festivals_between,
    prepare_from,
    send_day,
)
from liaison.domain.greeting_days import turns_of
from liaison.domain.observances import Observance
from liaison.domain.starter_texts import COMBINED_OCCASION
from liaison.domain.workdays import WorkCalendar
from liaison.due.scopes import Scope, in_scope
from liaison.followups.queries import open_follow_ups
from liaison.greetings.timetable import round_occasions
from liaison.occasions.models import occasion_uuid
from liaison.occasions.queries import office_policy, sending_policy
from liaison.workdays.queries import work_calendar

__all__ = [
    "EARLIEST", "LATEST", "SpanError", "checkins_between", "festival_days_between",
    "occasions_between", "office_policy", "work_calendar",
]  # fmt: skip

EARLIEST, LATEST = date(1900, 1, 31), date(2100, 12, 31)
LONGEST_DAYS = 5 * 366
NAMES_LISTED = 40
Policy = tuple[Observance, ...]
Turns = Collection[tuple[str, int]]
Titled = Callable[[str, Turns, list[Known], Scope], str]


class SpanError(ValueError):
    """A span of days that cannot be listed; the message says what to change."""


def check_span(start: date, end: date) -> None:
    """Refuse a span that runs backwards, leaves the lunar tables, or is longer than five years."""
    if end < start:
        raise SpanError(_("结束日期 %(end)s 早于开始日期 %(start)s，请把两个日期对调或改正", end=end, start=start))
    if start < EARLIEST or end > LATEST:
        raise SpanError(_("日历只覆盖 1900 年 1 月 31 日到 2100 年 12 月 31 日，请改用范围内的日期"))
    if (end - start).days > LONGEST_DAYS:
        raise SpanError(_("一次最多导出五年，请缩短起止日期"))


def planned_title(name: str, _turns: Turns, people: list[Known], _scope: Scope) -> str:
    """A feast as it is planned for: whom it greets, whatever has become of it."""
    return _("%(name)s：问候 %(n)d 人", name=name, n=len(people))


def occasions_between(
    start: date,
    end: date,
    scope: Scope,
    *,
    today: date,
    kinds: Collection[str] = tuple(KINDS),
    titled: Titled = planned_title,
) -> list[Occasion]:
    """Everything of the named kinds from start to end, both included, by day and identity. SpanError as above.

    `titled` words the line of a feast; files and feeds keep the plan.
    """
    check_span(start, end)
    calendar = work_calendar()
    found: list[Occasion] = []
    if "greetings" in kinds:
        found += greetings_between(start, end, scope, calendar, office_policy(), titled)
        found += round_occasions(start, end, scope)
    if "birthdays" in kinds:
        found += birthdays_between(start, end, scope)
    if "checkins" in kinds:
        found += checkins_between(start, end, scope, calendar, today)
    if "followups" in kinds:
        found += followups_between(start, end, scope)
        found += matter_days_between(start, end, scope)
    return sorted(found, key=lambda occasion: (occasion.on, occasion.uuid, occasion.cycle))


def greetings_between(
    start: date, end: date, scope: Scope, calendar: WorkCalendar, policy: Policy, titled: Titled
) -> list[Occasion]:
    """One occasion for each festival that greets somebody; 中秋 inside 国庆 and 国庆 are one, on the earlier day."""
    audience = audience_of(scope)
    changed, sending = audience_revision(), sending_policy()
    combined = combined_greetings(range(start.year, end.year + 1), calendar, sending)
    served = {(part.code, part.date) for both in combined for part in both.parts}
    found = []
    for festival in festivals_between(start, end, calendar, policy):
        people = audience.greeted(festival.observance)
        if people and (festival.code, festival.date) not in served:
            lines = greeting_lines(festival, people, calendar, sending)
            title = titled(festival.name, turns_of(festival.code, festival.cycle), people, scope)
            occasion = festival_occasion(festival, title, lines, changed)
            found.append(replace(occasion, guess=guess_of_sending(festival.estimated)))
    for both in combined:
        people = greeted_by_either(audience, both)
        if people and start <= both.date <= end:
            turns = turns_of(COMBINED_OCCASION, both.national_day.date.year)
            found.append(combined_occasion(both, people, changed, titled(both.name, turns, people, scope)))
    return found


def combined_greetings(
    years: Collection[int], calendar: WorkCalendar, policy: Policy
) -> list[CombinedGreeting]:
    """中秋 and 国庆 of the years in which one greeting serves both."""
    return [both for year in years if (both := combined_mid_autumn(year, calendar, policy)) is not None]


def greeted_by_either(audience: Audience, both: CombinedGreeting) -> list[Known]:
    """Everybody whom one of the two feasts greets, once."""
    people = {known.id: known for part in both.parts for known in audience.greeted(part.observance)}
    return [people[contact_id] for contact_id in sorted(people)]


def combined_occasion(both: CombinedGreeting, people: list[Known], changed: Revision, title: str) -> Occasion:
    """The one greeting for both feasts, on the earlier of their days."""
    lines = [
        _("%(first)s与%(second)s在同一个假期里，合为一次问候", first=both.parts[0].name, second=both.parts[1].name),
        *lines_of(both.send_on, both.prepare_from, both.parts[0].tone, people),
    ]
    return replace(
        festival_occasion(both.parts[0], title, lines, changed),
        uuid=occasion_uuid(COMBINED_OCCASION),
        cycle=str(both.national_day.date.year),
        guess=guess_of_sending(both.estimated),
    )


def greeting_lines(
    festival: Festival, people: list[Known], calendar: WorkCalendar, policy: Policy
) -> list[str]:
    """From when to prepare, when to send, in which tone and to whom."""
    send_on, prepare_on = send_day(festival, calendar, policy), prepare_from(festival, calendar)
    return lines_of(send_on, prepare_on, festival.tone, people)


def lines_of(send_on: date, prepare_on: date, tone: str, people: list[Known]) -> list[str]:
    return [
        _("宜于 %(day)s 发送，%(prepare)s 起准备", day=send_on, prepare=prepare_on),
        _("语气：%(tone)s", tone=tone),
        _("对象 %(n)d 人：%(names)s", n=len(people), names=listed(people)),
    ]


def guess_of_sending(estimated: bool) -> str:
    """The festival's own day is certain; what goes by working days is not."""
    return _("放假安排尚未公布，准备和发送的日子为推算") if estimated else ""


def festival_occasion(festival: Festival, title: str, lines: list[str], changed: Revision) -> Occasion:
    """The event of a festival's day; its identity follows from the festival's code and the year it belongs to."""
    return Occasion(
        uuid=occasion_uuid(festival.code),
        cycle=str(festival.cycle),
        kind="greeting",
        on=festival.date,
        title=title,
        discreet_title=title,
        detail="\n".join(lines),
        path=f"/calendar?day={festival.date}",
        updated_at=changed[0],
        sequence=changed[1],
    )


def listed(people: list[Known]) -> str:
    """称呼 and unit of the first forty, then how many more."""
    names = [
        f"{each.address}（{each.unit}）" if each.unit else each.address for each in people[:NAMES_LISTED]
    ]
    more = _(" 等 %(n)d 人", n=len(people)) if len(people) > NAMES_LISTED else ""
    return "、".join(names) + more


def festival_days_between(start: date, end: date) -> list[Occasion]:
    """Every festival and day of remembrance, whomever it concerns: for a calendar of the days alone."""
    check_span(start, end)
    changed = audience_revision()
    return [
        replace(
            festival_occasion(festival, title_of_day(festival), day_lines(festival), changed),
            guess=_("放假安排尚未公布，休假为推算") if festival.estimated and festival.day_off else "",
        )
        for festival in festivals_between(start, end, work_calendar(), office_policy())
    ]


def title_of_day(festival: Festival) -> str:
    return _("%(name)s（休）", name=festival.name) if festival.day_off else festival.name


def day_lines(festival: Festival) -> list[str]:
    """What is worth knowing of the day itself."""
    lines = [festival.lunar.words]
    if festival.solemn:
        lines.append(_("肃穆的日子，不发祝福"))
    return lines


def birthdays_between(start: date, end: date, scope: Scope) -> list[Occasion]:
    """Every birthday in the span; a lunar one on the solar day of each year."""
    born = (
        select(Contact)
        .where(*in_scope(scope), Contact.birth_month.is_not(None))
        .options(lazyload(Contact.owner), lazyload(Contact.phones))
        .order_by(Contact.id)
        .execution_options(yield_per=500)
    )
    return [
        occasion for contact in db.session.scalars(born) for occasion in birthdays_of(contact, start, end)
    ]


def birthdays_of(contact: Contact, start: date, end: date) -> Iterator[Occasion]:
    """One person's birthdays, with the rule that gave each day."""
    birthday = contact.birthday
    if birthday is None:
        return
    instant, sequence = revision(contact.version, contact.updated_at)
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
            updated_at=instant,
            sequence=sequence,
            short_title=_("%(name)s生日", name=contact.name),
        )


def followups_between(start: date, end: date, scope: Scope) -> list[Occasion]:
    """Open follow-ups due in the span."""
    found = []
    for item in open_follow_ups(scope.seen_by, start=start, end=end, owner_ids=scope.owner_ids):
        who = item.contact
        instant, sequence = revision(
            item.version + (who.version if who else 0), item.updated_at, who.updated_at if who else None
        )
        found.append(
            Occasion(
                uuid=item.uuid,
                cycle="followup",
                kind="followup",
                on=item.on,
                title=_("跟进：%(what)s", what=item.name),
                discreet_title=_("跟进：%(who)s", who=who.address if who else _("事项")),
                detail=who.name if who else "",
                path=f"/followups/{item.id}",
                updated_at=instant,
                sequence=sequence,
                short_title=item.name,
            )
        )
    return found
