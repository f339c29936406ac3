"""`flask plan`: the day of every check-in call, for scripts and for terminals."""

import sys
from datetime import date

import click
from flask.cli import with_appcontext

from liaison.cli import DAY, named_user, print_json, refuse, today
from liaison.db import begin_write, db
from liaison.domain.plan import PlanError
from liaison.due.scopes import Scope
from liaison.plans.actions import desks_with_people, renew_desks
from liaison.plans.documents import plan_document
from liaison.plans.in_force import in_force
from liaison.plans.queries import OfficePlan, plan_calls, twelve_months_from
from liaison.plans.refusals import refusal_words
from liaison.plans.trials import Trial


@click.command("plan")
@click.option("--from", "start", type=DAY, default=None, help="从哪天起，默认今天")
@click.option("--to", "end", type=DAY, default=None, help="到哪天，默认十二个月后")
@click.option("--owner", help="联络员的登录名，默认全部")
@click.option("--per-day", type=int, default=None, help="每人每天最多几个电话，默认按设置")
@click.option("--save", is_flag=True, help="重新排今后十二个月并存下，日历和订阅随之更新（适合每晚的定时任务）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def plan(
    start: date | None, end: date | None, owner: str | None, per_day: int | None, save: bool, as_json: bool
) -> None:
    """联系计划：哪天给谁打电话，每天至少几个才不断线。没有联络员的人排在空的登录名下。

    不带 --from、--to、--per-day 时就是日历和订阅里的那份计划；带了是试算，什么也不存。

    例：flask plan --from 2026-09-01 --to 2027-08-31 --owner zhangmin --per-day 3 --json；flask plan --save
    """
    user, tried = named_user(owner), bool(start or end or per_day is not None)
    if save and tried:
        raise click.UsageError("--save 存的是今后十二个月、按设置的每天电话数，不能同时给 --from、--to、--per-day")
    if save:
        renew([user.id] if user else desks_with_people())
    scope, start = Scope(owner_ids=(user.id,) if user else None), start or today()
    try:
        found = plan_calls(scope, start, end or twelve_months_from(start), Trial(per_day=per_day))
    except PlanError as error:
        refuse(refusal_words(error))
    found = found if tried else in_force(found, scope, start).shown
    if as_json:
        print_json(plan_document(found))
    else:
        echo_calls(found)
        echo_summary(found)


def renew(desk_ids: list[int]) -> None:
    """Plan the desks again, each in a transaction of its own, so that nobody waits long."""
    refused: dict[int, str] = {}
    for desk_id in desk_ids:
        begin_write()
        refused |= renew_desks([desk_id], today())
        db.session.commit()
    for reason in refused.values():
        click.echo(f"没有重排，照原来的：{reason}", err=True)
    if refused:
        sys.exit(1)


def echo_calls(found: OfficePlan) -> None:
    """One call on one line, columns parted by tabs."""
    for call in found.plan.calls:
        late = f"迟 {call.late_days} 天" if call.late_days else ""
        name = found.people[call.contact_id].name
        guess = "（推算）" if call.date.year in found.estimated_years else ""
        click.echo(
            f"{call.date}{guess}\t{name}\t{call.owner}\t应于 {call.due_on}\t{late}\t{call.reason.words}"
        )


def echo_summary(found: OfficePlan) -> None:
    """What the plan can promise, apart from the calls."""
    for login, load in found.plan.least_daily_load.items():
        bound = found.plan.lower_bound[login]
        name = found.officers.get(str(login), "没有联络员的人")
        first = (
            f"欠下的到 {found.plan.caught_up_on[login]} 补完，此后"
            if login in found.plan.caught_up_on
            else ""
        )
        words = (
            f"{first}每天 {load} 个电话就不断线（不可能少于 {bound} 个）"
            if load
            else "这段时间没有要打的电话"
        )
        click.echo(f"{name}：{words}", err=True)
        for jam in found.plan.jams.get(login, ()):
            span = f"{jam.first} 到 {jam.last} 的 {jam.days} 个工作日" if jam.last > jam.first else f"{jam.first} 这一天"
            click.echo(f"  {span}挤着 {jam.calls} 个电话", err=True)
        if login in found.plan.usual_load:
            click.echo(f"  其余日子每天 {found.plan.usual_load[login]} 个就够", err=True)
    kept = f"{len(found.plan.late)} 个约定要迟，最多迟 {found.plan.max_late_days} 天"
    click.echo(f"共 {len(found.plan.calls)} 个电话；{kept if found.plan.late else '没有一个迟'}", err=True)
