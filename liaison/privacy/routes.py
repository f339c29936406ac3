"""Personal information: a copy of everything for one person, erasing it, and the record of both."""

from collections.abc import Sequence
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.contacts.gate import contact_to_change
from liaison.contacts.models import Contact
from liaison.db import StaleRecord, db
from liaison.files.models import StoredFile
from liaison.files.storage import discard
from liaison.formats.archives import zipped
from liaison.privacy import actions, queries
from liaison.privacy.belongings import Belongings, belongings_of
from liaison.privacy.copies import copy_of, counts_of, held_rows
from liaison.privacy.papers import own_papers, papers_about
from liaison.privacy.rewriting import rewrite_database
from liaison.privacy.traces import traces_of
from liaison.vocabulary.codes import reason_words
from liaison.vocabulary.tables import table_words
from liaison.web.dates import office_today
from liaison.web.numbers import number_or_none

bp = Blueprint("privacy", __name__)


def files_folder() -> Path:
    return Path(current_app.config["FILES_FOLDER"])


@bp.get("/settings/privacy")
def index() -> str:
    """What was handed out and erased, by whom and when."""
    page = queries.requests_page(current_user(), mark=request.args.get("after"))
    return render_template(
        "privacy/index.html", page=page, names=queries.names_of(page.rows), reasons=reason_words()
    )


@bp.get("/contacts/<int:contact_id>/privacy")
def show(contact_id: int) -> str:
    """What is stored about one person, with both things that can be done about it."""
    return page(contact_to_change(contact_id))


def page(contact: Contact, refusal: str = "") -> str:
    """What is recorded of the person, counted. Attachments that may name them are read when asked for, and by the act."""
    found, looked = belongings_of(contact), "papers" in request.args
    return render_template(
        "privacy/show.html",
        contact=contact,
        counts=counted(counts_of(held_rows(found))),
        papers=[paper.name for paper in (papers_going(found) if looked else found.beside.get("files", []))],
        looked=looked,
        reasons=reason_words(),
        chosen=request.form.get("reason", ""),
        refusal=refusal,
    )


def papers_going(found: Belongings) -> Sequence[StoredFile]:
    """The attachments that an erasure would take away: all of the office's are read for it."""
    return papers_about(found, traces_of(found), files_folder())


def counted(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Rows by what they are called, the most first."""
    found: dict[str, int] = {}
    for name, rows in counts.items():
        found[table_words(name)] = found.get(table_words(name), 0) + rows
    return sorted(found.items(), key=lambda each: -each[1])


@bp.post("/contacts/<int:contact_id>/copies")
def copy(contact_id: int) -> Response:
    """Everything about one person as one archive: a page to read, and the same as JSON."""
    contact, now = contact_to_change(contact_id), clock.now()
    found = belongings_of(contact)
    whole = copy_of(found, current_app.config["SETTINGS"].timezone, office_today())
    readable = render_template("privacy/copy.html", contact=contact, parts=whole.parts, day=office_today())
    actions.record_copy(contact, counts_of(whole.rows), by=current_user())
    name = _("个人信息")
    files = {f"{name}.html": readable.encode(), f"{name}.json": whole.as_json()}
    papers = own_papers(found, files_folder())
    files |= {f"{_('附件')}/{paper}": content for paper, content in papers}
    content = zipped(files, now)
    db.session.commit()
    answer = Response(content, mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"copy-{contact.id}-{office_today()}.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/contacts/<int:contact_id>/erasure")
def erase(contact_id: int) -> AnyResponse | tuple[str, int]:
    """Remove the person and every trace. The name is typed to confirm."""
    contact = contact_to_change(contact_id)
    try:
        keys = actions.erase_contact(
            contact,
            typed_name=request.form.get("name", ""),
            reason=request.form.get("reason", ""),
            version=number_or_none(request.form.get("version", "")) or 0,
            folder=files_folder(),
            now=clock.now(),
            by=current_user(),
        )
    except actions.ErasureRefused as refusal:
        return page(contact, str(refusal)), 400
    except StaleRecord:
        return page(contact, _("在您打开之后，这份档案被别人改过。请看过下面的最新内容，再确认一次。")), 400
    db.session.commit()
    for key in keys:
        discard(files_folder(), key)
    if keys:
        flash(_("写着这个人或看不了内容的附件，整份删去了 %(n)d 个", n=len(keys)), "good")
    if rewrite_database():
        flash(_("已删除，各处都不再有这个人的信息"), "good")
    else:
        flash(_("已删除。数据库文件正被占用，旧内容要等下一次整理才清掉：请管理员在空闲时运行 flask vacuum"), "bad")
    return redirect(url_for("contacts.index"))
