"""Bringing a file in: upload, columns, preview with a choice for each row, writing with progress, report, undo."""

from functools import partial
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.audit.actions import note
from liaison.db import db
from liaison.formats.sheet_errors import SheetError
from liaison.imports import importing, jobs, pointing, queries
from liaison.imports.abandoned import discard_abandoned
from liaison.imports.columns import corrected_layouts, doubled_columns, kind_of_layouts
from liaison.imports.forms import FileForm, UploadForm
from liaison.imports.layouts import field_choices, unused_columns
from liaison.imports.models import NOT_WRITTEN, TOLD, UNREAD, ImportBatch, ImportRow, ImportState, RowState
from liaison.imports.plan import MAKE_NEW, SKIP
from liaison.imports.pointed_changes import pointed_changes
from liaison.imports.progress import ask_to_stop, doing_of, is_interrupted, percent_of
from liaison.imports.words import candidate_words, idle_words, import_word, row_words, value_word, way_words
from liaison.web.numbers import number_or_none

bp = Blueprint("imports", __name__, url_prefix="/import")

SECONDS_BETWEEN_LOOKS = 2
BESIDE = (UNREAD, TOLD)
TO_COLUMNS = "columns"
bp.add_app_template_filter(import_word)
bp.add_app_template_filter(value_word)
bp.add_app_template_filter(row_words)
bp.add_app_template_filter(candidate_words)
bp.add_app_template_filter(way_words)


@bp.route("", methods=["GET", "POST"])
def index() -> str | Answer | tuple[str, int]:
    """Upload a file; below, the imports so far."""
    form = UploadForm()
    form.offer_choices()
    if form.validate_on_submit():
        name, content = received(form.file.data)
        if content:
            discard_abandoned(clock.now())
            batch = importing.begin_import(name, content, form.kind.data or "", by=current_user())
            return at_work(batch, ImportState.READING, jobs.read_file)
        form.file.errors = [_("文件“%(name)s”是空的，请选择有内容的文件", name=name)]
    page = queries.import_page(current_user(), request.args.get("after"))
    return render_template("imports/index.html", form=form, page=page), form.status


def received(upload: FileStorage) -> tuple[str, bytes]:
    return Path(upload.filename or "").name or "upload", upload.read()


def at_work(batch: ImportBatch, state: ImportState, work: jobs.Work) -> Answer:
    """Begin the work, wait a moment, and go where the import then is."""
    with jobs.begun(batch, state) as progress:
        db.session.commit()
    jobs.start(progress, work, current_user())
    return redirect(url_for("imports.show", batch_id=progress.batch_id))


def seen(batch_id: int, *states: ImportState) -> ImportBatch:
    """The user's import; 404 when there is none, 409 when it is at another point by now."""
    batch = queries.seen_batch(current_user(), batch_id) or abort(404)
    if states and batch.state not in states:
        abort(409, _("这次导入已经不在这一步了，请打开它看看现在到了哪里。"))
    return batch


@bp.get("/<int:batch_id>")
def show(batch_id: int) -> str | Answer | Response:
    """Wherever the import has come to: at work, columns, preview, report, or what went wrong."""
    batch = seen(batch_id)
    if batch.is_at_work:
        return waiting_page(batch)
    if batch.state == ImportState.MAPPING:
        return redirect(url_for("imports.columns", batch_id=batch.id))
    if batch.state == ImportState.OPEN:
        return preview_page(batch)
    if batch.state == ImportState.FAILED:
        return render_template("imports/failed.html", batch=batch, form=FileForm())
    return render_template(
        "imports/report.html",
        batch=batch,
        refused=queries.rows_refused(batch),
        people=queries.people_brought(batch) if batch.kind == "interactions" else 0,
        later=queries.built_upon_by(current_user(), batch),
        unused_columns=unused_columns(batch.sheets),
    )


def waiting_page(batch: ImportBatch) -> Response:
    """Looks again by itself, unless nobody works any more."""
    interrupted = is_interrupted(batch, clock.now())
    answer = make_response(
        render_template(
            "imports/at_work.html",
            batch=batch,
            percent=percent_of(batch),
            doing=doing_of(batch),
            interrupted=interrupted,
        )
    )
    if not interrupted:
        answer.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


