"""The year on one sheet of A4, every month on one, lists with their mark on each: as Chromium prints them to PDF."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cast import Cast

from liaison.contacts.actions import add_contact, begin_post
from liaison.db import begin_write, db

pytestmark = pytest.mark.browser
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")


def sheets(page, path: str) -> int:  # type: ignore[no-untyped-def]
    page.goto(path)
    return len(SHEET.findall(page.pdf(prefer_css_page_size=True)))


def a_full_office(cast: Cast) -> None:
    """Enough people that days hold more than a cell of the month shows."""
    begin_write()
    for number in range(60):
        add_contact({"name": f"欧阳慧敏{number}", "tier": "key", "owner_id": cast.user("officer").id}, by=None)
    db.session.commit()


def test_a_year_is_one_sheet(desk, cast: Cast):
    a_full_office(cast)
    page = desk.signed_in("officer")
    assert [sheets(page, f"/calendar/{year}") for year in (2026, 2027)] == [1, 1]


@pytest.mark.parametrize("month", ["2026-11", "2027-02", "2027-05"])
def test_a_month_is_one_sheet(desk, cast: Cast, month: str):
    """2027-05 has six weeks."""
    a_full_office(cast)
    assert sheets(desk.signed_in("officer"), f"/calendar?month={month}") == 1


def printed(page, path: Path) -> list[str]:  # type: ignore[no-untyped-def]
    """The text of each sheet."""
    page.pdf(path=str(path), prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return text.removesuffix("\f").split("\f")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed: printed text is not read")
@pytest.mark.parametrize("path", ["/contacts", "/due/print?whose=all"])
@pytest.mark.parametrize("people", [6, 120])
def test_a_printed_list_has_its_mark_on_every_sheet_and_no_sheet_for_the_mark_alone(
    desk, cast: Cast, tmp_path: Path, path: str, people: int
):
    begin_write()
    for number in range(people):
        add_contact({"name": f"赵钱{number:03d}", "tier": "key", "owner_id": cast.user("officer").id}, by=None)
    db.session.commit()
    page = desk.signed_in("officer")
    page.goto(path)
    if path == "/contacts":
        page.locator("details.menu:has(form.ways-out) > summary").click()
        page.locator("form.ways-out button[value=print]").click()
        page.wait_for_load_state("networkidle")
    sheets_printed = printed(page, tmp_path / "list.pdf")
    assert (len(sheets_printed) == 1) is (people < 10)
    for number, text in enumerate(sheets_printed, 1):
        *_, mark, foot = (line.strip() for line in text.splitlines() if line.strip())
        assert mark == "张敏 导出于 2026-11-23 10:00"
        assert "".join(foot.split()) == f"{number}/{len(sheets_printed)}"
        assert text.count("张敏 导出于 2026-11-23 10:00") == 1
        assert "赵钱" in text and "姓名" in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed: printed text is not read")
def test_a_unit_that_runs_over_a_sheet_is_named_on_the_next_one_too(desk, cast: Cast, tmp_path: Path):
    begin_write()
    for number in range(90):
        person = add_contact({"name": f"赵钱{number:03d}", "owner_id": cast.user("officer").id}, by=None)
        begin_post(person, unit_id=cast.ids["school"], title="", by=None)
    db.session.commit()
    page = desk.signed_in("officer")
    page.goto("/contacts")
    page.locator("details.menu:has(form.ways-out) > summary").click()
    page.locator("form.ways-out button[value=print]").click()
    page.wait_for_load_state("networkidle")
    sheets_printed = printed(page, tmp_path / "list.pdf")
    assert len(sheets_printed) > 2
    for text in sheets_printed[1:-1]:
        assert text.count("市第一中学") == 1
        assert text.index("姓名") < text.index("市第一中学") < text.index("赵钱")
