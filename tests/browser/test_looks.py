"""What a page owes to every reader: names and contrast that axe accepts, nothing wider than the phone."""

import pytest
from axe_core_python.sync_playwright import Axe
from cast import Cast
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_EVERYTHING = "document.querySelectorAll('details:not(.menu):not(.sheet)').forEach(each => each.open = true)"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def main_pages(cast: Cast) -> list[str]:
    chen, school = cast.chen.id, cast.school.id
    return [
        "/",
        "/contacts",
        f"/contacts/{chen}",
        f"/contacts/{chen}/edit",
        f"/contacts/{chen}/interactions/new",
        "/units",
        f"/units/{school}",
        "/interactions",
        "/followups",
        "/calendar",
        "/calendar/2026",
        "/calendar/plan",
        "/settings/workdays",
        "/greetings",
        "/greetings/rounds/new",
        "/greetings/incoming",
        "/greetings/templates/new",
        "/greetings/outbox",
        "/greetings/signers",
        "/matters",
        "/handovers",
        "/reports",
        "/reports/monday",
        "/credits",
        "/digest",
        "/settings/digest",
        "/settings/occasions",
        "/settings/feeds",
        "/import",
        "/account",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_main_pages_pass_axe_and_fit_the_screen(desk, cast: Cast, width: int, theme: str):
    page = desk.signed_in("head", width=width, theme=theme)
    found = [fault for path in main_pages(cast) for fault in faults_of(page, path)]
    assert not found, "\n".join(found)


def test_the_sign_in_page_passes_as_well(desk):
    page = desk.window(width=390)
    assert not faults_of(page, "/login")


def faults_of(page: Page, path: str) -> list[str]:
    """What is wrong with one page: too wide as it opens, or against axe's rules once all on it is unfolded."""
    answer = page.goto(path)
    assert answer is not None and answer.status == 200, path
    wide = page.evaluate(OVERFLOW)
    found = [f"{path}: {wide} px too wide"] if wide > 0 else []
    page.evaluate(OPEN_EVERYTHING)
    return found + broken_rules(page, path)


def broken_rules(page: Page, path: str) -> list[str]:
    """One line for each rule of axe the page breaks, with the first element that does."""
    report = Axe().run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]})
    return [
        f"{path}: {each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:160]}"
        for each in report["violations"]
    ]
