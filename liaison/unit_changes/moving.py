"""What goes along when a unit is merged or dissolved: posts, subordinate units, follow-ups, matters, vacancies; and back again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.contacts.actions import begin_post, edit_post, remove_post
from liaison.contacts.models import Contact, Post
from liaison.contacts.post_rules import end_words, same_post
from liaison.db import db
from liaison.domain.posts import Span
from liaison.followups.models import FollowUp
from liaison.matters.models import Matter
from liaison.post_changes.models import Vacancy
from liaison.post_changes.vacancies import close_vacancy, reopen_vacancy
from liaison.unit_changes.models import UnitChange
from liaison.units.actions import UnitError, edit_unit
from liaison.units.models import Unit

Moved = dict[str, list[Any]]


def open_posts(unit: Unit) -> list[Post]:
    return list(
        db.session.scalars(
            select(Post).where(Post.unit_id == unit.id, Post.to_on.is_(None)).order_by(Post.id)
        )
    )


def check_posts(unit: Unit, on: date) -> None:
    """Nobody's post here may begin after the day on which all of them end."""
    for post in open_posts(unit):
        if post.from_on and post.from_on > on:
            raise UnitError("on", f"{post.contact.name}：{end_words(post, on)}")


def end_posts(unit: Unit, on: date, into: Unit | None, by: User | None) -> Moved:
    """Every open post ends on the day, and begins at the other unit if there is one."""
    moved: Moved = {"ended": [], "begun": []}
    for post in open_posts(unit):
        contact, was_first = post.contact, post.contact.open_posts[:1] == [post]
        edit_post(post, {"to_on": on}, version=None, by=by)
        moved["ended"].append(post.id)
        if into is not None and not held_there(contact, into, post.title, on):
            begun = begin_post(
                contact,
                unit_id=into.id,
                title=post.title,
                department=post.department,
                from_on=on,
                first=was_first,
                by=by,
            )
            moved["begun"].append(begun.id)
    return moved


def held_there(contact: Contact, into: Unit, title: str, on: date) -> bool:
    """Whether the person already holds the same post at the other unit."""
    return same_post(contact, into.id, title, Span(on, None)) is not None


def hand_down(unit: Unit, into: Unit | None, by: User | None) -> Moved:
    """Subordinate units go to the other unit, else to the parent; what is still to be done for the unit goes along."""
    heir = into or unit.parent
    moved: Moved = {"children": [], "parent": [], "follow_ups": [], "matters": []}
    if into is not None and is_below(into, unit):
        parent_before = into.parent_id
        edit_unit(into, {"parent_id": unit.parent_id}, version=None, by=by)
        moved["parent"] = [into.id, parent_before]
    for child in db.session.scalars(select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.id)).all():
        if child is not into:
            edit_unit(child, {"parent_id": heir.id if heir else None}, version=None, by=by)
            moved["children"].append(child.id)
    if into is not None:
        for follow_up in open_follow_ups(unit):
            follow_up.unit_id = into.id
            moved["follow_ups"].append(follow_up.id)
        for matter in open_matters(unit):
            matter.unit_id = into.id
            moved["matters"].append(matter.id)
    db.session.flush()
    return moved


def is_below(unit: Unit, above: Unit) -> bool:
    """Whether `above` is among the unit's superiors."""
    superior = unit.parent_id
    while superior is not None and superior != above.id:
        superior = db.session.scalar(select(Unit.parent_id).where(Unit.id == superior))
    return superior is not None


def open_follow_ups(unit: Unit) -> list[FollowUp]:
    """Those about the unit itself; a person's own go with the person."""
    return list(
        db.session.scalars(
            select(FollowUp).where(
                FollowUp.unit_id == unit.id,
                FollowUp.contact_id.is_(None),
                FollowUp.done_at.is_(None),
                FollowUp.deleted_at.is_(None),
            )
        )
    )


def open_matters(unit: Unit) -> list[Matter]:
    """Requests with the unit that have not ended; those that have stay in its history."""
    asked = select(Matter).where(Matter.unit_id == unit.id, Matter.ended_as == "", Matter.deleted_at.is_(None))
    return list(db.session.scalars(asked.order_by(Matter.id)))


def close_vacancies(unit: Unit, reason: str, now: datetime, by: User | None) -> Moved:
    """Nobody will take a post that is no more."""
    moved: Moved = {"vacancies": []}
    for vacancy in db.session.scalars(
        select(Vacancy).where(
            Vacancy.unit_id == unit.id, Vacancy.closed_at.is_(None), Vacancy.filled_by_id.is_(None)
        )
    ).all():
        close_vacancy(vacancy, reason, now=now, by=by)
        moved["vacancies"].append(vacancy.id)
    return moved


def put_back(change: UnitChange, by: User | None) -> None:
    """All of it the other way round; what was changed since stays as it was changed."""
    moved = change.moved
    for post in records(Post, moved.get("begun", [])):
        if post.unit_id == change.into_id and post.to_on is None:
            remove_post(post, by=by)
    for post in records(Post, moved.get("ended", [])):
        if post.to_on == change.on:
            edit_post(post, {"to_on": None}, version=None, by=by)
    for child in records(Unit, moved.get("children", [])):
        if child.parent_id in (change.into_id, change.unit.parent_id):
            edit_unit(child, {"parent_id": change.unit_id}, version=None, by=by)
    if moved.get("parent"):
        into_id, parent_id = moved["parent"]
        edit_unit(db.session.get_one(Unit, into_id), {"parent_id": parent_id}, version=None, by=by)
    for follow_up in records(FollowUp, moved.get("follow_ups", [])):
        if follow_up.unit_id == change.into_id:
            follow_up.unit_id = change.unit_id
    for matter in records(Matter, moved.get("matters", [])):
        if matter.unit_id == change.into_id:
            matter.unit_id = change.unit_id
    for vacancy in records(Vacancy, moved.get("vacancies", [])):
        reopen_vacancy(vacancy, by=by)
    db.session.flush()


def records(model: Any, ids: list[int]) -> list[Any]:
    """Those of the records that still exist."""
    return list(db.session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)))
