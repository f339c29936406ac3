"""What the write routes are tried on: records of the officer's own, the same of a colleague, and the office's settings."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cast import Cast
from conftest import NOW, TODAY
from flask import current_app
from sqlalchemy import select

from liaison.accounts.actions import open_session
from liaison.accounts.models import SignIn, User
from liaison.audit.models import AuditLine
from liaison.credits.actions import add_credit
from liaison.db import begin_write, db
from liaison.domain.posts import ChangeKind
from liaison.due.actions import pause_contact, snooze_contact
from liaison.files.actions import attach_file
from liaison.followups.actions import add_follow_up
from liaison.handover.actions import assign, carry_out, draft_handover
from liaison.interactions.actions import log_interaction
from liaison.matters.actions import add_matter, add_note
from liaison.matters.models import Matter
from liaison.office.queries import interaction_kinds, tier_records
from liaison.post_changes.actions import NewPost, change_post
from liaison.post_changes.models import Vacancy
from liaison.unit_changes.actions import rename_unit
from liaison.units.actions import add_unit

NOBODY = 999_999
BEYOND = 10**20  # no database holds such an id

# The same record of a colleague in another section; only what belongs to a person has one.
SOMEONE_ELSES = {
    "chen": "ouyang",
    "post": "ouyang_post",
    "call": "ouyang_call",
    "task": "ouyang_task",
    "my_session": "colleague_session",
    "matter": "ouyang_matter",
    "matter_note": "ouyang_matter_note",
    "file": "ouyang_file",
    "credit": "ouyang_credit",
    "change": "ouyang_change",
}


@dataclass(frozen=True)
class Scene:
    """Ids by name, to be filled into addresses and forms."""

    ids: dict[str, int]

    def filled(self, text: str) -> str:
        return text.format(**self.ids)

    def at_someone_elses(self, text: str, someone_elses: dict[str, str] | None = None) -> str:
        """The address of the colleague's record of the same kind."""
        pairs = SOMEONE_ELSES if someone_elses is None else someone_elses
        return text.format(**self.ids | {mine: self.ids[theirs] for mine, theirs in pairs.items()})

    def at_nothing(self, text: str, wrong_id: int = NOBODY) -> str:
        """The address with ids that stand for no record."""
        return text.format(**dict.fromkeys(self.ids, wrong_id))


def set_scene(cast: Cast) -> Scene:
    """Add to the cast what routes need; committed."""
    begin_write()
    officer, colleague = cast.user("officer"), cast.user("colleague")
    call = log_interaction(
        [cast.chen], kind="call", on=date(2026, 11, 1), today=TODAY, by=officer, summary="问好"
    )
    theirs = log_interaction([cast.ouyang], kind="call", on=date(2026, 11, 2), today=TODAY, by=colleague)
    task = add_follow_up("寄材料", TODAY, contact=cast.chen, by=officer)
    their_task = add_follow_up("约时间", TODAY, contact=cast.ouyang, by=colleague)
    matter, their_matter = (matter_of(cast, who, by) for who, by in (("chen", officer), ("ouyang", colleague)))
    change = change_post(
        cast.wang, ChangeKind.ADDED, date(2026, 11, 20), new=NewPost(cast.college.id, "兼职教师"), today=TODAY, by=officer
    )
    their_change = change_post(
        cast.ouyang, ChangeKind.ADDED, date(2026, 11, 20), new=NewPost(None, "市人大代表"), today=TODAY, by=colleague
    )
    vacancy, closed = (
        Vacancy(unit_id=cast.school.id, title=title, since_on=date(2026, 11, 2)) for title in ("副校长", "教务主任")
    )
    db.session.add_all([vacancy, closed])
    closed.closed_at = NOW
    library = add_unit({"name": "市图书馆"}, by=officer)
    renamed = rename_unit(library, "市公共图书馆", date(2026, 11, 3), today=TODAY, by=officer)
    draft, handed = (draft_handover(cast.user(login), TODAY, by=officer) for login in ("officer", "admin"))
    assign(draft, [cast.chen], cast.user("head"), by=officer)
    handed.rest_to = cast.user("head")
    carry_out(handed, today=TODAY, now=NOW, by=cast.user("head"))
    snooze_contact(cast.chen, date(2026, 12, 1), "出差", today=TODAY, by=officer)
    pause_contact(cast.chen, date(2026, 12, 1), "休养", today=TODAY, by=officer)
    ids = {
        **cast.ids,
        "post": cast.chen.posts[0].id,
        "ouyang_post": cast.ouyang.posts[0].id,
        "call": call.id,
        "ouyang_call": theirs.id,
        "task": task.id,
        "ouyang_task": their_task.id,
        "matter": matter.id,
        "matter_note": matter.notes[0].id,
        "file": file_of(matter, officer),
        "ouyang_file": file_of(their_matter, colleague),
        "credit": credit_of(cast, "chen", officer),
        "ouyang_credit": credit_of(cast, "ouyang", colleague),
        "ouyang_matter": their_matter.id,
        "ouyang_matter_note": their_matter.notes[0].id,
        "change": change.id,
        "ouyang_change": their_change.id,
        "vacancy": vacancy.id,
        "closed_vacancy": closed.id,
        "library": library.id,
        "renaming": renamed.id,
        "draft": draft.id,
        "handed": handed.id,
        "signature": next(each.id for each in handed.signatures if each.part == "taker"),
        "officer": officer.id,
        "head": cast.user("head").id,
        "my_session": session_of("officer", cast),
        "colleague_session": session_of("colleague", cast),
        "key_tier": tier_records()[0].id,
        "call_kind": interaction_kinds()[0].id,
    }
    db.session.commit()
    return Scene(ids)


def matter_of(cast: Cast, who: str, by: User) -> Matter:
    """A request of this person's, with a line of progress."""
    values = {
        "name": "借用会议中心",
        "contact_id": cast.ids[who],
        "received_on": date(2026, 11, 20),
        "due_on": date(2026, 11, 27),
    }
    matter = add_matter(values, today=TODAY, by=by)
    add_note(matter, "已问过排期", on=TODAY, today=TODAY, by=by)
    return matter


def file_of(matter: Matter, by: User) -> int:
    """A list of names attached to the matter."""
    folder = Path(current_app.config["FILES_FOLDER"])
    return attach_file(matter, "名单.csv", "张三,李四\n".encode(), limit=1000, folder=folder, by=by).id


def credit_of(cast: Cast, who: str, by: User) -> int:
    """Something this person did well."""
    return add_credit({"name": "帮忙借车", "on": TODAY, "contact_id": cast.ids[who]}, today=TODAY, by=by).id


def session_of(login: str, cast: Cast) -> int:
    """A second browser signed in under this name."""
    open_session(cast.user(login), now=NOW, remember=False, address="", program="another browser")
    db.session.flush()
    return db.session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first() or 0


def everything_stored() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, to tell whether anything changed."""
    db.session.rollback()
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr)
        for table in db.metadata.sorted_tables
    }


def audit_lines_since(last_id: int) -> list[AuditLine]:
    return list(db.session.scalars(select(AuditLine).where(AuditLine.id > last_id).order_by(AuditLine.id)))


def newest_audit_line() -> int:
    return db.session.scalars(select(AuditLine.id).order_by(AuditLine.id.desc())).first() or 0
