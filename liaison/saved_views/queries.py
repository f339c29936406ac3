"""Reading saved views: one's own, and those shared with one's section or the whole office."""

from sqlalchemy import ColumnElement, and_, func, or_, select

from liaison.accounts.models import User
from liaison.contacts.models import Tag
from liaison.db import db
from liaison.saved_views.models import Audience, SavedView

PINNED_SHOWN = 12


def visible_views(user: User) -> ColumnElement[bool]:
    """The condition on SavedView for what this user has, removed or not."""
    return or_(
        SavedView.owner_id == user.id,
        SavedView.audience == Audience.OFFICE.value,
        and_(SavedView.audience == Audience.SECTION.value, SavedView.section_id == user.section_id),
    )


def views_to_look_after(user: User) -> ColumnElement[bool]:
    """What this user has, and for an administrator whatever is shared: its maker may have left."""
    visible = visible_views(user)
    return or_(visible, SavedView.audience != Audience.MINE.value) if user.administers else visible


def views_of(user: User) -> list[SavedView]:
    """Everything this user has: the own ones in their order, then what others share."""
    statement = select(SavedView).where(SavedView.removed_at.is_(None), views_to_look_after(user))
    return list(db.session.scalars(statement.order_by(*in_order(user))))


def pinned_views(user: User) -> list[SavedView]:
    """What stands at the side, a dozen at most."""
    statement = select(SavedView).where(
        SavedView.removed_at.is_(None), SavedView.pinned_at.is_not(None), visible_views(user)
    )
    return list(db.session.scalars(statement.order_by(*in_order(user)).limit(PINNED_SHOWN)))


def in_order(user: User) -> list[ColumnElement[bool]]:
    return [SavedView.owner_id != user.id, SavedView.owner_id, SavedView.position, SavedView.id]  # type: ignore[list-item]


def own_views(user: User) -> list[SavedView]:
    """The views this user made, in their order."""
    statement = select(SavedView).where(SavedView.removed_at.is_(None), SavedView.owner_id == user.id)
    return list(db.session.scalars(statement.order_by(SavedView.position, SavedView.id)))


def seen_view(user: User, view_id: int) -> SavedView | None:
    """The view, removed or not; None when there is none or it is not for this user."""
    return db.session.scalar(select(SavedView).where(SavedView.id == view_id, views_to_look_after(user)))


def may_change(user: User, view: SavedView) -> bool:
    """One's own; shared ones also administrators, and the head of the section they are shared with."""
    if view.owner_id == user.id:
        return True
    if view.audience == Audience.MINE or not user.leads:
        return False
    return user.administers or (view.audience == Audience.SECTION and view.section_id == user.section_id)


def name_is_taken(user: User, name: str, besides: int | None) -> bool:
    """Whether this user has another view of the name."""
    statement = select(SavedView.id).where(
        SavedView.owner_id == user.id, SavedView.name == name, SavedView.removed_at.is_(None)
    )
    return any(view_id != besides for view_id in db.session.scalars(statement))


def last_position(user: User) -> int:
    return db.session.scalar(select(func.max(SavedView.position)).where(SavedView.owner_id == user.id)) or 0


def tag_exists(name: str) -> bool:
    return db.session.scalar(select(Tag.id).where(Tag.name == name)) is not None
