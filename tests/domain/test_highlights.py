"""What is marked of a name or a text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.domain.highlights import excerpt, marked
from liaison.formats.readings import reading, text_reading


def drawn(text: str, *terms: str, read: bool = True) -> str:
    """The text with what is marked in brackets."""
    parts = marked(text, terms, reading(text) if read else None)
    return "".join(f"[{part}]" if typed else part for part, typed in parts)

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(("typed", "shown"), [
    ("陈", "[陈]建国"), ("建国", "陈[建国]"), ("陳", "[陈]建国"), ("chen", "[陈]建国"), ("chenj", "[陈建]国"),
    ("jianguo", "陈[建国]"), ("jg", "陈[建国]"), ("cjg", "[陈建国]"), ("chjg", "[陈建国]"), ("陈jg", "[陈建国]"),
    ("陈jian", "[陈建]国"), ("g", "陈建[国]"), ("2046", "陈建国"), ("王", "陈建国"), ("cheng", "陈建国"),
])  # fmt: skip
def test_a_name_is_marked_where_it_was_typed(typed: str, shown: str):
    assert drawn("陈建国", typed) == shown


def test_several_words_are_marked_each():
    assert drawn("江州大学 党委办公室", "大学", "党委", read=False) == "江州[大学] [党委]办公室"


def test_a_unit_is_marked_by_its_initials():
    parts = marked("市第一中学", ["yzx"], text_reading("市第一中学"))
    assert parts == [("市第", False), ("一中学", True)]


@quick
@given(text=st.text(max_size=20), terms=st.lists(st.text(max_size=5), max_size=3))
def test_marking_never_changes_the_text(text: str, terms: list[str]):
    assert "".join(part for part, _ in marked(text, terms)) == text


def test_of_a_long_text_the_line_around_the_word_is_shown():
    text = "座谈一小时。" * 20 + "商定调研时间" + "，另约下周。" * 20
    line = excerpt(text, ["调研"])
    assert "调研" in line and line.startswith("…") and line.endswith("…") and len(line) <= 42


def test_a_short_text_is_shown_whole():
    assert excerpt("商定\n调研时间", ["调研"]) == "商定 调研时间"
