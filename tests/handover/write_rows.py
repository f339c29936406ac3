"""The write routes of handovers, for the checklist in tests/test_write_routes.py."""

from conftest import NOW
from sqlalchemy import func, select
from write_routes import Bad, Ids, WriteRoute, contact

from liaison.db import db
from liaison.handover.models import Handover, HandoverSignature


def handover(ids: Ids) -> Handover:
    return db.session.get_one(Handover, ids["draft"])

HANDOVERS = [
    WriteRoute(
        "handovers.new",
        "/handovers/new",
        {"giver_id": "{officer}", "on": "2026-11-30", "reason": "产假"},
        "handover.draft",
        lambda ids: db.session.scalar(select(func.count()).where(Handover.reason == "产假")),
        1,
        shows=True,
        bad=Bad({"on": ""}, "请填写此项", kept="产假"),
    ),
    WriteRoute(
        "handovers.assign",
        "/handovers/{draft}/items",
        {"which": "picked", "contacts": "{chen}", "taker_id": ""},
        "handover.assign",
        lambda ids: len(handover(ids).items),
        0,
        bad=Bad({"taker_id": "{officer}"}, "不能交给张敏自己"),
    ),
    WriteRoute(
        "handovers.edit",
        "/handovers/{draft}/edit",
        {"on": "2026-11-24", "reason": "产假", "rest_to_id": "{head}", "per_day": "3"},
        "handover.edit",
        lambda ids: (handover(ids).per_day, handover(ids).rest_to_id == ids["head"], handover(ids).introduce),
        (3, True, False),
        shows=True,
        bad=Bad({"per_day": "0"}, "请填 1 到 50 之间的数", kept="产假"),
        versioned=lambda ids: handover(ids),
    ),
    WriteRoute(
        "handovers.transfer",
        "/handovers/{draft}/transfer",
        {},
        "handover.carry_out",
        lambda ids: contact(ids).owner_id == ids["head"],
        True,
    ),
    WriteRoute(
        "handovers.sign",
        "/handovers/{handed}/signatures/{signature}",
        {},
        "handover.sign",
        lambda ids: db.session.get_one(HandoverSignature, ids["signature"]).signed_at,
        NOW,
        login="head",
        more_refused=("officer",),
    ),
    WriteRoute(
        "handovers.withdraw",
        "/handovers/{draft}/withdrawal",
        {},
        "handover.withdraw",
        lambda ids: handover(ids).withdrawn_at,
        NOW,
    ),
]
