"""`flask user …`"""

import sys

import click
from flask.cli import AppGroup

from liaison import clock
from liaison.accounts.actions import AccountError, add_user, change_password
from liaison.accounts.models import Role
from liaison.accounts.passwords import WeakPassword
from liaison.cli import known_user, refuse
from liaison.db import begin_write, db
from liaison.domain.mail_addresses import is_mail_address

user_group = AppGroup("user", help="用户账号。例：flask user add zhangmin --role officer")


def asked_password(from_stdin: bool) -> str:
    """The password from the first line of stdin, or asked for twice without being shown; that needs a terminal."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("这里没有终端，问不了密码：请加 --password-stdin，从标准输入给出密码")
    return str(click.prompt("密码", hide_input=True, confirmation_prompt="再输一遍"))


@user_group.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="角色")
@click.option("--display-name", default="", help="显示的姓名，默认同登录名")
@click.option("--email", default="", help="邮箱，每日提醒寄到这里")
@click.option("--password-stdin", is_flag=True, help="从标准输入读密码")
def add(name: str, role: str, display_name: str, email: str, password_stdin: bool) -> None:
    """添加用户 NAME。

    例：echo "春风又绿江南岸" | flask user add zhangmin --role officer --password-stdin
    """
    if email and not is_mail_address(email):
        refuse(f"“{email}”不像邮箱，例：zhangmin@example.gov.cn")
    password = asked_password(password_stdin)
    begin_write()
    try:
        user = add_user(name, password, name=display_name, role=role, email=email, by=None)
    except (AccountError, WeakPassword) as error:
        refuse(str(error))
    db.session.commit()
    click.echo(f"已添加 {user.login}（{user.role}）")


@user_group.command("password")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="从标准输入读密码")
def password(name: str, password_stdin: bool) -> None:
    """重设用户 NAME 的密码，并退出其所有登录。

    例：flask user password zhangmin
    """
    new = asked_password(password_stdin)
    begin_write()
    user = known_user(name)
    try:
        change_password(user, new, now=clock.now(), by=None)
    except WeakPassword as error:
        refuse(str(error))
    db.session.commit()
    click.echo(f"已重设 {user.login} 的密码")
