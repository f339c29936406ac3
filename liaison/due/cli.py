"""`flask due`: the review of the first page, for scripts and for terminals."""

from datetime import date

import click
from flask.cli import with_appcontext

from liaison.cli import DAY, named_user, print_json, refuse, today
from liaison.due.queries import all_due
from liaison.due.rows import DueRow
from liaison.due.scopes import Scope
from liaison.units.queries import unit_by_name
from liaison.web.filters import state_words


@click.command("due")
@click.option("--on", "day", type=DAY, default=None, help="以哪天为准，默认今天")
@click.option("--within", type=click.IntRange(0, 3650), default=7, show_default=True, help="往前看几天")
@click.option("--owner", help="联络员的登录名")
@click.option("--unit", help="单位名称")
@click.option("--limit", type=click.IntRange(1), default=None, help="最多几行")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def due(
    day: date | None, within: int, owner: str | None, unit: str | None, limit: int | None, as_json: bool
) -> None:
    """列出该联系谁，最急的在前。

    例：flask due --owner zhangmin --within 30 --json
    """
    day = day or today()
    user, found = named_user(owner), unit_by_name(unit) if unit else None
    if unit and found is None:
        refuse(f"没有叫“{unit}”的单位，请写全称或简称")
    scope = Scope(
        owner_ids=(user.id,) if user else None, unit_id=found.id if found else None, within_days=within
    )
    rows = all_due(day, scope, limit)
    if as_json:
        print_json([row.as_json() for row in rows])
        return
    words = state_words()
    for row in rows:
        click.echo(line(row, words[row.state.value]))
    more = "（还有更多，去掉 --limit 看全部）" if limit is not None and len(rows) == limit else ""
    click.echo(f"列出 {len(rows)} 人{more}", err=True)


def line(row: DueRow, state: str) -> str:
    """One person on one line, columns parted by tabs."""
    contact = row.contact
    phone = contact.phones[0].text if contact.phones else ""
    unit = contact.unit.name if contact.unit else ""
    return "\t".join((state, contact.name, unit, contact.title, phone, row.reason))
