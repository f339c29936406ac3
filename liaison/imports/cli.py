"""`flask import`: the same steps as the pages, in one transaction; and taking an import back."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from liaison import clock
from liaison.cli import print_json, refuse, today
from liaison.db import begin_write, db
from liaison.formats.office_fields import FIELDS
from liaison.formats.sheet_errors import SheetError
from liaison.imports.abandoned import discard_abandoned
from liaison.imports.importing import import_file
from liaison.imports.models import ImportBatch, ImportState
from liaison.imports.outcome import Outcome, RowError
from liaison.imports.reading import KINDS, ImportRefused
from liaison.imports.undoing import undo_import


def read_mapping(
    _context: click.Context, _parameter: click.Parameter, text: str | None
) -> dict[str, str] | None:
    """ "学校名称=单位,备注=notes" as a dictionary of field codes; a word that is no field is left to the reader to refuse."""
    if not text:
        return None
    pairs = [piece.partition("=") for piece in text.replace("，", ",").replace("＝", "=").split(",") if piece.strip()]
    if any(not mark or not column.strip() or not field.strip() for column, mark, field in pairs):
        raise click.BadParameter("应写成 列=字段,列=字段，如 学校名称=单位,电话1=手机")
    codes = {field.name: field.code for field in FIELDS}
    return {column.strip(): codes.get(field.strip(), field.strip()) for column, _mark, field in pairs}


@click.command("import", epilog=f"--map 的字段：{'、'.join(field.name for field in FIELDS)}")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="里面是什么，默认自动判断")
@click.option("--map", "mapping", callback=read_mapping, help="列=字段,…，自动认不对时用；字段写网页上的名称，见下")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.option("--undo", "undone", type=int, metavar="编号", help="撤销一次导入")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@with_appcontext
def import_command(
    file: Path | None, kind: str | None, mapping: dict[str, str] | None, dry_run: bool, undone: int | None, as_json: bool
) -> None:
    """导入 FILE（通讯录、单位名录、登记表、手机名片：.xlsx .xls .ods .csv .tsv .vcf），或用 --undo 撤销一次导入。

    读不懂的格子略过，其余照写；有整行没有写入时退出码为 1，逐行说明在标准错误输出。

    例：flask import 通讯录.xlsx --map "学校名称=单位,电话1=手机" --dry-run
    """
    if undone is not None:
        take_back(undone, as_json)
        return
    if file is None:
        raise click.UsageError("请写明要导入的文件，如 flask import 通讯录.xlsx")
    begin_write()
    discard_abandoned(clock.now())
    try:
        outcome = import_file(file, name=file.name, today=today(), now=clock.now(), by=None, kind=kind, mapping=mapping)
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
    tell_faults(outcome)
    if outcome.refused:
        told = "其余的可以写入（这次只是试读）" if dry_run else "其余的已经写入"
        refuse(f"{file.name}：有 {outcome.refused} 行不能导入或认不准是谁，{told}；请改好这几行再导入一次，导过的不会重复")


def print_outcome(outcome: Outcome) -> None:
    """Counts, and which rows were taken for no records."""
    click.echo(
        f"新建 {outcome.created}，更新 {outcome.updated}，没有变化 {outcome.unchanged}，"
        f"跳过 {outcome.skipped} 行（其中没有写入的记录 {outcome.refused} 行），没有读懂 {outcome.unread} 处"
    )
    if outcome.batch is not None:
        click.echo(f"编号 {outcome.batch}；要撤销：flask import --undo {outcome.batch}")
    for row in outcome.skipped_rows[: outcome.skipped - outcome.refused]:
        click.echo(f"跳过 {place_of(row, outcome.of_cards)}{quoted(row.value)}：{row.reason}")


def tell_faults(outcome: Outcome) -> None:
    """Each row or cell at fault, by line, column and reason; then what is to be known of rows that are written."""
    if outcome.unused_columns:
        click.echo(f"没有用到的列：{'、'.join(outcome.unused_columns)}（要用，请加 --map 列=字段）", err=True)
    for error in outcome.errors:
        click.echo(f"{place_of(error, outcome.of_cards)}{quoted(error.value)}：{error.reason}", err=True)
    for remark in outcome.remarks:
        value = quoted(remark.value) if remark.value else ""
        click.echo(f"说明 {place_of(remark, outcome.of_cards)}{value}：{remark.reason}", err=True)


def quoted(value: str) -> str:
    return f"“{value}”" if value else "（空）"


def place_of(error: RowError, of_cards: bool) -> str:
    """ "第 3 行 B 姓名 ", "第 3 张名片 BDAY ", after the sheet's name where there are several."""
    place = f"第 {error.row} 张名片" if of_cards else f"第 {error.row} 行"
    return " ".join(part for part in (error.sheet, place, error.column) if part) + " "


def take_back(batch_id: int, as_json: bool) -> None:
    """Undo one import and say what was left as it is."""
    begin_write()
    batch = db.session.get(ImportBatch, batch_id)
    if batch is None or batch.state != ImportState.APPLIED:
        refuse(f"没有编号为 {batch_id} 的导入可以撤销")
    result = undo_import(batch, now=clock.now(), by=None)
    db.session.commit()
    if as_json:
        print_json({"removed": result.removed, "restored": result.restored, "kept": result.kept, "batch": batch_id})
        return
    click.echo(f"删去 {result.removed}，恢复原样 {result.restored}，保留 {len(result.kept)}")
    for each in result.kept:
        click.echo(f"保留“{each['name']}”：{each['reason']}", err=True)
