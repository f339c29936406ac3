"""What the write routes of greetings are tried on: one round at every stage, greetings in every state, mails, lists,
greetings received; and a colleague's of the same kind in another section.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from cast import Cast
from conftest import NOW, TODAY
from flask import current_app

from liaison.accounts.models import User
from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.greetings.approval import approve_round, submit_round
from liaison.greetings.closing import close_round
from liaison.greetings.drafting import add_people, begin_round, invitations_for
from liaison.greetings.editing import edit_greeting
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.incoming import answer_incoming, log_incoming
from liaison.greetings.models import Greeting, Round, SendList
from liaison.greetings.occasions import GreetedDay, coming_days
from liaison.greetings.outbox import post_greeting
from liaison.greetings.outbox_models import OutboxMessage, Posted
from liaison.greetings.queries import greetings_of
from liaison.greetings.sending import log_reply, make_list, mark_sent
from liaison.greetings.signing import add_signer
from liaison.greetings.templating import add_template

# The same record of a colleague in another section.
THEIRS = {
    "draft_round": "their_round",
    "pending_round": "their_round",
    "ready_round": "their_round",
    "sent_round": "their_round",
    "done_round": "their_round",
    "closed_round": "their_round",
    "g_draft": "g_theirs",
    "g_pending": "g_theirs",
    "g_ready": "g_theirs",
    "g_call": "g_theirs",
    "g_sent": "g_theirs",
    "g_replied": "g_theirs",
    "g_excused": "g_theirs",
    "list": "their_list",
    "m_due": "m_theirs",
    "m_unknown": "m_theirs",
    "m_failed": "m_theirs",
    "owed": "owed_to_them",
    "answered": "owed_to_them",
}
WISHES = ("身体健康", "阖家安康", "万事顺意", "平安喜乐")
WORDS = {
    "occasion_code": "",
    "tone": "",
    "tier": "",
    "relation": "any",
    "channel": "sms",
    "text": "{称呼}：近来一切可好？向您问候，祝身体健康、工作顺利。{落款}",
}


def feast(code: str) -> GreetedDay:
    """The next one of this name after TODAY."""
    return next(day for day in coming_days(TODAY) if day.code == code)


def only_template() -> int:
    """One plain wording for every feast, so that no round plants the whole starter set."""
    return add_template(WORDS, by=None)[0].id


def a_round(
    code: str, people: list[Contact], *, by: User, name: str = "", alike: bool = False
) -> Round:
    """A draft for these people alone, whatever the rule of the feast says. With one wording in the office, colleagues of
    one unit would read the same; `alike` leaves it so."""
    round_ = begin_round(feast(code), name=name, owner=None, previous=None, wish="", today=TODAY, by=by)
    asked = {person.id for person in people}
    held = {row.contact_id for row in greetings_of(round_)}
    for row in greetings_of(round_):
        if row.contact_id not in asked:
            db.session.delete(row)
    add_people(round_, invitations_for(dict.fromkeys(asked - held, "手工列入")), by=by, by_hand=True)
    for row in greetings_of(round_):
        if row.channel == "sms" and not row.contact.phones:
            edit_greeting(row, {"channel": "wechat"}, version=None, now=NOW, by=by)
    if not alike:
        tell_apart(greetings_of(round_))
    db.session.flush()
    return round_


def tell_apart(rows: list[Greeting]) -> None:
    """Give the second and third of a unit wishes of their own, and a number to those beyond the wishes."""
    met: Counter[int | None] = Counter()
    for row in rows:
        place = met[row.unit_id]
        row.text = row.text.replace("身体健康", WISHES[place] if place < len(WISHES) else f"身体健康，其{place}")
        met[row.unit_id] += 1


def row_of(round_: Round, contact: Contact) -> Greeting:
    return next(row for row in greetings_of(round_) if row.contact_id == contact.id)


def approved(round_: Round, *, by: User, head: User) -> Round:
    submit_round(round_, now=NOW, by=by)
    approve_round(round_, now=NOW, by=head)
    return round_


def mailed(code: str, person: Contact, state: Posted, *, by: User, head: User) -> OutboxMessage:
    """A mail on its way to this person in a round of its own."""
    round_ = approved(a_round(code, [person], by=by), by=by, head=head)
    message = post_greeting(row_of(round_, person), due_at=NOW, on=TODAY, by=by)
    message.state = state.value
    return message


def received(contact: Contact, by: User, on: date = TODAY) -> Any:
    return log_incoming(
        contact, occasion_code="new-year", occasion_name="元旦", channel="sms", text="新年好", on=on,
        today=TODAY, by=by,
    )  # fmt: skip


def with_a_mail_server(_cast: Cast, _scene: Any) -> None:
    """As if the administrator had set LIAISON_SMTP_URL."""
    settings = current_app.config["SETTINGS"]
    current_app.config["SETTINGS"] = replace(settings, smtp_url="smtp://127.0.0.1:9")


def set_greetings(cast: Cast) -> dict[str, int]:
    """Ids by name; the caller commits."""
    officer, head = cast.user("officer"), cast.user("head")
    chen, wang = cast.chen, cast.wang
    bai = add_contact({"name": "白洁", "owner_id": officer.id, "email": "bai@example.cn"}, by=None)
    begin_post(bai, unit_id=cast.ids["college"], title="办公室主任", from_on=date(2024, 3, 1), by=None)
    template = only_template()
    other = add_template({**WORDS, "text": "{称呼}：向您问候，盼得空一叙。{落款}"}, by=None)[0]
    put_away = add_template({**WORDS, "text": "{称呼}：顺颂时祺。{落款}"}, by=None)[0]
    signer = add_signer({"name": "王芳", "title": "主任", "text": "市府办王芳"}, by=None)
    retired = add_signer({"name": "孙立", "title": "副主任", "text": "市府办孙立"}, by=None)
    put_away.archived_at = retired.archived_at = NOW
    draft = a_round("spring-festival", [chen, wang], by=officer)
    pending = a_round("new-year", [chen, wang], by=officer)
    submit_round(pending, now=NOW, by=officer)
    ready = a_round("winter-solstice", [chen, bai, wang], by=officer)
    edit_greeting(row_of(ready, wang), {"channel": "visit"}, version=None, now=NOW, by=officer)
    approved(ready, by=officer, head=head)
    sent = approved(a_round("constitution-day", [chen, bai, wang], by=officer), by=officer, head=head)
    for person in (chen, bai):
        mark_sent(row_of(sent, person), now=NOW, today=TODAY, by=officer)
    log_reply(row_of(sent, bai), "同贺", TODAY, today=TODAY, by=officer)
    excuse_greeting(row_of(sent, wang), "在国外", now=NOW, by=officer)
    done = approved(a_round("police-day", [wang], by=officer), by=officer, head=head)
    closed = approved(a_round("womens-day", [wang], by=officer), by=officer, head=head)
    close_round(closed, missed_because="没顾上", lessons="早动手", now=NOW, by=officer)
    listed = approved(a_round("laba", [chen], by=officer), by=officer, head=head)
    made = make_list(listed, greetings_of(listed), today=TODAY, by=officer)
    owed, answered = received(chen, officer), received(bai, officer)
    answer_incoming(answered, "同贺", on=TODAY, now=NOW, today=TODAY, by=officer)
    people = {"officer": officer, "head": head}
    mails = {
        "m_due": mailed("lantern-festival", bai, Posted.DUE, by=officer, head=head),
        "m_unknown": mailed("labour-day", bai, Posted.UNKNOWN, by=officer, head=head),
        "m_failed": mailed("youth-day", bai, Posted.FAILED, by=officer, head=head),
    }
    db.session.flush()
    return {
        **{name: message.id for name, message in mails.items()},
        **theirs(cast),
        "bai": bai.id,
        "template": template,
        "other_template": other.id,
        "old_template": put_away.id,
        "signer": signer.id,
        "old_signer": retired.id,
        "draft_round": draft.id,
        "pending_round": pending.id,
        "ready_round": ready.id,
        "sent_round": sent.id,
        "done_round": done.id,
        "closed_round": closed.id,
        "g_draft": row_of(draft, chen).id,
        "g_draft_version": row_of(draft, chen).version,
        "g_pending": row_of(pending, chen).id,
        "g_ready": row_of(ready, chen).id,
        "g_call": row_of(ready, wang).id,
        "g_sent": row_of(sent, chen).id,
        "g_replied": row_of(sent, bai).id,
        "g_excused": row_of(sent, wang).id,
        "list": made.id,
        "owed": owed.id,
        "answered": answered.id,
        "officer": people["officer"].id,
    }


def theirs(cast: Cast) -> dict[str, int]:
    """What belongs to 周静's section, out of 张敏's and 李强's sight."""
    colleague, ouyang = cast.user("colleague"), cast.ouyang
    ouyang.email = "ouyang@example.cn"
    round_ = a_round("winter-solstice", [ouyang], by=colleague, name="培训科冬至")
    approved(round_, by=colleague, head=cast.user("admin"))
    row = row_of(round_, ouyang)
    message = post_greeting(row, due_at=NOW, on=TODAY, by=colleague)
    listed = approved(
        a_round("laba", [ouyang], by=colleague, name="培训科腊八"), by=colleague, head=cast.user("admin")
    )
    in_list = row_of(listed, ouyang)
    made = SendList(round_id=listed.id, made_by_id=colleague.id)
    db.session.add(made)
    db.session.flush()
    in_list.list_id = made.id
    return {
        "their_round": round_.id,
        "g_theirs": row.id,
        "m_theirs": message.id,
        "their_list": made.id,
        "owed_to_them": received(ouyang, colleague).id,
    }
