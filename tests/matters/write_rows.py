"""The write routes of matters, their files and credits, for the checklist in tests/test_write_routes.py."""

from datetime import date
from io import BytesIO

from conftest import NOW, TODAY
from sqlalchemy import func, select
from write_routes import Bad, Ids, WriteRoute

from liaison.credits.actions import collect_credits, remove_credit, thank_for
from liaison.credits.models import Credit
from liaison.db import db
from liaison.domain.matters import Ending, Outcome
from liaison.files.actions import remove_file
from liaison.files.models import StoredFile
from liaison.files.queries import files_of
from liaison.interactions.models import Interaction
from liaison.matters.actions import link_interaction, remove_note
from liaison.matters.endings import end_matter, remove_matter
from liaison.matters.models import Matter, MatterNote


def matter(ids: Ids) -> Matter:
    return db.session.get_one(Matter, ids["matter"])


def matter_note(ids: Ids) -> MatterNote:
    return db.session.get_one(MatterNote, ids["matter_note"])


def named(name: str) -> int:
    return db.session.scalar(select(func.count()).where(Matter.name == name)) or 0


def done(ids: Ids) -> None:
    end_matter(matter(ids), Outcome(Ending.DONE, TODAY), today=TODAY, version=None, by=None)


def about(ids: Ids) -> None:
    link_interaction(matter(ids), db.session.get_one(Interaction, ids["call"]), by=None)


MATTER_FORM = {
    "way": "incoming",
    "name": "核对参会名单",
    "unit": "市第一中学",
    "who": "陈建国",
    "received_on": "昨天",
    "received_by_id": "{officer}",
    "promise": "周五前给名单",
    "promised_by": "张敏",
    "due_on": "2026-11-30",
    "owner_id": "{officer}",
    "deputy_id": "",
}
MATTERS = [
    WriteRoute(
        "matters.new",
        "/matters/new",
        MATTER_FORM,
        "matter.add",
        lambda ids: named("核对参会名单"),
        1,
        shows=True,
        bad=Bad({"due_on": "2026-11-01"}, "早于提出的日期", kept="周五前给名单"),
    ),
    WriteRoute(
        "matters.edit",
        "/matters/{matter}/edit",
        MATTER_FORM,
        "matter.edit",
        lambda ids: (matter(ids).name, matter(ids).due_on),
        ("核对参会名单", date(2026, 11, 30)),
        shows=True,
        bad=Bad({"who": "李逵"}, "没有找到“李逵”", kept="周五前给名单"),
        versioned=matter,
    ),
    WriteRoute(
        "matters.owner",
        "/matters/{matter}/owner",
        {"owner_id": "{head}"},
        "matter.reassign",
        lambda ids: matter(ids).owner_id == ids["head"],
        True,
        bad=Bad({"owner_id": "999"}, "请从名单里选一位承办人"),
    ),
    WriteRoute(
        "matters.remove",
        "/matters/{matter}/removal",
        {},
        "matter.remove",
        lambda ids: matter(ids).deleted_at,
        NOW,
    ),
    WriteRoute(
        "matters.restore",
        "/matters/{matter}/restoration",
        {},
        "matter.restore",
        lambda ids: matter(ids).deleted_at,
        None,
        beforehand=lambda cast, scene: remove_matter(matter(scene.ids), now=NOW, by=None),
    ),
    WriteRoute(
        "matters.end",
        "/matters/{matter}/ending?as=explained",
        {
            "ending": "explained",
            "on": "今天",
            "explanation": "会议中心当天已有安排，改到下周三可以",
            "explained_by": "张敏",
            "explained_on": "今天",
            "reception": "accepted",
        },
        "matter.end",
        lambda ids: (matter(ids).ended_as, matter(ids).ended_on),
        ("explained", TODAY),
        shows=True,
        bad=Bad({"explanation": ""}, "办不了要有解释", kept="张敏"),
        versioned=matter,
    ),
    WriteRoute(
        "matters.reopen",
        "/matters/{matter}/reopening",
        {},
        "matter.reopen",
        lambda ids: matter(ids).ended_as,
        "",
        beforehand=lambda cast, scene: done(scene.ids),
    ),
    WriteRoute(
        "matters.add_note",
        "/matters/{matter}/notes",
        {"text": "对方同意改期", "on": "今天"},
        "matter.note",
        lambda ids: [note.text for note in matter(ids).live_notes],
        ["已问过排期", "对方同意改期"],
    ),
    WriteRoute(
        "matters.remove_note",
        "/matters/notes/{matter_note}/removal",
        {},
        "matter.unnote",
        lambda ids: matter_note(ids).deleted_at,
        NOW,
    ),
    WriteRoute(
        "matters.restore_note",
        "/matters/notes/{matter_note}/restoration",
        {},
        "matter.renote",
        lambda ids: matter_note(ids).deleted_at,
        None,
        beforehand=lambda cast, scene: remove_note(matter_note(scene.ids), now=NOW, by=None),
    ),
    WriteRoute(
        "matters.link",
        "/matters/{matter}/interactions/{call}",
        {},
        "matter.link",
        lambda ids: [entry.id == ids["call"] for entry in matter(ids).interactions],
        [True],
    ),
    WriteRoute(
        "matters.unlink",
        "/matters/{matter}/interactions/{call}/removal",
        {},
        "matter.unlink",
        lambda ids: [entry.id for entry in matter(ids).interactions],
        [],
        beforehand=lambda cast, scene: about(scene.ids),
    ),
]


