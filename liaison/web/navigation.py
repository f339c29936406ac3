"""The ways around the program, drawn by templates/_ui/nav.html. A page that does not exist is not in the list."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext

from liaison.saved_views.lists import LISTS, filters_in, kept_query
from liaison.saved_views.models import SavedView
from liaison.saved_views.queries import pinned_views


@dataclass(frozen=True)
class NavItem:
    """One link. `count` None shows no number, `counted` says of what it is; `bar` puts it into a phone's bottom bar."""

    url: str
    label: str
    icon: str
    count: int | None = None
    counted: str = ""
    current: bool = False
    group: str = "main"
    bar: bool = False


def navigation(user: Any) -> dict[str, Any]:
    """What the frame of a page needs; nothing for a stranger but the way home."""
    if user is None:
        return {"nav": [], "home_url": "/"}
    return {
        "nav": [*(item for item in items(user) if item is not None), *map(view_item, pinned_views(user))],
        "views_url": url_for("saved_views.index"),
        "home_url": url_for("due.review"),
        "search_url": url_for("search.results"),
        "sign_out_url": url_for("accounts.logout"),
        "account_url": url_for("accounts.account"),
    }


def items(user: Any) -> list[NavItem | None]:
    """All links, in order; None where the page does not exist or is not for this user."""
    return [
        item("due.review", _("今日"), "today", bar=True),
        item("contacts.index", _("联系人"), "people", bar=True),
        item("units.index", pgettext("nav", "单位"), "unit"),
        item("calendar.month", _("日历"), "calendar", bar=True, also=("plans",)),
        item("greetings.index", _("问候"), "greetings"),
        item(
            "matters.index",
            pgettext("nav", "事项"),
            "matters",
            also=("credits",),
            count=counted("matters.index", user),
            counted=_("件到期"),
        ),
        item(
            "followups.index",
            pgettext("nav", "跟进"),
            "followups",
            count=counted("followups.index", user),
            counted=_("项到期"),
        ),
        item("interactions.index", _("联系记录"), "log"),
        item("reports.index", _("报表"), "reports"),
        item("imports.index", _("导入"), "import", group="foot") if user.writes else None,
        item("handovers.index", _("交接"), "matters", group="foot"),
        item("exports.index", _("导出"), "export", group="foot") if user.exports else None,
        item("office.settings", _("设置"), "settings", group="foot") if user.administers else None,
    ]


def counted(endpoint: str, user: Any) -> int | None:
    """The number beside a link, from the feature that registered a count for it; None for most."""
    count = current_app.extensions.get("navigation_counts", {}).get(endpoint)
    return count(user) if count else None


def item(endpoint: str, label: str, icon: str, *, also: tuple[str, ...] = (), **more: Any) -> NavItem | None:
    """A link to an endpoint, marked current on every page of the same feature, and of those it leads on to."""
    if endpoint not in current_app.view_functions:
        return None
    feature = endpoint.split(".")[0]
    return NavItem(url_for(endpoint), label, icon, current=request.blueprint in (feature, *also), **more)


def view_item(view: SavedView) -> NavItem:
    """A saved view at the side, current while its list shows exactly its filters."""
    kept = LISTS[view.list_name]
    current = request.endpoint == kept.endpoint and kept_query(kept, request.args) == view.query
    url = url_for(kept.endpoint, **filters_in(view.query))  # type: ignore[arg-type]
    return NavItem(url, view.name, "views", current=current, group="views")
