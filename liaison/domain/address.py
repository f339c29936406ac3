"""称呼: how a person is addressed, from surname and title: 王主任, 欧阳书记, 李总, 王伟同志.

What is spoken of a title is decided in ``titles``. Without a title the relation to the person decides.
"""

from typing import Literal

from .titles import core_title, is_deputy, main_title, rank

__all__ = ["Relation", "core_title", "form_of_address", "is_deputy", "rank"]

# What kind of unit the person belongs to, as far as it changes the address of somebody without a title.
Relation = Literal["official", "school", "business"]

_SHORTENED = {"董事长": ("董", "总"), "经理": ("总",), "总工": ("总", "工")}
_BY_GENDER = {"male": "先生", "m": "先生", "男": "先生", "female": "女士", "f": "女士", "女": "女士"}


def form_of_address(
    family: str, given: str, title: str | None, *, override: str | None = None, keep_deputy: bool = False,
    gender: str | None = None, relation: Relation | None = None,
) -> str:
    """Surname and title; an ``override`` wins, and a name without a surname is said whole: 买买提·艾山主任.

    副 is dropped as one does to a person's face, and kept with ``keep_deputy`` for lists and envelopes.
    Without a title to be spoken: at a school surname and 老师; for ``official`` persons the full name and
    同志; else 先生 or 女士 when the gender is known; else 同志, which fits everybody.
    """
    if override and override.strip():
        return override.strip()
    spoken = _spoken_title(title, keep_deputy)
    if not spoken and relation == "school":
        spoken = "老师"
    if spoken:
        return (family or given) + spoken
    return family + given + _general_form(gender, relation)


def short_forms(family: str, title: str | None) -> frozenset[str]:
    """How colleagues shorten it: 霍董 and 霍总 for a 董事长, 陈局 for a 局长, 李总 for a 经理. Not for greetings."""
    core = core_title(title)
    shorts = set(_SHORTENED.get(core, ()))
    if len(core) == 2 and core.endswith("长"):
        shorts.add(core[0])
    return frozenset(family + short for short in shorts) if family else frozenset()


def _spoken_title(title: str | None, keep_deputy: bool) -> str:
    found = main_title(title)
    if not found or not found.is_spoken:
        return ""
    return ("副" if keep_deputy and found.is_deputy else "") + found.core


def _general_form(gender: str | None, relation: Relation | None) -> str:
    by_gender = _BY_GENDER.get((gender or "").lower())
    return by_gender if by_gender and relation != "official" else "同志"
