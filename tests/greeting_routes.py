"""The checklist's rows for greetings: what each write route takes and what it must leave behind."""

from datetime import date
from typing import Any

from conftest import NOW, TODAY
from greetings_scene import with_a_mail_server
from sqlalchemy import func, select
from write_routes import Bad, WriteRoute

from liaison.db import db
from liaison.domain.starter_texts import starter_texts
from liaison.greetings.models import Greeting, IncomingGreeting, Round, SendList, Stage, State
from liaison.greetings.outbox_models import OutboxMessage
from liaison.greetings.template_models import Signer, Template
from liaison.office.queries import setting

Ids = dict[str, int]


def a_row(name: str, read: Any) -> Any:
    """Look at one greeting of the scene."""
    return lambda ids: read(db.session.get_one(Greeting, ids[name]))


def a_record(model: Any, name: str, read: Any) -> Any:
    return lambda ids: read(db.session.get_one(model, ids[name]))


def how_many(model: Any) -> Any:
    return lambda ids: db.session.scalar(select(func.count()).select_from(model))


def people_of(name: str) -> Any:
    """How many people a round holds."""
    return lambda ids: db.session.scalar(select(func.count()).where(Greeting.round_id == ids[name]))


WORDS = "{称呼}：元旦将至，祝您新年安好。{落款}"
TEMPLATE = {
    "occasion_code": "new-year",
    "tone": "",
    "relation": "any",
    "tier": "",
    "channel": "sms",
    "text": lambda: WORDS,  # called, not filled in: the braces are its own
}
DAYS = {
    "name": "春节问候",
    "draft_from": "2027-01-20",
    "submit_by": "2027-01-27",
    "approve_by": "2027-02-02",
    "send_on": "2027-02-04",
}

ROUNDS = [
    WriteRoute(
        "greetings.new_round",
        "/greetings/rounds/new",
        {"occasion": "army-day:2027", "whose": "all", "wish": "", "name": "建军节慰问"},
        "round.begin",
        lambda ids: db.session.scalar(select(func.count()).where(Round.name == "建军节慰问")),
        1,
        shows=True,
        bad=Bad({"occasion": "qingming:2027"}, "清明节是肃穆的日子，不发祝福", kept="建军节慰问"),
    ),
    WriteRoute(
        "greetings.edit_round",
        "/greetings/rounds/{draft_round}/edit",
        DAYS,
        "round.edit",
        a_record(Round, "draft_round", lambda each: (each.name, each.submit_by)),
        ("春节问候", date(2027, 1, 27)),
        shows=True,
        bad=Bad({"submit_by": "2027-01-10"}, "日期要依次是起草、送审、审定、发送", kept="春节问候"),
        versioned=a_record(Round, "draft_round", lambda each: each),
    ),
    WriteRoute(
        "greetings.discard",
        "/greetings/rounds/{draft_round}/discard",
        {},
        "round.discard",
        lambda ids: db.session.get(Round, ids["draft_round"]) is None,
        True,
    ),
    WriteRoute(
        "greetings.invite",
        "/greetings/rounds/{draft_round}/invitations",
        {"who": "白洁", "reason": "今年合作多"},
        "round.add_people",
        people_of("draft_round"),
        3,
    ),
    WriteRoute(
        "greetings.excuse_many",
        "/greetings/rounds/{draft_round}/excuses",
        {"greeting": "{g_draft}", "reason": "在国外"},
        "greeting.excuse",
        a_row("g_draft", lambda row: row.excuse),
        "在国外",
    ),
    WriteRoute(
        "greetings.reword",
        "/greetings/rounds/{draft_round}/rewording",
        {},
        "round.reword",
        lambda ids: db.session.get_one(Greeting, ids["g_draft"]).text,
        "陈主任：向您问候，祝一切顺利。张敏",
        beforehand=lambda cast, scene: replace_the_template(scene.ids),
    ),
    WriteRoute(
        "greetings.lessons",
        "/greetings/rounds/{draft_round}/lessons",
        {"lessons": "早些动手"},
        "round.lessons",
        a_record(Round, "draft_round", lambda each: each.lessons),
        "早些动手",
    ),
]


def replace_the_template(ids: Ids) -> None:
    """Leave one wording, another than the texts were made from."""
    for template in db.session.scalars(select(Template)):
        template.text = "{称呼}：向您问候，祝一切顺利。{联络员}"
    db.session.flush()


