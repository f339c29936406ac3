"""The write routes of matters, for the checklist in tests/test_write_routes.py."""

from datetime import date

from conftest import NOW, TODAY
from sqlalchemy import func, select
from write_routes import Bad, Ids, WriteRoute

from liaison.db import db
from liaison.domain.matters import Ending, Outcome
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
