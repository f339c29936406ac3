import pytest

from liaison.domain.explanations import (
    Manner,
    UnknownReason,
    explanations,
    explanations_for,
    find_reason,
    reasons,
)
from liaison.domain.placeholder_names import EXAMPLES, MATTER_PLACEHOLDERS
from liaison.domain.placeholders import check_template, render
from liaison.domain.wording import lint

by_key = pytest.mark.parametrize("explanation", explanations(), ids=lambda each: each.key)


@by_key
def test_every_explanation_renders_from_the_values_it_asks_for(explanation):
    assert check_template(explanation.text, MATTER_PLACEHOLDERS) == []
    values = {name: EXAMPLES[name] for name in explanation.needs}
    assert "{" not in render(explanation.text, values)


@by_key
def test_every_explanation_passes_the_wording_lint(explanation):
    channel = "letter" if explanation.manner == Manner.WRITTEN else "call"
    assert lint(explanation.text, channel=channel) == []


@by_key
def test_every_explanation_names_the_request_it_answers(explanation):
    assert "事项" in explanation.needs


@pytest.mark.parametrize("reason", reasons(), ids=lambda each: each.code)
def test_every_reason_has_advice_and_something_to_say_on_the_telephone(reason):
    assert reason.advice
    assert explanations_for(reason.code, Manner.SPOKEN)


USUAL = ["权限不在本单位", "政策不允许", "时间来不及", "需上级批准", "已转办", "部分办理"]


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_reasons_have_a_letter_too(name):
    (reason,) = (each for each in reasons() if each.name == name)
    assert explanations_for(reason.code, Manner.WRITTEN)


def test_the_needs_are_the_placeholders_in_order_of_use():
    (letter,) = explanations_for("passed-on", Manner.WRITTEN)
    assert letter.needs == [
        "单位", "来函日期", "事项", "承办单位", "答复期限", "联络员", "联络电话", "我方单位", "日期",
    ]


def test_keys_and_texts_are_unique():
    assert len({each.key for each in explanations()}) == len(explanations())
    assert len({each.text for each in explanations()}) == len(explanations())


def test_spoken_ones_come_before_written_ones():
    manners = [each.manner for each in explanations_for("beyond-authority")]
    assert manners == [Manner.SPOKEN, Manner.SPOKEN, Manner.WRITTEN]


def test_an_unknown_reason_is_refused_with_the_known_ones():
    with pytest.raises(UnknownReason, match="政策不允许") as refusal:
        find_reason("mood")
    assert refusal.value.params == {"reason": "mood"}
