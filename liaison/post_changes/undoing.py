"""What taking a change of post back takes along, told before it is done and after."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.contacts.models import Post
from liaison.db import db
from liaison.domain.posts import ChangeKind
from liaison.followups.models import FollowUp
from liaison.followups.queries import asked_by
from liaison.post_changes.models import PostChange
from liaison.web.filters import day_words


@dataclass(frozen=True)
class Undoing:
    """Sentences, as they stand until it is done. `gone` are the names of the follow-ups that need not be done."""

    back: list[str]
    going: list[str]
    staying: list[str]
    gone: list[str]


def undoing_of(change: PostChange, today: date) -> Undoing:
    """Ask before the change is withdrawn: afterwards nothing is left to be told."""
    tasks, done = asked_by(change.uuid), asked_by(change.uuid, done=True)
    ended = db.session.scalars(select(Post).where(Post.id.in_(change.ended), Post.to_on == change.on)).all()
    back = [_("%(post)s 继续任职", post=post.name) for post in ended]
    back += [_("电话 %(number)s 回到档案里", number=phone["text"]) for phone in change.dropped]
    going = [_("任职 %(post)s", post=change.begun.name)] if change.begun else []
    if change.kind == ChangeKind.RETIREMENT and change.retired_before is None:
        going.append(_("老领导的身份和退休日期"))
    going += [_("空缺 %(post)s", post=vacancy.name) for vacancy in change.vacancies]
    going += [_("待办“%(what)s”（%(day)s）", what=task.name, day=day_words(task.on, today)) for task in tasks]
    staying = [_("已经办完的“%(what)s”", what=task.name) for task in done]
    return Undoing(back, going, staying, [task.name for task in tasks])


def asked_words(follow_ups: list[FollowUp], today: date) -> str:
    """ "看望退休的陈主任（11月30日）、了解市一中新任主任（11月30日）"."""
    return "、".join(f"{task.name}（{day_words(task.on, today)}）" for task in follow_ups)
