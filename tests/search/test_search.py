"""Finding people and units by what is typed, on both databases."""

import pytest
from cast import Cast
from conftest import NOW
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.contacts.actions import (
    add_contact,
    archive_contact,
    begin_post,
    edit_contact,
    edit_post,
    remove_post,
    restore_contact,
)
from liaison.contacts.models import Contact
from liaison.contacts.queries import ContactFilter, contact_page
from liaison.db import begin_write, db
from liaison.search.people import people_found
from liaison.search.places import units_found as the_units_found
from liaison.search.queries import AmbiguousName, UnknownName, named_contacts, the_contact, words_of
from liaison.units.actions import archive_unit, edit_unit
from liaison.units.models import Unit

quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def writing(app: Flask) -> None:
    """Each test may write; nothing is kept."""
    begin_write()


def found(cast: Cast, text: str, login: str = "admin") -> set[str]:
    """Names of the people found."""
    return {contact.name for contact in people_found(cast.user(login), words_of(text), 30)}


def units_found(cast: Cast, text: str) -> set[str]:
    return {unit.name for unit in the_units_found(words_of(text), 30)}


@pytest.mark.parametrize("typed", [
    "陈建国", "建国", "国", "陈", "陈jianguo", "陈jg", "陳建國",
    "chenjianguo", "Chen Jianguo", "CHENJIANGUO", "jianguo", "cjg", "jg", "chenjg", "chjg",
    "办公室", "主任", "陈主任", "陈建国 办公室", "市第一中学 陈",
    "13805712046", "2046", "138 0571 2046", "+86 138 0571 2046", "138-0571-2046", "8613805712046",
])  # fmt: skip
def test_a_person_is_found_by_name_pinyin_initials_title_or_telephone(app: Flask, cast: Cast, typed: str):
    assert "陈建国" in found(cast, typed)


@pytest.mark.parametrize(
    "typed", ["欧阳慧敏", "ouyanghuimin", "oyhm", "欧阳", "慧敏", "huimin", "江州大学", "jzdx", "党委"]
)
def test_a_compound_surname_is_found_whole_and_in_parts(app: Flask, cast: Cast, typed: str):
    assert found(cast, typed) == {"欧阳慧敏"}


@pytest.mark.parametrize(
    "typed", ["陈国", "jianguochen", "1380571", "9999", "陈建国 江州大学", "zzz", "_", "%", "\\", "'"]
)
def test_what_fits_nobody_finds_nobody(app: Flask, cast: Cast, typed: str):
    wanted = {"陈建国"} if "13805712046".startswith(typed) else set()
    assert found(cast, typed) == wanted


@pytest.mark.parametrize("typed", ["市第一中学", "第一中学", "中学", "sdyzx", "diyizhongxue", "yizhong"])
def test_a_unit_is_found_by_any_part_of_its_name(app: Flask, cast: Cast, typed: str):
    school = db.session.get_one(Unit, cast.ids["school"])
    edit_unit(school, {"name": school.name, "short_name": "一中"}, version=None, by=None)
    assert "市第一中学" in units_found(cast, typed)


def test_a_new_name_is_found_and_the_old_one_no_longer(app: Flask, cast: Cast):
    edit_contact(cast.chen, {"name": "陈建设"}, version=None, by=None)
    assert found(cast, "建设") == {"陈建设"}
    assert found(cast, "建国") == set()
    assert found(cast, "chenjianshe") == {"陈建设"}
    assert found(cast, "guo") == set()


def test_a_corrected_reading_is_found_too(app: Flask, cast: Cast):
    shan = add_contact({"name": "单雄信"}, by=None)
    assert found(cast, "shanxiongxin") == {"单雄信"}
    edit_contact(shan, {"reading": "dan xiong xin"}, version=None, by=None)
    assert found(cast, "danxiongxin") == {"单雄信"}


def test_a_new_telephone_is_found_and_the_old_one_no_longer(app: Flask, cast: Cast):
    edit_contact(cast.chen, {}, phones=[("", "0571-87654321转802")], version=None, by=None)
    assert found(cast, "4321") == {"陈建国"}
    assert found(cast, "2046") == set()


@pytest.mark.parametrize("typed", [
    "3869", "386", "869", "转3869", "内线3869", "分机 3869", "0731-84572106转3869", "84572106 转 3869", "2106转3869",
])
def test_an_extension_is_found_alone_and_with_its_number(app: Flask, cast: Cast, typed: str):
    edit_contact(cast.chen, {}, phones=[("", "0731-84572106转3869")], version=None, by=None)
    assert found(cast, typed) == {"陈建国"}


@pytest.mark.parametrize("typed", ["3869", "内线 3869", "转3869"])
def test_an_internal_line_is_found_by_its_number(app: Flask, cast: Cast, typed: str):
    edit_contact(cast.chen, {}, phones=[("", "内线 3869")], version=None, by=None)
    assert found(cast, typed) == {"陈建国"}


def test_the_number_before_an_extension_has_to_fit_too(app: Flask, cast: Cast):
    edit_contact(cast.chen, {}, phones=[("", "0731-84572106转3869")], version=None, by=None)
    assert found(cast, "84572107转3869") == set()
    assert the_contact(None, "3869").name == "陈建国"
    edit_contact(cast.chen, {}, phones=[("", "0731-84572106")], version=None, by=None)
    assert found(cast, "3869") == set()


