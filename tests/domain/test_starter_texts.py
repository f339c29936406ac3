import re
from collections import Counter

import pytest

from liaison.domain import lunar
from liaison.domain.observances import POLICY
from liaison.domain.placeholder_names import EXAMPLES, GREETING_PLACEHOLDERS
from liaison.domain.placeholders import check_template, render
from liaison.domain.starter_texts import (
    COMBINED_OCCASION,
    OTHER_OCCASIONS,
    Relation,
    starter_texts,
)
from liaison.domain.template_choice import Wanted, Wording, fitting
from liaison.domain.text_messages import measure
from liaison.domain.wording import lint, year_values

YEARS = range(2026, 2031)
OBSERVANCES = {observance.code: observance for observance in POLICY}
CONGRATULATED = [observance.code for observance in POLICY if observance.congratulated]
SILENT = [observance.code for observance in POLICY if not observance.congratulated]
BIG = ["new-year", "spring-festival", "mid-autumn", "national-day", "dragon-boat", COMBINED_OCCASION]
KEPT_BETWEEN_FRIENDS = {"mothers-day", "fathers-day"}
LONG_VALUES = {**EXAMPLES, "称呼": "欧阳副主任", "落款": "市委办公室联络科欧阳文"}
# A greeting may go out days before its day, so it cannot say that the day is today or still to come.
DAY_WORDS = re.compile("今天|今日|今晚|明天|明日|将至|即将|来临|到来|刚刚过去")

by_key = pytest.mark.parametrize("starter", starter_texts(), ids=lambda each: each.key)


def texts_of(code):
    """The text messages of one occasion."""
    return [each for each in starter_texts() if each.occasion_code == code and each.channel == "sms"]


def texts_for(code, relation, channel="sms"):
    """Those of an office that has edited none, from which the program chooses for one person."""
    texts = starter_texts()
    wordings = [Wording(place, each.occasion_code, "", "", each.relation, each.channel) for place, each in enumerate(texts)]
    return [texts[place] for place in fitting(wordings, Wanted(code, "", "", relation, channel))]


def circumstances(code, year):
    """What the lint is told of each day the occasion falls on in the year."""
    if code not in OBSERVANCES:
        return [{"year": year, "lunar_year": year}]
    observance = OBSERVANCES[code]
    of_policy = {"tone": observance.tone, "solemn": observance.solemn}
    days = observance.dates_in(year)
    return [{**of_policy, "year": year, "lunar_year": lunar.to_lunar(day).year} for day in days]


@by_key
def test_every_text_passes_the_wording_lint_as_a_template_for_any_year(starter):
    observance = OBSERVANCES.get(starter.occasion_code)
    tone = observance.tone if observance else ""
    assert lint(starter.text, occasion_code=starter.occasion_code, tone=tone, channel=starter.channel) == []


@by_key
def test_every_text_passes_the_wording_lint_when_made_for_somebody_in_each_year(starter):
    for year in YEARS:
        for told in circumstances(starter.occasion_code, year):
            values = {**EXAMPLES, **year_values(starter.occasion_code, year, told["lunar_year"])}
            told |= {"occasion_code": starter.occasion_code, "channel": starter.channel}
            assert lint(render(starter.text, values), values=values, **told) == []


@by_key
def test_every_text_uses_greeting_placeholders_only(starter):
    assert check_template(starter.text, GREETING_PLACEHOLDERS) == []


@pytest.mark.parametrize("values", [EXAMPLES, LONG_VALUES], ids=["usual names", "long names"])
def test_every_text_message_is_one_part(values):
    short = [starter for starter in starter_texts() if starter.channel == "sms"]
    assert {starter.key for starter in short if measure(render(starter.text, values)).parts != 1} == set()


@by_key
def test_no_text_depends_on_the_day_it_is_sent(starter):
    assert not DAY_WORDS.search(starter.text)


