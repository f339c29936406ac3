"""What leaves comes back: a list exported and imported into an empty office is the same list."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY, application
from exports.reading_back import taken
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.accounts.actions import add_user
from liaison.accounts.models import User
from liaison.contacts.actions import add_contact, archive_contact, begin_post, edit_contact
from liaison.contacts.models import Contact, Post
from liaison.db import begin_write, db
from liaison.domain.birthdays import Birthday
from liaison.imports.importing import import_file
from liaison.interactions.actions import log_interaction
from liaison.interactions.models import Interaction
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.unit_changes.actions import rename_unit
from liaison.units.actions import add_unit, archive_unit
from liaison.units.models import Unit
from liaison.web.dates import office_date

TRICKY = ["=1+1", "@张三", "-3 度", "+86 先拨", '说“好”，又说"不"', "第一行\n第二行", "'单引号", "a,b;c\td"]
BIRTHDAYS = [
    Birthday(8, 15, 1976, is_lunar=True), Birthday(6, 3, 1987, is_lunar=True, is_leap=True),
    Birthday(12, 30, is_lunar=True), Birthday(2, 29, 1980), Birthday(10, 1), None,
]  # fmt: skip


@pytest.fixture
def office(app: Flask, cast: Cast) -> Cast:
    """People, units and entries with everything that an export carries."""
    begin_write()
    officer, head = cast.user("officer"), cast.user("head")
    bureau = add_unit({"name": "市教育局", "kind": "government", "short_name": "教育局", "region": "江州", "address": "一路1号",
                       "phone": "0571-88880000", "tier": "key", "interval_days": 40, "max_gap_days": 90, "code": "A-1",
                       "owner_id": officer.id, "notes": "=不是公式"}, by=None)  # fmt: skip
    add_unit({"name": "市第二中学", "kind": "school", "parent_id": bureau.id, "authority": "省教育厅"}, by=None)
    rename_unit(bureau, "江州市教育局", date(2026, 9, 1), today=TODAY, by=None)
    rename_unit(bureau, "市教育局", date(2026, 9, 2), today=TODAY, by=None)
    closed = add_unit({"name": "江州县、区联络处", "phone": "0571-88880000/1"}, by=None)
    archive_unit(closed, now=NOW, by=None)
    add_unit({"name": "江州画院", "kind": "association", "authority": "市文化局"}, by=None)
    for number, birthday in enumerate(BIRTHDAYS):
        person = add_contact(
            {"name": f"赵一{'甲乙丙丁戊己'[number]}", "birthday": birthday, "tier": ("key", "regular", "general")[number % 3],
             "notes": TRICKY[number], "taboos": TRICKY[-1 - number], "gender": ("male", "female", "")[number % 3],
             "address_as": "赵老" if number == 0 else "", "email": f"zhao{number}@example.cn", "wechat": f"wx{number}",
             "interval_days": 45 if number == 1 else None, "max_gap_days": 100 if number == 1 else None,
             "owner_id": officer.id, "deputy_id": head.id if number == 2 else None, "preferred_channel": "wechat",
             "best_time": "上午", "verified_on": date(2026, 10, number + 1)},
            phones=[("mobile", f"138 0000 000{number}"), ("landline", "0571-88886666转802"), ("internal", f"61{number}2")],
            tags=["教育", "校友"][: number % 3],
            by=None,
        )  # fmt: skip
        begin_post(person, unit_id=bureau.id, title="处长", department="办公室", by=None)
    corrected = add_contact(
        {"name": "单重阳", "reading": "shan zhong yang", "deputy_id": head.id, "owner_id": officer.id},
        phones=[("mobile", "13911110000"), ("mobile", "13911110001"), ("landline", "0571-88886666转802"),
                ("landline", "0571-87654321-12"), ("other", "+852 2345 6789"), ("internal", "6120")],
        tags=["教育", "校友"], by=None,
    )  # fmt: skip
    begin_post(corrected, unit_id=bureau.id, title="副处长", from_on=date(2019, 5, 1), by=None)
    former = begin_post(corrected, unit_id=cast.ids["school"], title="教师", from_on=date(2010, 9, 1), by=None)
    former.to_on = date(2019, 4, 30)
    begin_post(corrected, unit_id=cast.ids["college"], title="兼职教授", from_on=date(2021, 9, 1), by=None)
    people = list(db.session.scalars(select(Contact).where(Contact.name.startswith("赵一")).order_by(Contact.id)))
    for number, person in enumerate(people):
        log_interaction(
            [person, *people[:1]] if number == 3 else [person], kind=("call", "visit", "wechat")[number % 3],
            on=date(2026, 11, number + 1), today=TODAY, by=officer, direction=("ours", "theirs")[number % 2],
            answered=number != 4, at=time(9, 30) if number else None, minutes=12 if number else None,
            summary=TRICKY[number], outcome="已答复" if number else "",
        )  # fmt: skip
    log_interaction([people[0]], kind="call", on=date(2026, 10, 1), today=TODAY, by=None, handler="老王", summary="旧事")
    db.session.commit()
    return cast


@contextmanager
def empty_office(migrated: Path, folder: Path) -> Iterator[None]:
    """Another database with nothing in it but users of the same names."""
    path = folder / "empty.sqlite3"
    shutil.copyfile(migrated, path)
    app = application(f"sqlite:///{path}")
    with app.app_context():
        begin_write()
        for login, name in (("zhang", "张敏"), ("li", "李强"), ("zhou", "周静")):
            add_user(login, "spring-wind-1000", name=name, by=None)
        db.session.commit()
        yield
        db.session.remove()
        db.engine.dispose()


def brought_back(path: Path, kind: str) -> list[Any]:
    begin_write()
    outcome = import_file(path, name=path.name, today=TODAY, now=NOW, by=None, kind=kind)
    db.session.commit()
    return outcome.errors


def people() -> list[tuple[Any, ...]]:
    return sorted(
        (
            person.name, person.unit.name if person.unit else "", person.title,
            person.posts[0].department if person.posts else "", person.address_as, person.gender,
            [(phone.label, phone.digits, phone.extension) for phone in person.phones], person.email, person.wechat,
            person.birthday, person.tier, person.interval_days, person.max_gap_days, user_name(person.owner_id),
            user_name(person.deputy_id), person.preferred_channel, person.best_time,
            [tag.name for tag in person.tags], person.taboos, person.notes, person.verified_on, person.reading,
            [(post.name, post.department, post.from_on, post.to_on) for post in person.posts], person.retired_on,
            office_date(person.archived_at),
        )
        for person in db.session.scalars(select(Contact))
    )  # fmt: skip


def units() -> list[tuple[Any, ...]]:
    return sorted(
        (
            unit.name, unit.short_name, unit.code, unit.kind, unit.parent.name if unit.parent else "", unit.authority,
            office_date(unit.archived_at), [(once.name, once.until_on) for once in unit.former_names],
            unit.region, unit.address, unit.phone, unit.tier or "", unit.interval_days, unit.max_gap_days,
            user_name(unit.owner_id), unit.notes,
        )
        for unit in db.session.scalars(select(Unit))
    )  # fmt: skip


def entries() -> list[tuple[Any, ...]]:
    return sorted(
        (
            entry.on, sorted(person.name for person in entry.participants), entry.unit.name if entry.unit else "",
            entry.kind, entry.direction, entry.answered, entry.summary, entry.outcome, entry.handled_by, entry.at,
            entry.minutes,
        )
        for entry in db.session.scalars(select(Interaction))
    )  # fmt: skip


def user_name(user_id: int | None) -> str:
    return db.session.get_one(User, user_id).name if user_id else ""


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_contacts_units_and_the_register_come_back_as_they_left(
    admin: CheckedClient, office: Cast, migrated: Path, tmp_path: Path, form: str
):
    for code in ("units", "contacts", "interactions"):
        (tmp_path / f"{code}.{form}").write_bytes(taken(admin, f"/exports/{code}", form).data)
    (tmp_path / f"archived.{form}").write_bytes(taken(admin, "/exports/units?archived=1", form).data)
    left = (units(), people(), entries())
    with empty_office(migrated, tmp_path):
        assert brought_back(tmp_path / f"archived.{form}", "units") == []
        for code in ("units", "contacts", "interactions"):
            assert brought_back(tmp_path / f"{code}.{form}", code) == []
        came = (units(), people(), entries())
    for before, after in zip(left, came, strict=True):
        assert after == before


def test_who_is_archived_retired_or_held_other_posts_comes_back_so(
    admin: CheckedClient, office: Cast, migrated: Path, tmp_path: Path
):
    begin_write()
    archive_contact(office.wang, now=NOW, by=None)
    edit_contact(office.chen, {"retired_on": date(2026, 10, 31)}, version=None, by=None)
    db.session.commit()
    path, archived = tmp_path / "contacts.xlsx", tmp_path / "archived.xlsx"
    path.write_bytes(taken(admin, "/exports/contacts", "xlsx").data)
    archived.write_bytes(taken(admin, "/exports/contacts?archived=1", "xlsx").data)
    left = people()
    with empty_office(migrated, tmp_path):
        assert brought_back(path, "contacts") == brought_back(archived, "contacts") == []
        assert people() == left
        assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
        person = db.session.scalars(select(Contact).where(Contact.name == "单重阳")).one()
        assert [(post.name, post.from_on, post.to_on) for post in person.posts] == [
            ("市教育局 副处长", date(2019, 5, 1), None), ("市第一中学 教师", date(2010, 9, 1), date(2019, 4, 30)),
            ("江州大学 兼职教授", date(2021, 9, 1), None),
        ]  # fmt: skip
        counted = db.session.scalar(select(func.count()).select_from(Post))
        assert brought_back(path, "contacts") == brought_back(archived, "contacts") == []
        assert (people(), db.session.scalar(select(func.count()).select_from(Post))) == (left, counted)


def on_cards() -> list[tuple[Any, ...]]:
    """What a card has a place for."""
    return sorted(
        (
            person.name, person.unit.name if person.unit else "", person.title,
            person.posts[0].department if person.posts else "",
            sorted((phone.label, phone.digits, phone.extension) for phone in person.phones), person.email, person.wechat,
            person.birthday, [tag.name for tag in person.tags],
        )
        for person in db.session.scalars(select(Contact))
    )  # fmt: skip


@pytest.mark.parametrize("form", ["vcf", "vcf4"])
def test_cards_come_back_as_far_as_a_card_has_a_place(
    admin: CheckedClient, office: Cast, migrated: Path, tmp_path: Path, form: str
):
    path = tmp_path / f"{form}.vcf"
    path.write_bytes(taken(admin, "/exports/contacts", form).data)
    left = on_cards()
    with empty_office(migrated, tmp_path):
        assert brought_back(path, "contacts") == []
        assert on_cards() == left