def preview_page(batch: ImportBatch) -> str:
    state = request.args.get("state", "")
    if state not in (*RowState, *BESIDE):
        state = queries.first_state(batch)
    page = queries.row_page(batch, state, request.args.get("after"))
    writes, questions = queries.rows_to_write(batch), queries.open_questions(batch)
    return render_template(
        "imports/preview.html",
        batch=batch,
        unused_columns=unused_columns(batch.sheets),
        state=state,
        page=page,
        pointed=pointed_changes(batch, page.rows, current_user()),
        writes=writes,
        questions=questions,
        idle=idle_sentence(batch) if not writes and not questions else "",
        before=queries.imported_before(current_user(), batch),
        form=FileForm(),
        titles={layout["index"]: layout["title"] for layout in batch.sheets},
        kinds={layout["index"]: layout["kind"] for layout in batch.sheets},
        several_sheets=sum(layout["take"] for layout in batch.sheets) > 1,
    )


def idle_sentence(batch: ImportBatch) -> str:
    known, refused = (batch.found.get(state.value, 0) for state in (RowState.UNCHANGED, RowState.REFUSED))
    return idle_words(queries.rows_left_out(batch), known, refused)


@bp.route("/<int:batch_id>/columns", methods=["GET", "POST"])
def columns(batch_id: int) -> str | Answer | tuple[str, int]:
    """Which column is what, with samples; corrections are remembered for sheets with the same headings."""
    batch = seen(batch_id, ImportState.MAPPING, ImportState.OPEN)
    layouts, error = list(batch.sheets), ""
    if request.method == "POST":
        try:
            layouts = corrected_layouts(batch.sheets, request.form)
            if "again" not in request.form:
                return columns_settled(batch, layouts)
        except SheetError as refusal:
            error = str(refusal)
            layouts = corrected_layouts(batch.sheets, request.form, check=False)
    fields = {kind: field_choices(kind) for kind in ("contacts", "units", "interactions")}
    page = render_template(
        "imports/columns.html",
        batch=batch,
        layouts=layouts,
        fields=fields,
        error=error,
        doubled=doubled_columns(layouts) if error else (),
    )
    return page, 400 if error else 200


def columns_settled(batch: ImportBatch, layouts: list[dict]) -> Answer:  # type: ignore[type-arg]
    """Remember the columns and make the preview."""
    batch.sheets = layouts
    importing.remember_columns(layouts, now=clock.now(), by=current_user())
    note("import.columns", batch, current_user(), {"kind": kind_of_layouts(layouts)})
    return at_work(batch, ImportState.READING, jobs.make_preview)


@bp.post("/<int:batch_id>/choices")
def choices(batch_id: int) -> Answer:
    """Keep what was chosen for the rows of a page, or for all of a kind, and go where the pressed button leads."""
    batch = seen(batch_id, ImportState.OPEN)
    state, every = request.form.get("state", ""), request.form.get("every")
    changed = importing.choose(batch, chosen_rows(batch), by=current_user())
    if every is not None and state in ("new", "changed", "unclear") and every in ("", SKIP, MAKE_NEW):
        importing.choose_all(batch, state, every if state == "unclear" or every != MAKE_NEW else "", by=current_user())
    db.session.commit()
    after, row_id = request.form.get("after") or None, number_or_none(request.form.get("find", ""))
    if row_id is not None:
        return redirect(url_for("imports.person", batch_id=batch.id, row_id=row_id, after=after))
    goes_on = "to" in request.form or "page" in request.form
    if changed or not goes_on:
        flash(_("选择已保存"), "good")
    return redirect(next_place(batch, state) if goes_on else place_in(batch, state, after))


def next_place(batch: ImportBatch, state: str) -> str:
    """Where a tab or a page of the preview leads: its buttons keep the choices of the page that is left."""
    to = request.form.get("to")
    if to == TO_COLUMNS:
        return url_for("imports.columns", batch_id=batch.id)
    return place_in(batch, to, None) if to is not None else place_in(batch, state, request.form.get("page"))


def place_in(batch: ImportBatch, state: str, after: str | None) -> str:
    return url_for("imports.show", batch_id=batch.id, state=state or None, after=after or None)


@bp.route("/<int:batch_id>/rows/<int:row_id>/person", methods=["GET", "POST"])
def person(batch_id: int, row_id: int) -> str | Answer | tuple[str, int]:
    """Whom a row means, found by hand among all people one may see."""
    batch, user = seen(batch_id, ImportState.OPEN), current_user()
    row = pointing.row_to_point(batch, row_id) or abort(404)
    problem = ""
    if request.method == "POST":
        if (choice := request.form.get("choice")) in (MAKE_NEW, SKIP):
            as_proposed = choice == MAKE_NEW and row.state == RowState.NEW
            importing.choose(batch, {row.id: "" if as_proposed else choice}, by=user)
            return pointed(batch, row)
        chosen = request.form.get("contact", "")
        meant = pointing.people_to_point_at(user, batch, row, chosen)
        if meant:
            importing.point_at(batch, row, meant, chosen, by=user)
            return pointed(batch, row)
        problem = _("没有这位联系人，或者您不能选他，请从找到的人里选一位。")
    text = request.values.get("q", row.name).strip()[:100]
    found = pointing.people_like(user, text)
    page = render_template(
        "imports/person.html",
        batch=batch,
        row=row,
        q=text,
        found=found,
        ways=pointing.ways_to_mean(user, batch, row, found.people),
        problem=problem,
        after=request.values.get("after", ""),
        tail_of=pointing.tail_of,
        may_be_meant=partial(pointing.may_be_meant, user, batch, row),
    )
    return page, 400 if problem else 200


