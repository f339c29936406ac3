"""情况通报: the month in the words and the layout of an official document.

The text is Chinese whatever the screen's language: it is a document, not a page.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from liaison.accounts.policy import sees_everyone
from liaison.contacts.models import Contact
from liaison.credits.models import Credit
from liaison.credits.queries import credits_between
from liaison.db import db
from liaison.domain.cadence import Tier
from liaison.domain.looking_back import Stood
from liaison.domain.matters import Ending
from liaison.domain.report_spans import Span, month_of
from liaison.due.scopes import Scope, in_scope, not_paused
from liaison.formats.documents import OFFICIAL, Block, Document, Paragraph, heading, title
from liaison.greetings.models import Round
from liaison.greetings.occasions import greeted_days
from liaison.greetings.queries import Tally, missed_reasons, tallies
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.reports.asked import Question
from liaison.reports.coverage import groups_of
from liaison.reports.lateness import standings
from liaison.reports.matters import Kept, ended_in, matters_of, received_in
from liaison.reports.monday import FACE_TO_FACE, ended_matters, met_in
from liaison.reports.queries import Group, entries_in, people_in, times_in
from liaison.reports.rounds import rounds_of

FIGURES = "一二三四五六七八九十"
MOST_MEETINGS, MOST_MATTERS, MOST_FESTIVALS = 15, 12, 8
MOST_CREDITS = 12
MOST_NAMED = 4  # people of one meeting
MOST_READ = 500  # meetings of a month, of which each kind tells the first
COUNTED = 100_000
DATE_IN = 4  # characters from the right edge to the date
MANY = 14  # characters of a summary that still read as part of a sentence


@dataclass(frozen=True)
class Chapter:
    """A first-level heading with its paragraphs; `parts` are second-level headings with theirs."""

    name: str
    paragraphs: Sequence[str] = field(default=())
    parts: Sequence[tuple[str, Sequence[str]]] = field(default=())


@dataclass(frozen=True)
class Bulletin:
    """The document as plain text; `on` is the day it is signed."""

    title: str
    addressee: str
    opening: str
    chapters: Sequence[Chapter]
    signature: str
    on: date

    @property
    def day_words(self) -> str:
        """成文日期: 2026年11月23日."""
        return f"{self.on.year}年{self.on.month}月{self.on.day}日"

    def numbered(self) -> Iterator[tuple[str, Chapter]]:
        """Chapters with 一、 二、 before their names."""
        for number, chapter in enumerate(self.chapters):
            yield f"{FIGURES[number]}、{chapter.name}", chapter


def bulletin(asked: Question, *, office: str) -> Bulletin:
    """The month of the question's span. TooMuch where there is more than reports count."""
    span = asked.span
    month = f"{span.start.year}年{span.start.month}月"
    chapters = [
        Chapter("总体情况", [*overall(asked)]),
        dealings(asked),
        greetings(asked),
        requests(asked),
        support(asked),
        Chapter("下一步安排", [*coming(asked)]),
    ]
    section = asked.user.section.name if asked.user.section and not of_the_whole_office(asked) else ""
    return Bulletin(
        title=f"关于{month}联络工作情况的通报",
        addressee="各科室：" if not section else "科内各同志：",
        opening=f"现将{month}联络工作情况通报如下。",
        chapters=[chapter for chapter in chapters if chapter.paragraphs or chapter.parts],
        signature=(office + section) or "（单位名称）",
        on=asked.today,
    )


def of_the_whole_office(asked: Question) -> bool:
    """Whether the figures are everybody's; what somebody sees of a section is the section's."""
    return asked.whose == "all" and (asked.user is None or sees_everyone(asked.user))


def overall(asked: Question) -> Iterator[str]:
    """What was done, whom it reached, what is late."""
    span = asked.span
    entries, groups = entries_in(asked.scope, span.start, span.end), groups_of(asked)
    met = times_in(entry for entry in entries if entry.kind in FACE_TO_FACE and entry.answered)
    answered = times_in(entry for entry in entries if entry.answered)
    if entries:
        yield f"{span.start.month}月份共联系{times_in(entries)}次，其中联系上{answered}次；走访、来访和会议{met}次。"
    else:
        yield f"{span.start.month}月份没有联系记录。"
    people, met_all = counts_of(groups)
    if people:
        key, met_key = counts_of([group for group in groups if group.tier == Tier.KEY])
        of_key = f"；其中重点联系{key}人，联系到{met_key}人" if key else ""
        yield f"在册联系人{people}人，当月联系到{met_all}人，覆盖率{percent(met_all, people)}{of_key}。"
        yield standing_words(asked)


def counts_of(groups: Sequence[Group]) -> tuple[int, int]:
    """(people, reached)."""
    return sum(group.people for group in groups), sum(group.reached for group in groups)


