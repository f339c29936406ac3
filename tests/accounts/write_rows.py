"""The write routes of accounts, for the checklist in tests/test_write_routes.py."""

from cast import PASSWORD
from conftest import NOW
from write_routes import Bad, WriteRoute, named, officer

from liaison.accounts.models import Section, SignIn, User
from liaison.accounts.passwords import password_matches
from liaison.db import db

NEW_PASSWORD = "东风夜放花千树2026"
USER_FORM = {"name": "张小敏", "role": "officer", "section_id": ""}
ACCOUNTS = [
    WriteRoute(
        "accounts.password",
        "/account/password",
        {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD},
        "user.password",
        lambda ids: password_matches(NEW_PASSWORD, officer(ids).password_hash),
        True,
        below=None,
        shows=True,
        bad=Bad({"current": "不是这个"}, "现在的密码不对"),
    ),
    WriteRoute(
        "accounts.end_session",
        "/account/sessions/{my_session}/end",
        {},
        "user.sign_out",
        lambda ids: db.session.get_one(SignIn, ids["my_session"]).revoked_at,
        NOW,
        below=None,
    ),
    WriteRoute(
        "accounts.new_user",
        "/settings/users/new",
        {
            "login": "linchong",
            "name": "林冲",
            "role": "officer",
            "section_id": "",
            "password": NEW_PASSWORD,
            "again": NEW_PASSWORD,
        },
        "user.add",
        lambda ids: named(User, "林冲"),
        1,
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"login": "officer"}, "登录名“officer”已有人使用", kept="林冲"),
    ),
    WriteRoute(
        "accounts.edit_user",
        "/settings/users/{officer}",
        USER_FORM,
        "user.edit",
        lambda ids: (officer(ids).name, officer(ids).section_id),
        ("张小敏", None),
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"name": ""}, "请填写此项"),
        versioned=officer,
    ),
    WriteRoute(
        "accounts.reset_password",
        "/settings/users/{officer}/password",
        {"password": NEW_PASSWORD, "again": NEW_PASSWORD},
        "user.password",
        lambda ids: (
            password_matches(NEW_PASSWORD, officer(ids).password_hash),
            officer(ids).must_change_password,
        ),
        (True, True),
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"again": "另一句话另一句话"}, "两次输入的密码不一样"),
    ),
    WriteRoute(
        "accounts.sections",
        "/settings/sections",
        {"name": "调研科"},
        "section.add",
        lambda ids: named(Section, "调研科"),
        1,
        login="admin",
        more_refused=("head", "officer"),
        shows=True,
        bad=Bad({"name": "联络科"}, "已有科室“联络科”", kept="联络科"),
    ),
]
