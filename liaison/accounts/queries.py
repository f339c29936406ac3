"""Reading users and their signed-in sessions."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import func, select

from liaison.accounts.models import FailedSignIn, Section, SignIn, User
from liaison.db import db
from liaison.formats.readings import reading

GUESSES = 10
GUESS_WINDOW = timedelta(minutes=15)


def token_digest(token: str) -> str:
    """What the database keeps of a session token."""
    return hashlib.sha256(token.encode()).hexdigest()


def any_user() -> bool:
    return db.session.scalar(select(User.id).limit(1)) is not None


def user_by_login(login: str) -> User | None:
    """Logins are compared without regard to case or surrounding spaces."""
    return db.session.scalar(select(User).where(func.lower(User.login) == login.strip().lower()))


def logins() -> list[str]:
    """Of those who may sign in, in order."""
    return list(db.session.scalars(select(User.login).where(User.disabled_at.is_(None)).order_by(User.login)))


def sign_in_by_token(token: str, now: datetime) -> SignIn | None:
    """The live session of this token; None when unknown, expired, revoked, or its user is disabled."""
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == token_digest(token)))
    if found is None or found.revoked_at or found.expires_at <= now or found.user.disabled_at:
        return None
    return found


def too_many_guesses(login: str, now: datetime) -> bool:
    """Whether this login had ten refused passwords within the last quarter of an hour."""
    recent = select(func.count()).where(
        FailedSignIn.login == login.lower(), FailedSignIn.at > now - GUESS_WINDOW
    )
    return (db.session.scalar(recent) or 0) >= GUESSES


def live_sign_ins(user: User, now: datetime) -> list[SignIn]:
    """This user's signed-in browsers, newest first."""
    return list(
        db.session.scalars(
            select(SignIn)
            .where(SignIn.user_id == user.id, SignIn.revoked_at.is_(None), SignIn.expires_at > now)
            .order_by(SignIn.id.desc())
        )
    )


def acting(user: User | None) -> User | None:
    """The user, unless nothing can be left to the account."""
    return user if user is not None and user.acts else None


def active_users() -> list[User]:
    """Everyone who may sign in, by name as it is read: 陈 before 赵."""
    users = db.session.scalars(select(User).where(User.disabled_at.is_(None)).order_by(User.id))
    return sorted(users, key=lambda user: reading(user.name).sort_key)


def keepers() -> list[User]:
    """Everyone who may keep people and log calls, by name: all who may sign in but those who only read."""
    return [user for user in active_users() if user.writes]


def all_users() -> list[User]:
    """Disabled ones too, last."""
    return list(db.session.scalars(select(User).order_by(User.disabled_at.isnot(None), User.name)))


def all_sections() -> list[Section]:
    return list(db.session.scalars(select(Section).order_by(Section.name)))


def colleagues(user: User) -> list[User]:
    """Whom this user may give people to: the section, or everyone for those above sections."""
    everyone = active_users()
    if user.section_id is None or user.administers:
        return [person for person in everyone if person.writes]
    return [person for person in everyone if person.writes and person.section_id in (user.section_id, None)]
