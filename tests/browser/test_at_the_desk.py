"""The daily path in a browser: sign in, log a call in place, take it back, carry the calendar away."""

from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from conftest import TODAY
from icalendar import Calendar
from playwright.sync_api import Page, expect

from liaison.db import db

pytestmark = pytest.mark.browser
SUMMARY = "商定下月调研的时间"


def test_the_form_signs_in_and_leads_to_the_first_page(desk):
    page = desk.signed_in()
    expect(page.get_by_role("heading", level=1)).to_have_text("今天该联系谁")


def test_a_wrong_password_keeps_the_door_closed(desk):
    page = desk.window()
    page.goto("/login")
    page.get_by_label("登录名").fill("officer")
    page.get_by_label("密码").fill("not-the-password")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_label("密码")).to_be_visible()
    page.goto("/")
    assert "/login" in page.url
    desk.complaints.clear()  # Chromium reports the refusal itself as a failed request


def test_a_call_logged_with_the_keyboard_folds_the_row_away_and_undo_brings_it_back(desk, cast: Cast):
    page = desk.signed_in()
    row = page.locator(f"#person-{cast.chen.id}")
    address = page.url
    page.keyboard.press("j")
    page.keyboard.press("l")
    page.keyboard.type(SUMMARY)
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)
    assert page.url == address, "the page was not left"
    assert last_contact_with_chen(cast) == TODAY
    take_back(page)
    expect(row).to_be_visible()


def test_a_call_logged_by_click_is_on_the_contact_page(desk, cast: Cast):
    page = desk.signed_in()
    log_by_click(page, cast)
    expect(page.locator(f"#person-{cast.chen.id}")).to_have_count(0)
    page.goto(f"/contacts/{cast.chen.id}")
    expect(page.locator("main")).to_contain_text(SUMMARY)


def test_without_script_the_same_forms_work(desk, cast: Cast):
    page = desk.signed_in(script=False)
    row = page.locator(f"#person-{cast.chen.id}")
    expect(row).to_be_visible()
    log_by_click(page, cast)
    expect(row).to_have_count(0)
    assert last_contact_with_chen(cast) == TODAY
    take_back(page)
    page.goto("/")
    expect(row).to_be_visible()


def test_the_month_page_hands_out_a_calendar_file(desk, tmp_path: Path):
    page = desk.signed_in()
    page.goto("/calendar")
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 .ics").click()
    target = tmp_path / "liaison.ics"
    download.value.save_as(target)
    calendar = Calendar.from_ical(target.read_bytes())
    said = [str(event["summary"]) for event in calendar.walk("VEVENT")]
    assert any("陈" in summary for summary in said), said


def log_by_click(page: Page, cast: Cast) -> None:
    row = page.locator(f"#person-{cast.chen.id}")
    row.locator("summary[data-log]").click()
    row.locator("input[name=summary]").fill(SUMMARY)
    row.get_by_role("button", name="记下").click()


def last_contact_with_chen(cast: Cast) -> date | None:
    """As the server left it, not as the test's own session remembers it."""
    db.session.rollback()
    return cast.chen.last_contact_on


def take_back(page: Page) -> None:
    page.locator("#flash").get_by_text("撤销").click()


def test_a_snooze_in_place_takes_the_person_out_of_the_group_and_counts_again(desk, cast: Cast):
    page = desk.signed_in()
    row = page.locator(f"#person-{cast.chen.id}")
    group = row.locator("xpath=ancestor::section")
    was = group.get_attribute("id")
    row.get_by_text("暂缓", exact=False).first.click()
    row.locator("input[name=reason]").first.fill("对方出差")
    row.get_by_role("button", name="一周后").click()
    expect(page.locator(f"section#{was} #person-{cast.chen.id}")).to_have_count(0)
    expect(page.locator("#flash")).to_contain_text("已暂缓")
    take_back(page)
    expect(page.locator(f"section#{was} #person-{cast.chen.id}")).to_be_visible()
