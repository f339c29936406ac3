"""What a touch says: a sentence from the table that suits kind, circle and season, told evenly over the year."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from liaison.demo.office_days import OfficeDays
from liaison.demo.plan import Promise, Touch
from liaison.demo.roster import Row, rows

ALTERNATIVES = re.compile(r"\[([^\]]*)\]")
WEEKDAYS = "一二三四五六日"
LEFT_BLANK = {"call": 0.08, "wechat": 0.06, "sms": 0.15}
NOTED_PROMISES, KEPT_LATELY = 0.6, 0.9
RECENT_DAYS = 21
OUTCOMES = {"收": "已收到", "报": "已报送", "问": "已问到，告知对方", "送": "已送到", "写": "已交稿", "更": "已更新"}


class Wording:
    """Deals sentences so that none comes again before its fellows, and none twice to the same person if it can be."""

    def __init__(self, days: OfficeDays) -> None:
        self.days = days
        self.rng = Random("wording")
        self.dealt: Counter[int] = Counter()
        self.heard: Counter[tuple[str, int]] = Counter()

    def worded(self, touch: Touch) -> Touch:
        """The touch with its sentence, and with the promise that the sentence makes. Call in order of days."""
        if touch.topic in ("greeting", "gathering") or self.rng.random() < LEFT_BLANK.get(touch.topic, 0):
            return touch
        fitting = [place for place, row in enumerate(rows("sentences")) if suits(row, touch)]
        if not fitting:
            return touch
        key = touch.people[0].key
        order = sorted(fitting, key=lambda place: (self.heard[key, place], self.dealt[place], self.rng.random()))
        self.heard[key, order[0]] += 1
        self.dealt[order[0]] += 1
        row = rows("sentences")[order[0]]
        return replace(touch, summary=self.filled(row["text"], touch.on), promise=self.promise_of(row, touch.on))

    def filled(self, text: str, on: date) -> str:
        """One of each [pair|of words], and the {slots} with numbers and days that fit the date."""
        chosen = ALTERNATIVES.sub(lambda match: self.rng.choice(match[1].split("|")), text)
        coming = self.days.calendar.on_or_after(on + timedelta(days=self.rng.randint(2, 8)))
        return chosen.format(
            day=weekday_words(coming, on),
            half=self.rng.choice(("上午", "下午")),
            few=self.rng.randint(2, 9),
            n=self.rng.randint(11, 60),
            next_month=f"{on.month % 12 + 1}月",
        )

    def promise_of(self, row: Row, on: date) -> Promise | None:
        """The follow-up of a sentence that has one and that somebody noted down; most old ones are done."""
        if not row["next"] or self.rng.random() > NOTED_PROMISES:
            return None
        due = self.days.calendar.on_or_after(on + timedelta(days=int(row["next_days"])))
        done = self.days.near(due + timedelta(days=self.rng.choice((-2, -1, 0, 0, 1, 2))), on + timedelta(days=1), date.max)
        long_ago = (self.days.today - due).days > RECENT_DAYS
        if done >= self.days.today or not (long_ago or self.rng.random() < KEPT_LATELY):
            return Promise(row["next"], due)
        return Promise(row["next"], due, done, OUTCOMES.get(row["next"][0], ""))


def suits(row: Row, touch: Touch) -> bool:
    """Whether the sentence can be said of this touch; months are "3" or "11-2", empty for any."""
    person = touch.people[0]
    return (
        row["kind"] == touch.topic
        and row["direction"] == touch.direction
        and row["audience"] in ("any", person.audience)
        and in_season(row["months"], touch.on.month)
    )


def in_season(months: str, month: int) -> bool:
    if not months:
        return True
    first, _, last = months.partition("-")
    begin, end = int(first), int(last or first)
    return begin <= month <= end if begin <= end else month >= begin or month <= end


def weekday_words(day: date, on: date) -> str:
    """周四 in the same week, 下周二 in the next, else 9月3日."""
    weeks = (day - timedelta(days=day.weekday()) - (on - timedelta(days=on.weekday()))).days // 7
    if weeks > 1:
        return f"{day.month}月{day.day}日"
    return ("周", "下周")[weeks] + WEEKDAYS[day.weekday()]
