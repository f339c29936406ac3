"""The search box with the keyboard, as a combobox, and without scripts."""

import pytest
from axe_core_python.sync_playwright import Axe
from cast import Cast
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def typed(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    expect(page.get_by_role("listbox")).to_be_visible()


def test_arrows_choose_enter_opens_and_escape_closes(desk, cast: Cast):
    page = desk.signed_in()
    box = page.get_by_role("combobox")
    typed(page, "cjg")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("option").first).to_contain_text("陈建国")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "found-0")
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", "found-0")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("cjg")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/contacts/{cast.chen.id}")


def test_enter_without_a_choice_leads_to_all_results(desk, cast: Cast):
    page = desk.signed_in()
    typed(page, "市第一")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("市第一")


def test_without_script_the_box_is_a_form(desk, cast: Cast):
    page = desk.signed_in(script=False)
    page.get_by_label("搜索", exact=True).fill("市第一")
    page.get_by_label("搜索", exact=True).press("Enter")
    expect(page.locator("main")).to_contain_text("陈建国")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_open_list_passes_axe_and_fits(desk, cast: Cast, width: int):
    page = desk.signed_in(width=width)
    page.get_by_role("combobox").fill("市第一")
    expect(page.get_by_role("listbox")).to_be_visible()
    found = Axe().run(page)["violations"]
    assert not found, found
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
