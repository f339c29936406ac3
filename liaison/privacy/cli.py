"""`flask vacuum`: write the database file anew, so that nothing deleted is left in it."""

import click
from flask.cli import with_appcontext

from liaison.cli import refuse
from liaison.privacy.rewriting import rewrite_database


@click.command("vacuum")
@with_appcontext
def vacuum() -> None:
    """整理数据库文件，已删除的内容不再留在空闲页里（SQLite；PostgreSQL 由数据库自己整理）。

    例：flask vacuum
    """
    if not rewrite_database():
        refuse("数据库正被占用，没有整理；请在没有人使用的时候再试")
    click.echo("已整理")
