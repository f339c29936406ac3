"""关系温度: how the ties of the scope are spread over the four bands, and how they moved in ninety days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.domain import warmth
from liaison.domain.looking_back import heat_before
from liaison.domain.warmth import TREND_DAYS, Heat, Warmth
from liaison.reports.asked import Question
from liaison.reports.queries import Person, people_in, warming
from liaison.reports.shapes import Line, Part, Report
from liaison.web.filters import tier_words, warmth_words

COLUMNS = (_l("现在"), _l("90 天前"), _l("变化"))
TONES = {Warmth.HOT: "warm", Warmth.WARM: "warm", Warmth.COOL: "cool", Warmth.COLD: "cold"}
MOVED = 5  # degrees from which a tie is said to have moved


class Read(NamedTuple):
    """One person's thermometer, today and ninety days ago."""

    person: Person
    now: float
    then: float


def temperatures(asked: Question) -> Report:
    """Bands, movement, and means by tier and officer. The span plays no part: it is always today against then."""
    reads = thermometers(asked)
    owners = sorted({read.person.owner for read in reads if read.person.owner})
    tiers = tier_words()
    parts = [
        bands(reads),
        movement(reads),
        means(_("按等级的平均温度"), reads, lambda person: person.tier, tiers, list(tiers)),
        means(_("按联络员的平均温度"), reads, lambda person: person.owner, {}, owners),
    ]
    return Report(sentence(reads), COLUMNS, parts, (_("90 天前的温度按现在的联系周期推算。"),))


def thermometers(asked: Question) -> list[Read]:
    """Everyone's two temperatures, from the stored heat and the touches of the last ninety days."""
    then = asked.today - timedelta(days=TREND_DAYS)
    recent = warming(asked.scope, then + timedelta(days=1), asked.today)
    reads = []
    for person in people_in(asked.scope):
        now = warmth.heat_on(Heat(person.heat, person.heat_on), asked.today, person.cadence_days)
        before = heat_before(now, recent.get(person.id, ()), then, asked.today, person.cadence_days)
        reads.append(Read(person, warmth.temperature(now), warmth.temperature(before)))
    return reads


def bands(reads: Sequence[Read]) -> Part:
    words = warmth_words()
    now, then = (Counter(map(warmth.warmth, degrees)) for degrees in both(reads))
    lines = [
        Line(words[band.value], (now[band], then[band], now[band] - then[band]), now[band], TONES[band]) for band in Warmth
    ]
    return Part(_("分布"), lines, "bars", _("现在的人数"))


def movement(reads: Sequence[Read]) -> Part:
    """How many rose, fell, stayed."""
    moved = [read.now - read.then for read in reads]
    counts = {
        _("升温 %(n)d° 以上", n=MOVED): (sum(by >= MOVED for by in moved), "warm"),
        _("降温 %(n)d° 以上", n=MOVED): (sum(by <= -MOVED for by in moved), "cool"),
        _("变化不大"): (sum(abs(by) < MOVED for by in moved), ""),
    }
    lines = [Line(label, (count, None, None), count, tone) for label, (count, tone) in counts.items()]
    return Part(_("三个月来"), lines, "bars", _("人数"))


def means(
    title: str, reads: Sequence[Read], key: Callable[[Person], str], words: dict[str, str], order: Sequence[str]
) -> Part:
    """The mean temperature of each group, in the order given: never sorted by who is warmest."""
    groups: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        groups[key(read.person)].append(read)
    lines = []
    for code in [*order, *(code for code in groups if code not in order)]:
        if groups.get(code):
            now, then = map(mean, both(groups[code]))
            lines.append(Line(words.get(code, code) or _("还没有联络员的"), (now, then, now - then), now, tone_of(now)))
    return Part(title, lines, "bars", _("现在"), "°")


def both(reads: Sequence[Read]) -> tuple[list[float], list[float]]:
    """(temperatures now, temperatures then)."""
    return [read.now for read in reads], [read.then for read in reads]


def mean(values: Sequence[float]) -> int:
    return warmth.degrees(sum(values) / len(values)) if values else 0


def tone_of(temperature: int) -> str:
    return TONES[warmth.warmth(temperature)]


def sentence(reads: Sequence[Read]) -> str:
    if not reads:
        return _("这个范围里还没有联系人。")
    now, then = map(mean, both(reads))
    fell = sum(read.now - read.then <= -MOVED for read in reads)
    return _("平均 %(now)d°，90 天前 %(then)d°；%(fell)d 人降温 %(by)d° 以上。", now=now, then=then, fell=fell, by=MOVED)
