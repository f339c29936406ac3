"""What people write into a cell for a name besides the name: 赵（女）, 周九先生, 王老师, 钱七、孙八, 13800000099.

Only a gender and 先生 or 女士 behind a whole name are taken off. Where the given name is unknown, or where taking off
might be wrong (宣传部长 is no Mr 宣 with a title), the name stays as typed and `remark` says what to look at.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .genders import Gender
from .han import is_han
from .names import COMPOUND_SURNAMES, clean_name, is_known_surname
from .titles import main_title

FORMS = {
    "先生": Gender.MALE, "男士": Gender.MALE, "女士": Gender.FEMALE, "小姐": Gender.FEMALE, "同志": None,
}  # fmt: skip
GENDERS = {"男": Gender.MALE, "男性": Gender.MALE, "女": Gender.FEMALE, "女性": Gender.FEMALE} | {
    form: gender for form, gender in FORMS.items() if gender
}
OF_MONKS = ("法师", "方丈", "住持", "阿訇")  # 海月法师 is a whole name
OF_RELATIVES = ("太太", "夫人")  # 张伟夫人 is somebody else than 张伟
_BRACKETS = re.compile(r"\s*[(\[【〔](?P<words>[^()\[\]【】〔〕]*)[)\]】〕]$")
_BETWEEN_NAMES = re.compile(r"[、,，;；/／&\n]+")
_FORM = re.compile(f"(?:{'|'.join(FORMS)})$")
_IN_NAMES = frozenset("·.-'’ ")
_LONGEST_FULL_NAME = 4


class NameRemark(StrEnum):
    """Why there is no name (`NUMBER`, `NO_NAME`, `SEVERAL`), or what to look at in one that is kept as typed."""

    NUMBER = "number"
    NO_NAME = "no_name"
    SEVERAL = "several"
    NO_GIVEN = "no_given"
    WITH_TITLE = "with_title"
    MAYBE_TWO = "maybe_two"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class TypedName:
    """`name` is empty where the cell holds none, or two."""

    name: str
    gender: Gender | None = None
    remark: NameRemark | None = None


def read_name(text: str) -> TypedName:
    """The name in a cell; an empty cell is an empty name without a remark."""
    typed = text.strip()
    if not any(map(str.isalpha, typed)):
        return TypedName("", remark=_without_letters(typed))
    if _names_several(typed):
        return TypedName("", remark=NameRemark.SEVERAL)
    name, gender = _without_gender(clean_name(typed))
    bare, form_gender = _without_form(name)
    gender = gender or form_gender
    if bare != name:
        return TypedName(bare, gender)
    if _are_two_full_names(typed.split()):
        return TypedName(name, gender, NameRemark.MAYBE_TWO)
    return TypedName(name, gender, _remark_on(name))


def _without_letters(typed: str) -> NameRemark | None:
    if not typed:
        return None
    return NameRemark.NUMBER if any(map(str.isdigit, typed)) else NameRemark.NO_NAME


def _names_several(typed: str) -> bool:
    """钱七、孙八; a line break inside one name, 欧阳 over 修, divides nothing."""
    return _are_two_full_names([part.strip() for part in _BETWEEN_NAMES.split(typed) if part.strip()])


def _are_two_full_names(parts: list[str]) -> bool:
    return len(parts) > 1 and all(map(is_full_name, map(clean_name, parts)))


def is_full_name(name: str) -> bool:
    """A Chinese name with a known surname and at least one character behind it."""
    if not is_han(name) or not 2 <= len(name) <= _LONGEST_FULL_NAME or name in COMPOUND_SURNAMES:
        return False
    return is_known_surname(name[0]) or name[:2] in COMPOUND_SURNAMES


def _without_gender(name: str) -> tuple[str, Gender | None]:
    """赵(女) is 赵; 赵敏(女,回族) keeps what is no gender."""
    brackets = _BRACKETS.search(name)
    words = _BETWEEN_NAMES.split(brackets["words"]) if brackets else []
    genders = [GENDERS[word.strip()] for word in words if word.strip() in GENDERS]
    if brackets is None or not genders:
        return name, None
    kept = ",".join(word for word in words if word.strip() not in GENDERS)
    bare = name[: brackets.start()]
    return (f"{bare}({kept})" if kept else bare), genders[0]


def _without_form(name: str) -> tuple[str, Gender | None]:
    """周九先生 is 周九, Smith女士 is Smith; 王先生 stays, and both say the gender."""
    form = _FORM.search(name)
    if form is None:
        return name, None
    bare = name[: form.start()].strip()
    whole = is_full_name(bare) or bool(bare and not is_han(bare[-1]))
    return (bare if whole else name), FORMS[form[0]] if whole or is_surname(bare) else None


def is_surname(text: str) -> bool:
    return text in COMPOUND_SURNAMES or (len(text) == 1 and is_known_surname(text))


def _remark_on(name: str) -> NameRemark | None:
    if not any(map(is_han, name)):
        return None
    if not all(letter.isalpha() or letter in _IN_NAMES for letter in name):
        return NameRemark.ODD
    behind = _title_behind(name)
    if behind is None:
        return None
    bare = name.removesuffix(behind)
    return NameRemark.NO_GIVEN if is_surname(bare.removesuffix("副")) else NameRemark.WITH_TITLE


def _title_behind(name: str) -> str | None:
    """The form of address or the title a name ends with; one character is too little to tell: 王工 may be a name."""
    form = next((form for form in (*FORMS, *OF_RELATIVES) if name.endswith(form)), None)
    title = main_title(name)
    if form or title is None or title.core in OF_MONKS:
        return form
    word = name[len(title.prefix) + title.is_deputy :]  # by length: the title is read in simplified characters
    if len(word) > 1 or (word in ("总", "總") and is_surname(name[: len(title.prefix)])):
        return word
    return None
