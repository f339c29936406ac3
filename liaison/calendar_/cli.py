"""`flask calendar …`, `flask festivals`, `flask workdays`"""

from datetime import date, timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from liaison.calendar_.moved_calls import Consequences, consequences_of
from liaison.calendar_.occasions import KINDS
from liaison.calendar_.queries import SpanError, occasions_between
from liaison.cli import DAY, named_user, print_json, refuse, today, written_to
from liaison.db import begin_write, db
from liaison.domain.festivals import festivals_in
from liaison.domain.workday_files import MAX_BYTES, YearFileError, parse_year_file
from liaison.due.scopes import Scope
from liaison.formats.ics import write_calendar
from liaison.occasions.queries import office_policy
from liaison.workdays.actions import apply_schedule
from liaison.workdays.queries import work_calendar

FIRST_YEAR, LAST_YEAR = 1900, 2100

calendar_group = AppGroup("calendar", help="日历文件。例：flask calendar export -o 问候.ics")


class YearFirst(click.Group):
    """`flask workdays 2026` prints a year; other words are subcommands."""

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0].lstrip("-").isdigit():
            return super().resolve_command(context, ["show", *args])
        return super().resolve_command(context, args)


workdays_group = YearFirst("workdays", help="工作日和放假安排。例：flask workdays 2026 --json")


def asked_year(year: int) -> int:
    """The year, refused outside the lunar tables."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        refuse(f"{year} 年不在 {FIRST_YEAR}–{LAST_YEAR} 之间，请改用范围内的年份")
    return year


@calendar_group.command("export")
@click.option("--from", "start", type=DAY, default=None, help="从哪天起，默认今天")
@click.option("--to", "end", type=DAY, default=None, help="到哪天，默认一年后")
@click.option("--kinds", default=",".join(KINDS), show_default=True, help="要哪几类，逗号分隔")
@click.option("--owner", help="联络员的登录名，默认全部")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个文件")
def export(start: date | None, end: date | None, kinds: str, owner: str | None, output: Path) -> None:
    """导出问候、联系、生日和跟进日历。

    例：flask calendar export --from 2027-01-01 --to 2027-12-31 --kinds greetings,birthdays -o 2027.ics
    """
    start = start or today()
    end = end or start + timedelta(days=365)
    user = named_user(owner)
    scope = Scope(owner_ids=(user.id,) if user else None)
    try:
        occasions = occasions_between(start, end, scope, today=today(), kinds=asked_kinds(kinds))
    except SpanError as error:
        refuse(str(error))
    base_url = current_app.config["SETTINGS"].base_url
    events = [occasion.as_event(base_url=base_url) for occasion in occasions]
    with written_to(output) as file:
        file.write(write_calendar(events, name="联络日历"))
    click.echo(f"已写出 {len(events)} 条到 {output}")


def asked_kinds(kinds: str) -> list[str]:
    """The kinds named, each known; a usage error otherwise."""
    wanted = [kind.strip() for kind in kinds.split(",") if kind.strip()]
    unknown = sorted(set(wanted) - set(KINDS))
    if unknown or not wanted:
        named = "、".join(unknown) or "空"
        raise click.BadParameter(f"不认识 {named}；可用 {'、'.join(KINDS)}", param_hint="--kinds")
    return wanted


@click.command("festivals")
@click.argument("year", type=int)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def festivals(year: int, as_json: bool) -> None:
    """列出 YEAR 年的节日：日期、名称、农历、语气、是否放假。

    例：flask festivals 2027 --json
    """
    rows = [festival.row() for festival in festivals_in(asked_year(year), work_calendar(), office_policy())]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        # The day itself is certain; only whether it is off may still change.
        off = ("放假（推算）" if row["estimated"] else "放假") if row["day_off"] else ""
        click.echo(f"{row['date']}\t{row['name']}\t{row['lunar']}\t{row['tone']}\t{off}")


@workdays_group.command("show")
@click.argument("year", type=int)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def show_workdays(year: int, as_json: bool) -> None:
    """列出 YEAR 年每一天是否上班。

    例：flask workdays 2026 --json
    """
    days = work_calendar().year(asked_year(year))
    if as_json:
        print_json([day.row() for day in days])
        return
    for day in days:
        click.echo(
            f"{day.date}\t{'上班' if day.workday else '休息'}\t{day.name}{'（推算）' if day.estimated else ''}"
        )


@workdays_group.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会改动什么，不写入")
@click.option("--yes", is_flag=True, help="安排里缺少法定假日时仍然装入")
@with_appcontext
def load_workdays(file: Path, dry_run: bool, yes: bool) -> None:
    """装入一年的放假安排（JSON 或 CSV），不可信的不装；原来的安排保留，可在设置里恢复。

    例：flask workdays load 2027.json
    """
    begin_write()
    try:
        with file.open("rb") as content:
            schedule = parse_year_file(content.read(MAX_BYTES + 1), file.name)
    except (YearFileError, OSError) as error:
        refuse(f"{file}：{error}")
    consequences = consequences_of(schedule, work_calendar(), today=today())
    tell(consequences)
    if consequences.unmet and not (yes or dry_run):
        refuse("以上法定假日没有放假，没有装入；确认无误请加 --yes")
    if dry_run:
        click.echo("只看未写入")
        return
    apply_schedule(schedule, source=file.name, seen_id=None, by=None)
    db.session.commit()
    click.echo(
        f"已装入 {schedule.year} 年放假安排：放假 {len(schedule.off)} 天，调休上班 {len(schedule.work)} 天"
    )


def tell(consequences: Consequences) -> None:
    """Every changed day, how many calls move, and which public holidays are missing."""
    for change in consequences.days:
        before, after = ("上班" if each.workday else "休息" for each in (change.before, change.after))
        click.echo(f"{change.date}\t{before}→{after}\t{change.after.name or change.before.name}")
    click.echo(
        f"改动 {len(consequences.days)} 天，未来一年有 {consequences.people} 人的 {consequences.calls} 次联系改期"
    )
    for on, name in consequences.unmet:
        click.echo(f"{on}\t{name}是法定假日，这份安排里没有放假", err=True)
