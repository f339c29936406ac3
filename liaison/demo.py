"""`flask demo`: a believable office with a year behind it."""

import click
from flask.cli import with_appcontext


@click.command("demo")
@with_appcontext
def demo() -> None:
    """装入演示数据（用户 admin、head、officer、viewer，密码 liaison-demo）。

    例：flask demo
    """