def test_a_title_is_found_while_the_post_lasts(app: Flask, cast: Cast):
    post = begin_post(cast.wang, unit_id=cast.ids["college"], title="教务处长", first=True, by=None)
    assert found(cast, "教务处长") == {"王雅琴"}
    edit_post(post, {"title": "总务处长"}, version=None, by=None)
    assert (found(cast, "教务处长"), found(cast, "总务处长")) == (set(), {"王雅琴"})
    remove_post(post, by=None)
    assert found(cast, "总务处长") == set()


def test_people_are_found_by_the_unit_of_an_open_post_only(app: Flask, cast: Cast):
    assert found(cast, "江州大学") == {"欧阳慧敏"}
    post = cast.ouyang.posts[0]
    edit_post(post, {"to_on": NOW.date()}, version=None, by=None)
    assert found(cast, "江州大学") == set()


def test_a_tag_is_found_by_its_beginning(app: Flask, cast: Cast):
    edit_contact(cast.wang, {}, tags=["老干部"], version=None, by=None)
    assert found(cast, "老干部") == {"王雅琴"}
    assert found(cast, "老干") == {"王雅琴"}
    assert found(cast, "干部") == set()


@pytest.mark.parametrize("typed", ["0571-88206666", "057188206666", "88206666", "6666", "8001"])
def test_a_unit_is_found_by_its_own_number_and_nobody_there_with_it(app: Flask, cast: Cast, typed: str):
    edit_unit(cast.school, {"phone": "0571-88206666 转 8001"}, version=None, by=None)
    assert (units_found(cast, typed), found(cast, typed)) == ({"市第一中学"}, set())


@pytest.mark.parametrize("typed", ["市一中", "一中", "市第一中学"])
def test_a_unit_is_found_by_the_forms_of_its_name(app: Flask, cast: Cast, typed: str):
    assert "市第一中学" in units_found(cast, typed)


def test_the_archived_are_not_found_until_they_are_restored(app: Flask, cast: Cast):
    archive_contact(cast.chen, now=NOW, by=None)
    archive_unit(cast.school, now=NOW, by=None)
    assert found(cast, "陈建国") == set()
    assert units_found(cast, "市第一中学") == set()
    restore_contact(cast.chen, by=None)
    assert found(cast, "陈建国") == {"陈建国"}


@pytest.mark.parametrize(("login", "names"), [
    ("officer", {"陈建国"}), ("colleague", set()), ("viewer", {"陈建国"}), ("admin", {"陈建国"}),
])  # fmt: skip
def test_nobody_finds_whom_they_may_not_see(app: Flask, cast: Cast, login: str, names: set[str]):
    assert found(cast, "2046", login) == names


def test_the_list_s_filter_finds_what_the_search_page_finds(app: Flask, cast: Cast):
    for typed in ("jg", "主任", "江州大学", "2046", "王"):
        page = contact_page(cast.user("admin"), ContactFilter(text=typed))
        assert {contact.name for contact in page.rows} == found(cast, typed)


# A command or a field needs one person, not a list.


@pytest.mark.parametrize("who", ["陈建国", " 陈建国 ", "2046", "13805712046", "chenjianguo", "cjg", "建国"])
def test_one_person_is_meant(app: Flask, cast: Cast, who: str):
    assert the_contact(None, who).name == "陈建国"


def test_a_number_is_an_id_when_no_telephone_ends_so(app: Flask, cast: Cast):
    assert the_contact(None, str(cast.ids["ouyang"])).name == "欧阳慧敏"


def test_several_people_of_one_name_are_listed_with_their_units(app: Flask, cast: Cast):
    other = add_contact({"name": "陈建国"}, by=None)
    begin_post(other, unit_id=cast.ids["college"], title="讲师", by=None)
    with pytest.raises(AmbiguousName, match="江州大学 讲师") as refusal:
        the_contact(None, "陈建国")
    assert {contact.id for contact in refusal.value.matches} == {cast.ids["chen"], other.id}


def test_of_more_than_ten_of_one_name_it_is_said_that_there_are_more(app: Flask, cast: Cast):
    for _ in range(10):
        add_contact({"name": "陈建国"}, by=None)
    with pytest.raises(AmbiguousName, match="只列了前 10 位") as refusal:
        the_contact(None, "陈建国")
    assert len(refusal.value.matches) == 10


def test_an_unknown_person_is_refused_by_name(app: Flask, cast: Cast):
    with pytest.raises(UnknownName, match="李逵"):
        the_contact(None, "李逵")


def test_who_may_not_be_seen_is_unknown(app: Flask, cast: Cast):
    with pytest.raises(UnknownName):
        the_contact(cast.user("officer"), "欧阳慧敏")


@pytest.mark.parametrize(
    "text", ["陈建国、王雅琴", "陈建国，王雅琴", "陈建国,王雅琴", "陈建国；王雅琴;", "2046、wyq"]
)
def test_several_names_are_told_apart_by_their_commas(app: Flask, cast: Cast, text: str):
    assert [contact.name for contact in named_contacts(None, text)] == ["陈建国", "王雅琴"]


# Nothing that can be typed breaks the search.


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
@quick
def test_whatever_is_typed_the_search_answers(app: Flask, cast: Cast, text: str):
    people = people_found(cast.user("admin"), words_of(text), 30)
    assert {contact.id for contact in people} <= set(cast.ids.values())


@given(name=st.text("陈建国曾单仇解王欧阳诸葛张伟", min_size=2, max_size=4))
@quick
def test_everybody_is_found_by_any_part_of_their_own_name(app: Flask, cast: Cast, name: str):
    begin_write()
    person = add_contact({"name": name}, by=None)
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            people = people_found(cast.user("admin"), words_of(name[start:end]), 100)
            assert person in people
    assert isinstance(person, Contact)
