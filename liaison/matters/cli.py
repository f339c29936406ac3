"""`flask matters`: what is promised and not yet done, for scripts and for terminals."""

from datetime import date, timedelta
from typing import Any

import click
from flask.cli import with_appcontext

from liaison.cli import DAY, named_user, print_json, today
from liaison.db import iso
from liaison.matters.models import Matter
from liaison.matters.queries import pressing_matters
from liaison.matters.words import sentence


@click.command("matters")
@click.option("--on", "day", type=DAY, default=None, help="以哪天为准，默认今天")
@click.option("--within", type=click.IntRange(0, 3650), default=7, show_default=True, help="往前看几天")
@click.option("--owner", help="承办人或 B角的登录名")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def matters(day: date | None, within: int, owner: str | None, as_json: bool) -> None:
    """列出已超期和将到期的协调事项，最急的在前。

    例：flask matters --owner zhangmin --within 30 --json
    """
    day, user = day or today(), named_user(owner)
    until = day + timedelta(days=within)
    found = pressing_matters(None, until=until, today=day, owner_ids=(user.id,) if user else None)
    if as_json:
        print_json([row(matter, day) for matter in found])
        return
    for matter in found:
        click.echo(sentence(matter, day))
    click.echo(f"共 {len(found)} 件", err=True)


def row(matter: Matter, day: date) -> dict[str, Any]:
    """One matter as JSON."""
    return {
        "id": matter.id,
        "name": matter.name,
        "way": matter.way,
        "unit": matter.unit.name if matter.unit else "",
        "contact": matter.contact.name if matter.contact else "",
        "owner": matter.owner.login if matter.owner else "",
        "received_on": iso(matter.received_on),
        "due_on": iso(matter.due_on),
        "days_overdue": max(0, -matter.days_left(day)),
        "state": matter.pressing(day).value,
        "promise": matter.promise,
        "urgent": matter.urgent,
    }
