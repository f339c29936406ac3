"""`flask worker`: the program that sends what is in the outbox and the digests, and plans every desk again once a day."""

import time
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from liaison import clock
from liaison.cli import refuse
from liaison.db import begin_write, db
from liaison.digests.worker import send_digests
from liaison.greetings.delivery import due_count
from liaison.greetings.smtp import MailServer, MailServerError
from liaison.greetings.worker import Worker
from liaison.health.actions import beat
from liaison.plans.worker import Renewals

SHORTEST_PAUSE = 1.0
GRACE = timedelta(minutes=3)  # a round over a full outbox may take a while
WITHOUT_MAIL = "没有设置 LIAISON_SMTP_URL：只排联系计划，不发邮件"
UNTIL_CALLED_AGAIN = timedelta(minutes=15)  # for --once, which the system's timer calls


@click.command("worker")
@click.option("--once", "once", is_flag=True, help="把到点的发完就结束（适合交给系统的定时任务）")
@click.option("--loop", "loop", is_flag=True, hidden=True, help="一直运行，这也是不写选项时的做法")
@click.option("--every", "seconds", type=float, default=15, show_default=True, help="隔多少秒看一次")
@click.option(
    "--lease", type=float, default=600, show_default=True, help="多少秒没有动静就认定上一个程序已中断"
)
@with_appcontext
def worker(once: bool, loop: bool, seconds: float, lease: float) -> None:
    """发送发件箱里到点的邮件和当天的提要，每天把联系计划重新排一遍，一直运行到停下。没有设置 LIAISON_SMTP_URL 时只排计划。

    例：flask worker；flask worker --once
    """
    if once and loop:
        raise click.UsageError("--once 和 --loop 只能选一个")
    settings = current_app.config["SETTINGS"]
    require_mail(settings.smtp_url, settings.mail_from)
    pause = max(seconds, SHORTEST_PAUSE)
    one = Worker(settings, timedelta(seconds=lease)) if settings.smtp_url else None
    until_next = UNTIL_CALLED_AGAIN if once else timedelta(seconds=pause) + GRACE
    if one is None and not once:
        click.echo(WITHOUT_MAIL, err=True)
    renewals = Renewals(settings.timezone)
    while True:
        try:
            look_into_outbox(one, until_next, stop=once)
        finally:  # a mail server out of reach holds up no plan
            while renewals.renew_next():
                if not once:
                    look_into_outbox(one, until_next, stop=False)
        if once:
            return
        time.sleep(pause)


def look_into_outbox(one: Worker | None, until_next: timedelta, *, stop: bool) -> None:
    """One round over what is due; without a mail server, a refusal where something is due and nobody stays to tell."""
    if one is not None:
        show_alive(one.name, until_next)
        run(one, stop=stop)
    elif stop and (due := due_count(clock.now())):
        refuse(f"没有设置 LIAISON_SMTP_URL，发件箱里 {due} 封邮件发不出去")


def show_alive(name: str, until_next: timedelta) -> None:
    """Leave the pulse that /readyz and the outbox page look for."""
    begin_write()
    now = clock.now()
    beat(name, now=now, expected_by=now + until_next)
    db.session.commit()


def require_mail(smtp_url: str, mail_from: str) -> None:
    """Refuse an address that is none."""
    try:
        if smtp_url:
            MailServer(smtp_url, mail_from)
    except ValueError as error:
        refuse(str(error))


def run(one: Worker, *, stop: bool) -> None:
    """One round, said in one line when anything happened; a server out of reach ends `--once` with 1."""
    try:
        counts = one.run_once() + send_digests(one.settings, one.lease)
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
