"""`flask import`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from liaison.cli import print_json, refuse, today
from liaison.db import begin_write, db
from liaison.exchange.importing import import_file
from liaison.exchange.outcome import Outcome
from liaison.exchange.reading import KINDS, ImportRefused
from liaison.formats.sheet_errors import SheetError


def read_mapping(
    _context: click.Context, _parameter: click.Parameter, text: str | None
) -> dict[str, str] | None:
    """ "学校名称=unit,备注=notes" as a dictionary."""
    if not text:
        return None
    pairs = [piece.partition("=") for piece in text.replace("，", ",").split(",") if piece.strip()]
    if any(not mark or not column.strip() or not field.strip() for column, mark, field in pairs):
        raise click.BadParameter("应写成 列=字段,列=字段，如 学校名称=unit,备注=notes")
    return {column.strip(): field.strip() for column, _mark, field in pairs}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="里面是什么，默认自动判断")
@click.option("--map", "mapping", callback=read_mapping, help="列=字段,…，自动认不对时用")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def import_command(
    file: Path, kind: str | None, mapping: dict[str, str] | None, dry_run: bool, as_json: bool
) -> None:
    """导入 FILE（.xlsx 或 .csv 的通讯录、单位名录、登记表）。

    例：flask import 通讯录.xlsx --dry-run
    """
    begin_write()
    try:
        outcome = import_file(file, name=file.name, today=today(), by=None, kind=kind, mapping=mapping)
    except (SheetError, ImportRefused) as error:
        db.session.rollback()
        refuse(f"{file.name}：{error}")
    if dry_run:
        db.session.rollback()
        outcome.batch = None
    else:
        db.session.commit()
    if as_json:
        print_json(outcome.as_json())
    else:
        print_outcome(outcome)


def print_outcome(outcome: Outcome) -> None:
    """Counts on stdout, each row at fault on stderr."""
    click.echo(
        f"新建 {outcome.created}，更新 {outcome.updated}，没有变化 {outcome.unchanged}，"
        f"跳过 {outcome.skipped} 行，没有读懂 {len(outcome.errors)} 处"
    )
    for error in outcome.errors:
        click.echo(f"第 {error.row} 行 {error.column} “{error.value}”：{error.reason}", err=True)
