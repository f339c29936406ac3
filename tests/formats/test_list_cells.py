"""Lists in one cell: what is written is read back, and what others write is read as it is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.real_dates import DateWordsError
from liaison.formats.former_names import former_name, former_names_written
from liaison.formats.list_cells import MARKS, listed, pieces

LETTERS = st.sampled_from([*MARKS, "\\", "甲", "b", " ", "（", "）", "至"])
TEXTS = st.text(LETTERS, min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_what_is_written_is_read_back(texts: list[str]):
    assert pieces(listed(texts)) == tuple(texts)


@pytest.mark.parametrize(
    ("cell", "texts"),
    [("校友、老乡", ("校友", "老乡")), ("校友/老乡；，战友\n", ("校友", "老乡", "战友")), (r"C:\路径", (r"C:\路径",)), ("", ())],
)
def test_what_others_write_is_read_as_it_is(cell: str, texts: tuple[str, ...]):
    assert pieces(cell) == texts


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, st.dates()), max_size=3))
def test_former_names_come_back_with_their_days(names: list[tuple[str, date]]):
    assert tuple(map(former_name, pieces(former_names_written(names)))) == tuple(names)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("江州县教委", (("江州县教委", None),)),
        ("江州县教委(至2001年3月1日)、县文教局（筹）", (("江州县教委", date(2001, 3, 1)), ("县文教局（筹）", None))),
        ("江州县教委（至2001年3月1日止）、文教局", (("江州县教委", date(2001, 3, 1)), ("文教局", None))),
    ],
)
def test_former_names_as_offices_write_them(cell: str, names: tuple[tuple[str, date | None], ...]):
    assert tuple(map(former_name, pieces(cell))) == names


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("江州县教委（至2001-02-30）", "no_such_day"),
        ("江州县教委（至2001年3月）", "no_day"),
        ("江州县教委(2001.3止)", "no_day"),
        ("江州县教委（至2001-03）", "no_day"),
    ],
)
def test_a_former_name_with_half_a_day_is_refused_with_its_reason(cell: str, code: str):
    with pytest.raises(DateWordsError) as refused:
        former_name(cell)
    assert refused.value.code == code
    assert cell in str(refused.value)
