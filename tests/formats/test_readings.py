import re
import subprocess
import sys
from itertools import pairwise

import pytest
from domain.people_samples import names, university_names
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.search_keys import name_keys, prefix_end, query_forms
from liaison.formats.readings import Reading, ReadingError, all_readings, reading, text_reading


@pytest.mark.parametrize(("name", "full", "initials"), [
    ("单建国", "shanjianguo", "sjg"),
    ("單建國", "shanjianguo", "sjg"),
    ("曾国藩", "zengguofan", "zgf"),
    ("仇英", "qiuying", "qy"),
    ("解缙", "xiejin", "xj"),
    ("查良镛", "zhaliangyong", "zly"),
    ("朴正熙", "piaozhengxi", "pzx"),
    ("任重", "renzhong", "rz"),
    ("华罗庚", "hualuogeng", "hlg"),
    ("区永年", "ouyongnian", "oyn"),
    ("翟让", "zhairang", "zr"),
    ("盖叫天", "gejiaotian", "gjt"),
    ("过海英", "guohaiying", "ghy"),
    ("折可求", "shekeqiu", "skq"),
    ("种师道", "chongshidao", "csd"),
    ("尉迟恭", "yuchigong", "ycg"),
    ("万俟卨", "moqixie", "mqx"),
    ("長孫無忌", "zhangsunwuji", "zswj"),
    ("澹台灭明", "tantaimieming", "ttmm"),
    ("吕蒙", "lvmeng", "lm"),
    ("沈从文", "shencongwen", "scw"),
    ("买买提·艾山", "maimaitiaishan", "mmtas"),
    ("John Smith", "johnsmith", "js"),
    ("José", "jose", "j"),
    ("王Lisa", "wanglisa", "wl"),
    ("", "", ""),
])
def test_a_name_is_read_with_its_surname_as_a_surname(name, full, initials):
    found = reading(name)
    assert (found.full, found.initials) == (full, initials)


def test_the_same_character_is_a_word_in_a_given_name():
    assert reading("王单").syllables == ("wang", "dan")
    assert reading("王重阳").syllables == ("wang", "chong", "yang")


def test_a_surname_given_by_the_record_decides_where_the_name_is_cut():
    assert reading("单于海", family="单于").syllables == ("chan", "yu", "hai")
    assert reading("单于海").syllables == ("shan", "yu", "hai")


@pytest.mark.parametrize("typed", ["dan jian guo", "Dàn Jiàn Guó", "DAN-JIAN-GUO", " dan  jian  guo "])
def test_the_reading_an_officer_typed_wins(typed):
    assert reading("单建国", override=typed).full == "danjianguo"


@pytest.mark.parametrize(("typed", "code"), [
    ("shan jianguo", "reading_count"), ("shan", "reading_count"), ("shan jian guo ming", "reading_count"),
    ("shan jian g$", "reading_letters"), ("shan jian 国", "reading_letters"),
])
def test_a_typed_reading_that_does_not_fit_is_refused(typed, code):
    with pytest.raises(ReadingError) as refused:
        reading("单建国", override=typed)
    assert refused.value.code == code


@pytest.mark.parametrize(("name", "readings"), [
    ("王伟", ["wangwei"]),
    ("单伟", ["shanwei", "danwei", "chanwei"]),
    ("覃勇", ["qinyong", "tanyong"]),
    ("乐毅", ["yueyi", "leyi"]),
    ("王乐", ["wangle", "wangyue"]),
    ("覃乐", ["qinle", "tanle", "qinyue", "tanyue"]),
])
def test_doubtful_names_have_every_reading_and_the_likeliest_first(name, readings):
    assert [each.full for each in all_readings(name)] == readings


def test_a_typed_reading_comes_before_the_others():
    assert [each.full for each in all_readings("单伟", "dan wei")] == ["danwei", "shanwei", "chanwei"]


@pytest.mark.parametrize(("text", "full"), [
    ("重庆大学", "chongqingdaxue"),
    ("长春理工大学", "changchunligongdaxue"),
    ("厦门大学", "xiamendaxue"),
    ("蚌埠医学院", "bengbuyixueyuan"),
    ("六安市", "luanshi"),
    ("行政学院", "xingzhengxueyuan"),
    ("臺灣大學", "taiwandaxue"),
    ("第2中学", "di2zhongxue"),
    ("单县人民政府", "shanxianrenminzhengfu"),
    ("北京市朝阳区委", "beijingshichaoyangquwei"),
    ("工商银行六合区支行", "gongshangyinhangluhequzhihang"),
])
def test_a_unit_is_read_as_words(text, full):
    assert text_reading(text).full == full


def test_names_are_ordered_by_reading_then_character_then_given_name():
    in_order = [
        "安然", "陈刚", "陳強", "陈伟", "欧明", "欧阳修", "单伟", "曾伟", "查明", "翟明", "张安", "张伟",
        "张伟明", "章安",
    ]
    assert sorted(set(in_order), key=lambda name: reading(name).sort_key) == in_order


def test_a_surname_of_two_characters_does_not_mix_with_the_first_of_them():
    ordered = sorted(["欧阳修", "欧张", "欧阳安", "欧安"], key=lambda name: reading(name).sort_key)
    assert ordered == ["欧安", "欧张", "欧阳安", "欧阳修"]


def test_no_two_names_share_a_place_in_the_order():
    sample = names()[::10]
    assert len({reading(name).sort_key for name in sample}) == len(sample)


def test_the_order_is_by_reading_throughout():
    sample = sorted(names()[::20], key=lambda name: reading(name).sort_key)
    readings = [reading(name) for name in sample]
    surnames = ["".join(each.syllables[:each.family_length or 1]) for each in readings]
    assert all(before <= after for before, after in pairwise(surnames))


def test_every_historical_name_is_read_in_plain_syllables():
    for name in names()[::5]:
        assert all(re.fullmatch("[a-z]{1,6}", syllable) for syllable in reading(name).syllables), name


def test_every_university_has_one_syllable_for_each_character():
    assert [name for name in university_names() if not text_reading(name).is_aligned] == []


def test_importing_the_module_does_not_load_pypinyin():
    script = "import sys, liaison.formats.readings; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=10))
def test_any_text_is_read_with_one_syllable_for_each_piece(text):
    for found in (reading(text), text_reading(text)):
        assert isinstance(found, Reading) and found.is_aligned


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_historical_name_is_found_by_its_parts_its_reading_and_its_initials(data):
    name = data.draw(st.sampled_from(names()))
    readings = all_readings(name)
    keys = name_keys(name, readings)
    chosen = data.draw(st.sampled_from(readings))
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    syllables = chosen.syllables[start:end]
    for typed in (name[start:end], "".join(syllables), chosen.initials[start:end]):
        assert any(form <= key < prefix_end(form) for form in query_forms(typed) for key in keys), typed


def test_the_index_stays_small():
    sizes = [len(name_keys(name, all_readings(name))) for name in names()[::10]]
    assert sum(sizes) / len(sizes) < 13 and max(sizes) <= 45
