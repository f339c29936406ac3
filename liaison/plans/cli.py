"""`flask plan`: the day of every check-in call, for scripts and for terminals."""

from datetime import date

import click
from flask.cli import with_appcontext

from liaison.cli import DAY, named_user, print_json, refuse, today
from liaison.domain.plan import PlanError
from liaison.due.scopes import Scope
from liaison.plans.documents import plan_document
from liaison.plans.queries import CallPlan, plan_calls, twelve_months_from
from liaison.plans.trials import Trial


@click.command("plan")
@click.option("--from", "start", type=DAY, default=None, help="从哪天起，默认今天")
@click.option("--to", "end", type=DAY, default=None, help="到哪天，默认十二个月后")
@click.option("--owner", help="联络员的登录名，默认全部")
@click.option("--per-day", type=int, default=None, help="每人每天最多几个电话，默认按设置")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def plan(
    start: date | None, end: date | None, owner: str | None, per_day: int | None, as_json: bool
) -> None:
    """排出联系计划：哪天给谁打电话，每天至少几个才不断线。没有联络员的人排在空的登录名下。

    例：flask plan --from 2026-09-01 --to 2027-08-31 --owner zhangmin --per-day 3 --json
    """
    start, user = start or today(), named_user(owner)
    scope = Scope(owner_ids=(user.id,) if user else None)
    try:
        found = plan_calls(scope, start, end or twelve_months_from(start), Trial(per_day=per_day))
    except PlanError as error:
        refuse(str(error))
    if as_json:
        print_json(plan_document(found))
    else:
        echo_calls(found)
        echo_summary(found)


def echo_calls(found: CallPlan) -> None:
    """One call on one line, columns parted by tabs."""
    for call in found.plan.calls:
        late = f"迟 {call.late_days} 天" if call.late_days else ""
        name = found.people[call.contact_id].name
        click.echo(f"{call.date}\t{name}\t{call.owner}\t应于 {call.due_on}\t{late}\t{call.reason.words}")


def echo_summary(found: CallPlan) -> None:
    """What the plan can promise, apart from the calls."""
    for login, load in found.plan.least_daily_load.items():
        bound = found.plan.lower_bound[login]
        name = found.officers.get(str(login), "没有联络员的人")
        words = f"每天 {load} 个电话就不断线（不可能少于 {bound} 个）" if load else "这段时间没有要打的电话"
        click.echo(f"{name}：{words}", err=True)
    kept = f"{len(found.plan.late)} 个约定要迟，最多迟 {found.plan.max_late_days} 天"
    click.echo(f"共 {len(found.plan.calls)} 个电话；{kept if found.plan.late else '没有一个迟'}", err=True)
