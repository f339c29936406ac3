"""Keeping, renaming, ordering, removing and bringing back saved views."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import attributes

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.saved_views.models import Audience, SavedView
from liaison.saved_views.queries import last_position, name_is_taken, own_views

MOST_VIEWS = 50
LONGEST_QUERY = 2_000  # what the column holds; cut short, a view would list more than its maker saw


class ViewError(ValueError):
    """A view that cannot be kept so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def save_view(
    name: str, list_name: str, query: str, *, audience: str, pinned: bool, now: datetime, by: User
) -> SavedView:
    """Keep a list's filters under a name. ViewError for a name in use, too many views, or sharing without the right."""
    if len(query) > LONGEST_QUERY:
        raise ViewError("name", _("条件太长了，存不下。请少写几个字，或少选几个条件"))
    if len(own_views(by)) >= MOST_VIEWS:
        raise ViewError("name", _("每人最多 %(most)s 个常用视图，请先移除不用的", most=MOST_VIEWS))
    view = SavedView(
        name=checked_name(name, by, None),
        list_name=list_name,
        query=query,
        owner_id=by.id,
        position=last_position(by) + 1,
        pinned_at=now if pinned else None,
        **shared_with(audience, by),
    )
    db.session.add(view)
    db.session.flush()
    note("view.save", view, by, {"list": list_name, "query": query, "audience": view.audience})
    return view


def checked_name(name: str, owner: User, view_id: int | None) -> str:
    name = name.strip()
    if not name:
        raise ViewError("name", _("请给视图起个名字"))
    if name_is_taken(owner, name, view_id):
        raise ViewError("name", _("已有叫“%(name)s”的常用视图，请换个名字", name=name))
    return name


def shared_with(audience: str, by: User) -> dict[str, Any]:
    """The columns that say who has the view. A head shares with the own section, or with all where there is none."""
    wanted = Audience(audience)
    if wanted != Audience.MINE and not by.leads:
        raise ViewError("audience", _("只有科室负责人和管理员能共享视图"))
    if wanted == Audience.OFFICE and by.section_id is not None and not by.administers:
        raise ViewError("audience", _("科室负责人只能共享给本科"))
    if wanted == Audience.SECTION and by.section_id is None:
        raise ViewError("audience", _("您不属于任何科室，请选全单位"))
    return {"audience": wanted.value, "section_id": by.section_id if wanted == Audience.SECTION else None}


def edit_view(
    view: SavedView, *, name: str, audience: str, pinned: bool, now: datetime, version: int | None, by: User
) -> None:
    """Rename, share or unshare, pin or unpin. StaleRecord, ViewError."""
    check_version(view, version)
    view.name = checked_name(name, view.owner, view.id)
    if audience != view.audience:
        for column, value in shared_with(audience, by).items():
            setattr(view, column, value)
    if pinned != view.pinned:
        view.pinned_at = now if pinned else None
    changes = pending_changes(view)
    db.session.flush()
    if changes:
        note("view.edit", view, by, changes)


def remove_view(view: SavedView, *, now: datetime, by: User) -> None:
    """Take it away from everybody; it can be brought back."""
    view.removed_at = now
    db.session.flush()
    note("view.remove", view, by)


def restore_view(view: SavedView, *, by: User) -> None:
    """Undo a removal; where its name has been given away meanwhile, the restored one is numbered."""
    name, number = view.name, 2
    while name_is_taken(view.owner, name, view.id):
        name, number = f"{view.name[:36]} {number}", number + 1
    view.name, view.removed_at = name, None
    db.session.flush()
    note("view.restore", view, by)


def move_view(view: SavedView, steps: int, *, by: User) -> None:
    """Move it up (negative) or down among its owner's; beyond the ends it stays."""
    views = own_views(view.owner)
    place = views.index(view)
    views.insert(max(0, min(len(views) - 1, place + steps)), views.pop(place))
    for position, each in enumerate(views, 1):
        if each.position != position:
            each.position = position
    attributes.flag_modified(view, "updated_at")
    db.session.flush()
    note("view.move", view, by, {"position": view.position})
