"""`flask export`: a list as a file, for scripts and for the office that wants to leave."""

import shutil
import tempfile
from pathlib import Path

import click
from flask.cli import with_appcontext

from liaison.cli import refuse, today, written_to
from liaison.db import begin_write, db
from liaison.domain.date_words import DateWordsError
from liaison.exports.actions import note_export
from liaison.exports.listing import Asked, Filters
from liaison.exports.listings import FOR_COMMANDS, LISTINGS
from liaison.exports.refusals import FilterError, NoSuchList
from liaison.exports.writing import write_listing
from liaison.formats.sheet_errors import SheetError


def read_filters(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """ "tier=key" as the page's address has it."""
    pairs = [text.partition("=") for text in texts]
    if any(not mark or not name for name, mark, _value in pairs):
        raise click.BadParameter("应写成 名称=值，如 tier=key")
    return {name: value for name, _mark, value in pairs}


@click.command("export")
@click.argument("code", metavar="LIST", type=click.Choice(FOR_COMMANDS))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=".xlsx、.csv 或 .vcf")
@click.option(
    "--where", "filters", multiple=True, callback=read_filters, help="与网页地址相同的筛选，如 tier=key"
)
@click.option(
    "--card-version", type=click.Choice(["3.0", "4.0"]), default="3.0", show_default=True, help="名片的版本"
)
@with_appcontext
def export_command(code: str, output: Path, filters: dict[str, str], card_version: str) -> None:
    """导出一张名单为文件，筛选与网页地址相同；不写的就不限。

    LIST：contacts 联系人、units 单位、interactions 联系记录、due 待联系名单、due_units 该走动的单位、
    plan 联系计划、followups 跟进事项、greetings 问候名单（写明哪一批，编号见网页地址：--where round=12）、
    incoming 收到的问候、matters 协调事项、credits 记好帐、vacancies 空缺

    例：flask export contacts -o 通讯录.xlsx --where tier=key
    """
    listing = LISTINGS[code]
    form = output.suffix.lower().lstrip(".")
    form = "vcf4" if form == "vcf" and card_version == "4.0" else form
    if form not in listing.formats:
        raise click.UsageError("文件名应以 .xlsx、.csv 或 .vcf 结尾；.vcf 只用于联系人")
    asked = Asked(None, today(), Filters({**(listing.whole or {}), **filters}))
    with tempfile.TemporaryFile() as ready:
        try:
            count = write_listing(listing, form, asked, ready)
        except NoSuchList:
            refuse("没有这一批问候，请写明 --where round=编号")
        except (SheetError, DateWordsError, FilterError) as error:
            refuse(str(error))
        unknown = set(filters) - asked.args.read
        if unknown:
            known = "、".join(sorted(asked.args.read))
            raise click.UsageError(f"没有这种筛选：{'、'.join(sorted(unknown))}；可用 {known}")
        ready.seek(0)
        with written_to(output) as file:
            shutil.copyfileobj(ready, file)
    begin_write()
    note_export(listing, form, count, asked, by=None)
    db.session.commit()
    click.echo(f"已写出 {count} 行到 {output}")
