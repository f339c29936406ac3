"""The checklist: every route of the core that changes something, what it takes, and what it must leave behind.

A new write route gets its row here, or in a table of the same shape beside its own feature's tests.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cast import Cast
from conftest import NOW, TODAY
from scene import Scene
from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.contacts.actions import archive_contact, reassign
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.followups.actions import delete_follow_up, finish_follow_up
from liaison.followups.models import FollowUp
from liaison.interactions.actions import delete_interaction
from liaison.interactions.models import Interaction
from liaison.office.models import InteractionKind, TierCadence
from liaison.office.queries import setting
from liaison.units.actions import archive_unit
from liaison.units.models import Unit

Ids = dict[str, int]


@dataclass(frozen=True)
class Bad:
    """Input that is refused: what differs from the good form, the words of the refusal, what is still shown."""

    changes: dict[str, Any]
    said: str
    kept: str = ""


@dataclass(frozen=True)
class WriteRoute:
    """`url` and form values may name records of the scene in braces. `reads` looks at what the write changes.

    `below` is a role that is refused, None where everyone who signed in may; `shows` whether GET has a page.
    """

    endpoint: str
    url: str
    form: dict[str, Any]
    audit: str
    reads: Callable[[Ids], Any]
    after: Any
    login: str = "officer"
    below: str | None = "viewer"
    shows: bool = False
    bad: Bad | None = None
    versioned: Callable[[Ids], Any] | None = None
    beforehand: Callable[[Cast, Scene], Any] | None = None
    more_refused: tuple[str, ...] = field(default=())

    @property
    def has_record(self) -> bool:
        return "{" in self.url.split("?")[0]

    def data(self, scene: Scene, **changes: Any) -> dict[str, Any]:
        """The form as a browser would send it, with the version the person saw."""
        values = {**self.form, **changes}
        if self.versioned is not None and "version" not in values:
            values["version"] = str(self.versioned(scene.ids).version)
            db.session.rollback()
        return {
            key: scene.filled(value) if isinstance(value, str) else value() for key, value in values.items()
        }


def contact(ids: Ids) -> Contact:
    return db.session.get_one(Contact, ids["chen"])


def post(ids: Ids) -> Post | None:
    return db.session.get(Post, ids["post"])


def unit(ids: Ids) -> Unit:
    return db.session.get_one(Unit, ids["school"])


def call(ids: Ids) -> Interaction:
    return db.session.get_one(Interaction, ids["call"])


def task(ids: Ids) -> FollowUp:
    return db.session.get_one(FollowUp, ids["task"])


def officer(ids: Ids) -> User:
    return db.session.get_one(User, ids["officer"])


def named(model: Any, name: str) -> int:
    return db.session.scalar(select(func.count()).where(model.name == name)) or 0

CONTACT_FORM = {"name": "陈建国", "tier": "key", "owner_id": "{officer}", "notes": "喜欢书法"}
CALL_FORM = {
    "kind": "visit",
    "direction": "ours",
    "answered": "yes",
    "on": "2026-11-20",
    "summary": "商定调研时间",
}
UNIT_FORM = {"name": "市第一中学", "kind": "school", "tier": "", "region": "浙江", "interval_days": "45"}
KIND_FORM = {
    "name": "电话", "counts": "never", "weight": "1.5", "unanswered_weight": "0.1", "answered_word": "接通",
    "unanswered_word": "没人接",
}  # fmt: skip
PEOPLE = [
    WriteRoute(
        "contacts.new",
        "/contacts/new",
        {
            "name": "林冲",
            "tier": "general",
            "unit": "市第一中学",
            "title": "教师",
            "owner_id": "{officer}",
            "preferred_channel": "",
        },
        "contact.add",
        lambda ids: named(Contact, "林冲"),
        1,
        shows=True,
        bad=Bad({"name": ""}, "请填写此项", kept="教师"),
    ),
    WriteRoute(
        "contacts.edit",
        "/contacts/{chen}/edit",
        CONTACT_FORM,
        "contact.edit",
        lambda ids: contact(ids).notes,
        "喜欢书法",
        shows=True,
        bad=Bad({"interval_days": "两周半"}, "请填 1 到 3650 之间的整数天数", kept="两周半"),
        versioned=contact,
    ),
    WriteRoute(
        "contacts.new_post",
        "/contacts/{chen}/posts/new",
        {"unit": "江州大学", "title": "兼职教授"},
        "post.begin",
        lambda ids: [held.title for held in contact(ids).posts],
        ["办公室主任", "兼职教授"],
        shows=True,
        bad=Bad(
            {"from_on": "2024-05-01", "to_on": "2024-04-01"}, "离任日期不能早于到任日期", kept="兼职教授"
        ),
    ),
    WriteRoute(
        "contacts.edit_post",
        "/posts/{post}/edit",
        {"unit": "江州大学", "title": "校长"},
        "post.edit",
        lambda ids: (contact(ids).title, contact(ids).unit_id == ids["college"]),
        ("校长", True),
        shows=True,
        bad=Bad({"unit": ""}, "请填写此项", kept="校长"),
        versioned=post,
    ),
    WriteRoute("contacts.remove_post", "/posts/{post}/removal", {}, "post.remove", post, None),
    WriteRoute(
        "contacts.verify",
        "/contacts/{chen}/verification",
        {},
        "contact.verify",
        lambda ids: contact(ids).verified_on,
        TODAY,
    ),
    WriteRoute(
        "contacts.archive",
        "/contacts/{chen}/archival",
        {},
        "contact.archive",
        lambda ids: contact(ids).archived_at,
        NOW,
    ),
    WriteRoute(
        "contacts.restore",
        "/contacts/{chen}/restoration",
        {},
        "contact.restore",
        lambda ids: contact(ids).archived_at,
        None,
        beforehand=lambda cast, scene: archive_contact(cast.chen, now=NOW, by=None),
    ),
    WriteRoute(
        "contacts.assign",
        "/contacts/owners?owner=none",
        {"owner_id": "{officer}", "contact": "{wang}"},
        "contact.reassign",
        lambda ids: db.session.get_one(Contact, ids["wang"]).owner_id == ids["officer"],
        True,
        login="head",
        below="officer",
    ),
    WriteRoute(
        "due.owner",
        "/contacts/{chen}/owner",
        {"owner_id": "{head}"},
        "contact.reassign",
        lambda ids: contact(ids).owner_id == ids["head"],
        True,
        shows=True,
        bad=Bad({"owner_id": "999"}, "不是有效的选择"),
    ),
    WriteRoute(
        "due.take_back",
        "/contacts/{chen}/owner/returned",
        {},
        "contact.reassign",
        lambda ids: contact(ids).owner_id == ids["officer"],
        True,
        beforehand=lambda cast, scene: reassign(cast.chen, cast.user("head"), by=cast.user("officer")),
    ),
]
UNITS = [
    WriteRoute(
        "units.new",
        "/units/new",
        {"name": "江州市图书馆", "kind": "other", "tier": "", "phone": "0571-1"},
        "unit.add",
        lambda ids: named(Unit, "江州市图书馆"),
        1,
        shows=True,
        bad=Bad({"parent": "没有的局"}, "没有叫“没有的局”的单位", kept="江州市图书馆"),
    ),
    WriteRoute(
        "units.edit",
        "/units/{school}/edit",
        UNIT_FORM,
        "unit.edit",
        lambda ids: (unit(ids).interval_days, contact(ids).cadence_days),
        (45, 45),
        shows=True,
        bad=Bad(
            {"interval_days": "45", "max_gap_days": "10"},
            "最长间隔 10 天不能短于联系周期 45 天",
            kept="浙江",
        ),
        versioned=unit,
    ),
    WriteRoute(
        "units.archive",
        "/units/{school}/archival",
        {},
        "unit.archive",
        lambda ids: unit(ids).archived_at,
        NOW,
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "units.restore",
        "/units/{school}/restoration",
        {},
        "unit.restore",
        lambda ids: unit(ids).archived_at,
        None,
        login="head",
        more_refused=("officer",),
        beforehand=lambda cast, scene: archive_unit(cast.school, now=NOW, by=None),
    ),
]
CONTACTS_MADE = [
    WriteRoute(
        "interactions.new",
        "/contacts/{chen}/interactions/new",
        CALL_FORM,
        "interaction.log",
        lambda ids: (contact(ids).last_contact_on, contact(ids).times_contacted),
        (date(2026, 11, 20), 2),
        shows=True,
        bad=Bad({"on": "明天"}, "还没到", kept="商定调研时间"),
    ),
    WriteRoute(
        "interactions.edit",
        "/interactions/{call}/edit",
        CALL_FORM,
        "interaction.edit",
        lambda ids: (call(ids).kind, contact(ids).last_contact_on),
        ("visit", date(2026, 11, 20)),
        shows=True,
        bad=Bad({"others": "李逵"}, "没有找到“李逵”", kept="商定调研时间"),
        versioned=call,
    ),
    WriteRoute(
        "interactions.delete",
        "/interactions/{call}/deletion",
        {},
        "interaction.delete",
        lambda ids: (call(ids).deleted_at, contact(ids).last_contact_on),
        (NOW, None),
    ),
    WriteRoute(
        "interactions.restore",
        "/interactions/{call}/restoration",
        {},
        "interaction.restore",
        lambda ids: (call(ids).deleted_at, contact(ids).last_contact_on),
        (None, date(2026, 11, 1)),
        beforehand=lambda cast, scene: delete_interaction(call(scene.ids), now=NOW, by=None),
    ),
    WriteRoute(
        "followups.complete",
        "/followups/{task}/completion",
        {"outcome": "已寄出"},
        "follow_up.finish",
        lambda ids: (task(ids).done_at, task(ids).outcome),
        (NOW, "已寄出"),
        shows=True,
        bad=Bad({"next_text": "再催一次", "next_on": ""}, "请填下一步的日期", kept="再催一次"),
    ),
    WriteRoute(
        "followups.new",
        "/followups/new?contact={chen}",
        {"name": "送调研提纲", "on": "2026-11-26", "owner_id": "{officer}", "who": "陈建国"},
        "follow_up.add",
        lambda ids: named(FollowUp, "送调研提纲"),
        1,
        shows=True,
        bad=Bad({"on": "2026-11-20"}, "这一天已经过去", kept="送调研提纲"),
    ),
    WriteRoute(
        "followups.edit",
        "/followups/{task}/edit",
        {"name": "寄两份材料", "owner_id": "{head}"},
        "follow_up.edit",
        lambda ids: (task(ids).name, task(ids).owner_id == ids["head"]),
        ("寄两份材料", True),
        shows=True,
        bad=Bad({"name": ""}, "请填写此项"),
        versioned=task,
    ),
    WriteRoute(
        "followups.move",
        "/followups/{task}/moves",
        {"on": "2026-12-01", "reason": "对方开会"},
        "follow_up.move",
        lambda ids: task(ids).on,
        date(2026, 12, 1),
        shows=True,
        bad=Bad({"reason": ""}, "请填写此项", kept="2026-12-01"),
        versioned=task,
    ),
    WriteRoute(
        "followups.delete",
        "/followups/{task}/deletion",
        {},
        "follow_up.delete",
        lambda ids: task(ids).deleted_at,
        NOW,
    ),
    WriteRoute(
        "followups.restore",
        "/followups/{task}/restoration",
        {},
        "follow_up.restore",
        lambda ids: task(ids).deleted_at,
        None,
        beforehand=lambda cast, scene: delete_follow_up(task(scene.ids), now=NOW, by=None),
    ),
    WriteRoute(
        "followups.reopen",
        "/followups/{task}/reopening",
        {},
        "follow_up.reopen",
        lambda ids: task(ids).done_at,
        None,
        beforehand=lambda cast, scene: finish_follow_up(task(scene.ids), now=NOW, by=None),
    ),
    WriteRoute(
        "due.snooze",
        "/contacts/{chen}/snoozes",
        {"until_on": "2026-12-20", "reason": "出国考察"},
        "contact.snooze",
        lambda ids: (contact(ids).snoozed_until, contact(ids).due_on),
        (date(2026, 12, 20), date(2026, 12, 20)),
        shows=True,
        bad=Bad({"until_on": "2026-11-23"}, "请选择今天以后的日期", kept="出国考察"),
    ),
    WriteRoute(
        "due.lift_snooze",
        "/contacts/{chen}/snoozes/lifted",
        {},
        "contact.unsnooze",
        lambda ids: contact(ids).snoozed_until,
        None,
    ),
    WriteRoute(
        "due.pause",
        "/contacts/{chen}/pauses",
        {"resume_on": "2027-01-10", "reason": "住院"},
        "contact.pause",
        lambda ids: contact(ids).paused_until,
        date(2027, 1, 10),
        shows=True,
        bad=Bad({"reason": ""}, "请填写此项", kept="2027-01-10"),
    ),
    WriteRoute(
        "due.lift_pause",
        "/contacts/{chen}/pauses/lifted",
        {},
        "contact.unpause",
        lambda ids: contact(ids).paused_until,
        None,
    ),
]
OFFICE = [
    WriteRoute(
        "office.settings",
        "/settings/",
        {"office_name": "江州市府办", "signature": "江州市府办联络科"},
        "office.edit",
        lambda ids: setting("office_name"),
        "江州市府办",
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"signature": "长" * 101}, "100", kept="江州市府办"),
    ),
    WriteRoute(
        "office.tier",
        "/settings/tiers/{key_tier}",
        {"interval_days": "20", "max_gap_days": "50"},
        "tier.edit",
        lambda ids: (contact(ids).cadence_days, contact(ids).gap_days),
        (20, 50),
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"max_gap_days": "5"}, "最长间隔 5 天不能短于联系周期 20 天", kept="20"),
        versioned=lambda ids: db.session.get_one(TierCadence, ids["key_tier"]),
    ),
    WriteRoute(
        "office.kind",
        "/settings/kinds/{call_kind}",
        KIND_FORM,
        "kind.edit",
        lambda ids: (contact(ids).last_contact_on, contact(ids).heat),
        (None, 1.5),
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"weight": "11"}, "请填 0 到 10 之间的数", kept="没人接"),
        versioned=lambda ids: db.session.get_one(InteractionKind, ids["call_kind"]),
    ),
]
WRITE_ROUTES = [*PEOPLE, *UNITS, *CONTACTS_MADE, *OFFICE]
