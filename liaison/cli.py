"""The `flask …` commands: gathered from the features, with one way to refuse and one way to print.

Exit codes: 0 done; 1 refused input, such as a date, person, user, unit or kind that is not there (the reason on
stderr); 2 wrong usage, such as an unknown option or word of a fixed list, and a name that fits several people.
"""

import errno
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click
from flask import Flask, current_app
from flask_migrate.cli import upgrade
from sqlalchemy.exc import OperationalError, ProgrammingError

from liaison import clock
from liaison.accounts.models import User
from liaison.accounts.queries import logins, user_by_login
from liaison.command_language import speak
from liaison.db import db
from liaison.domain.date_words import DateWordsError, parse_date
from liaison.health.queries import schema_revisions

WHY: dict[int | None, str] = {
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.EROFS: "那里只能读",
    errno.EISDIR: "那是一个文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.ENAMETOOLONG: "文件名太长",
}

UPGRADE_HELP = """把数据库升到这一版程序的样子，换了新版程序后运行一次；先备份。

例：flask db upgrade
"""


def register_commands(app: Flask) -> None:
    """Hang every feature's commands on `flask`."""
    from liaison.accounts.cli import user_group
    from liaison.calendar_.cli import calendar_group, festivals, workdays_group
    from liaison.demo import demo
    from liaison.digests.cli import digest
    from liaison.due.cli import due
    from liaison.exports.cli import export_command
    from liaison.health.cli import worker
    from liaison.imports.cli import import_command
    from liaison.interactions.cli import log
    from liaison.matters.cli import matters
    from liaison.plans.cli import plan
    from liaison.privacy.cli import vacuum
    from liaison.standing.cli import doctor

    commands = (
        user_group, calendar_group, festivals, workdays_group, demo, due, export_command, import_command, log, doctor,
        worker, plan, matters, vacuum, digest,
    )  # fmt: skip
    for command in commands:
        app.cli.add_command(explaining(command))
    upgrade.help = UPGRADE_HELP
    speak(app.config["SETTINGS"].locale)


def explaining(command: click.Command) -> click.Command:
    """The command, which says what to do where the tables are missing or old, instead of a traceback."""
    explained = copy(command)

    def invoke(context: click.Context) -> Any:
        try:
            return command.invoke(context)
        except (OperationalError, ProgrammingError):
            db.session.rollback()
            current, wanted = schema_revisions()
            if current == wanted:
                raise
            refuse("数据库还没有建表，或者表是旧的，请先运行 flask db upgrade")

    explained.invoke = invoke  # type: ignore[assignment, method-assign]
    return explained


def refuse(reason: str) -> NoReturn:
    """Stop with exit code 1 and the reason on stderr."""
    click.echo(reason, err=True)
    sys.exit(1)


def print_json(document: Any) -> None:
    """One JSON document on stdout, Chinese as it is."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@contextmanager
def written_to(path: Path) -> Iterator[BinaryIO]:
    """The file to write; a folder that is not there, or may not be written, is refused in words."""
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        why = WHY.get(error.errno, "系统不让写")
        refuse(f"写不了文件 {path}：{why}，请换个位置或文件名")


def today() -> date:
    """The date in the office's time zone."""
    return clock.today(current_app.config["SETTINGS"].timezone)


def named_user(login: str | None) -> User | None:
    """The user of this login; None for no login."""
    return None if login is None else known_user(login)


def known_user(login: str) -> User:
    """The user of this login. An unknown one is refused, with the logins there are."""
    user = user_by_login(login)
    if user is None:
        refuse(f"没有登录名为“{login}”的用户，可用：{'、'.join(logins()) or '还没有用户'}")
    return user


class DayType(click.ParamType):
    """A date in any form the pages accept; refused input ends with exit code 1."""

    name = "date"

    def convert(self, value: Any, _param: Any, _context: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(value, today())
        except DateWordsError as error:
            refuse(f"日期“{value}”：{error}")


DAY = DayType()
