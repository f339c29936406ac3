"""Posts in one cell: what is written is read back, and what is not written so is refused."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.formats.drafts import PostDraft
from liaison.formats.post_cells import PostCellError, posts_read, posts_written

FIRST = st.sampled_from([None, date(1998, 7, 1), date(2010, 9, 1)])
LAST = st.sampled_from([None, date(2010, 9, 1), date(2026, 12, 31)])
WORDS = st.sampled_from([
    "市第一中学", "教务处（新）", "主任/书记", "a,b;c|d", "江州 大学", "、·", "甲｜乙；丙", "\\", "一\\；", "\\｜",
])  # fmt: skip
POSTS = st.builds(PostDraft, WORDS, WORDS | st.just(""), WORDS, FIRST, LAST)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(POSTS, max_size=4))
def test_what_is_written_is_read_back(posts: list[PostDraft]):
    assert posts_read(posts_written(posts)) == tuple(posts)


def test_the_marks_between_the_places_stay_in_a_name_as_they_were_entered():
    cell = posts_written([PostDraft("甲｜乙", "", "主任；书记", None, None), PostDraft("丙", "", "", None, None)])
    assert cell == "甲\\｜乙｜｜主任\\；书记｜｜；丙｜｜｜｜"
    assert [(post.unit, post.title) for post in posts_read(cell)] == [("甲｜乙", "主任；书记"), ("丙", "")]


def test_a_cell_written_by_hand_is_read_with_its_backslashes():
    (post,) = posts_read(r"甲\乙｜｜主任\x｜｜".replace(r"\\", "\\"))
    assert (post.unit, post.title) == ("甲\\乙", "主任\\x")


@pytest.mark.parametrize(
    "text", ["市一中 教师", "市一中｜｜教师", "｜处｜｜｜", "市一中｜｜教师｜去年｜", "市一中｜｜教师｜2020-01-01｜2019-01-01"]
)
def test_a_cell_that_does_not_tell_posts_is_refused(text: str):
    with pytest.raises(PostCellError, match="单位｜部门｜职务｜起｜止"):
        posts_read(text)
