"""The warning that a person or a unit is there already, while a new one is being typed and before anything is sent."""

import pytest
from cast import Cast
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def warning(page: Page, name: str):
    return page.locator("[data-alike]").get_by_role("link", name=name, exact=True)


def test_a_person_who_is_there_already_is_named_while_typing(desk, cast: Cast):
    page = desk.signed_in()
    page.goto("/contacts/new")
    name = page.locator("input[name=name]")
    name.press_sequentially("陳建國")
    expect(warning(page, "陈建国")).to_be_visible()
    expect(page.locator("[data-alike]")).to_contain_text("可能已经录过了")
    name.fill("宋江")
    expect(warning(page, "陈建国")).to_be_hidden()
    page.locator("input[name='phones-0-text']").press_sequentially("13805712046")
    expect(warning(page, "陈建国")).to_be_visible()


def test_a_unit_that_is_there_already_is_named_while_typing(desk, cast: Cast):
    page = desk.signed_in("head")
    page.goto("/units/new")
    page.locator("input[name=name]").press_sequentially("市第一中学")
    expect(warning(page, "市第一中学")).to_be_visible()
