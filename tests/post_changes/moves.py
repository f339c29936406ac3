"""陈建国 changes his post; what is asked of the office afterwards."""

from datetime import date

from cast import Cast
from conftest import TODAY
from sqlalchemy import select

from liaison.db import begin_write, db
from liaison.domain.posts import CONGRATULATION, SUCCESSOR, ChangeKind, Source
from liaison.followups.models import FollowUp
from liaison.post_changes.actions import NewPost, Wish, change_post
from liaison.post_changes.models import PostChange
from liaison.standing.actions import disagreeing_contacts, disagreeing_units

FRIDAY = date(2026, 11, 20)
WISHES = (
    Wish(CONGRATULATION, "祝贺陈主任履新", date(2026, 11, 25)),
    Wish(SUCCESSOR, "了解市第一中学新任办公室主任", date(2026, 11, 30)),
)


def moved(
    cast: Cast, kind: ChangeKind = ChangeKind.TRANSFER, on: date = FRIDAY, **more: object
) -> PostChange:
    """陈建国 leaves the school for the college, or however the test says."""
    begin_write()
    values: dict[str, object] = {
        "ending": cast.chen.posts[:1],
        "new": NewPost(cast.college.id, "副校长") if kind.begins else None,
        "source": Source.NOTICE,
        "wishes": WISHES,
        "today": TODAY,
        "by": cast.user("officer"),
        **more,
    }
    change = change_post(cast.chen, kind, on, **values)  # type: ignore[arg-type]
    db.session.commit()
    return change


def facts_are_true() -> bool:
    return (disagreeing_contacts(), disagreeing_units()) == ([], [])


def open_tasks() -> list[tuple[str, int | None, int | None]]:
    rows = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.done_at.is_(None), FollowUp.deleted_at.is_(None))
        .order_by(FollowUp.id)
    )
    return [(item.name, item.contact_id, item.unit_id) for item in rows]


def telephones(cast: Cast) -> list[tuple[str, str]]:
    return [(phone.label, phone.text) for phone in cast.chen.phones]
