"""Words of running text as pairs of characters."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.domain.word_grams import INDEXED_LENGTH, contains, typed_grams, word_grams

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(("text", "pairs"), [
    ("商定调研", {"商定", "定调", "调研"}),
    ("商定，调研", {"商定", "调研"}),
    ("ABC公司", {"ab", "bc", "c公", "公司"}),
    ("陳局長", {"陈局", "局长"}),
    ("好", set()),
    ("", set()),
])  # fmt: skip
def test_a_text_is_kept_as_its_pairs(text: str, pairs: set[str]):
    assert word_grams(text) == pairs


@quick
@given(text=st.text(alphabet="商定调研时间ab1 ，。", max_size=30), at=st.integers(0, 28), length=st.integers(2, 6))
def test_any_part_of_a_text_is_looked_up_by_pairs_the_text_has(text: str, at: int, length: int):
    part = text[at : at + length]
    if part and not set(part) & set(" ，。"):
        assert word_grams(text).issuperset(typed_grams(part))
        assert contains(text, part)


def test_pairs_that_stand_apart_are_no_word():
    assert word_grams("调研，研讨").issuperset(typed_grams("调研讨")[:1])
    assert not contains("调研时间，研讨会", "调研讨")


def test_of_a_long_text_the_beginning_is_kept():
    assert word_grams("甲" * INDEXED_LENGTH + "乙丙") == {"甲甲"}
