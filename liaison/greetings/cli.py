"""`flask worker`: the program that sends what is in the outbox."""

import time
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from liaison.cli import refuse
from liaison.db import db
from liaison.greetings.smtp import MailServer, MailServerError
from liaison.greetings.worker import Worker

SHORTEST_PAUSE = 1.0


@click.command("worker")
@click.option("--once", "once", is_flag=True, help="把到点的发完就结束（适合交给系统的定时任务）")
@click.option("--loop", "loop", is_flag=True, help="一直运行，每隔一会儿看一次")
@click.option("--every", "seconds", type=float, default=15, show_default=True, help="--loop 时隔多少秒")
@click.option(
    "--lease", type=float, default=600, show_default=True, help="多少秒没有动静就认定上一个程序已中断"
)
@with_appcontext
def worker(once: bool, loop: bool, seconds: float, lease: float) -> None:
    """发送发件箱里到点的邮件。须设置 LIAISON_SMTP_URL。

    例：flask worker --once；flask worker --loop --every 15
    """
    if once == loop:
        raise click.UsageError("请在 --once 和 --loop 里选一个")
    settings = current_app.config["SETTINGS"]
    require_mail(settings.smtp_url, settings.mail_from)
    while True:
        run(Worker(settings, timedelta(seconds=lease)), stop=once)
        if once:
            return
        time.sleep(max(seconds, SHORTEST_PAUSE))


def require_mail(smtp_url: str, mail_from: str) -> None:
    """Refuse without a server to talk to, or with an address that is none."""
    if not smtp_url:
        refuse("没有设置 LIAISON_SMTP_URL，无从发送")
    try:
        MailServer(smtp_url, mail_from)
    except ValueError as error:
        refuse(str(error))


def run(one: Worker, *, stop: bool) -> None:
    """One round, said in one line when anything happened; a server out of reach ends `--once` with 1."""
    try:
        counts = one.run_once()
    except MailServerError as error:
        if stop:
            refuse(str(error))
        click.echo(str(error), err=True)
        return
    finally:
        db.session.remove()
    words = {"taken": "发出", "refused": "被拒", "busy": "推迟", "unknown": "不明", "freed": "接手"}
    said = "，".join(f"{word} {counts[key]}" for key, word in words.items() if counts[key])
    if said or stop:
        click.echo(said or "没有到点的邮件")
