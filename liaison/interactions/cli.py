"""`flask log`: log a call without opening a browser."""

from datetime import date

import click
from flask.cli import with_appcontext

from liaison.cli import DAY, named_user, refuse, today
from liaison.db import begin_write, db
from liaison.interactions.actions import InteractionError, log_interaction
from liaison.office.queries import interaction_kinds
from liaison.search.queries import AmbiguousName, UnknownName, named_contacts


@click.command("log")
@click.argument("who")
@click.option("--kind", default="call", show_default=True, help="方式：call、visit、sms…")
@click.option("--on", "day", type=DAY, default=None, help="哪天，默认今天；可写 昨天、11.20")
@click.option("--note", default="", help="内容")
@click.option("--no-answer", is_flag=True, help="没有接通")
@click.option("--theirs", is_flag=True, help="对方打来的")
@click.option("--by", "login", help="经办人的登录名")
@with_appcontext
def log(
    who: str, kind: str, day: date | None, note: str, no_answer: bool, theirs: bool, login: str | None
) -> None:
    """登记与 WHO（姓名、拼音、手机尾号或编号）的一次联系。

    例：flask log 陈建国 --note 商定调研时间 --by zhangmin
    """
    begin_write()
    user = named_user(login)
    if user is not None and not user.writes:
        refuse(f"{user.name}只能查看，不能作经办人")
    kinds = {known.code for known in interaction_kinds()} | {known.name for known in interaction_kinds()}
    if kind not in kinds:
        refuse(f"没有“{kind}”这种方式，可用：{'、'.join(sorted(kinds))}")
    code = next(known.code for known in interaction_kinds() if kind in (known.code, known.name))
    try:
        people = named_contacts(None, who)
        interaction = log_interaction(
            people,
            kind=code,
            on=day or today(),
            today=today(),
            by=user,
            direction="theirs" if theirs else "ours",
            answered=not no_answer,
            summary=note,
        )
    except AmbiguousName as error:
        raise click.UsageError(str(error)) from error
    except (UnknownName, InteractionError) as error:
        refuse(str(error))
    db.session.commit()
    click.echo(f"已记下：{interaction.on} {interaction.name}（记录 {interaction.id}）")
