"""Two greeting rounds of the demo office: the last feast of a profession from draft to review, and the next feast in draft."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from random import Random

from liaison.demo.diary import Happening
from liaison.demo.festive import REPLY_SHARE
from liaison.demo.office import Office
from liaison.demo.office_days import OfficeDays, instant
from liaison.demo.roster import Person
from liaison.domain.festivals import Festival, festivals_between, prepare_from, send_day
from liaison.domain.greeting_days import RoundDays, round_days
from liaison.domain.observances import in_audience
from liaison.greetings.approval import approve_round, submit_round
from liaison.greetings.closing import close_round
from liaison.greetings.drafting import begin_round
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.incoming import log_incoming
from liaison.greetings.models import Greeting, Round
from liaison.greetings.occasions import coming_days, occasion_named
from liaison.greetings.queries import greetings_of
from liaison.greetings.sending import log_reply, mark_sent
from liaison.greetings.signing import add_signer

LONG_AGO, FEWEST, MOST = timedelta(days=12), 7, 30
NEXT_WITHIN = 75
MORNING, AT_WORK, EVENING = time(8, 55), time(9, 30), time(17, 20)
SIGNERS = (
    {"name": "陆文涛", "title": "局长", "text": "江州市经济协作局陆文涛"},
    {"name": "许慧", "title": "副局长", "text": "江州市经济协作局许慧"},
)
EXCUSE, MISSED = "刚到新岗位，改为登门祝贺", "当天出差，节后电话补上"
LESSONS = "名单提前一周请各位联络员核对职务；出差的先托同事代发；回复当天就记，别攒着。"
REPLIES = ("谢谢记挂，也祝你们工作顺利！", "谢谢，常联系。", "收到，感谢贵局一直以来的支持。")


def ended_feast(people: Iterable[Person], days: OfficeDays) -> Festival | None:
    """The last feast that greets a handful: its greetings come from a round, not from the year's."""
    people = list(people)
    for festival in reversed(festivals_between(days.year_ago, days.today - LONG_AGO, days.calendar)):
        rule = festival.observance.audience
        if festival.observance.congratulated and not (rule.everyone or rule.optional):
            greeted = sum(bool(in_audience(festival.observance, person.as_known())) for person in people)
            if FEWEST <= greeted <= MOST:
                return festival
    return None


def rounds(
    office: Office, feast: Festival | None, last_days: Mapping[Person, date | None], days: OfficeDays
) -> Iterator[Happening]:
    """Leaders who sign, the round that has ended, and the one to be prepared now."""
    yield Happening(instant(days.year_ago, MORNING), partial(name_signers, office))
    if feast is not None:
        yield from EndedRound(office, feast, last_days, days).happenings()
    yield Happening(instant(days.yesterday, AT_WORK), partial(begin_the_next, office, days))


def name_signers(office: Office) -> None:
    for signer in SIGNERS:
        add_signer(signer, by=office.users["head"])


def begin_the_next(office: Office, days: OfficeDays) -> None:
    """A draft for the next feast that greets everybody."""
    for day in coming_days(days.today, NEXT_WITHIN):
        if day.days and not day.part_of and not day.optional and day.observances[0].audience.everyone:
            officer = office.users["officer"]
            begin_round(day, name="", owner=None, previous=None, wish="", today=days.yesterday, by=officer)
            return


@dataclass
class EndedRound:
    """One round of WeChat messages, step by step on its own days."""

    office: Office
    feast: Festival
    last_days: Mapping[Person, date | None]
    days: OfficeDays
    steps: RoundDays = field(init=False)
    round: Round = field(init=False)

    def __post_init__(self) -> None:
        begin = prepare_from(self.feast, self.days.calendar)
        self.steps = round_days(begin, send_day(self.feast, self.days.calendar), self.days.calendar)

    def happenings(self) -> Iterator[Happening]:
        closed_on = self.days.near_any(self.steps.send_on + timedelta(days=5))
        yield Happening(instant(self.steps.draft_from, AT_WORK), self.begin)
        yield Happening(instant(self.steps.submit_by, EVENING), self.submit)
        yield Happening(instant(self.steps.approve_by, EVENING), self.approve)
        yield Happening(instant(self.steps.send_on, AT_WORK), self.send)
        yield Happening(instant(closed_on, EVENING), partial(self.close, closed_on))

    def begin(self) -> None:
        day = occasion_named(f"{self.feast.code}:{self.feast.cycle}")
        self.round = begin_round(
            day, name="", owner=None, previous=None, wish="wechat", today=self.steps.draft_from,
            by=self.office.users["officer"],
        )  # fmt: skip

    def submit(self) -> None:
        now = instant(self.steps.submit_by, EVENING)
        submit_round(self.round, now=now, by=self.office.users["officer"])

    def approve(self) -> None:
        now = instant(self.steps.approve_by, EVENING)
        approve_round(self.round, now=now, by=self.office.users["head"])

    def send(self) -> None:
        """All but two, of whom one is excused and one is missed, who greets us instead."""
        on, now = self.steps.send_on, instant(self.steps.send_on, AT_WORK)
        excused, *sent, missed = greetings_of(self.round)
        excuse_greeting(excused, EXCUSE, now=now, by=self.office.users["officer"])
        for row in sent:
            mark_sent(row, now=now, today=on, by=row.officer)
            self.hear_from(row)
        log_incoming(
            missed.contact, occasion_code=self.feast.code, occasion_name=self.feast.name, channel="wechat",
            text="也祝你们节日好，改天到局里坐坐。", on=on, today=on, by=missed.officer,
        )  # fmt: skip

    def hear_from(self, row: Greeting) -> None:
        """Only whoever was in touch later anyway answers: an answer counts as contact."""
        person = next(person for person, contact in self.office.contacts.items() if contact is row.contact)
        last, rng = self.last_days[person], Random(f"round {person.key}")
        if last is not None and self.steps.send_on <= last and rng.random() < REPLY_SHARE:
            on = self.steps.send_on
            log_reply(row, rng.choice(REPLIES), on, today=on, by=row.officer)

    def close(self, on: date) -> None:
        now, officer = instant(on, EVENING), self.office.users["officer"]
        close_round(self.round, missed_because=MISSED, lessons=LESSONS, now=now, by=officer)
