"""Audience rules as office staff write them: 全部, 不发, 医院或“卫健”标签, 可选：北方的私交.

或 parts the alternatives, 的 (or 且) joins the conditions of one. What ``audience.words`` says is read back
into an equal audience; the written grammar of ``audience`` is understood as well.
"""

import re

from .audience import UNIT_KINDS, Audience, AudienceError, Condition, parse_audience

_NAMED = [
    *(Condition("kind", kind) for kind in UNIT_KINDS),
    *(Condition("tier", tier) for tier in ("key", "regular", "general")),
    *(Condition("gender", gender) for gender in ("female", "male")),
    *(Condition("region", region) for region in ("north", "south")),
    *(Condition(fact) for fact in ("retired", "military_family", "personal")),
]
_TEXTS = {condition.words: condition.text for condition in _NAMED}
_EVERYONE = ("全部", "所有人", "全体", "everyone")
_NOBODY = ("不发", "没有", "nobody")
# A separator inside quotation marks belongs to the tag.
_OR = re.compile("或者?(?![^“]*”)")
_AND = re.compile("(?:的|并且|且)(?![^“]*”)")
_TAG = re.compile("(?:标签)?“([^“”]+)”(?:标签)?|标签(.+)")
_UNIT = re.compile("单位“?([^“”]+)”?")
_WRITTEN = re.compile(r"[a-z_]+:|\b(?:or|and)\b|^(?:retired|personal|military_family)$")


def read_audience(words: str) -> Audience:
    """The audience in the words or in the written grammar; a condition nobody knows is refused."""
    plain = words.strip().replace("：", ":")
    if _WRITTEN.search(plain.removeprefix("optional:").strip()):
        return parse_audience(plain)
    optional = plain.startswith(("可选:", "optional:"))
    rule = _written(_with_chinese_quotes(plain.partition(":")[2] if optional else plain))
    return parse_audience(f"optional: {rule}" if optional else rule)


def _with_chinese_quotes(text: str) -> str:
    return re.sub('"([^"]*)"', r"“\1”", text).strip()


def _written(rule: str) -> str:
    if rule in _EVERYONE:
        return "everyone"
    if rule in _NOBODY:
        return "nobody"
    return " or ".join(
        " and ".join(_condition(each.strip()) for each in _AND.split(group)) for group in _OR.split(rule)
    )


def _condition(words: str) -> str:
    if words in _TEXTS:
        return _TEXTS[words]
    if tag := _TAG.fullmatch(words):
        return f"tag:{(tag[1] or tag[2]).strip()}"
    if unit := _UNIT.fullmatch(words):
        return f"unit:{unit[1].strip()}"
    raise AudienceError(
        "unknown_words",
        "看不懂对象“{words}”，可用{known}、“某某”标签、单位某某，用“或”“的”连接，或写全部、不发",
        words=words, known="、".join(_TEXTS),
    )
