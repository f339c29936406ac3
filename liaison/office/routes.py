"""The settings pages of the office: name and signature, tiers, kinds of interaction."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.db import StaleRecord, db
from liaison.domain.cadence import CadenceError
from liaison.office import actions, queries
from liaison.office.forms import FILE_SIZES, KindForm, OfficeForm, TierForm
from liaison.office.models import InteractionKind, TierCadence
from liaison.standing.actions import refresh_everyone

bp = Blueprint("office", __name__, url_prefix="/settings")


@bp.route("/", methods=["GET", "POST"])
def settings() -> str | Response | tuple[str, int]:
    """The office's name and signature, and the ways to the other settings."""
    texts = {name: queries.setting(name) for name in ("office_name", "signature", "file_megabytes")}
    switches = {name: bool(queries.setting(name)) for name in ("export_watermark", "report_ranking")}
    form = OfficeForm(data={**texts, **switches})
    if form.validate_on_submit():
        for name in ("office_name", "signature"):
            actions.change_setting(name, form[name].data, by=current_user())
        for name in switches:
            actions.change_setting(name, "yes" if form[name].data else "", by=current_user())
        if form.file_megabytes.data in FILE_SIZES:
            actions.change_setting("file_megabytes", form.file_megabytes.data, by=current_user())
        db.session.commit()
        flash(_("已保存"), "good")
        return redirect(url_for("office.settings"))
    page = render_template(
        "office/settings.html", form=form, tiers=queries.tier_records(), kinds=queries.interaction_kinds()
    )
    return page, form.status


@bp.route("/tiers/<int:tier_id>", methods=["GET", "POST"])
def tier(tier_id: int) -> str | Response | tuple[str, int]:
    """Change a tier's cadence; everyone of that tier is recomputed."""
    record = db.get_or_404(TierCadence, tier_id)
    form = TierForm(obj=record)
    if form.validate_on_submit():
        try:
            actions.change_tier(
                record,
                form.interval_days.data,
                form.max_gap_days.data,
                version=form.seen_version,
                by=current_user(),
            )
        except CadenceError as error:
            form.max_gap_days.errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            refresh_everyone()
            db.session.commit()
            flash(_("已保存，所有人的应联系日期已重算"), "good")
            return redirect(url_for("office.settings"))
    return render_template("office/tier.html", form=form, tier=record), form.status


@bp.route("/kinds/<int:kind_id>", methods=["GET", "POST"])
def kind(kind_id: int) -> str | Response | tuple[str, int]:
    """Change how a kind of interaction counts and warms; everyone is recomputed."""
    record = db.get_or_404(InteractionKind, kind_id)
    form = KindForm(obj=record)
    form.offer_choices()
    if form.validate_on_submit():
        values = {
            name: form[name].data
            for name in (
                "name",
                "counts",
                "weight",
                "unanswered_weight",
                "answered_word",
                "unanswered_word",
            )
        }
        try:
            actions.change_kind(record, values, version=form.seen_version, by=current_user())
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            refresh_everyone()
            db.session.commit()
            flash(_("已保存，关系温度和应联系日期已重算"), "good")
            return redirect(url_for("office.settings"))
    return render_template("office/kind.html", form=form, kind=record), form.status
