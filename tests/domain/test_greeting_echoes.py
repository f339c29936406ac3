"""Colleagues who got the same words."""

from liaison.domain.greeting_echoes import Written, echoes

CHEN = Written(1, 7, "陈主任：中秋安好，阖家团圆。张敏", ("陈主任", "陈建国"))
WANG = Written(2, 7, "王老师：中秋安好, 阖家团圆。张敏", ("王老师",))
OTHER_UNIT = Written(3, 8, "李局长：中秋安好，阖家团圆。张敏", ("李局长",))


def test_texts_that_differ_in_name_and_marks_alone_are_the_same():
    assert echoes([CHEN, WANG, OTHER_UNIT]) == {1: (2,), 2: (1,)}


def test_one_word_makes_the_difference():
    warmer = Written(2, 7, "王老师：中秋安好，全家团圆。张敏", ("王老师",))
    assert echoes([CHEN, warmer]) == {}


def test_people_without_a_unit_are_strangers():
    assert echoes([Written(n, None, "中秋安好", ()) for n in (1, 2)]) == {}


def test_empty_texts_are_no_echoes():
    assert echoes([Written(n, 7, " ", ()) for n in (1, 2)]) == {}


def test_three_with_the_same_words_each_hear_of_both_others():
    assert echoes([Written(n, 7, "中秋安好", ()) for n in (1, 2, 3)]) == {1: (2, 3), 2: (1, 3), 3: (1, 2)}


def test_a_name_that_begins_another_is_taken_out_whole():
    short = Written(1, 7, "陈主任：安好", ("陈主任", "陈"))
    long = Written(2, 7, "陈：安好", ("陈",))
    assert echoes([short, long]) == {1: (2,), 2: (1,)}
