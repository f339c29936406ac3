import pytest

from liaison.domain.address import core_title, form_of_address, is_deputy, rank, short_forms


@pytest.mark.parametrize(("title", "address"), [
    ("主任", "王主任"),
    ("办公室主任", "王主任"),
    ("党办副主任", "王主任"),
    ("综合科科长", "王科长"),
    ("党委书记", "王书记"),
    ("副书记", "王书记"),
    ("校长", "王校长"),
    ("总经理", "王总"),
    ("副总经理", "王总"),
    ("董事长", "王董事长"),
    ("总工程师", "王总工"),
    ("高级工程师", "王工"),
    ("教授", "王教授"),
    ("讲师", "王老师"),
    ("班主任", "王老师"),
    ("主治医师", "王医生"),
    ("主任医师", "王主任"),
    ("护士长", "王护士长"),
    ("处长", "王处长"),
    ("局长", "王局长"),
    ("司令员", "王司令员"),
    ("政治委员", "王政委"),
    ("秘书", "王秘书"),
    ("调研员", "王调研员"),
    ("副局长（正处级）", "王局长"),
    ("副總經理", "王总"),
])
def test_surname_and_title_without_department(title, address):
    assert form_of_address("王", "伟", title) == address


@pytest.mark.parametrize(("title", "address"), [
    ("副主任", "王副主任"), ("党办副主任", "王副主任"), ("常务副局长", "王副局长"),
    ("副总经理", "王副总"), ("主任", "王主任"),
])
def test_the_deputy_is_kept_on_request(title, address):
    assert form_of_address("王", "伟", title, keep_deputy=True) == address


@pytest.mark.parametrize(("title", "address"), [
    ("校长、党委书记", "王校长"),
    ("党委书记兼校长", "王书记"),
    ("院长 教授", "王院长"),
    ("党委委员、副局长", "王局长"),
    ("市委常委，宣传部部长", "王部长"),
    ("科员、工程师", "王工"),
    ("政协委员", "王委员"),
])
def test_of_several_titles_the_first_is_said_and_a_seat_on_a_body_last(title, address):
    assert form_of_address("王", "伟", title) == address


@pytest.mark.parametrize(("family", "given", "address"), [
    ("欧阳", "明", "欧阳书记"), ("諸葛", "亮", "諸葛书记"), ("", "买买提·艾山", "买买提·艾山书记"),
])
def test_a_compound_surname_or_a_name_without_surname_is_said_whole(family, given, address):
    assert form_of_address(family, given, "书记") == address


@pytest.mark.parametrize("title", [None, "", "  ", "科员", "主任科员", "联络员", "退休"])
def test_without_a_title_to_be_said_it_is_comrade(title):
    assert form_of_address("王", "伟", title) == "王伟同志"


@pytest.mark.parametrize(("gender", "relation", "address"), [
    ("male", None, "王伟先生"),
    ("女", None, "王伟女士"),
    ("female", "business", "王伟女士"),
    ("female", "official", "王伟同志"),
    ("unknown", None, "王伟同志"),
    (None, "business", "王伟同志"),
    ("female", "school", "王老师"),
])
def test_without_a_title_gender_and_relation_decide(gender, relation, address):
    assert form_of_address("王", "伟", None, gender=gender, relation=relation) == address


def test_a_title_is_said_whatever_the_relation():
    assert form_of_address("王", "伟", "主任", gender="female", relation="school") == "王主任"


@pytest.mark.parametrize(("override", "address"), [
    ("王老", "王老"), (" 老王 ", "老王"), ("  ", "王主任"), (None, "王主任"),
])
def test_an_override_wins_unless_it_is_blank(override, address):
    assert form_of_address("王", "伟", "主任", override=override) == address


@pytest.mark.parametrize(("title", "core"), [
    ("党办副主任", "主任"), ("总经理", "总"), ("联络员", ""), (None, ""), ("（主持工作）副局长", "局长"),
])
def test_the_core_of_a_title_is_what_is_spoken(title, core):
    assert core_title(title) == core


@pytest.mark.parametrize(("title", "deputy"), [
    ("副校长", True), ("党办副主任", True), ("副教授", True), ("校长", False), ("副校级调研员", False),
    (None, False),
])
def test_a_deputy_has_the_word_right_before_the_title(title, deputy):
    assert is_deputy(title) is deputy


@pytest.mark.parametrize(("title", "level"), [
    ("校长", 5), ("党委书记", 5), ("主任", 5), ("和平区区长", 5), ("副校长", 4), ("纪委书记", 4),
    ("总工程师", 4),
    ("办公室主任", 3), ("宣传部部长", 3), ("处长", 3), ("党办副主任", 2), ("综合科科长", 2), ("秘书", 1),
    ("科员", 1),
    ("副科长", 1), ("退休", 0), (None, 0), ("党委委员、副局长", 4), ("教授、院长", 5),
])
def test_titles_have_a_coarse_level_and_the_highest_counts(title, level):
    assert rank(title) == level


@pytest.mark.parametrize(
    ("title", "forms"),
    [("集团董事长", {"霍董", "霍总"}), ("财政局局长", {"霍局"}), ("副校长", {"霍校"}), ("部门经理", {"霍总"}), ("科员", set())],
)
def test_colleagues_shorten_a_title(title: str, forms: set[str]):
    assert short_forms("霍", title) == forms


def test_without_a_surname_nothing_is_shortened():
    assert short_forms("", "局长") == frozenset()
