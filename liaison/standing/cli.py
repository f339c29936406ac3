"""`flask doctor`: hold the stored facts against the records."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text

from liaison.cli import refuse
from liaison.contacts.models import Contact
from liaison.contacts.ownership import record_owner, wrongly_owned
from liaison.db import begin_write, db
from liaison.files.queries import missing_files, orphaned_keys
from liaison.files.storage import discard, place_of
from liaison.plans.actions import arrange_calls
from liaison.plans.standing_calls import misplaced_calls
from liaison.standing.actions import (
    disagreeing_contacts,
    disagreeing_units,
    refresh_contacts,
    refresh_units,
)


@click.command("doctor")
@click.option("--fix", is_flag=True, help="重算并写回不符的数据")
@with_appcontext
def doctor(fix: bool) -> None:
    """检查数据库：存下的上次联系、应联系日期、温度、联系计划是否与记录相符，附件是否都在。

    例：flask doctor --fix
    """
    if fix:
        begin_write()
    broken = database_faults()
    contacts, units, calls = disagreeing_contacts(), disagreeing_units(), misplaced_calls()
    for contact_id in contacts:
        click.echo(f"联系人 {contact_id}：存下的数据与记录不符")
    for unit_id in units:
        click.echo(f"单位 {unit_id}：存下的数据与记录不符")
    for contact_id in calls:
        click.echo(f"联系人 {contact_id}：联系计划里的电话与现在的情况不符")
    owners = wrongly_owned()
    for contact_id in owners:
        click.echo(f"联系人 {contact_id}：历任联络员与现在的联络员不符")
    for fault in broken:
        click.echo(fault)
    if fix and (contacts or units or calls or owners):
        for contact_id in owners:
            record_owner(db.session.get_one(Contact, contact_id), "repaired", by=None)
        refresh_contacts(contacts)
        refresh_units(units)
        arrange_calls(calls)
        db.session.commit()
        click.echo(f"已重算 {len({*contacts, *calls, *owners})} 位联系人、{len(units)} 个单位")
    elif contacts or units or calls or owners:
        refuse(f"{len({*contacts, *calls, *owners})} 位联系人、{len(units)} 个单位不符；运行 flask doctor --fix 重算")
    if broken:
        refuse("数据库文件有损坏，请从备份恢复")
    check_files(fix)
    click.echo("一切相符")


def check_files(fix: bool) -> None:
    """Attached files against what lies on disk: bytes without a record are deleted by --fix, lost bytes are told."""
    folder = current_app.config["FILES_FOLDER"]
    missing, orphans = missing_files(folder), orphaned_keys(folder)
    for record in missing:
        click.echo(f"附件 {record.id}“{record.name}”：文件不在 {folder}，请从备份恢复")
    for key in orphans:
        click.echo(f"{place_of(folder, key)}：没有记录的文件")
        if fix:
            discard(folder, key)
    if fix and orphans:
        click.echo(f"已删除 {len(orphans)} 个没有记录的文件")
    if missing or (orphans and not fix):
        refuse(f"附件有 {len(missing)} 个丢失、{len(orphans)} 个没有记录；运行 flask doctor --fix 清理没有记录的")


def database_faults() -> list[str]:
    """What SQLite finds wrong with its own file; PostgreSQL looks after itself."""
    if db.engine.dialect.name != "sqlite":
        return []
    faults = [row[0] for row in db.session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    return faults + [
        f"{row[0]} 表第 {row[1]} 行引用了不存在的记录"
        for row in db.session.execute(text("PRAGMA foreign_key_check"))
    ]
