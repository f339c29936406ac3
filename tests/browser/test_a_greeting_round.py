"""A round in a browser from the list to the review: officer and head, at the desk, mostly by keyboard."""

import re

import pytest
from cast import Cast
from playwright.sync_api import Page, expect

from liaison.db import begin_write, db
from liaison.domain.starter_texts import starter_texts
from liaison.greetings.templating import add_template

pytestmark = pytest.mark.browser
READ_CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture
def wordings(cast: Cast) -> None:
    """The texts of 元旦 alone: the whole starter set would take longer to plant than the test to run."""
    begin_write()
    for each in starter_texts():
        if each.occasion_code == "new-year" and each.channel == "sms" and each.relation in ("peer", "any"):
            add_template(
                {
                    "occasion_code": each.occasion_code,
                    "tone": "",
                    "tier": "",
                    "relation": each.relation.value,
                    "channel": "sms",
                    "text": each.text,
                },
                by=None,
            )
    cast.wang.wechat = "wangyq"
    db.session.commit()


def test_a_round_goes_from_the_list_to_the_review(desk, cast: Cast, wordings):
    officer, head = desk.signed_in("officer"), desk.signed_in("head")
    address = drafted(officer)
    desk.complaints.clear()  # Chromium reports the refusal itself as a failed request
    mend_what_the_lint_finds(officer)
    officer.get_by_role("button", name="送审", exact=True).click()
    expect(officer.locator("#flash")).to_contain_text("已送审")
    approved_but_for_one(head, address)
    mended(officer, address)
    head.goto(address)
    head.get_by_role("button", name="审定其余 1 人").click()
    expect(head.locator("#flash")).to_contain_text("已审定 1 人，可以发送了")
    first, second = sent_by_keyboard(officer, address)
    assert first != second, "two colleagues of one unit read the same words"
    reviewed(officer, address)


def drafted(page: Page) -> str:
    """The list follows the feast chosen; somebody struck out stays so through a refusal, then is put back."""
    page.goto("/greetings/rounds/new")
    feast = page.locator("select[name=occasion]")
    feast.select_option(label="冬至节  12月22日（可选）")
    expect(page.locator("#round-days h2")).to_contain_text("冬至节")
    feast.select_option(label="元旦  2027年1月1日")
    expect(page.locator("#round-days h2")).to_contain_text("元旦")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.get_by_label("王老师").uncheck()
    expect(page.locator("[data-struck]")).to_have_text("1")
    page.get_by_role("button", name="起草").click()
    expect(page.locator(".refused")).to_contain_text("划掉了 1 人")
    expect(page.get_by_label("王老师")).not_to_be_checked()
    page.get_by_label("王老师").check()
    page.get_by_role("button", name="起草").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2027年元旦")
    return page.url


def mend_what_the_lint_finds(page: Page) -> None:
    row = page.locator("li.greeting", has_text="陈主任")
    good = row.locator(".text").inner_text()
    rewrite(page, "陈主任", "端午快乐")
    expect(page.locator("#flash")).to_contain_text("还不能送审")
    rewrite(page, "陈主任", good)
    expect(page.locator("#flash")).not_to_contain_text("还不能送审")
    expect(page.locator("#round-stands")).to_contain_text("可以送审了")


def rewrite(page: Page, who: str, text: str) -> None:
    page.locator("li.greeting", has_text=who).get_by_role("link", name="改").click()
    page.get_by_label("正文").fill(text)
    page.get_by_role("button", name="保存").click()


def approved_but_for_one(page: Page, address: str) -> None:
    page.goto(address)
    row = page.locator("li.greeting", has_text="王老师")
    row.get_by_text("更多").click()
    row.get_by_label("要改什么").fill("再亲切些")
    row.get_by_role("button", name="退回").click()
    expect(row).to_contain_text("再亲切些")
    page.get_by_role("button", name="审定其余 1 人").click()
    expect(page.locator("#flash")).to_contain_text("退回的 1 人改好再审定")


def mended(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("li.greeting", has_text="王老师")).to_contain_text("李强退回：再亲切些")
    text = page.locator("li.greeting", has_text="王老师").locator(".text").inner_text()
    rewrite(page, "王老师", text.replace("：", "：一直念着您。", 1))
    expect(page.locator("#flash")).to_contain_text("等负责人审定")


def sent_by_keyboard(page: Page, address: str) -> tuple[str, str]:
    """The words that c and n put on the clipboard, person by person."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("link", name="逐个发送").click()
    queue = page.locator("#queue")
    name = queue.locator(".to .name").inner_text()
    expect(page.locator("[data-queue-keys]")).to_be_visible()  # the script shows them once it listens for keys
    page.keyboard.press("c")
    expect(page.locator("#queue-said")).to_contain_text(name)
    first = page.evaluate(READ_CLIPBOARD)
    assert first.startswith(name)
    page.keyboard.press("n")
    expect(queue.locator(".to .name")).not_to_have_text(name)
    next_name = queue.locator(".to .name").inner_text()
    expect(page.locator("#queue-said")).to_contain_text(next_name)
    second = page.evaluate(READ_CLIPBOARD)
    assert second.startswith(next_name)
    page.keyboard.press("n")
    expect(queue).to_contain_text("发完了")
    return first.removeprefix(name), second.removeprefix(next_name)


def reviewed(page: Page, address: str) -> None:
    """A reply is logged in place, the round ended, and the review counts both."""
    page.goto(address)
    row = page.locator("li.greeting", has_text="陈主任")
    row.get_by_text("回复了").click()
    row.get_by_label("说了什么").fill("同贺")
    row.get_by_role("button", name="记下回复").click()
    expect(row).to_contain_text("已回复")
    page.get_by_role("link", name="办结复盘").click()
    page.get_by_label("经验教训").fill("早两天送审")
    page.get_by_role("button", name="办结").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2027年元旦复盘")
    expect(page.locator("main")).to_contain_text(re.compile(r"该问候 2 人，问候到 2 人（100%），回复 1 人"))
    expect(page.locator("main")).to_contain_text("早两天送审")
