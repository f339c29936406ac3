"""Users come, sign in, sign out, change; all of it leaves an audit line and no secret."""

import secrets
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from liaison.accounts.models import FailedSignIn, Role, Section, SignIn, User
from liaison.accounts.passwords import check_strength, hash_password, password_matches
from liaison.accounts.queries import token_digest, too_many_guesses, user_by_login
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db

WORKDAY = timedelta(hours=12)
MONTH = timedelta(days=30)


class AccountError(ValueError):
    """An account change that cannot be made; the message says why."""


class SignInRefused(AccountError):
    """Wrong name or password, or too many tries."""


def add_user(
    login: str,
    password: str,
    *,
    name: str = "",
    role: str = Role.OFFICER,
    section_id: int | None = None,
    export_right: bool | None = None,
    email: str = "",
    must_change_password: bool = False,
    by: User | None,
) -> User:
    """A new account. AccountError for a taken or empty login, WeakPassword for a guessable password."""
    login = login.strip()
    if not login:
        raise AccountError(_("请填写登录名"))
    if user_by_login(login):
        raise AccountError(_("登录名“%(login)s”已有人使用，请换一个", login=login))
    check_strength(password, login)
    user = User(
        login=login,
        name=name.strip() or login,
        role=Role(role).value,
        password_hash=hash_password(password),
        section_id=section_id,
        export_right=export_right,
        email=email.strip(),
        must_change_password=must_change_password,
    )
    db.session.add(user)
    db.session.flush()
    given = {"section_id": section_id, "export_right": export_right, "email": user.email}
    note("user.add", user, by, {"login": login, "role": user.role, **given})
    return user


def sign_in(login: str, password: str, *, now: datetime, remember: bool, address: str, program: str) -> str:
    """Open a session and answer its token, which is never stored. The caller commits even when refused."""
    if too_many_guesses(login.strip(), now):
        raise SignInRefused(_("连续输错次数过多，请 15 分钟后再试"))
    user = user_by_login(login)
    matches = password_matches(password, user.password_hash if user and not user.disabled_at else None)
    if user is None or not matches:
        db.session.add(FailedSignIn(login=login.strip().lower()[:200], address=address[:200], at=now))
        raise SignInRefused(_("登录名或密码不对"))
    return open_session(user, now=now, remember=remember, address=address, program=program)


def open_session(user: User, *, now: datetime, remember: bool, address: str, program: str) -> str:
    """A new session for a user whose identity is established; answers the token for the cookie."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(
            token_hash=token_digest(token),
            user_id=user.id,
            created_at=now,
            expires_at=now + (MONTH if remember else WORKDAY),
            address=address[:200],
            program=program[:200],
        )
    )
    note("user.sign_in", user, user)
    return token


def revoke(sign_in: SignIn, *, now: datetime, by: User) -> None:
    """End one session; its cookie is worthless from now on."""
    sign_in.revoked_at = now
    note("user.sign_out", sign_in.user, by)


def revoke_all(user: User, *, now: datetime, besides: SignIn | None = None) -> None:
    """End every session of a user, perhaps besides the one that asked."""
    for session in db.session.scalars(
        select(SignIn).where(SignIn.user_id == user.id, SignIn.revoked_at.is_(None))
    ):
        if session is not besides:
            session.revoked_at = now


def change_password(
    user: User, password: str, *, now: datetime, by: User | None, keep: SignIn | None = None
) -> None:
    """Set a password and sign the user out everywhere else. Set by another, it must be changed at the next sign-in."""
    check_strength(password, user.login)
    user.password_hash = hash_password(password)
    user.must_change_password = by is not None and by.id != user.id
    revoke_all(user, now=now, besides=keep)
    note("user.password", user, by)


def change_user(
    user: User,
    *,
    name: str,
    role: str,
    section_id: int | None,
    export_right: bool | None,
    email: str,
    disabled: bool,
    version: int | None,
    now: datetime,
    by: User,
) -> None:
    """Edit an account. The last administrator can be neither disabled nor demoted."""
    check_version(user, version)
    if user.administers and (disabled or role != Role.ADMIN) and other_administrators(user) == 0:
        raise AccountError(_("这是最后一个管理员，不能停用或改成其他角色；请先指定另一位管理员"))
    if disabled and user.id == by.id:
        raise AccountError(_("不能停用自己的账号，请另一位管理员来停用"))
    user.name, user.role, user.section_id = name.strip(), Role(role).value, section_id
    user.export_right, user.email = export_right, email.strip()
    leaves = disabled and user.disabled_at is None
    user.disabled_at = (user.disabled_at or now) if disabled else None
    changes = pending_changes(user)  # before the sessions are read, which writes what is pending
    if leaves:
        revoke_all(user, now=now)
    db.session.flush()
    note("user.edit", user, by, changes)


def other_administrators(user: User) -> int:
    """How many other administrators can still sign in."""
    return (
        db.session.scalar(
            select(func.count()).where(
                User.role == Role.ADMIN, User.disabled_at.is_(None), User.id != user.id
            )
        )
        or 0
    )


def add_section(name: str, *, by: User | None) -> Section:
    """A new section; AccountError when the name is empty or taken."""
    name = name.strip()
    if not name or db.session.scalar(select(Section.id).where(Section.name == name)):
        raise AccountError(_("已有科室“%(name)s”", name=name) if name else _("请填写科室名称"))
    section = Section(name=name)
    db.session.add(section)
    db.session.flush()
    note("section.add", section, by)
    return section
