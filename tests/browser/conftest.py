"""A real browser in front of the real server, on the staffed database and the fixed day."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from cast import PASSWORD, Cast
from cheroot.wsgi import Server
from conftest import NOW
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from liaison import clock

THREADS = 4
DESK, PHONE = 1440, 390
HEIGHTS = {DESK: 900, PHONE: 844}


def on_the_fixed_day(app: Flask):
    """The application with its clock held: the server's threads do not inherit the test's context."""

    def answer(environ, start_response):
        with clock.fixed_at(NOW):
            return app(environ, start_response)

    return answer


@pytest.fixture
def address(app: Flask, cast: Cast) -> Iterator[str]:
    """Where the application is served, as liaison/serve.py does, on a free port."""
    server = Server(("127.0.0.1", 0), on_the_fixed_day(app), numthreads=THREADS)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.bind_addr[1]}"
    server.stop()
    thread.join()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this folder."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed: the pages are not driven in a browser")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


class Desk:
    """Opens windows of the browser; remembers every error the scripts or the security policy report."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def window(self, *, width: int = DESK, theme: str = "light", script: bool = True) -> Page:
        """A fresh window, nobody signed in."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=theme,
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="zh-CN",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self.note(page, message))
        return page

    def note(self, page: Page, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{page.url}: {message.text}")

    def signed_in(self, login: str = "officer", **wishes) -> Page:
        """A window in which this member of the cast has signed in through the form."""
        page = self.window(**wishes)
        page.goto("/login")
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/")
        return page


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    """Windows for one test; no page of it may have complained."""
    opened = Desk(browser, address)
    yield opened
    for context in opened.contexts:
        context.close()
    assert not opened.complaints, opened.complaints
