import pytest
from domain.people_samples import clerk_contacts, names, office_csv_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.names import COMPOUND_SURNAMES, clean_name, is_known_surname, split_name


@pytest.mark.parametrize(("full", "family", "given_name"), [
    ("王伟", "王", "伟"),
    ("单建国", "单", "建国"),
    ("陳九德", "陳", "九德"),
    ("欧阳修", "欧阳", "修"),
    ("歐陽玉山", "歐陽", "玉山"),
    ("司马光", "司马", "光"),
    ("諸葛亮", "諸葛", "亮"),
    ("诸葛亮", "诸葛", "亮"),
    ("令狐冲", "令狐", "冲"),
    ("尉迟敬德", "尉迟", "敬德"),
    ("万俟卨", "万俟", "卨"),
    ("侯莫陈崇", "侯莫陈", "崇"),
    ("爱新觉罗溥仪", "爱新觉罗", "溥仪"),
    ("张王晓明", "张", "王晓明"),
])
def test_a_chinese_name_is_cut_after_its_surname(full, family, given_name):
    assert split_name(full) == (family, given_name)


@pytest.mark.parametrize(("full", "family"), [
    ("单于海", "单"), ("单于海明", "单于"), ("张简阳", "张"), ("张简明阳", "张简"), ("梁丘山", "梁"),
])
def test_a_doubtful_compound_counts_only_in_a_name_of_four(full, family):
    assert split_name(full)[0] == family


def test_two_characters_are_one_and_one_even_where_they_spell_a_compound_surname():
    assert split_name("欧阳") == ("欧", "阳")


@pytest.mark.parametrize("full", [
    "买买提·艾山", "John Smith", "J. Smith", "潤浦法澤", "阿卜杜勒艾则孜", "", "Ольга",
])
def test_what_is_no_chinese_name_stays_whole(full):
    assert split_name(full) == ("", full)


@pytest.mark.parametrize(("full", "parts"), [
    ("王", ("王", "")), ("王Lisa", ("王", "Lisa")), ("王 Lisa", ("王", "Lisa")), ("道Lisa", ("", "道Lisa")),
])
def test_a_surname_alone_or_before_foreign_letters_is_recognised(full, parts):
    assert split_name(full) == parts


@pytest.mark.parametrize(("typed", "cleaned"), [
    ("屈　直", "屈直"),
    (" 武秀", "武秀"),
    ("欧 阳 修\t", "欧阳修"),
    ("John   Smith", "John Smith"),
    ("王  Lisa", "王 Lisa"),
    ("Ａｂｄｕ", "Abdu"),
    ("买买提 • 艾山", "买买提·艾山"),
    ("买买提・艾山", "买买提·艾山"),
    ("买买提．艾山", "买买提·艾山"),
    ("J. R. Smith", "J. R. Smith"),
    ("\u200b王伟\ufeff", "王伟"),
    ("\uf9e1明", "\u674e明"),
    ("　", ""),
])
def test_a_name_loses_alignment_and_odd_signs(typed, cleaned):
    assert clean_name(typed) == cleaned


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=12))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_name(clean_name(text)) == clean_name(text)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="王欧阳歐陽单于诸葛修明·ABz ", max_size=8))
def test_nothing_of_a_name_is_lost_by_cutting(text):
    family, rest = split_name(text)
    assert (family + rest).replace(" ", "") == clean_name(text).replace(" ", "")


def test_compound_surnames_are_known_in_both_scripts():
    simplified, traditional = {"欧阳", "诸葛", "尉迟", "万俟"}, {"歐陽", "諸葛", "尉遲", "萬俟"}
    assert simplified | traditional <= COMPOUND_SURNAMES


def test_variant_characters_make_no_stranger_of_a_surname():
    assert is_known_surname("呉") and is_known_surname("鮮於") and not is_known_surname("吃")


def test_at_least_nineteen_in_twenty_historical_names_begin_with_a_known_surname():
    known = sum(is_known_surname(split_name(name)[0]) for name in names())
    assert known >= 57_000


def test_the_names_of_the_office_sheet_are_cleaned_as_a_careful_clerk_would():
    read = [clean_name(row[2]) for row in office_csv_rows()]
    assert read == [contact["name"] for contact in clerk_contacts()]
