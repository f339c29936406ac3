"""`flask demo`: a believable office with a year behind it, in a database that nobody uses yet."""

import click
from flask import current_app
from flask.cli import with_appcontext

from liaison.accounts.queries import any_user
from liaison.cli import refuse, today
from liaison.db import begin_write, db
from liaison.demo.errands import attach_papers
from liaison.demo.office import PASSWORD
from liaison.demo.opening import open_demo_office
from liaison.due.scopes import Scope
from liaison.plans.people import count_of

IN_USE = (
    "这个数据库已经有用户，没有装入演示数据。要看演示，请运行 make demo（它另用 instance/demo）；"
    "或者把 LIAISON_INSTANCE 设为一个新目录，先运行 flask db upgrade，再运行 flask demo"
)


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="已有用户时不算出错，原样保留")
@with_appcontext
def demo(if_empty: bool) -> None:
    """把一年的演示数据装进空数据库（用户 admin、head、officer、viewer，密码 liaison-demo）。

    例：flask demo
    """
    begin_write()
    if any_user():
        if not if_empty:
            refuse(IN_USE)
        click.echo("已有数据，原样保留")
        return
    click.echo("正在准备演示数据……")
    office = open_demo_office(today())
    attach_papers(office, current_app.config["FILES_FOLDER"])
    db.session.commit()
    click.echo(
        f"已装入 {len(office.units)} 个单位、{count_of(Scope())} 位联系人，"
        f"用 admin、head、officer、viewer 登录，密码 {PASSWORD}"
    )
