import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.placeholder_names import (
    EXAMPLES,
    GREETING_PLACEHOLDERS,
    MATTER_PLACEHOLDERS,
    NICKNAMES,
    PLACEHOLDERS,
)
from liaison.domain.placeholders import (
    MissingValue,
    PlaceholderError,
    UnbalancedBrace,
    UnknownPlaceholder,
    check_template,
    names_in,
    render,
    require_template,
)

WANG = {"称呼": "王主任", "单位": "市教育局", "落款": "张敏"}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("{称呼}好", "王主任好"),
        ("{ 称呼 }好", "王主任好"),
        ("{称呼}，{称呼}", "王主任，王主任"),
        ("{单位}\n{称呼}：", "市教育局\n王主任："),
        ("{{称呼}}写作{称呼}", "{称呼}写作王主任"),
        ("{{{称呼}}}", "{王主任}"),
        ("｛附注｝{称呼}", "｛附注｝王主任"),
    ],
)
def test_placeholders_become_their_values_and_doubled_braces_single_ones(template, text):
    assert render(template, WANG) == text


def test_a_value_is_never_read_again():
    assert render("{称呼}", {"称呼": "{单位}"}) == "{单位}"


@pytest.mark.parametrize(
    ("template", "code", "start"),
    [
        ("祝{称谓}好", "unknown_placeholder", 1),
        ("{称呼", "unbalanced_brace", 0),
        ("称呼}", "unbalanced_brace", 2),
        ("{{称呼}", "unbalanced_brace", 4),
        ("您好{}", "empty_placeholder", 2),
        ("{年份+1}", "expression", 0),
        ("{称呼!r}", "expression", 0),
        ("{称呼.姓}", "expression", 0),
        ("｛称呼｝好", "wide_brace", 0),
    ],
)
def test_a_faulty_template_is_refused_with_its_place(template, code, start):
    (problem,) = check_template(template)
    assert (problem.code, problem.start) == (code, start)
    with pytest.raises(PlaceholderError) as refusal:
        require_template(template)
    assert (refusal.value.code, refusal.value.params["position"]) == (code, start)


MISSPELT = {"联系员": "联络员", "我方单": "我方单位"}


@pytest.mark.parametrize(("typed", "meant"), [*NICKNAMES.items(), *MISSPELT.items()])
def test_the_nearest_known_name_is_suggested(typed, meant):
    (problem,) = check_template(f"{{{typed}}}", GREETING_PLACEHOLDERS)
    assert problem.params["nearest"] == meant
    assert f"是否指 {{{meant}}}" in problem.message


def test_an_unknown_name_is_named_beside_the_known_ones():
    with pytest.raises(UnknownPlaceholder, match="外号") as refusal:
        render("{外号}", {"外号": "老王"})
    assert all(name in str(refusal.value) for name in PLACEHOLDERS)


def test_a_name_like_no_other_gets_no_suggestion():
    (problem,) = check_template("{外号}")
    assert problem.params["nearest"] is None
    assert "是否" not in problem.message


def test_a_lone_brace_is_told_by_line_and_character():
    with pytest.raises(UnbalancedBrace, match="第 2 行第 3 个字处"):
        require_template("{称呼}：\n您好{")


def test_every_problem_is_listed_in_reading_order():
    assert [problem.start for problem in check_template("{甲}{称呼}{乙}}")] == [0, 7, 10]


@pytest.mark.parametrize("values", [{}, {"称呼": ""}, {"称呼": " 　"}])
def test_a_missing_value_is_an_error_that_names_it(values):
    with pytest.raises(MissingValue, match="称呼") as refusal:
        render("{称呼}：{落款}", {**values, "落款": "张敏"})
    assert refusal.value.params == {"names": ["称呼"]}


def test_all_missing_values_are_named_at_once():
    with pytest.raises(MissingValue, match="单位、落款"):
        render("{称呼}{单位}{落款}", {"称呼": "王主任"})


def test_a_greeting_cannot_use_a_name_that_belongs_to_matters():
    assert check_template("{依据}", MATTER_PLACEHOLDERS) == []
    (problem,) = check_template("{依据}", GREETING_PLACEHOLDERS)
    assert problem.code == "unknown_placeholder"


def test_names_are_listed_once_in_order_of_use():
    assert names_in("{落款}{称呼}{{单位}}{ 落款 }") == ["落款", "称呼"]


def test_every_placeholder_has_an_example_and_every_nickname_a_placeholder():
    assert set(EXAMPLES) == set(PLACEHOLDERS)
    assert set(NICKNAMES.values()) <= set(PLACEHOLDERS)
    assert not set(NICKNAMES) & set(PLACEHOLDERS)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="{}｛｝称呼单位 \n落款", max_size=30))
def test_a_template_without_problems_always_renders(text):
    if check_template(text):
        with pytest.raises(PlaceholderError):
            render(text, WANG)
    else:
        rendered = render(text, WANG)
        assert names_in(text) or rendered == text.replace("{{", "{").replace("}}", "}")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_any_text_survives_when_its_braces_are_doubled(text):
    doubled = text.replace("{", "{{").replace("}", "}}")
    if "｛" not in text:
        assert render(doubled, {}) == text