def pointed(batch: ImportBatch, row: ImportRow) -> Answer:
    """Back to the rows of its kind."""
    db.session.commit()
    flash(_("%(row)s已选好", row=row_words(row.row, batch.of_cards)), "good")
    after = request.form.get("after") or None
    return redirect(url_for("imports.show", batch_id=batch.id, state=row.state, after=after))


def chosen_rows(batch: ImportBatch) -> dict[int, str]:
    """{row id: choice} of the posted page; what was never offered is passed over."""
    numbers = {
        number_or_none(name.removeprefix("row-")): value for name, value in request.form.items() if name.startswith("row-")
    }
    posted = {row_id: value for row_id, value in numbers.items() if row_id is not None}
    return {
        row.id: posted[row.id]
        for row in queries.rows_by_id(batch, list(posted))
        if queries.is_choice(row, posted[row.id])
    }


@bp.post("/<int:batch_id>/writing")
def apply(batch_id: int) -> Answer:
    """Write everything that is chosen, all or nothing."""
    batch = seen(batch_id, ImportState.OPEN)
    importing.choose(batch, chosen_rows(batch), by=current_user())
    return at_work(batch, ImportState.APPLYING, jobs.apply_import)


@bp.post("/<int:batch_id>/stop")
def stop(batch_id: int) -> Answer:
    """Stop the work at its next step. Nothing is stored here: the work itself says so when it has stopped."""
    batch = seen(batch_id)
    if batch.is_at_work and not ask_to_stop(batch.id):
        flash(_("这次导入由另一个服务进程在做，停不下来；写完后可以撤销。"), "bad")
    return redirect(url_for("imports.show", batch_id=batch.id))


@bp.post("/<int:batch_id>/resumption")
def resume(batch_id: int) -> Answer:
    """After the server was stopped during the work: nothing was written, so it starts where it was."""
    batch = seen(batch_id)
    if not is_interrupted(batch, clock.now()):
        return redirect(url_for("imports.show", batch_id=batch.id))
    note("import.resume", batch, current_user())
    if batch.state == ImportState.READING:
        return at_work(batch, ImportState.READING, jobs.read_file)
    batch.state = jobs.STOPPED_BACK_TO[ImportState(batch.state)].value
    db.session.commit()
    return redirect(url_for("imports.show", batch_id=batch.id))


@bp.post("/<int:batch_id>/file")
def replace_file(batch_id: int) -> Answer | tuple[str, int]:
    """A corrected file: columns and choices stay, the preview is made anew."""
    batch = seen(batch_id, ImportState.MAPPING, ImportState.OPEN, ImportState.FAILED)
    form = FileForm()
    name, content = received(form.file.data) if form.validate_on_submit() else ("", b"")
    if not content:
        form.file.errors = form.file.errors or [_("文件“%(name)s”是空的，请选择有内容的文件", name=name)]
        return render_template("imports/failed.html", batch=batch, form=form), 400
    work = jobs.read_again if batch.state == ImportState.OPEN else jobs.read_file
    importing.replace_file(batch, name, content, by=current_user())
    return at_work(batch, ImportState.READING, work)


@bp.post("/<int:batch_id>/discarded")
def discard(batch_id: int) -> Answer:
    """Give up an import that has written nothing, also one whose work the server's end cut off."""
    cut_off = is_interrupted(seen(batch_id), clock.now())
    wait = (ImportState.MAPPING, ImportState.OPEN, ImportState.FAILED)
    batch = seen(batch_id, *(NOT_WRITTEN if cut_off else wait))
    importing.discard_import(batch, by=current_user())
    db.session.commit()
    flash(_("已放弃导入“%(name)s”，什么都没有写入", name=batch.name), "good")
    return redirect(url_for("imports.index"))


@bp.post("/<int:batch_id>/undone")
def undo(batch_id: int) -> Answer:
    """Take a written import back; what somebody edited since is kept and listed."""
    batch = seen(batch_id, ImportState.APPLIED)
    return at_work(batch, ImportState.UNDOING, jobs.take_back)
