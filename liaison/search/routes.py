"""The search page, and the answers while one types."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from liaison.accounts.gate import current_user
from liaison.search.hits import Hit, HitGroup
from liaison.search.kinds import found_in_all

bp = Blueprint("search", __name__)
ON_THE_PAGE, WHILE_TYPING = 30, 6


@bp.get("/search")
def results() -> str | AnyResponse:
    """Everything of every kind for what was typed; a single record that fits is opened at once."""
    text = typed()
    groups = found_in_all(current_user(), text, ON_THE_PAGE)
    hits = [hit for group in groups for hit in group.hits]
    if len(hits) == 1 and not groups[0].near and "stay" not in request.args:
        return redirect(address_of(hits[0]))
    return render_template("search/results.html", text=text, groups=groups, near=any(g.near for g in groups))


@bp.get("/search/suggestions")
def suggestions() -> Response:
    """The first hits of every kind as JSON, for the list under the box; kept by no cache."""
    text = typed()
    groups = found_in_all(current_user(), text, WHILE_TYPING)
    answer = jsonify(
        text=text,
        said=said(text, groups),
        groups=[
            {"kind": group.kind.name, "label": str(heading(group)), "hits": [as_json(hit) for hit in group.hits]}
            for group in groups
        ],
        page={"url": url_for("search.results", q=text, stay=1), "label": _("看“%(text)s”的全部结果", text=text)},
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def typed() -> str:
    return request.args.get("q", "").strip()[:100]


def heading(group: HitGroup) -> str:
    return _("相近的%(kind)s", kind=group.kind.label) if group.near else str(group.kind.label)


def said(text: str, groups: list[HitGroup]) -> str:
    """What a screen reader is told: how much there is, in one sentence, or what else to try."""
    count = sum(len(group.hits) for group in groups)
    if not count:
        return _("没有找到") if len(text.split()) != 1 else _("没有找到。几个词之间可以空一格，例如“教育局 局长”")
    if any(group.near for group in groups):
        return _("没有完全相符的，有 %(n)d 个相近的", n=count)
    return _("找到 %(n)d 项，用上下键选择", n=count)


def address_of(hit: Hit) -> str:
    return url_for(hit.endpoint, **hit.values)


def as_json(hit: Hit) -> dict[str, object]:
    return {"url": address_of(hit), "name": hit.name, "detail": hit.detail, "aside": hit.aside}