@by_key
def test_every_text_keeps_a_level_voice(starter):
    assert not re.search("[！!]", starter.text)


@pytest.mark.parametrize("code", CONGRATULATED)
def test_every_congratulated_observance_has_texts(code):
    variants = Counter(each.relation for each in texts_of(code))
    assert sum(variants.values()) >= 3
    assert min(variants.values()) >= 2


@pytest.mark.parametrize("code", SILENT)
def test_a_day_nobody_is_greeted_on_has_none(code):
    assert [each.key for each in starter_texts() if each.occasion_code == code] == []


@pytest.mark.parametrize("code", BIG)
@pytest.mark.parametrize("relation", [Relation.LEADER, Relation.PEER, Relation.ELDER, Relation.FRIEND])
def test_the_great_festivals_have_five_variants_for_each_relation(code, relation):
    assert len(texts_for(code, relation)) >= 5


@pytest.mark.parametrize("code", [*CONGRATULATED, COMBINED_OCCASION])
@pytest.mark.parametrize("relation", [Relation.LEADER, Relation.PEER, Relation.ELDER, Relation.FRIEND])
def test_eight_people_of_one_unit_get_eight_texts(code, relation):
    if code in KEPT_BETWEEN_FRIENDS and relation != Relation.FRIEND:
        assert texts_for(code, relation) == []
    else:
        assert len(texts_for(code, relation)) >= 8


@pytest.mark.parametrize("code", BIG)
@pytest.mark.parametrize("relation", [Relation.LEADER, Relation.PEER, Relation.ELDER, Relation.FRIEND])
def test_at_the_great_festivals_thirteen_people_of_one_unit_get_thirteen_texts(code, relation):
    assert len(texts_for(code, relation)) >= 13


def test_the_elders_of_one_unit_get_fifteen_texts_on_their_day():
    assert len(texts_for("double-ninth", Relation.ELDER)) >= 15


@pytest.mark.parametrize("code", BIG)
def test_the_great_festivals_have_two_letters(code):
    assert len(texts_for(code, Relation.UNIT, "letter")) >= 2


def test_every_text_belongs_to_a_known_occasion():
    assert {each.occasion_code for each in starter_texts()} == {*CONGRATULATED, *OTHER_OCCASIONS}


def test_keys_and_texts_are_unique_and_numbers_run_from_one():
    texts = starter_texts()
    assert len({each.key for each in texts}) == len({each.text for each in texts}) == len(texts)
    groups = Counter((each.occasion_code, each.relation, each.channel) for each in texts)
    assert all(each.number <= groups[each.occasion_code, each.relation, each.channel] for each in texts)


def test_texts_of_one_occasion_share_no_long_run_of_words():
    for code in {each.occasion_code for each in starter_texts()}:
        runs = Counter(run for each in texts_of(code) for run in set(runs_of(each.text, 10)))
        assert [run for run, uses in runs.items() if uses > 1] == [], code


def runs_of(text, length):
    words = re.sub(r"\{[^}]*\}", "", text)
    return [words[start : start + length] for start in range(len(words) - length + 1)]


def test_a_friend_without_texts_of_his_own_is_written_to_as_a_peer():
    assert texts_for("police-day", Relation.FRIEND) == texts_for("police-day", Relation.PEER) != []


def test_every_other_channel_takes_the_text_messages():
    for channel in ("wechat", "email", "call", "visit"):
        assert texts_for("mid-autumn", Relation.PEER, channel) == texts_for("mid-autumn", Relation.PEER)


def test_a_letter_to_a_leader_without_one_of_his_own_is_the_letter_to_the_unit():
    to_the_unit = texts_for("mid-autumn", Relation.UNIT, "letter")
    assert texts_for("mid-autumn", Relation.LEADER, "letter") == to_the_unit


def test_mothers_day_is_kept_between_friends():
    assert texts_for("mothers-day", Relation.LEADER) == []
    assert texts_for("mothers-day", Relation.FRIEND) != []
