"""Setting up, signing in and signing out: the write routes that know nobody yet."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cast import PASSWORD, Cast
from conftest import NOW, signed_in
from flask import Flask
from page_checks import CheckedClient
from scene import everything_stored
from sqlalchemy import func, select

from liaison import clock
from liaison.accounts.models import FailedSignIn, SignIn, User
from liaison.accounts.queries import user_by_login
from liaison.audit.models import AuditLine
from liaison.db import begin_write, db
from liaison.factory import create_app
from liaison.office.queries import setting

SENTENCE = "东风夜放花千树2026"
ADMINISTRATOR = {
    "office_name": "江州市府办",
    "login": "admin",
    "name": "王芳",
    "password": SENTENCE,
    "again": SENTENCE,
}  # fmt: skip
OFFICER = {"login": "officer", "password": PASSWORD}


@pytest.fixture
def stranger(app: Flask, cast: Cast) -> CheckedClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_setting_up_makes_the_administrator_and_signs_them_in(app: Flask):
    client = app.test_client()
    assert client.post("/setup", data=ADMINISTRATOR).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    user = db.session.scalars(select(User)).one()
    assert (user.login, user.name, user.role) == ("admin", "王芳", "admin")
    assert setting("office_name") == "江州市府办"
    assert "user.add" in db.session.scalars(select(AuditLine.action)).all()


@pytest.mark.parametrize(("changes", "said"), [
    ({"login": ""}, "请填写此项"),
    ({"login": "   "}, "请填写此项"),
    ({"again": "另一句"}, "两次输入的密码不一样"),
    ({"password": "短", "again": "短"}, "密码至少 10 个字符"),
    ({"password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "密码不能只重复几个字符"),
    ({"password": "my-admin-word", "again": "my-admin-word"}, "密码不能包含登录名"),
])  # fmt: skip
def test_a_set_up_that_cannot_be_is_shown_again(app: Flask, changes: dict[str, str], said: str):
    answer = app.test_client().post("/setup", data=ADMINISTRATOR | changes)
    assert (answer.status_code, count(User)) == (400, 0)
    assert said in answer.text
    assert "王芳" in answer.text


def test_a_set_up_tells_all_its_faults_at_once(app: Flask):
    answer = app.test_client().post("/setup", data=ADMINISTRATOR | {"login": "", "password": "短", "again": "长"})
    assert all(said in answer.text for said in ("请填写此项", "密码至少 10 个字符", "两次输入的密码不一样"))


def test_a_set_up_without_a_csrf_token_makes_nobody(app: Flask):
    assert app.test_client().post("/setup", data=ADMINISTRATOR, csrf=False).status_code == 400
    assert count(User) == 0


def test_once_anybody_exists_there_is_no_setting_up(stranger: CheckedClient):
    before = everything_stored()
    assert stranger.get("/setup").status_code == 404
    assert stranger.post("/setup", data=ADMINISTRATOR).status_code == 404
    assert everything_stored() == before


@pytest.mark.parametrize("login", ["officer", " Officer ", "OFFICER"])
def test_signing_in_leads_to_the_first_page_and_leaves_an_audit_line(stranger: CheckedClient, login: str):
    assert stranger.post("/login", data=OFFICER | {"login": login}).headers["Location"] == "/"
    assert "张敏" in stranger.get("/").text
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
    assert (line.action, line.by_name) == ("user.sign_in", "张敏")


@pytest.mark.parametrize(("target", "leads_to"), [
    ("/contacts?tier=key", "/contacts?tier=key"),
    ("https://example.com/", "/"),
    ("//example.com/", "/"),
    ("/\\example.com", "/"),
    ("javascript:alert(1)", "/"),
    ("contacts", "/"),
])  # fmt: skip
def test_after_signing_in_one_is_where_one_was_heading_within_this_site(
    stranger: CheckedClient, target: str, leads_to: str
):
    answer = stranger.post("/login", query_string={"next": target}, data=OFFICER)
    assert answer.headers["Location"] == leads_to


@pytest.mark.parametrize(
    "changes", [{"password": "wrong-wind-1000"}, {"login": "nobody"}, {"login": "disabled"}]
)
def test_a_wrong_name_or_password_is_refused_in_the_same_words(
    stranger: CheckedClient, cast: Cast, changes: dict[str, str]
):
    begin_write()
    gone = cast.user("colleague")
    gone.login, gone.disabled_at = "disabled", NOW
    db.session.commit()
    answer = stranger.post("/login", data=OFFICER | changes)
    assert answer.status_code == 401
    assert "登录名或密码不对" in answer.text
    assert (count(SignIn), count(FailedSignIn)) == (0, 1)
    assert stranger.get("/").status_code == 302


def test_an_empty_form_is_shown_again(stranger: CheckedClient):
    answer = stranger.post("/login", data={"login": "", "password": ""})
    assert answer.status_code == 401
    assert "请填写此项" in answer.text


def test_after_ten_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour(stranger: CheckedClient):
    for _ in range(10):
        stranger.post("/login", data=OFFICER | {"password": "wrong-wind-1000"})
    answer = stranger.post("/login", data=OFFICER)
    assert answer.status_code == 401
    assert "15 分钟" in answer.text
    with clock.fixed_at(NOW + timedelta(minutes=16)):
        assert stranger.post("/login", data=OFFICER).status_code == 302


def test_signing_in_without_a_csrf_token_opens_nothing(stranger: CheckedClient):
    assert stranger.post("/login", data=OFFICER, csrf=False).status_code == 400
    assert (count(SignIn), count(FailedSignIn)) == (0, 0)


def test_looking_at_the_pages_changes_nothing(stranger: CheckedClient):
    before = everything_stored()
    assert stranger.get("/login").status_code == 200
    assert stranger.get("/logout").headers["Location"].startswith("/login")
    assert everything_stored() == before


def test_signing_out_ends_the_session_on_the_server(app: Flask, officer: CheckedClient):
    with officer.session_transaction() as session:
        kept = dict(session)
    assert officer.post("/logout").headers["Location"] == "/login"
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
    assert line.action == "user.sign_out"
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(kept)
    assert thief.get("/").headers["Location"] == "/login"


def test_signing_out_without_a_csrf_token_is_refused(officer: CheckedClient):
    assert officer.post("/logout", csrf=False).status_code == 400
    assert officer.get("/").status_code == 200


@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 302)])
def test_a_session_lasts_a_working_day(officer: CheckedClient, hours: int, status: int):
    with clock.fixed_at(NOW + timedelta(hours=hours)):
        assert officer.get("/").status_code == status


def test_changing_the_password_signs_every_other_browser_out(app: Flask, officer: CheckedClient):
    other = signed_in(app, "officer")
    form = {"current": PASSWORD, "password": SENTENCE, "again": SENTENCE}
    assert officer.post("/account/password", data=form).status_code == 302
    assert officer.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_a_password_set_by_another_must_be_changed_first(app: Flask, admin: CheckedClient, cast: Cast):
    form = {"password": SENTENCE, "again": SENTENCE}
    user_id = cast.user("officer").id
    assert admin.post(f"/settings/users/{user_id}/password", data=form).status_code == 302
    client = app.test_client()
    client.post("/login", data={"login": "officer", "password": SENTENCE})
    assert client.get("/contacts").headers["Location"] == "/account/password"


@pytest.mark.parametrize("changes", [{"disabled": "y"}, {"role": "officer"}])
def test_the_last_administrator_can_be_neither_disabled_nor_demoted(
    admin: CheckedClient, cast: Cast, changes: dict[str, str]
):
    user = cast.user("admin")
    form = {"name": "管理员", "role": "admin", "section_id": "", "version": str(user.version)} | changes
    answer = admin.post(f"/settings/users/{user.id}", data=form)
    assert answer.status_code == 400
    assert "最后一个管理员" in answer.text
    assert cast.user("admin").administers


def test_what_a_new_colleague_may_do_is_in_the_log(admin: CheckedClient, cast: Cast):
    section = cast.user("officer").section_id
    form = {
        "login": "linchong", "name": "林冲", "role": "viewer", "section_id": str(section), "export_right": "yes",
    "password": SENTENCE, "again": SENTENCE,
    }  # fmt: skip
    assert admin.post("/settings/users/new", data=form).status_code == 302
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "user.add").order_by(AuditLine.id.desc())).first()
    assert line is not None
    assert (line.changes["section_id"], line.changes["export_right"]) == (section, True)
    user = user_by_login("linchong")
    assert user is not None and (user.section_id, user.export_right, user.must_change_password) == (section, True, True)


def test_two_offices_on_one_machine_do_not_share_a_cookie(app: Flask):
    other = create_app(replace(app.config["SETTINGS"], secret_key="another key for tests"))
    assert app.config["SESSION_COOKIE_NAME"] != other.config["SESSION_COOKIE_NAME"]


def test_a_new_user_is_an_officer_unless_something_else_is_chosen(admin: CheckedClient):
    assert '<option selected value="officer">' in admin.get("/settings/users/new").text
