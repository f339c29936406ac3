"""The words of the screen: all of them marked for translation, each with its English, and shown in English when asked.

`make translations` collects new strings; see translations/refresh.py.
"""

import ast
import gettext
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from cast import Cast
from conftest import REPO, signed_in
from jinja2 import nodes

from liaison.db import db
from liaison.domain.date_words import DateWordsError, parse_date
from liaison.domain.festivals import POLICY
from liaison.domain.refusals import Refusal
from liaison.domain.solar_terms import TERMS
from liaison.office.queries import interaction_kinds

sys.path.insert(0, str(REPO / "translations"))
import refresh

HAN = re.compile("[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)")
MARKS = {"_", "pgettext", "_l", "gettext", "lazy_gettext", "ngettext"}
SEAL = "联"  # the mark in the corner is a picture of the name, hidden from readers
# Chinese that is not shown: what people type, what a letter says to its reader, a tone as it is stored.
TYPED = re.compile(r"\d+天后|下周[一二]|[天个分钟]| -转分机内线ext\.#\(（：:")
SECTIONS = ("联络科", "培训科")
SENT_OR_STORED = {"问候", "祝贺"}
LUNAR = re.compile("闰?[正一二三四五六七八九十冬腊]+月|初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|[二三]十")


@cache
def english() -> dict[str, str]:
    return {str(each.id): str(each.string) for each in refresh.known_english() if each.id}


def test_the_english_file_holds_exactly_the_strings_of_the_program():
    wanted = {str(each.id) for each in refresh.refreshed(refresh.known_english()) if each.id}
    assert set(english()) == wanted, "run make translations"


def test_the_chinese_of_the_commands_is_compiled():
    with refresh.COMMANDS.open("rb") as file:
        kept = read_po(file, locale="zh_CN")
    compiled = io.BytesIO()
    write_mo(compiled, kept)
    assert compiled.getvalue() == refresh.COMMANDS.with_suffix(".mo").read_bytes(), "run make translations"
    assert all(all(each.string) for each in kept if each.id)


def test_every_string_has_its_english():
    assert not [msgid for msgid, text in english().items() if not text.strip()], "run make translations"


def test_the_english_names_the_same_placeholders():
    changed = [
        msgid
        for msgid, text in english().items()
        if sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert not changed


def test_the_compiled_file_is_what_the_text_compiles_to():
    compiled = io.BytesIO()
    write_mo(compiled, refresh.known_english())
    assert messages(compiled.getvalue()) == messages(refresh.MO.read_bytes()), "run make translations"


def messages(compiled: bytes) -> dict[str, str]:
    """What a .mo file holds, but for its header."""
    catalog = gettext.GNUTranslations(io.BytesIO(compiled))._catalog
    return {msgid: text for msgid, text in catalog.items() if msgid}


def templates() -> list[str]:
    folder = REPO / "templates"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))


def test_no_template_shows_chinese_that_is_not_marked(app):
    environment = app.jinja_env
    found = [
        f"{name}:{line}: {text}"
        for name in templates()
        for line, text in unmarked_in_template(environment.parse((REPO / "templates" / name).read_text("utf-8")))
    ]
    assert not found, "\n".join(found)


