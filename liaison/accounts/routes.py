"""Signing in and out, the first administrator, one's own account, and the administrator's user pages."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts import actions, forms, queries
from liaison.accounts.gate import TOKEN, current_sign_in, current_user, safe_target
from liaison.accounts.models import Role, SignIn, User
from liaison.db import StaleRecord, db
from liaison.handover.queries import kept_by
from liaison.office.actions import change_setting

bp = Blueprint("accounts", __name__)


@bp.route("/setup", methods=["GET", "POST"])
def setup() -> str | Response | tuple[str, int]:
    """Make the first administrator; once anybody exists this page is gone."""
    if queries.any_user():
        abort(404)
    form = forms.SetupForm()
    if form.validate_on_submit():
        user = actions.add_user(
            form.login.data, form.password.data, name=form.name.data, role=Role.ADMIN, by=None
        )
        change_setting("office_name", form.office_name.data, by=user)
        return signed_in(form.login.data, form.password.data, remember=False, target=url_for("due.review"))
    return render_template("accounts/setup.html", form=form), form.status


@bp.route("/login", methods=["GET", "POST"])
def login() -> str | Response:
    """Sign in, then go where the person was heading."""
    if not queries.any_user():
        return redirect(url_for("accounts.setup"))
    form = forms.SignInForm()
    target = safe_target(request.args.get("next"), url_for("due.review"))
    if form.validate_on_submit():
        try:
            return signed_in(
                form.login.data, form.password.data, remember=form.remember.data, target=target
            )
        except actions.SignInRefused as refusal:
            db.session.commit()
            form.password.errors = [str(refusal)]
    return render_template("accounts/login.html", form=form), (401 if form.errors else 200)  # type: ignore[return-value]


def signed_in(login: str, password: str, *, remember: bool, target: str) -> Response:
    """Open a session with a fresh cookie, so that one from before the sign-in is worth nothing."""
    token = actions.sign_in(
        login,
        password,
        now=clock.now(),
        remember=remember,
        address=request.remote_addr or "",
        program=request.user_agent.string,
    )
    db.session.commit()
    session.clear()
    session[TOKEN] = token
    session.permanent = remember
    return redirect(target)


@bp.post("/logout")
def logout() -> Response:
    """End this session here and on the server."""
    sign_in = current_sign_in()
    if sign_in is not None:
        actions.revoke(sign_in, now=clock.now(), by=sign_in.user)
        db.session.commit()
    session.clear()
    return redirect(url_for("accounts.login"))


@bp.get("/account")
def account() -> str:
    """One's own name, role, and the browsers signed in under it."""
    sign_ins = queries.live_sign_ins(current_user(), clock.now())
    return render_template("accounts/account.html", sign_ins=sign_ins, this=current_sign_in())


@bp.route("/account/password", methods=["GET", "POST"])
def password() -> str | Response | tuple[str, int]:
    """Change one's own password; every other browser is signed out."""
    form, user = forms.OwnPasswordForm(), current_user()
    form.holder, new_here = user, user.must_change_password
    if form.validate_on_submit():
        actions.change_password(user, form.password.data, now=clock.now(), by=user, keep=current_sign_in())
        db.session.commit()
        flash(_("密码已改，其他电脑上的登录已退出"), "good")
        return redirect(url_for("due.review" if new_here else "accounts.account"))
    return render_template("accounts/password.html", form=form), form.status


@bp.post("/account/sessions/<int:sign_in_id>/end")
def end_session(sign_in_id: int) -> Response:
    """Sign one of one's own browsers out."""
    sign_in = db.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.user_id != current_user().id:
        abort(404)
    actions.revoke(sign_in, now=clock.now(), by=current_user())
    db.session.commit()
    flash(_("已退出那台电脑上的登录"), "good")
    return redirect(url_for("accounts.account"))


@bp.get("/settings/users")
def users() -> str:
    """Everyone with an account."""
    return render_template("accounts/users.html", users=queries.all_users())


@bp.route("/settings/users/new", methods=["GET", "POST"])
def new_user() -> str | Response | tuple[str, int]:
    """Add a colleague; the first sign-in asks for a password of their own."""
    form = forms.NewUserForm()
    form.offer_choices()
    if form.validate_on_submit():
        try:
            user = actions.add_user(
                form.login.data,
                form.password.data,
                name=form.name.data,
                role=form.role.data,
                section_id=form.section_id.data,
                export_right=form.export_right.data,
                email=form.email.data,
                must_change_password=True,
                by=current_user(),
            )
        except actions.AccountError as error:
            form.login.errors = [str(error)]
        else:
            db.session.commit()
            flash(_("已添加 %(name)s，首次登录时要改密码", name=user.name), "good")
            return redirect(url_for("accounts.users"))
    return render_template("accounts/user_form.html", form=form, user=None), form.status


@bp.route("/settings/users/<int:user_id>", methods=["GET", "POST"])
def edit_user(user_id: int) -> str | Response | tuple[str, int]:
    """Change role, section or name; disable or enable."""
    user = db.get_or_404(User, user_id)
    form = forms.UserForm(obj=user, data={"disabled": user.disabled_at is not None})
    form.offer_choices()
    if form.validate_on_submit():
        try:
            actions.change_user(
                user,
                name=form.name.data,
                role=form.role.data,
                section_id=form.section_id.data,
                export_right=form.export_right.data,
                email=form.email.data,
                disabled=form.disabled.data,
                version=form.seen_version,
                now=clock.now(),
                by=current_user(),
            )
        except actions.AccountError as error:
            form.role.errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            if user.disabled_at and kept_by(user).anything:
                flash(_("已停用 %(name)s。名下还有联系人或事项，请办理交接", name=user.name), "good")
                return redirect(f"{url_for('handovers.new')}?from={user.id}")
            flash(_("已保存"), "good")
            return redirect(url_for("accounts.users"))
    return render_template("accounts/user_form.html", form=form, user=user), form.status


@bp.route("/settings/users/<int:user_id>/password", methods=["GET", "POST"])
def reset_password(user_id: int) -> str | Response | tuple[str, int]:
    """Give a colleague who forgot it a password to be changed at the next sign-in."""
    user, form = db.get_or_404(User, user_id), forms.NewPasswordForm()
    form.holder = user
    if form.validate_on_submit():
        actions.change_password(user, form.password.data, now=clock.now(), by=current_user())
        db.session.commit()
        flash(_("已重设 %(name)s 的密码", name=user.name), "good")
        return redirect(url_for("accounts.users"))
    return render_template("accounts/reset_password.html", form=form, user=user), form.status


@bp.route("/settings/sections", methods=["GET", "POST"])
def sections() -> str | Response | tuple[str, int]:
    """The office's sections."""
    form = forms.SectionForm()
    if form.validate_on_submit():
        try:
            actions.add_section(form.name.data, by=current_user())
        except actions.AccountError as error:
            form.name.errors = [str(error)]
        else:
            db.session.commit()
            flash(_("已添加科室"), "good")
            return redirect(url_for("accounts.sections"))
    return render_template("accounts/sections.html", form=form, sections=queries.all_sections()), form.status
