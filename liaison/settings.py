"""What the environment may decide, read once when the application is made."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
LOCALES = ("zh_CN", "en")


@dataclass(frozen=True)
class Settings:
    """One field for each LIAISON_… variable; docs/operations.md describes them. The repr holds no secrets.

    `smtp_url` is smtp://user:password@host:587 (STARTTLS where it is offered) or smtps://…:465; without one
    greetings by mail are sent by hand. `mail_from` is the sender's address, by default the user's. `files_folder` holds what
    was attached to records, never inside a folder that a web server serves.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    timezone: str = "Asia/Shanghai"
    locale: str = "zh_CN"
    base_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    files_folder: str = ""


def read_settings(environ: Mapping[str, str], instance: Path) -> Settings:
    """Settings from the environment, falling back to an embedded database and a key kept in `instance`."""
    locale = environ.get("LIAISON_LOCALE") or "zh_CN"
    if locale not in LOCALES:
        raise ValueError(f"LIAISON_LOCALE={locale}：只支持 {'、'.join(LOCALES)}")
    return Settings(
        database_url=environ.get("LIAISON_DATABASE_URL") or f"sqlite:///{instance / 'liaison.sqlite3'}",
        secret_key=environ.get("LIAISON_SECRET_KEY") or kept_secret(instance / "secret_key"),
        timezone=environ.get("LIAISON_TIMEZONE") or "Asia/Shanghai",
        locale=locale,
        base_url=(environ.get("LIAISON_BASE_URL") or "").rstrip("/"),
        smtp_url=environ.get("LIAISON_SMTP_URL") or "",
        mail_from=environ.get("LIAISON_MAIL_FROM") or "",
        files_folder=environ.get("LIAISON_FILES") or str(instance / "files"),
    )


def kept_secret(path: Path) -> str:
    """The key in `path`, made on first use and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii")