def unmarked_in_template(node: nodes.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MARKS:
        return
    text = node.data if isinstance(node, nodes.TemplateData) else getattr(node, "value", None)
    if isinstance(text, str) and HAN.search(text.replace(f">{SEAL}<", "")) and not TYPED.fullmatch(text):
        yield node.lineno, text.strip()
    for child in node.iter_child_nodes():
        yield from unmarked_in_template(child)


REFUSING = (
    "accounts/actions.py", "accounts/passwords.py", "contacts/actions.py", "contacts/post_rules.py",
    "units/actions.py", "interactions/actions.py", "due/actions.py", "calendar_/queries.py",
)  # fmt: skip


def screen_modules() -> list[str]:
    names = ("*/routes.py", "*/*_routes.py", "*/forms.py", "web/*.py", *REFUSING)
    return sorted(
        {str(path.relative_to(REPO)) for name in names for path in (REPO / "liaison").glob(name)}
    )


@pytest.mark.parametrize("name", screen_modules())
def test_no_route_or_form_speaks_chinese_that_is_not_marked(name: str):
    found = list(unmarked_in_code(ast.parse(Path(REPO / name).read_text("utf-8"))))
    assert not found, found


# Not shown to readers: a document or a calendar file that the program itself asked for wrongly.
# What stands in a sentence's place as it is written in Chinese, and settings read before there is a language.
IN_PLACE = {"一二三四五六日", "一个过大的数", "年"}
NO_LANGUAGE_YET = ("cli.py", "settings.py", "smtp.py")
FAULTS_OF_THE_PROGRAM = {"DocumentError", "CalendarEventError", "AssertionError"}


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """(place, call) of every error that is raised with words."""
    for path in sorted((REPO / "liaison").rglob("*.py")):
        if path.name in NO_LANGUAGE_YET:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            name = getattr(node.exc.func, "id", getattr(node.exc.func, "attr", ""))
            if name not in FAULTS_OF_THE_PROGRAM:
                yield f"{path.relative_to(REPO)}:{node.lineno}", node.exc


def test_every_refusal_is_collected_for_translation():
    """A sentence in a raise is in the catalogue; one put together with f"…" never is."""
    known, found, seen = english(), [], 0
    for place, call in refusals():
        for node in ast.walk(call):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and speaks(node.value):
                seen += 1
                if node.value not in known and node.value not in IN_PLACE:
                    found.append((place, node.value))
    assert not found, "\n".join(map(str, found))
    assert seen > 250


def test_a_refusal_of_the_domain_is_read_in_english(app, monkeypatch):
    monkeypatch.setattr(Refusal, "translated", staticmethod(lambda text: english()[text]))
    with pytest.raises(DateWordsError, match="Month 2 of 2027 has only 28 days"):
        parse_date("2027-02-30", date(2026, 11, 23))


def unmarked_in_code(node: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of each literal outside a marking call; a string that stands alone is a docstring."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and speaks(node.value):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from unmarked_in_code(child)


def speaks(text: str) -> bool:
    """Whether this is Chinese for the screen."""
    return bool(HAN.search(text)) and not TYPED.fullmatch(text) and text not in SENT_OR_STORED


class Shown(HTMLParser):
    """The words of a page: its text, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = ("title", "placeholder", "aria-label", "alt", "data-question", "data-copied", "data-unreachable")
        self.words += [text for name, text in attrs if name in shown and text]

    def handle_data(self, text: str) -> None:
        self.words.append(text)


@pytest.mark.parametrize(
    "path", ["/", "/contacts", "/contacts/{chen}", "/units", "/calendar", "/followups"]
)
def test_an_english_page_shows_chinese_only_in_what_people_entered(
    app, cast: Cast, path: str, monkeypatch: pytest.MonkeyPatch
):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], locale="en")
    monkeypatch.setattr(app.extensions["babel"], "locale_selector", lambda: "en")
    page = signed_in(app, "head").get(path.format(chen=cast.chen.id)).text
    assert 'lang="en"' in page
    left = [text.strip() for text in shown_words(page) if HAN.search(without_names(text, cast))]
    assert not left, left


def shown_words(page: str) -> list[str]:
    shown = Shown()
    shown.feed(page)
    return shown.words


def without_names(text: str, cast: Cast) -> str:
    """The text without what the office entered, the names of the Chinese calendar, and examples of what to type."""
    for name in sorted(names(cast), key=len, reverse=True):
        text = text.replace(name, "")
    return TYPED.sub("", LUNAR.sub("", text)).replace(SEAL, "")


def names(cast: Cast) -> list[str]:
    people = [cast.chen, cast.ouyang, cast.wang]
    persons = [each for person in people for each in (person.name, person.address, person.title)]
    units = [person.unit.name for person in people if person.unit]
    users = [cast.user(login).name for login in ("admin", "head", "officer", "colleague", "viewer")]
    kinds = [kind.name for kind in interaction_kinds()]
    days = [*(each.name for each in POLICY), *TERMS]
    db.session.rollback()
    return [each for each in [*persons, *units, *users, *kinds, *days, cast.school.region, *SECTIONS] if each]
