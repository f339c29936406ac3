"""Placeholders in the office's own wording: `{称呼}` stands for the form of address, and nothing more.

A plain renderer on purpose: no expressions, no conditions, no formats, so that whoever can write a text
message can write a template. `{{` and `}}` stand for the braces themselves. Values go in as text and are
never read again. The names are in `placeholder_names.py`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from .placeholder_names import NICKNAMES, PLACEHOLDERS

TOKEN = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|｛(?P<wide>[^{}｛｝]*)｝|[{}]")
DOUBLED = ("{{", "}}")


class PlaceholderError(ValueError):
    """A template that cannot be kept, or a text that cannot be made from it."""

    def __init__(self, code: str, message: str, **params: object) -> None:
        super().__init__(message)
        self.code, self.params = code, params


class UnknownPlaceholder(PlaceholderError):
    """A name that is not in the table."""


class UnbalancedBrace(PlaceholderError):
    """A brace without its partner."""


class MissingValue(PlaceholderError):
    """A placeholder for which this person or occasion has nothing to say."""


ERRORS = {"unknown_placeholder": UnknownPlaceholder, "unbalanced_brace": UnbalancedBrace}


@dataclass(frozen=True)
class Problem:
    """One fault of a template; `start` and `end` index into its text, `params` belong to `code`."""

    code: str
    message: str
    start: int
    end: int
    params: Mapping[str, object]

    def error(self) -> PlaceholderError:
        """The exception that says the same."""
        return ERRORS.get(self.code, PlaceholderError)(self.code, self.message, **self.params)


class Fault(NamedTuple):
    """What is wrong with one token, before its place in the text is known."""

    code: str
    message: str
    params: Mapping[str, object]


def check_template(text: str, known: Collection[str] = PLACEHOLDERS) -> list[Problem]:
    """What keeps the text from being a template, in reading order; an empty list means it may be saved.

    `known` narrows the names, such as to `GREETING_PLACEHOLDERS`.
    """
    return list(_problems(text, known))


def require_template(text: str, known: Collection[str] = PLACEHOLDERS) -> None:
    """Raise the first problem of `check_template` as its exception."""
    for problem in _problems(text, known):
        raise problem.error()


def names_in(text: str) -> list[str]:
    """The placeholder names used, each once, in order of first use; other braces are passed over."""
    names = (_name_of(token) for token in TOKEN.finditer(text))
    return list(dict.fromkeys(name for name in names if name))


def render(text: str, values: Mapping[str, str]) -> str:
    """The text with every placeholder replaced by its value.

    Raises the template's first problem, or `MissingValue` naming every value that is absent or blank.
    """
    require_template(text)
    missing = [name for name in names_in(text) if not values.get(name, "").strip()]
    if missing:
        message = f"缺少“{'、'.join(missing)}”的内容，请补上，或改用不含它的模板"
        raise MissingValue("missing_value", message, names=missing)
    return TOKEN.sub(lambda token: _written(token, values), text)


def render_known(text: str, values: Mapping[str, str]) -> str:
    """The text with the placeholders that have a value replaced; the others stay, for a person to fill in."""
    return TOKEN.sub(
        lambda token: values.get(_name_of(token), "").strip() or token.group() if token["name"] else token.group(),
        text,
    )


def _written(token: re.Match[str], values: Mapping[str, str]) -> str:
    if token["name"] is not None:
        return values[_name_of(token)]
    return token.group()[0] if token.group() in DOUBLED else token.group()


def _name_of(token: re.Match[str]) -> str:
    return (token["name"] or "").strip()


def _problems(text: str, known: Collection[str]) -> Iterator[Problem]:
    for token in TOKEN.finditer(text):
        fault = _fault(token, known)
        if fault:
            message = _place(text, token.start()) + fault.message
            params = {**fault.params, "position": token.start()}
            yield Problem(fault.code, message, token.start(), token.end(), params)


def _fault(token: re.Match[str], known: Collection[str]) -> Fault | None:
    brace = token.group()
    if brace in DOUBLED:
        return None
    if token["wide"] is not None:
        return _wide_brace_fault(token["wide"].strip(), known)
    if token["name"] is None:
        message = f"的“{brace}”没有配对；要印出花括号本身，请连写两个"
        return Fault("unbalanced_brace", message, {"brace": brace})
    return _name_fault(_name_of(token), known)


def _wide_brace_fault(name: str, known: Collection[str]) -> Fault | None:
    # An input method in Chinese mode types these; around any other words they are only brackets.
    if name not in known:
        return None
    return Fault("wide_brace", f"用了全角花括号，请改成半角的 {{{name}}}", {"name": name})


def _name_fault(name: str, known: Collection[str]) -> Fault | None:
    if name in known:
        return None
    if not name:
        return Fault("empty_placeholder", "的花括号里没有名称，请填上或删去", {})
    if not name.isidentifier():
        return Fault("expression", f"的花括号里只能写名称，不能写“{name}”", {"name": name})
    nearest = _nearest(name, known)
    hint = f"，是否指 {{{nearest}}}？" if nearest else "。"
    message = f"的占位符 {{{name}}} 不认识{hint}可用的有：{'、'.join(known)}"
    return Fault("unknown_placeholder", message, {"name": name, "nearest": nearest, "known": list(known)})


def _nearest(name: str, known: Collection[str]) -> str | None:
    nickname = NICKNAMES.get(name.lower())
    if nickname in known:
        return nickname
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.5)), None)


def _place(text: str, position: int) -> str:
    line_start = text.rfind("\n", 0, position) + 1
    column = f"第 {position - line_start + 1} 个字处"
    return column if "\n" not in text else f"第 {text.count(chr(10), 0, position) + 1} 行{column}"