def standing_words(asked: Question) -> str:
    """How the ties stood at the end of the span, from the records."""
    people, day = people_in(asked.scope), asked.span.end
    (stood,) = standings(asked, people, [day])
    late, broken, never = stood[Stood.DUE], stood[Stood.BROKEN], stood[Stood.NEVER]
    until = f"截至{day.month}月{day.day}日"
    if not (late or broken or never):
        return f"{until}，没有超期和断线的联系人。"
    said = [f"应联系未联系{late}人" if late else "", f"断线{broken}人" if broken else "", f"从未联系{never}人" if never else ""]
    return f"{until}，{'，'.join(filter(None, said))}，请各联络员抓紧补上。"


def dealings(asked: Question) -> Chapter:
    """Visits out, visits here, meetings: each in one sentence."""
    found = met_in(asked.span, asked.scope).where(Interaction.kind.in_(FACE_TO_FACE))
    entries = list(db.session.scalars(found.order_by(Interaction.on, Interaction.id).limit(MOST_READ)))
    names = (("visit", "走访"), ("reception", "来访"), ("meeting", "会议"))
    parts: list[tuple[str, list[str]]] = []
    for kind, name in names:
        some = [entry for entry in entries if entry.kind == kind][:MOST_MEETINGS]
        if some:
            parts.append((f"（{FIGURES[len(parts)]}）{name}", [met_sentence(entry) for entry in some]))
    return Chapter("主要往来", parts=parts)


def met_sentence(entry: Interaction) -> str:
    """11月5日，张敏走访市教育局赵处长：商定调研时间。"""
    people = people_met(entry)
    who = entry.handled_by or "我方"
    course = {"visit": f"{who}走访{people}", "reception": f"{people}来访，{who}接待"}
    said = entry.summary.strip().rstrip("。；;.")
    said = f"：{said}" if said else ""
    return f"{entry.on.month}月{entry.on.day}日，{course.get(entry.kind, f'{who}与{people}开会')}{said}。"


def people_met(entry: Interaction) -> str:
    """市教育局赵处长、钱科长和市中院孙院长等: each behind a unit of their own, four at most.

    Somebody who held a post at the entry's unit stands behind that, also after moving on.
    """
    by_unit: dict[str, list[str]] = {}
    for person in entry.participants[:MOST_NAMED]:
        was_there = entry.unit_id is not None and any(post.unit_id == entry.unit_id for post in person.posts)
        unit = entry.unit if was_there or person.unit is None else person.unit
        by_unit.setdefault(unit.name if unit else "", []).append(person.address)
    told = [unit + "、".join(names) for unit, names in by_unit.items()]
    if not told:
        return entry.unit.name if entry.unit else ""
    if len(entry.participants) > MOST_NAMED:
        return "、".join(told) + "等"
    return "和".join(filter(None, ("、".join(told[:-1]), told[-1])))


def greetings(asked: Question) -> Chapter:
    """The rounds of the month."""
    found = [each for each in rounds_of(asked) if each.day >= asked.span.start and each.submitted_at is not None]
    ids = [each.id for each in found]
    counts, missed = tallies(asked.user, ids), missed_reasons(asked.user, ids)
    said = []
    for each in reversed(found):
        tally = counts.get(each.id, Tally())
        if tally.invited:
            said.append(
                f"{each.name}应问候{tally.invited}人，已发{tally.reached}人，收到回复{tally.replied}人"
                + (f"，{not_sent(each, tally, missed.get(each.id, {}))}。" if tally.ready else "。")
            )
    return Chapter("节日问候", said)


def not_sent(round_: Round, tally: Tally, why: Mapping[str, int]) -> str:
    """Of an open round who still waits; of an ended one who was missed, with the reasons kept."""
    if round_.closed_at is None:
        return f"还有{tally.ready}人待发"
    named = {reason.strip().rstrip("。；;."): count for reason, count in why.items() if reason.strip()}
    if not named:
        return f"{tally.ready}人没有发"
    alone = len(named) == 1 and sum(named.values()) == tally.ready
    reasons = "；".join(reason if alone else f"{reason}{count}人" for reason, count in named.items())
    return f"{tally.ready}人没有发（{reasons}）"


def requests(asked: Question) -> Chapter:
    """Matters of the month, and what became of those that ended."""
    kept = matters_of(asked)
    ended = ended_in(asked.span, kept)
    if not (received_in(asked.span, kept) or ended or any(not each.ended_as for each in kept)):
        return Chapter("协调事项")
    some = sorted(ended_matters(asked.span, asked.scope, MOST_MATTERS), key=lambda each: (each.ended_on or date.min, each.id))
    return Chapter("协调事项", [request_numbers(asked, kept, ended), *map(ended_sentence, some)])


def request_numbers(asked: Question, kept: Sequence[Kept], ended: Sequence[Kept]) -> str:
    incoming = received_in(asked.span, [each for each in kept if each.way == "incoming"])
    outgoing = received_in(asked.span, [each for each in kept if each.way == "outgoing"])
    ways = Counter(each.ended_as for each in ended)
    words = ((Ending.DONE, "办结"), (Ending.PARTLY, "部分办理"), (Ending.EXPLAINED, "解释说明"),
             (Ending.PASSED_ON, "转办"), (Ending.WITHDRAWN, "撤回"))  # fmt: skip
    how = "、".join(f"{word}{ways[ending]}件" for ending, word in words if ways[ending])
    still = [each for each in kept if not each.ended_as]
    late = sum(each.due_on < asked.today for each in still)
    return (
        f"当月收到来事{incoming}件，提出去事{outgoing}件；了结{len(ended)}件{f'（{how}）' if how else ''}。"
        f"目前在办{len(still)}件{f'，其中超期{late}件' if late else ''}。"
    )


