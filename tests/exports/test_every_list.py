"""Every list on a page against its file: the same filter, the same number, the same order, whatever is chosen on the page.

The pages are found by going through the routes, and what can be chosen by reading their forms and links: a new list, and
a new filter of an old one, is compared without a line here.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from cast import Cast
from conftest import NOW, TODAY, application, settle, signed_in
from exports.pages import ListPage, list_page
from exports.reading_back import csv_rows, taken
from flask import Flask, Request
from greetings_scene import set_greetings
from page_checks import CheckedClient
from werkzeug.datastructures import ImmutableMultiDict

from liaison import clock
from liaison.accounts.models import User
from liaison.accounts.queries import user_by_login
from liaison.contacts.actions import add_contact, archive_contact, begin_post
from liaison.contacts.models import Contact
from liaison.credits.actions import add_credit, thank_for
from liaison.db import begin_write, db
from liaison.domain.matters import Ending, Outcome
from liaison.exports.listing import Asked, Filters
from liaison.exports.listings import LISTINGS
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.greetings.models import Round
from liaison.interactions.actions import log_interaction
from liaison.matters.actions import add_matter
from liaison.matters.endings import end_matter
from liaison.plans.actions import desks_with_people, renew_desks
from liaison.post_changes.models import Vacancy
from liaison.units.actions import add_unit
from liaison.web.links import PLACES

NO_FILTERS = {*PLACES, "page", "weeks"}  # where in the list one stands, and how much of it is folded away
FEW = 5  # values tried of a menu with many
CHINESE = re.compile("[\u4e00-\u9fff]")


def set_lists(cast: Cast) -> dict[str, int]:
    """Something in every list, and things that its filters and orders tell apart."""
    begin_write()
    ids = set_greetings(cast)
    officer, head = cast.user("officer"), cast.user("head")
    values = {"kind": "hospital", "region": "江州", "tier": "key", "owner_id": officer.id}
    hospital = add_unit({"name": "市人民医院", **values}, by=None)
    db.session.get_one(Round, ids["draft_round"]).draft_from = TODAY
    people = []
    for name, values, tags, last in (
        ("陈一鸣", {"tier": "key", "owner_id": officer.id}, ["校友"], date(2026, 3, 1)),
        ("安德海", {"tier": "regular", "owner_id": head.id, "retired_on": date(2026, 10, 1)}, [], date(2026, 9, 4)),
        ("柳三变", {"tier": "key", "owner_id": head.id}, ["教育"], date(2026, 10, 30)),
        ("苗得雨", {"tier": "general"}, [], None),
        ("钱学礼", {"tier": "general"}, ["校友", "教育"], None),
    ):
        person = add_contact({"name": name, **values}, tags=tags, phones=[("", f"1380000000{len(people)}")], by=None)
        begin_post(person, unit_id=hospital.id, title="主任", by=None)
        if last:
            add_call(person, last, f"问候{name}", by=officer)
        people.append(person)
    archive_contact(people.pop(), now=NOW, by=None)
    lone = add_unit({"name": "江州画院", "kind": "association"}, by=None)
    begin_post(people[3], unit_id=lone.id, title="画师", first=True, by=None)
    add_call(cast.wang, date(2026, 11, 2), "托办甲事", by=head, kind="visit", direction="theirs")
    add_call(cast.wang, date(2026, 11, 9), "托办乙事", by=officer, kind="wechat", direction="theirs")
    for name, received, due, way in (
        ("协办甲件", date(2026, 10, 1), date(2026, 12, 20), "incoming"),
        ("协办乙件", date(2026, 11, 1), date(2026, 11, 10), "outgoing"),
        ("协办丙件", date(2026, 9, 1), date(2026, 11, 25), "incoming"),
        ("协办丁件", date(2026, 11, 3), date(2026, 11, 30), "incoming"),
    ):  # fmt: skip
        values = {"name": name, "way": way, "unit_id": hospital.id, "contact_id": people[0].id, "received_on": received}
        matter = add_matter({**values, "due_on": due, "owner_id": head.id}, today=TODAY, by=head)
    end_matter(matter, Outcome(Ending.DONE, date(2026, 11, 20), result="办成"), today=TODAY, version=None, by=head)
    for what, on, outcome in (("送请柬", 24, "送到"), ("约时间见面", 25, ""), ("寄样书", 27, "寄出"), ("补材料", 26, "")):
        task = add_follow_up(what, date(2026, 11, on), contact=people[0], owner=officer, today=TODAY, by=head)
        if outcome:
            finish_follow_up(task, now=NOW, by=head, outcome=outcome)
    for name, month, day in (("帮忙甲", 10, 8), ("帮忙乙", 11, 5), ("帮忙丙", 11, 2)):
        values = {"name": name, "on": date(2026, month, day), "contact_id": people[0].id}
        credit = add_credit(values, today=TODAY, by=officer)
        if name == "帮忙乙":
            thank_for(credit, on=TODAY, by=officer)
    db.session.add_all(
        Vacancy(unit_id=cast.ids["school"], title=title, since_on=date(2026, 11, day))
        for title, day in (("副校长", 2), ("教务主任", 9))
    )
    renew_desks(desks_with_people(), TODAY)
    db.session.commit()
    return ids


def add_call(person: Contact, on: date, summary: str, *, by: User, **more: str) -> None:
    log_interaction([person], **{"kind": "call", "on": on, "today": TODAY, "by": by, "summary": summary, **more})


@pytest.fixture(scope="module")
def stage(staffed: tuple[Path, Cast], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, dict[str, int]]]:
    """One office for all tests of this module: what a page shows is compared with a file of the same moment."""
    path = tmp_path_factory.mktemp("lists") / "liaison.sqlite3"
    shutil.copyfile(staffed[0], path)
    app = application(f"sqlite:///{path}")
    with app.app_context(), clock.fixed_at(NOW):
        ids = set_lists(staffed[1])
        settle()
        yield app, ids
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def admin_client(stage: tuple[Flask, dict[str, int]]) -> CheckedClient:
    with clock.fixed_at(NOW):
        return signed_in(stage[0], "admin")


@pytest.fixture(scope="module")
def found(stage: tuple[Flask, dict[str, int]], admin_client: CheckedClient) -> dict[str, list[ListPage]]:
    """{code of a list: the pages that offer it}."""
    app, ids = stage
    given = {
        "greetings.show": [{"round_id": ids["sent_round"]}, {"round_id": ids["draft_round"]}],
        "due.group": [{"state": "never"}],
        "reports.show": [{"code": code.removeprefix("report-")} for code in LISTINGS if code.startswith("report-")],
    }
    pages: dict[str, list[ListPage]] = {}
    with clock.fixed_at(NOW), app.test_request_context():
        paths = [
            app.url_map.bind("localhost").build(rule.endpoint, values)
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and rule.endpoint != "exports.index"
            for values in (given.get(rule.endpoint, []) if rule.arguments else [{}])
        ]
    with clock.fixed_at(NOW):
        for path in paths:
            answer = admin_client.get(path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                page = list_page(path, answer.text)
                for code in page.exports:
                    pages.setdefault(code, []).append(page)
    return pages


def exported(client: CheckedClient, page: ListPage, code: str) -> list[dict[str, str]]:
    return csv_rows(taken(client, page.exports[code]))


def everything(client: CheckedClient, page: ListPage, code: str) -> list[dict[str, str]]:
    whole = LISTINGS[code].whole
    return exported(client, page, code) if whole is None else csv_rows(taken(client, f"/exports/{code}?{urlencode(whole)}"))


def told_by(rows: list[dict[str, str]]) -> str:
    """The heading whose cells tell one row from the other, in words a page shows; "" where there is none."""
    for heading in rows[0] if rows else ():
        cells = [row[heading] for row in rows]
        if len(set(cells)) == len(cells) and all(CHINESE.search(cell) for cell in cells):
            return heading
    return ""


def chosen(page: ListPage) -> Iterator[str]:
    """The page with each of its choices, one at a time."""
    yield page.path
    for name, values in page.choices.items():
        if name not in NO_FILTERS:
            yield from (f"{page.path}?{urlencode({name: value})}" for value in values[: None if name == "sort" else FEW])


OF_RECORDS = [code for code in LISTINGS if code == "report-unreached" or not code.startswith("report-")]
OF_FIGURES = [code for code in LISTINGS if code not in (*OF_RECORDS, "report-monday")]


def test_every_list_is_offered_on_a_page(found: dict[str, list[ListPage]]):
    assert set(found) == set(LISTINGS)


@pytest.mark.parametrize("code", OF_RECORDS)
def test_a_list_s_file_is_what_its_page_shows(code: str, found: dict[str, list[ListPage]], admin_client: CheckedClient):
    for page in found[code]:
        rows = everything(admin_client, page, code)
        heading = told_by(rows) or "姓名"  # of the plan, where one person is called several times
        told = {row[heading] for row in rows}
        assert len(told) > 1
        for path in chosen(page):
            answer = admin_client.get(path)
            now = list_page(path, answer.text)
            if answer.status_code != 200:
                assert taken(admin_client, now.exports[code]).status_code in (302, 400), path
                continue
            file = [row[heading] for row in exported(admin_client, now, code)] if code in now.exports else []
            known = told | set(file)
            shown = now.in_order(known)
            assert (shown == file) if told_by(rows) else (set(shown) == set(file)), (path, shown, file)
            for link in now.prints:
                printed = list_page(link, admin_client.get(link).text).in_order(known)
                assert sorted(printed) == sorted(shown), link
                assert printed == shown or "sort=register" in link, link


@pytest.mark.parametrize("code", OF_FIGURES)
def test_a_report_s_file_has_the_lines_of_its_tables(
    code: str, found: dict[str, list[ListPage]], admin_client: CheckedClient
):
    lines = 0
    for page in found[code]:
        for path in chosen(page):
            answer = admin_client.get(path)
            now = list_page(path, answer.text)
            if answer.status_code == 200:
                rows = [[*row.values()][1:] for row in exported(admin_client, now, code)]
                told = dict.fromkeys(" ".join(filter(None, row)) for row in rows)
                assert [line for line in dict.fromkeys(now.tables) if line in told] == [*told], path
                lines += len(rows)
    assert lines


@pytest.mark.parametrize("code", [code for code, listing in LISTINGS.items() if listing.paper])
def test_a_list_s_print_is_what_its_page_shows(code: str, found: dict[str, list[ListPage]], admin_client: CheckedClient):
    paper = LISTINGS[code].paper
    for page in found[code]:
        rows = exported(admin_client, page, code)
        printed = list_page(page.path, taken(admin_client, page.exports[code], "print").text)
        for heading in {told_by(rows)} & set(paper.headings):
            keys = [row[heading] for row in rows]
            assert sorted(printed.in_order(set(keys))) == sorted(keys) if paper.order else printed.in_order(set(keys)) == keys


@pytest.mark.parametrize("code", LISTINGS)
def test_what_a_page_reads_of_its_address_its_export_reads_too(
    code: str, stage: tuple[Flask, dict[str, int]], found: dict[str, list[ListPage]], admin_client: CheckedClient,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    app, _ids = stage
    read: set[str] = set()

    class Noted(ImmutableMultiDict):
        def __getitem__(self, key):
            read.add(key)
            return super().__getitem__(key)

        def __contains__(self, key):
            read.add(key)
            return super().__contains__(key)

    class NotedRequest(Request):
        parameter_storage_class = Noted

    monkeypatch.setattr(app, "request_class", NotedRequest)
    for page in found[code]:
        read.clear()
        admin_client.get(page.path)
        by_page = read - NO_FILTERS
        with clock.fixed_at(NOW), app.app_context():
            asked = Asked(user_by_login("admin"), TODAY, Filters(dict(parse_qsl(urlsplit(page.exports[code]).query))))
            list(LISTINGS[code].rows(asked))
        assert by_page <= asked.args.read, page.path