APPROVAL = [
    WriteRoute(
        "greetings.submit",
        "/greetings/rounds/{draft_round}/submission",
        {},
        "round.submit",
        a_record(Round, "draft_round", lambda each: each.stage),
        Stage.SUBMITTED,
    ),
    WriteRoute(
        "greetings.withdraw",
        "/greetings/rounds/{pending_round}/submission/withdrawal",
        {},
        "round.withdraw",
        a_record(Round, "pending_round", lambda each: each.stage),
        Stage.DRAFT,
    ),
    WriteRoute(
        "greetings.approve",
        "/greetings/rounds/{pending_round}/approval",
        {},
        "round.approve",
        a_record(Round, "pending_round", lambda each: each.stage),
        Stage.APPROVED,
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "greetings.send_back",
        "/greetings/rounds/{pending_round}/return",
        {"words": "再亲切些"},
        "round.return",
        a_record(Round, "pending_round", lambda each: (each.stage, each.return_words)),
        (Stage.DRAFT, "再亲切些"),
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "greetings.approve_row",
        "/greetings/{g_pending}/approval",
        {},
        "greeting.approve",
        a_row("g_pending", lambda row: row.approved_at),
        NOW,
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "greetings.send_back_row",
        "/greetings/{g_pending}/return",
        {"words": "职务改了"},
        "greeting.return",
        a_row("g_pending", lambda row: row.remark),
        "职务改了",
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "greetings.close",
        "/greetings/rounds/{ready_round}/closing",
        {"missed_because": "没顾上", "lessons": "早动手"},
        "round.close",
        a_record(Round, "ready_round", lambda each: (each.stage, each.lessons)),
        (Stage.CLOSED, "早动手"),
        shows=True,
        bad=Bad({"missed_because": ""}, "还有 3 人没发，请写明原因", kept="早动手"),
    ),
    WriteRoute(
        "greetings.reopen",
        "/greetings/rounds/{closed_round}/reopening",
        {},
        "round.reopen",
        a_record(Round, "closed_round", lambda each: each.stage),
        Stage.APPROVED,
        login="head",
        more_refused=("officer",),
    ),
]

ONE_PERSON = [
    WriteRoute(
        "greetings.edit",
        "/greetings/{g_draft}",
        {
            "text": "陈主任：给您拜年了。张敏",
            "channel": "wechat",
            "signer_id": "",
            "officer_id": "{officer}",
            "version": "{g_draft_version}",
        },
        "greeting.edit",
        a_row("g_draft", lambda row: (row.text, row.channel)),
        ("陈主任：给您拜年了。张敏", "wechat"),
        shows=True,
        bad=Bad({"text": "长" * 5001}, "5000"),
    ),
    WriteRoute(
        "greetings.use_wording",
        "/greetings/{g_draft}/wording",
        {"template": "{other_template}"},
        "greeting.reword",
        a_row("g_draft", lambda row: row.template_id),
        2,
        beforehand=lambda cast, scene: set_template(scene.ids),
    ),
    WriteRoute(
        "greetings.excuse",
        "/greetings/{g_draft}/excuse",
        {"excuse": "在国外"},
        "greeting.excuse",
        a_row("g_draft", lambda row: (row.state, row.excuse)),
        (State.EXCUSED, "在国外"),
    ),
    WriteRoute(
        "greetings.readmit",
        "/greetings/{g_excused}/excuse/lifted",
        {},
        "greeting.readmit",
        a_row("g_excused", lambda row: row.state),
        State.READY,
    ),
    WriteRoute(
        "greetings.sent",
        "/greetings/{g_ready}/dispatch",
        {},
        "greeting.send",
        a_row("g_ready", lambda row: row.state),
        State.SENT,
    ),
    WriteRoute(
        "greetings.unsent",
        "/greetings/{g_sent}/dispatch/undone",
        {},
        "greeting.unsend",
        a_row("g_sent", lambda row: row.state),
        State.READY,
    ),
    WriteRoute(
        "greetings.spoken",
        "/greetings/{g_call}/conversation",
        {"reached": "yes", "words": "一切都好"},
        "greeting.speak",
        a_row("g_call", lambda row: (row.state, row.reply)),
        (State.REPLIED, "一切都好"),
    ),
    WriteRoute(
        "greetings.reply",
        "/greetings/{g_sent}/reply",
        {"words": "同贺", "on": ""},
        "greeting.reply",
        a_row("g_sent", lambda row: (row.replied_on, row.reply)),
        (TODAY, "同贺"),
    ),
    WriteRoute(
        "greetings.withdraw_reply",
        "/greetings/{g_replied}/reply/undone",
        {},
        "greeting.withdraw_reply",
        a_row("g_replied", lambda row: row.state),
        State.SENT,
    ),
]


def set_template(ids: Ids) -> None:
    db.session.get_one(Greeting, ids["g_draft"]).template_id = ids["template"]


MANY_AT_ONCE = [
    WriteRoute(
        "greetings.make_list",
        "/greetings/rounds/{ready_round}/lists",
        {},
        "list.make",
        a_row("g_ready", lambda row: row.list_id is not None),
        True,
    ),
    WriteRoute(
        "greetings.settle_list",
        "/greetings/lists/{list}/settlement",
        {"sent": "yes"},
        "list.settle",
        a_record(SendList, "list", lambda made: (made.settled_at, made.sent)),
        (NOW, 1),
    ),
    WriteRoute(
        "greetings.post_mails",
        "/greetings/rounds/{ready_round}/mails",
        {"when": "now"},
        "mail.post",
        how_many(OutboxMessage),
        5,
        beforehand=with_a_mail_server,
    ),
    WriteRoute(
        "greetings.resolve",
        "/greetings/outbox/{m_unknown}/resolution",
        {"sent": "yes"},
        "mail.resolve",
        a_record(OutboxMessage, "m_unknown", lambda mail: (mail.state, mail.greeting.state)),
        ("sent", State.SENT),
    ),
    WriteRoute(
        "greetings.retry",
        "/greetings/outbox/{m_failed}/retry",
        {},
        "mail.retry",
        a_record(OutboxMessage, "m_failed", lambda mail: mail.state),
        "due",
    ),
    WriteRoute(
        "greetings.withdraw_mail",
        "/greetings/outbox/{m_due}/withdrawal",
        {},
        "mail.withdraw",
        a_record(OutboxMessage, "m_due", lambda mail: mail.state),
        "withdrawn",
    ),
]

