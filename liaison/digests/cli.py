"""`flask digest`: today's digests as they will be sent, for scripts and for checking."""

from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.queries import active_users
from liaison.calendar_.queries import work_calendar
from liaison.cli import DAY, named_user, print_json, today
from liaison.db import db, iso
from liaison.digests.letters import plain_text
from liaison.digests.models import DigestWish
from liaison.digests.queries import Digest, digest_for
from liaison.domain.digest_days import is_digest_day


@click.command("digest")
@click.option("--user", "login", help="只看这个登录名的，不论其是否要收")
@click.option("--on", "day", type=DAY, default=None, help="以哪天为准，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--dry-run", is_flag=True, help="只看不发。本命令从不发信，发信的是 flask worker")
@with_appcontext
def digest(login: str | None, day: date | None, as_json: bool, dry_run: bool) -> None:
    """显示当天要发的提要，不发出。

    例：flask digest --dry-run；flask digest --user zhangmin --json
    """
    day, user = day or today(), named_user(login)
    found = [digest_for(each, day) for each in ([user] if user else readers(day))]
    if as_json:
        print_json([as_row(each) for each in found])
        return
    for each in found:
        click.echo(plain_text(each, ""))
    click.echo(f"共 {len(found)} 份", err=True)


def readers(day: date) -> list[User]:
    """Whoever gets one on the day."""
    rhythms = {wish.user_id: wish.rhythm for wish in db.session.scalars(select(DigestWish)).unique()}
    calendar = work_calendar()
    return [
        user for user in active_users() if is_digest_day(rhythms.get(user.id, "off"), day, calendar)
    ]


def as_row(found: Digest) -> dict[str, Any]:
    """One digest as JSON."""
    return {
        "user": found.user.login,
        "date": iso(found.on),
        "sections": [
            {"title": each.title, "lines": [line.text for line in each.lines], "more": each.more}
            for each in found.sections
        ],
    }
