"""Whether a row is about somebody known: certain, new, or a question."""

from dataclasses import dataclass, field

import pytest

from liaison.domain.birthdays import Birthday
from liaison.domain.who_is_who import Match, Verdict, Wanted, judge

MINE, OTHERS = "13800000001", "13800000002"


@dataclass(frozen=True)
class One:
    name: str
    units: frozenset[str] = frozenset({"省教育厅"})
    mobiles: frozenset[str] = frozenset()
    birthday: Birthday | None = None
    in_file: bool = False
    known_as: str = field(default="", compare=False)


def judged(wanted: Wanted, *people: One) -> Verdict:
    """With the people sorted as the planner does."""
    alike = [one for one in people if one.known_as == wanted.name]
    return judge(
        wanted,
        [one for one in people if one.name == wanted.name],
        [one for one in people if one.mobiles & wanted.mobiles],
        alike,
    )


def row(name: str, unit: str | None = "省教育厅", mobile: str = MINE) -> Wanted:
    return Wanted(name, unit, frozenset({mobile} if mobile else ()))


SHAN = One("单雄信", mobiles=frozenset({MINE}))
QIU = One("仇英")


@pytest.mark.parametrize("unit", ["省教育厅", "市审计局", None])
def test_a_number_of_somebody_else_is_a_question_whatever_the_unit(unit: str | None):
    verdict = judged(row("仇英", unit), SHAN)
    assert (verdict.match, verdict.people) == (Match.UNCLEAR, (SHAN,))
    assert "登记在“单雄信”名下" in verdict.reason


def test_a_known_person_does_not_get_somebody_else_s_number_in_silence():
    verdict = judged(row("仇英"), QIU, SHAN)
    assert (verdict.match, verdict.people) == (Match.UNCLEAR, (QIU, SHAN))
    assert "登记在“单雄信”名下，姓名不同" in verdict.reason


def test_a_number_two_people_have_already_asks_nothing():
    both = One("仇英", mobiles=frozenset({MINE, OTHERS}))
    assert judged(row("仇英"), both, SHAN).people == (both,)


def test_a_number_of_the_same_name_in_other_characters_is_a_question():
    apart, own = One("陳九德", mobiles=frozenset({MINE})), One("陈九德")
    verdict = judged(row("陈九德"), own, apart)
    assert (verdict.match, verdict.people, "字形不同" in verdict.reason) == (Match.UNCLEAR, (own, apart), True)


def test_two_rows_of_a_file_with_one_number_and_two_names_are_a_question():
    earlier = One("单雄信", mobiles=frozenset({MINE}), in_file=True)
    verdict = judged(row("仇英", "市审计局"), earlier)
    assert (verdict.match, verdict.people) == (Match.UNCLEAR, (earlier,))
    assert "表里前面的“单雄信”也是这个手机" in verdict.reason


@pytest.mark.parametrize("mobile", [MINE, ""])
def test_one_name_in_other_characters_in_one_unit_of_one_file_is_a_question(mobile: str):
    earlier = One("蕭汝明", in_file=True, known_as="萧汝明", mobiles=frozenset({mobile} if mobile else ()))
    verdict = judged(row("萧汝明", mobile=mobile), earlier)
    assert (verdict.match, verdict.people, "字形不同" in verdict.reason) == (Match.UNCLEAR, (earlier,), True)


def test_the_same_row_twice_is_the_same_person():
    earlier = One("单雄信", mobiles=frozenset({MINE}), in_file=True)
    assert judged(row("单雄信"), earlier).match == Match.SAME


def test_namesakes_of_one_unit_with_a_number_each_are_told_apart_by_it():
    first, second = One("王伟", mobiles=frozenset({MINE})), One("王伟", mobiles=frozenset({OTHERS}))
    assert judged(row("王伟", mobile=OTHERS), first, second).people == (second,)


def test_a_namesake_elsewhere_with_the_number_is_a_question():
    here, there = One("王伟"), One("王伟", units=frozenset({"市审计局"}), mobiles=frozenset({MINE}))
    verdict = judged(row("王伟"), here, there)
    assert (verdict.match, verdict.people, "另一位同名" in verdict.reason) == (Match.UNCLEAR, (here, there), True)


def test_somebody_unknown_with_a_number_of_their_own_is_new():
    assert judged(row("仇英", mobile=OTHERS), SHAN).match == Match.NEW
