"""The office's wordings: the list, writing one with the lint beside it, planting the starter texts."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import StaleRecord, db
from liaison.domain.placeholder_names import EXAMPLES, GREETING_PLACEHOLDERS
from liaison.domain.wording import Finding
from liaison.greetings import templating
from liaison.greetings.blueprint import back_to, bp, told
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import TemplateForm
from liaison.greetings.template_models import Template
from liaison.greetings.template_queries import TemplateFilter, any_template, kept_templates, occasion_counts
from liaison.greetings.texts import placeholders_for, text_from
from liaison.greetings.words import occasion_names, relation_words


@bp.get("/templates")
def templates() -> str:
    """The wordings of one occasion, by relation and channel."""
    names = occasion_names()
    counts = occasion_counts()
    occasion = request.args.get("occasion", next(iter(counts), ""))
    wanted = TemplateFilter(
        occasion,
        request.args.get("relation", ""),
        request.args.get("channel", ""),
        "archived" in request.args,
    )
    return render_template(
        "greetings/templates.html",
        wanted=wanted,
        texts=kept_templates(wanted),
        counts=counts,
        names={"": _("不限节日"), **names},
        any_template=any_template(),
        relations=relation_words(),
    )


@bp.route("/templates/new", methods=["GET", "POST"])
def new_template() -> str | Response | tuple[str, int]:
    """A new wording; errors of the lint refuse it, warnings are shown once it is kept."""
    given = {name: request.args.get(name) for name in ("occasion_code", "relation", "channel")}
    form = TemplateForm(data={name: value for name, value in given.items() if value})
    return write(form, None)


@bp.route("/templates/<int:template_id>", methods=["GET", "POST"])
def edit_template(template_id: int) -> str | Response | tuple[str, int]:
    """Change a wording; what was made from it stays as it is."""
    template = db.session.get(Template, template_id) or abort(404)
    return write(TemplateForm(obj=template), template)


def write(form: TemplateForm, template: Template | None) -> str | Response | tuple[str, int]:
    """The shared course of adding and editing."""
    form.offer_choices()
    findings: Sequence[Finding] = []
    if form.validate_on_submit():
        try:
            kept, findings = saved(form, template)
        except templating.RefusedWording as refusal:
            form.text.errors, findings = [str(refusal)], refusal.findings
        except GreetingError as refusal:
            form[refusal.field or "text"].errors = [str(refusal)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(
                _("已保存") if not findings else _("已保存，还有 %(n)d 处请再看看", n=len(findings)), "good"
            )
            return redirect(url_for("greetings.edit_template", template_id=kept.id))
        db.session.rollback()
    elif template is not None and not form.is_submitted():
        findings = standing_findings(template)
    return page(form, template, findings)


def saved(form: TemplateForm, template: Template | None) -> tuple[Template, list[Finding]]:
    if template is None:
        return templating.add_template(form.values(), by=current_user())
    warnings = templating.edit_template(
        template, form.values(), version=form.seen_version, by=current_user()
    )
    return template, warnings


def standing_findings(template: Template) -> list[Finding]:
    """What the lint says of a wording as it is kept."""
    values = {name: getattr(template, name) for name in templating.FIELDS}
    try:
        return templating.check_wording(values)
    except templating.RefusedWording as refusal:
        return refusal.findings


def page(form: TemplateForm, template: Template | None, findings: Sequence[Finding]) -> tuple[str, int]:
    text = form.text.data or ""
    allowed = placeholders_for(form.occasion_code.data or "")
    shown = render_template(
        "greetings/template.html",
        form=form,
        template=template,
        findings=findings,
        example=text_from(Template(text=text), dict(EXAMPLES)) if text and not form.errors else "",
        placeholders={name: GREETING_PLACEHOLDERS[name] for name in allowed},
    )
    return shown, (400 if form.errors else 200)


@bp.post("/templates/planting")
def plant() -> Response:
    """Copy the starter texts into the office's own."""
    with told():
        planted = templating.plant_starters(by=current_user())
        flash(_("已装入 %(n)d 条起始模板，可以随意修改", n=planted), "good")
    return back_to(url_for("greetings.templates"))


@bp.post("/templates/<int:template_id>/archival")
def archive_template(template_id: int) -> Response:
    """Put a wording away."""
    template = db.session.get(Template, template_id) or abort(404)
    undo = url_for("greetings.restore_template", template_id=template_id)
    with told(_("已收起这条模板"), undo):
        templating.archive_template(template, now=clock.now(), by=current_user())
    return back_to(url_for("greetings.templates", occasion=template.occasion_code))


@bp.post("/templates/<int:template_id>/restoration")
def restore_template(template_id: int) -> Response:
    """Use it again."""
    template = db.session.get(Template, template_id) or abort(404)
    with told(_("已恢复这条模板")):
        templating.restore_template(template, by=current_user())
    return back_to(url_for("greetings.templates", occasion=template.occasion_code))
