"""Passwords: argon2id with the library's current parameters, rehashed when those rise."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import gettext as _

SHORTEST = 10
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("no such person")


class WeakPassword(ValueError):
    """Too short, or plainly guessable; the message says which."""


def check_strength(password: str, login: str = "") -> None:
    """Refuse what a guesser would try first. Length counts more than kinds of characters."""
    if len(password) < SHORTEST:
        raise WeakPassword(_("密码至少 %(n)d 个字符", n=SHORTEST))
    if len(set(password)) < 4:
        raise WeakPassword(_("密码不能只重复几个字符"))
    if login and login.lower() in password.lower():
        raise WeakPassword(_("密码不能包含登录名"))


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def password_matches(password: str, stored: str | None) -> bool:
    """Whether the password is the one. Takes as long for a user who does not exist (`stored` None)."""
    try:
        _hasher.verify(stored or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None