RECEIVED = [
    WriteRoute(
        "greetings.new_incoming",
        "/greetings/incoming/new",
        {"who": "白洁", "occasion_code": "new-year", "channel": "wechat", "on": "", "text": "新年好"},
        "incoming.log",
        how_many(IncomingGreeting),
        4,
        shows=True,
        bad=Bad({"who": "查无此人"}, "查无此人", kept="新年好"),
    ),
    WriteRoute(
        "greetings.answer",
        "/greetings/incoming/{owed}/answer",
        {"words": "同贺"},
        "incoming.answer",
        a_record(IncomingGreeting, "owed", lambda each: (each.answered_at, each.answer)),
        (NOW, "同贺"),
    ),
    WriteRoute(
        "greetings.unanswer",
        "/greetings/incoming/{answered}/answer/undone",
        {},
        "incoming.unanswer",
        a_record(IncomingGreeting, "answered", lambda each: each.answered_at),
        None,
    ),
    WriteRoute(
        "greetings.strike",
        "/greetings/incoming/{owed}/deletion",
        {},
        "incoming.strike",
        lambda ids: db.session.get(IncomingGreeting, ids["owed"]),
        None,
    ),
]

WORDINGS = [
    WriteRoute(
        "greetings.new_template",
        "/greetings/templates/new",
        TEMPLATE,
        "template.add",
        how_many(Template),
        4,
        shows=True,
        bad=Bad({"text": lambda: "{称乎}：新年好。{落款}"}, "称乎", kept="{称乎}：新年好。{落款}"),
    ),
    WriteRoute(
        "greetings.edit_template",
        "/greetings/templates/{template}",
        TEMPLATE,
        "template.edit",
        a_record(Template, "template", lambda each: each.text),
        WORDS,
        shows=True,
        bad=Bad({"text": ""}, "请填写此项"),
        versioned=a_record(Template, "template", lambda each: each),
    ),
    WriteRoute(
        "greetings.plant",
        "/greetings/templates/planting",
        {},
        "template.plant",
        how_many(Template),
        3 + len(starter_texts()),  # the scene has three of its own
    ),
    WriteRoute(
        "greetings.archive_template",
        "/greetings/templates/{template}/archival",
        {},
        "template.archive",
        a_record(Template, "template", lambda each: each.archived_at),
        NOW,
    ),
    WriteRoute(
        "greetings.restore_template",
        "/greetings/templates/{old_template}/restoration",
        {},
        "template.restore",
        a_record(Template, "old_template", lambda each: each.archived_at),
        None,
    ),
    WriteRoute(
        "greetings.signers",
        "/greetings/signers",
        {"name": "钱进", "title": "副主任", "text": "市府办钱进"},
        "signer.add",
        how_many(Signer),
        3,
        login="head",
        more_refused=("officer",),
        shows=True,
        bad=Bad({"title": "老好人"}, "看不出“老好人”是哪一级", kept="市府办钱进"),
    ),
    WriteRoute(
        "greetings.edit_signer",
        "/greetings/signers/{signer}",
        {"name": "王芳", "title": "副主任", "text": "市府办王芳"},
        "signer.edit",
        a_record(Signer, "signer", lambda each: each.title),
        "副主任",
        login="head",
        more_refused=("officer",),
        shows=True,
        bad=Bad({"name": ""}, "请填写此项", kept="市府办王芳"),
        versioned=a_record(Signer, "signer", lambda each: each),
    ),
    WriteRoute(
        "greetings.archive_signer",
        "/greetings/signers/{signer}/archival",
        {},
        "signer.archive",
        a_record(Signer, "signer", lambda each: each.archived_at),
        NOW,
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "greetings.restore_signer",
        "/greetings/signers/{old_signer}/restoration",
        {},
        "signer.restore",
        a_record(Signer, "old_signer", lambda each: each.archived_at),
        None,
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "greetings.settings",
        "/greetings/settings",
        {"greeting_two_person": "no", "contact_phone": "0571-1234"},
        "office.edit",
        lambda ids: (setting("greeting_two_person"), setting("contact_phone")),
        ("no", "0571-1234"),
        login="admin",
        more_refused=("officer", "head"),
        shows=True,
        bad=Bad({"contact_phone": "1" * 61}, "60"),
    ),
]

GREETING_ROUTES = [*ROUNDS, *APPROVAL, *ONE_PERSON, *MANY_AT_ONCE, *RECEIVED, *WORDINGS]