def stored_file(ids: Ids) -> StoredFile:
    return db.session.get_one(StoredFile, ids["file"])


def credit(ids: Ids) -> Credit:
    return db.session.get_one(Credit, ids["credit"])


def thanked(ids: Ids) -> None:
    thank_for(credit(ids), on=TODAY, by=None)


def collected(ids: Ids) -> None:
    collect_credits([credit(ids)], "2026-11", by=None)


CREDIT_FORM = {"name": "派车接送", "unit": "市第一中学", "who": "陈建国", "on": "昨天"}
FILES = [
    WriteRoute(
        "files.attach",
        "/matters/{matter}/files",
        {"files": lambda: (BytesIO(b"%PDF-1.7"), "来函.pdf")},
        "file.attach",
        lambda ids: [each.name for each in files_of(matter(ids))],
        ["名单.csv", "来函.pdf"],
    ),
    WriteRoute(
        "files.remove",
        "/files/{file}/removal",
        {},
        "file.remove",
        lambda ids: stored_file(ids).deleted_at,
        NOW,
    ),
    WriteRoute(
        "files.restore",
        "/files/{file}/restoration",
        {},
        "file.restore",
        lambda ids: stored_file(ids).deleted_at,
        None,
        beforehand=lambda cast, scene: remove_file(stored_file(scene.ids), now=NOW, by=None),
    ),
]
CREDITS = [
    WriteRoute(
        "credits.new",
        "/credits/new",
        CREDIT_FORM,
        "credit.add",
        lambda ids: db.session.scalar(select(func.count()).where(Credit.name == "派车接送")),
        1,
        shows=True,
        bad=Bad({"who": "李逵"}, "没有找到“李逵”", kept="派车接送"),
    ),
    WriteRoute(
        "credits.edit",
        "/credits/{credit}/edit",
        CREDIT_FORM,
        "credit.edit",
        lambda ids: credit(ids).name,
        "派车接送",
        shows=True,
        bad=Bad({"name": ""}, "请填写此项", kept="市第一中学"),
        versioned=credit,
    ),
    WriteRoute(
        "credits.remove",
        "/credits/{credit}/removal",
        {},
        "credit.remove",
        lambda ids: credit(ids).deleted_at,
        NOW,
    ),
    WriteRoute(
        "credits.restore",
        "/credits/{credit}/restoration",
        {},
        "credit.restore",
        lambda ids: credit(ids).deleted_at,
        None,
        beforehand=lambda cast, scene: remove_credit(credit(scene.ids), now=NOW, by=None),
    ),
    WriteRoute(
        "credits.thank",
        "/credits/{credit}/thanks",
        {},
        "credit.thank",
        lambda ids: credit(ids).thanked_on,
        TODAY,
    ),
    WriteRoute(
        "credits.unthank",
        "/credits/{credit}/thanks/withdrawal",
        {},
        "credit.unthank",
        lambda ids: credit(ids).thanked_on,
        None,
        beforehand=lambda cast, scene: thanked(scene.ids),
    ),
    WriteRoute(
        "credits.collect",
        "/credits/reports",
        {"month": "2026-11", "credit": "{credit}"},
        "credit.collect",
        lambda ids: credit(ids).reported_in,
        "2026-11",
    ),
    WriteRoute(
        "credits.release",
        "/credits/{credit}/reports/withdrawal",
        {},
        "credit.release",
        lambda ids: credit(ids).reported_in,
        "",
        beforehand=lambda cast, scene: collected(scene.ids),
    ),
]