def ended_sentence(matter: Matter) -> str:
    """市教育局商请借用会议中心，11月12日办结。"""
    day = f"{matter.ended_on.month}月{matter.ended_on.day}日" if matter.ended_on else ""
    word = {"done": "办结", "partly": "部分办理", "explained": "已解释说明", "passed_on": "转办", "withdrawn": "撤回"}
    course = f"{matter.partner}商请：{matter.name}" if matter.incoming else f"请{matter.partner}办：{matter.name}"
    ending = matter.ending
    result = ending.result.strip().rstrip("。") if ending and len(ending.result) <= 3 * MANY else ""
    return f"{course}，{day}{word.get(matter.ended_as, matter.ended_as)}{f'，{result}' if result else ''}。"


def support(asked: Question) -> Chapter:
    """What others did well, as it was recorded in the credits (记好帐)."""
    found = credits_between(asked.user, asked.span.start, asked.span.end)[:MOST_CREDITS]
    return Chapter("有关单位的支持", [credit_sentence(each) for each in found])


def credit_sentence(credit: Credit) -> str:
    """11月6日，市教育局陈主任：连夜核对名单。"""
    who = (credit.unit.name if credit.unit else "") + (credit.contact.address if credit.contact else "")
    said = credit.name.strip().rstrip("。")
    return f"{credit.on.month}月{credit.on.day}日，{who}：{said}。" if who else f"{credit.on.month}月{credit.on.day}日，{said}。"


def coming(asked: Question) -> Iterator[str]:
    """What the month after the span asks for; nothing once that is over too."""
    following = month_of(month_of(asked.span.start).end + timedelta(days=1))
    if following.end < asked.today:
        return
    due = [not_paused(following.start), Contact.due_on <= following.end]
    total, key = (counted(asked.scope, [*due, *more]) for more in ([], [Contact.tier == Tier.KEY.value]))
    month = f"{following.start.month}月"
    if total:
        of_key = f"，其中重点联系{key}人" if key else ""
        yield f"到{month}底，按联系周期应联系{total}人{of_key}，请各联络员提前安排，不等到超期再补。"
    days = greeted_days(following.start, following.end)
    greeted = [each for each in days if not (each.refusal or each.optional or each.part_of)][:MOST_FESTIVALS]
    if greeted:
        named = "、".join(f"{each.name}（{each.day.month}月{each.day.day}日）" for each in greeted)
        yield f"{month}的节日和纪念日有{named}，需要问候的请按时起草、审定和发送。"


def counted(scope: Scope, conditions: Iterable) -> int:  # type: ignore[type-arg]
    """How many fit, counted as far as COUNTED."""
    some = select(Contact.id).where(*in_scope(scope), *conditions).limit(COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"


def asked_month(text: str, today: date) -> Span:
    """2026-11 as a span; this month for nothing, ValueError for what is no month that has begun."""
    if not text:
        return month_until(today, today)
    year, _mark, month = text.partition("-")
    first = date(int(year), int(month), 1)
    if first > today or first.year < 1990:
        raise ValueError(text)
    return month_until(first, today)


def month_until(day: date, today: date) -> Span:
    whole = month_of(day)
    return Span("month", whole.start, min(whole.end, today))


def as_document(text: Bulletin) -> Document:
    """The same in the layout of GB/T 9704-2012, to be sealed: the date four characters in, who issues it centred above."""
    blocks: list[Block] = [title(text.title), Paragraph(text.addressee, "flush"), Paragraph(text.opening)]
    for name, chapter in text.numbered():
        blocks.append(heading(name))
        blocks += map(Paragraph, chapter.paragraphs)
        for part, paragraphs in chapter.parts:
            blocks.append(heading(part, 2))
            blocks += map(Paragraph, paragraphs)
    # No page carries the signature alone (GB/T 9704-2012, 7.3.5.5): the last paragraph goes along.
    blocks[-1] = replace(blocks[-1], keep_next=True)  # type: ignore[arg-type]
    blocks += [
        Paragraph("", "flush", keep_next=True),
        Paragraph(text.signature, "signature", right_chars=beside(text.signature, text.day_words), keep_next=True),
        Paragraph(text.day_words, "signature", right_chars=DATE_IN),
    ]
    return Document(text.title, blocks, look=OFFICIAL, author=text.signature)


def beside(signature: str, day_words: str) -> float:
    """How far from the right edge the issuer's name ends, so that it stands centred over the date; never beyond the edge."""
    return max(DATE_IN + (in_characters(day_words) - in_characters(signature)) / 2, 0)


def in_characters(text: str) -> float:
    """The width of a line in Chinese characters: figures and Latin letters take half of one."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)
