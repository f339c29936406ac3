"""Every action that is written anywhere in the program has its name, and what it tells has labels: read from the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.audit.names import ACTIONS, NOUNS, choices, noun_of
from liaison.audit.own_ways import BESIDES, OWN_WAY, SETTINGS, SWITCHES
from liaison.audit.telling import TABLES, mappers
from liaison.office.queries import DEFAULTS
from liaison.vocabulary.columns import EVERYWHERE, UNTOLD

PACKAGE = Path(__file__).resolve().parents[2] / "liaison"
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)?")
# What stands in the braces of an f-string: who can be merged, what can be lifted.
EXPANDED = {
    "subject": ("contact", "unit"), "subject.value": ("contact", "unit"), "distinction.subject": ("contact", "unit"),
    "model.__name__.lower()": ("snooze", "pause"),
}  # fmt: skip


def calls() -> Iterator[tuple[Path, ast.Module, ast.Call]]:
    """Every call of note and note_many as imported from the log."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "from liaison.audit.actions import" not in text:
            continue
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("note", "note_many"):
                yield path, tree, node


def actions_of(tree: ast.Module, said: ast.expr) -> set[str]:
    """The actions an expression stands for; a parameter stands for every action named in its file."""
    if isinstance(said, ast.Constant):
        return {said.value}
    if isinstance(said, ast.JoinedStr):
        found = {""}
        for part in said.values:
            texts = EXPANDED[ast.unparse(part.value)] if isinstance(part, ast.FormattedValue) else (part.value,)
            found = {before + text for before in found for text in texts}
        return found
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces
    )
    return {text for text in texts if CODE.fullmatch(text) and "." in text and noun_of(text) in NOUNS}


def written() -> set[str]:
    return {action for _path, tree, call in calls() for action in actions_of(tree, call.args[0])}


def test_every_action_that_is_written_has_a_name_and_no_other():
    assert written() == ACTIONS.keys(), "name it in liaison/audit/names.py"


def test_every_action_is_in_a_group_of_the_chooser(app):
    assert {noun_of(action) for action in ACTIONS} == NOUNS.keys()
    with app.test_request_context():
        offered = [value for _group, options in choices() for value, _words in options]
    assert len(offered) == len(set(offered)) and ACTIONS.keys() <= set(offered)


def test_names_of_actions_are_different():
    names = [str(words) for words in ACTIONS.values()]
    assert len(set(names)) == len(names)


def test_every_key_that_is_written_out_has_a_label():
    known = {*BESIDES, *EVERYWHERE, *(key for _action, key in OWN_WAY), "list", "format", "rows"}
    known |= {key for table, mapper in mappers().items() if table not in UNTOLD for key in mapper.attrs.keys()}  # noqa: SIM118
    for path, _tree, call in calls():
        if len(call.args) > 3 and isinstance(call.args[3], ast.Dict):
            keys = {key.value for key in call.args[3].keys if isinstance(key, ast.Constant)}
            assert keys <= known, f"{path}:{call.lineno}: label it in liaison/audit/own_ways.py"


def test_own_ways_and_tables_name_actions_that_there_are():
    assert {action for action, _key in OWN_WAY if action} <= ACTIONS.keys()
    assert TABLES.keys() <= ACTIONS.keys() | NOUNS.keys()


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_setting_has_its_name(name: str):
    assert name in SETTINGS and (name in SWITCHES) == (DEFAULTS[name] == "yes" or name == "report_ranking")
