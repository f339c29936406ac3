"""Vacancies: opened by a change of post, filled by another, closed when nobody is to be known there."""

from datetime import datetime

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.followups.actions import finish_follow_up
from liaison.followups.queries import asked_by
from liaison.post_changes.models import PostChange, Vacancy
from liaison.post_changes.queries import keeper_at, matching_vacancy


def open_vacancy(post: Post, change: PostChange) -> Vacancy | None:
    """The vacancy a post leaves; none where unit or title is unknown, or the unit is no more."""
    if post.unit is None or not post.title or post.unit.archived_at:
        return None
    vacancy = Vacancy(
        unit_id=post.unit.id,
        title=post.title,
        department=post.department,
        since_on=change.on,
        post_id=post.id,
    )
    change.vacancies.append(vacancy)
    return vacancy


def filled_by_begun(post: Post) -> Vacancy | None:
    """The open vacancy a new post fills, by unit and title; not the one its own holder left."""
    found = matching_vacancy(post.unit_id, post.title) if post.unit_id and post.title else None
    if found is not None and found.post is not None and found.post.contact_id == post.contact_id:
        return None
    return found


def fill_vacancy(vacancy: Vacancy, post: Post, *, now: datetime, by: User | None) -> None:
    """Somebody holds the post now: the vacancy is filled, and getting to know the successor is done."""
    vacancy.filled_by = post
    db.session.flush()
    note("vacancy.fill", vacancy, by, {"contact": post.contact.name})
    if vacancy.change is None:
        return
    for follow_up in asked_by(vacancy.change.uuid):
        if follow_up.unit_id == vacancy.unit_id and follow_up.contact_id is None:
            finish_follow_up(follow_up, now=now, by=by, outcome=f"继任者是{post.contact.name}")


def fill_with_newcomer(
    vacancy: Vacancy,
    values: dict[str, object],
    phone: str,
    *,
    on: object = None,
    title: str = "",
    now: datetime,
    by: User | None,
) -> Contact:
    """A person not yet recorded takes the post: with the unit's keeper, and the tier of whoever left it unless given."""
    left = vacancy.post.contact if vacancy.post else None
    owner = keeper_at(vacancy.unit, left) or by
    inherited: dict[str, object] = {"owner_id": owner.id if owner else None}
    if left is not None:
        inherited["tier"] = left.tier
        if owner is not None and left.owner_id == owner.id:
            inherited["deputy_id"] = left.deputy_id
    contact = add_contact({**inherited, **values}, phones=[("", phone)] if phone else (), by=by)
    post = begin_post(
        contact,
        unit_id=vacancy.unit_id,
        title=title or vacancy.title,
        department=vacancy.department,
        from_on=on,  # type: ignore[arg-type]
        by=by,
    )
    fill_vacancy(vacancy, post, now=now, by=by)
    return contact


def close_vacancy(vacancy: Vacancy, reason: str, *, now: datetime, by: User | None) -> None:
    """Nobody is to be known there: the post was abolished, or another officer's matter."""
    vacancy.closed_at, vacancy.closed_by_id, vacancy.close_reason = (
        now,
        by.id if by else None,
        reason.strip(),
    )
    db.session.flush()
    note("vacancy.close", vacancy, by, {"reason": reason.strip()})


def reopen_vacancy(vacancy: Vacancy, *, by: User | None) -> None:
    """Undo the closing."""
    vacancy.closed_at = vacancy.closed_by_id = None
    vacancy.close_reason = ""
    db.session.flush()
    note("vacancy.reopen", vacancy, by)
