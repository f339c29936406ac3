"""The rules of the house, read from the source: docs/architecture.md says why. Layers are import-linter's."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "liaison"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((REPO / "templates").rglob("*.html"))
SCRIPTS = sorted((REPO / "static" / "js").glob("*.js"))

COMMITTING = {"cli.py", "jobs.py", "worker.py", "blueprint.py"}  # the last: what a feature's route files share
CLOCK_READING = {"today", "now", "utcnow"}
DRAWERS = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|services?|data|info|process|handle)(_|$)")
DRAWN = r"(shapes\[\w+\]|drawings\.get\(.*?\))\|safe"  # our own line drawings, constants of the template
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 50, 120


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(REPO))


def calls_of(path: Path, method: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree_of(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == method
        ):
            yield node


def is_boundary(path: Path) -> bool:
    """Where a request, a command or a job begins and ends: the only places that commit."""
    return (
        path.name in COMMITTING
        or path.stem.endswith("routes")
        or path.stem.endswith("jobs")
        or "demo" in path.parts
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path):
    assert ast.get_docstring(tree_of(path)), "begin the file with a docstring"


@pytest.mark.parametrize("path", [path for path in MODULES if not is_boundary(path)], ids=name_of)
def test_only_routes_commands_and_jobs_commit(path: Path):
    lines = [call.lineno for call in calls_of(path, "commit")]
    assert not lines, f"commit in the route, command or job that calls this instead: lines {lines}"


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "clock.py"], ids=name_of)
def test_only_the_clock_reads_the_clock(path: Path):
    lines = [
        call.lineno
        for method in CLOCK_READING
        for call in calls_of(path, method)
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("date", "datetime")
    ]
    assert not lines, f"take `today` or `now` as a parameter, or ask liaison.clock at the boundary: lines {lines}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.stem in ("actions", "queries", "models")], ids=name_of
)
def test_below_the_routes_nobody_asks_who_is_signed_in(path: Path):
    imported = {
        alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not imported & {"current_user", "request", "session", "office_today"}, "pass it down as a parameter"


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem.endswith("routes")], ids=name_of)
def test_routes_hold_no_sql_and_import_no_other_features_routes(path: Path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.module != "sqlalchemy", "put the select into queries.py"
            feature = ".".join(node.module.split(".")[:2])
            if node.module.endswith("routes") and node.module.startswith("liaison."):
                assert feature == f"liaison.{path.parent.name}", f"line {node.lineno}: another feature's routes"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_named_by_what_it_holds(path: Path):
    assert not DRAWERS.search(path.stem), "a drawer, not a noun"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_readable(path: Path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE, f"{lines} lines: look for the second thing inside"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_are_short_closed_and_free_of_inline_code(path: Path):
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    limit = LONGEST_TEMPLATE if path.parent.name != "_ui" else 2 * LONGEST_TEMPLATE
    assert lines <= limit, f"{lines} lines: look for the partial inside"
    typed = re.sub(DRAWN, "", text)
    assert not re.search(r"\|\s*safe\b", typed), "text that people typed is escaped"
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "the security policy forbids inline script"
    assert not re.search(r"\s(style|on[a-z]+)=\"", text), "the security policy forbids inline style and handlers"
    assert not re.search(r"(src|href)=\"(https?:)?//", text), "nothing is loaded from outside"


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_call_nobody_outside(path: Path):
    assert not re.search(r"https?://(?!www\.w3\.org)", path.read_text(encoding="utf-8"))


def test_a_partial_is_used_and_a_page_is_named_after_its_endpoint():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *MODULES])
    for path in TEMPLATES:
        name = str(path.relative_to(REPO / "templates"))
        assert f'"{name}"' in texts or f"'{name}'" in texts or is_named_by_code(name), f"{name} is drawn by nobody"


def is_named_by_code(name: str) -> bool:
    """The two pages that share one course, whose file is worked out from the record: `due.postpone`."""
    return name in ("due/snooze.html", "due/pause.html")


def test_the_package_itself_loads_nothing():
    body = tree_of(PACKAGE / "__init__.py").body
    assert len(body) == 1, "importing a domain module must not load Flask"


def test_every_runtime_requirement_is_pinned_and_says_why():
    lines = [
        line for line in (REPO / "requirements.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    needs = [line for line in lines if not line.startswith("#")]
    assert 0 < len(needs) <= 25
    for line in needs:
        assert re.fullmatch(r"[A-Za-z0-9_.\-\[\]]+==\S+\s+# .+", line), line


def test_every_setting_is_documented():
    read = set(re.findall(r"\bLIAISON_[A-Z_]+\b", "\n".join(path.read_text("utf-8") for path in MODULES)))
    written = (REPO / "docs" / "operations.md").read_text(encoding="utf-8")
    assert read, "no setting is read at all"
    assert not {name for name in read if f"`{name}`" not in written}
