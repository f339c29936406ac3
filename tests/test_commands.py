"""The `flask …` commands: what they print, what they refuse, and with which exit code."""

import json
import re
from datetime import date

import icalendar
import pytest
from click.testing import CliRunner, Result
from conftest import application
from flask import current_app
from flask_migrate.cli import upgrade
from greetings_scene import a_round

from liaison.command_language import speak
from liaison.contacts.actions import add_contact, begin_post
from liaison.db import begin_write, db
from liaison.exports.listings import FOR_COMMANDS, LISTINGS


@pytest.fixture
def run(app, cast):
    def invoke(*words: str, **kwargs) -> Result:
        db.session.rollback()
        result = app.test_cli_runner().invoke(args=list(words), **kwargs)
        db.session.rollback()
        return result

    return invoke


@pytest.mark.parametrize(
    "command",
    [
        "user add",
        "import",
        "export",
        "log",
        "due",
        "matters",
        "calendar export",
        "festivals",
        "workdays",
        "doctor",
        "demo",
        "worker",
    ],
)
def test_every_command_explains_itself_with_an_example(run, command):
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "例：" in result.output


def test_the_library_s_command_in_our_interface_explains_itself_too(app):
    told = CliRunner().invoke(upgrade, ["--help"]).output
    assert "把数据库升到" in told and "例：flask db upgrade" in told


def test_due_lists_the_never_contacted_first_by_the_documented_names(run, cast):
    rows = json.loads(run("due", "--json").stdout)
    assert set(rows[0]) == {
        "id", "name", "unit", "title", "owner", "tier", "last_contact_on", "due_on", "days_overdue", "state", "warmth",
        "reason",
    }  # fmt: skip
    assert {row["name"] for row in rows} == {"陈建国", "欧阳慧敏", "王雅琴"}
    assert {row["state"] for row in rows} == {"never"}


def test_a_logged_call_leaves_the_due_list_until_its_interval_has_passed(run, cast):
    assert run("log", "陈建国", "--on", "2026-11-20", "--note", "问好").exit_code == 0
    assert cast.chen.last_contact_on == date(2026, 11, 20)
    assert "陈建国" not in [row["name"] for row in json.loads(run("due", "--json").stdout)]
    later = json.loads(run("due", "--on", "2026-12-25", "--json").stdout)
    row = next(row for row in later if row["name"] == "陈建国")
    assert (row["state"], row["due_on"], row["days_overdue"]) == ("overdue", "2026-12-20", 5)


@pytest.mark.parametrize("who", ["陈建国", "chenjianguo", "cjg", "2046", "13805712046"])
def test_a_person_is_named_by_name_pinyin_initials_or_the_tail_of_a_phone(run, cast, who):
    assert run("log", who).exit_code == 0
    assert cast.chen.last_contact_on == date(2026, 11, 23)


def test_an_unanswered_call_is_kept_and_does_not_count(run, cast):
    assert run("log", "陈建国", "--no-answer").exit_code == 0
    assert cast.chen.last_contact_on is None
    assert len(cast.chen.interactions) == 1


def test_an_ambiguous_name_lists_the_matches_and_ends_with_2(run, cast):
    begin_write()
    namesake = add_contact({"name": "陈建国"}, by=None)
    begin_post(namesake, unit_id=cast.ids["college"], title="处长", by=None)
    db.session.commit()
    result = run("log", "陈建国")
    assert result.exit_code == 2
    assert "办公室主任" in result.stderr and "处长" in result.stderr
    assert cast.chen.last_contact_on is None
    assert run("log", str(cast.ids["chen"])).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["log", "查无此人"], 1, "没有找到"),
        (["log", "陈建国", "--on", "2027-02-30"], 1, "2027-02-30"),
        (["log", "陈建国", "--on", "2026-12-01"], 1, "还没到"),
        (["log", "陈建国", "--kind", "telepathy"], 1, "telepathy"),
        (["log", "陈建国", "--by", "nobody"], 1, "nobody"),
        (["due", "--unit", "没有的单位"], 1, "没有的单位"),
        (["festivals", "1800"], 1, "1800"),
        (["workdays", "2200"], 1, "2200"),
        (["calendar", "export", "--kinds", "meals", "-o", "x.ics"], 2, "meals"),
        (["calendar", "export", "--from", "2027-01-02", "--to", "2027-01-01", "-o", "x.ics"], 1, "早于"),
        (["export", "contacts", "-o", "x.pdf"], 2, ".xlsx"),
        (["export", "contacts", "-o", "/nowhere/x.csv"], 1, "没有这个文件夹"),
        (["calendar", "export", "-o", "/nowhere/x.ics"], 1, "没有这个文件夹"),
    ],
)
def test_refused_input_says_why(run, words, code, said):
    result = run(*words)
    assert result.exit_code == code, result.output
    assert said in result.output + result.stderr


def test_festivals_of_2027_begin_the_year_of_the_goat_on_6_february(run):
    rows = json.loads(run("festivals", "2027", "--json").stdout)
    spring = next(row for row in rows if row["name"] == "春节")
    assert spring["date"] == "2027-02-06"
    assert set(spring) == {"date", "name", "lunar", "tone", "day_off", "estimated"}


def test_workdays_has_one_row_for_each_day(run):
    rows = json.loads(run("workdays", "2026", "--json").stdout)
    assert len(rows) == 365
    by_day = {row["date"]: row["workday"] for row in rows}
    assert by_day["2026-10-10"] is True  # a Saturday made up for 国庆
    assert by_day["2026-10-05"] is False


def test_the_exported_calendar_is_read_by_others(run, tmp_path):
    path = tmp_path / "2027.ics"
    result = run("calendar", "export", "--from", "2027-01-01", "--to", "2027-12-31", "-o", str(path))
    assert result.exit_code == 0, result.output
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    festive = {
        str(event["SUMMARY"]).partition("：")[0]: event["DTSTART"].dt
        for event in events
        if "greeting" in event["CATEGORIES"].to_ical().decode()
    }
    assert festive["春节"] == date(2027, 2, 6)
    assert not any("清明" in name for name in festive)
    first = path.read_bytes()
    run("calendar", "export", "--from", "2027-01-01", "--to", "2027-12-31", "-o", str(path))
    assert path.read_bytes() == first


def test_a_new_user_can_be_added_from_a_pipe(run, cast):
    result = run(
        "user", "add", "lina", "--role", "officer", "--password-stdin", input="一句好记的话才是好密码\n"
    )
    assert result.exit_code == 0, result.output
    assert cast.user("lina").role == "officer"
    assert (
        run(
            "user", "add", "lina", "--role", "officer", "--password-stdin", input="一句好记的话才是好密码\n"
        ).exit_code
        == 1
    )
    assert (
        run("user", "add", "short", "--role", "viewer", "--password-stdin", input="short\n").exit_code == 1
    )


def test_a_new_user_s_mail_address_is_looked_at_before_the_account_is_made(run, cast):
    words = ("user", "add", "lina", "--role", "officer", "--password-stdin", "--email")
    refused = run(*words, "lina(at)example", input="一句好记的话才是好密码\n")
    assert refused.exit_code == 1 and "不像邮箱" in refused.stderr
    assert run(*words, "lina@example.gov.cn", input="一句好记的话才是好密码\n").exit_code == 0
    assert cast.user("lina").email == "lina@example.gov.cn"


def test_without_a_terminal_a_password_is_asked_from_a_pipe(run):
    result = run("user", "add", "lina", "--role", "officer")
    assert result.exit_code == 2
    assert "--password-stdin" in result.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["logg"], "没有 'logg' 这个命令"),
        (["log"], "少了参数 'WHO'"),
        (["log", "陈建国", "--nots"], "没有 '--nots' 这个选项。 是不是：'--note'"),
        (["log", "陈建国", "王雅琴"], "多了参数（王雅琴）"),
        (["festivals", "明年"], "'明年' 不是数"),
        (
            ["user", "add", "lina", "--role", "boss"],
            "没有 'boss'，可选：'admin', 'head', 'officer', 'viewer'",
        ),
        (["import", "没有的.xlsx"], "没有 '没有的.xlsx' 这个文件或文件夹"),
        (["calendar", "export"], "少了选项 '-o' / '--output'"),
    ],
)
def test_wrong_usage_is_told_in_chinese(run, words, reason):
    result = run(*words)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not re.search("Error|Usage|Invalid|Missing|such", result.stderr)


def test_an_english_office_hears_click_in_english(app, run):
    speak("en")
    try:
        assert "No such command 'logg'" in run("logg").stderr
    finally:
        speak("zh_CN")


def test_a_folder_is_no_file_to_write(run, tmp_path):
    result = run("calendar", "export", "-o", str(tmp_path))
    assert result.exit_code == 1
    assert "那是一个文件夹" in result.stderr


def test_doctor_finds_and_mends_a_fact_changed_from_outside(run, cast):
    assert run("doctor").exit_code == 0
    db.session.execute(
        db.text("UPDATE contacts SET due_on = '2020-01-01' WHERE id = :id"), {"id": cast.ids["chen"]}
    )
    db.session.commit()
    assert run("doctor").exit_code == 1
    assert run("doctor", "--fix").exit_code == 0
    assert run("doctor").exit_code == 0


def test_what_is_exported_is_imported_unchanged(run, tmp_path):
    path = tmp_path / "通讯录.xlsx"
    assert run("export", "contacts", "-o", str(path)).exit_code == 0
    result = json.loads(run("import", str(path), "--json").stdout)
    assert (result["created"], result["updated"], result["unchanged"], result["errors"]) == (0, 0, 3, [])


def test_1900_is_within_the_calendar(run):
    rows = json.loads(run("festivals", "1900", "--json").stdout)
    assert rows[0]["date"] == "1900-01-31"  # 正月初一, the first day of the lunar table
    assert len(json.loads(run("workdays", "1900", "--json").stdout)) == 365


def test_without_tables_a_command_says_what_to_run_first(tmp_path):
    with application(f"sqlite:///{tmp_path / 'empty.sqlite3'}").app_context():
        result = current_app.test_cli_runner().invoke(args=["festivals", "2027"])
    assert result.exit_code == 1
    assert "flask db upgrade" in result.stderr


@pytest.mark.parametrize("code", [code for code in FOR_COMMANDS if code != "greetings"])
def test_every_list_is_exported_by_the_command(run, tmp_path, code: str):
    path = tmp_path / "list.csv"
    result = run("export", code, "-o", str(path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert path.read_text("utf-8-sig").startswith(f'"{LISTINGS[code].headings[0]}"')


def test_a_round_is_exported_by_its_number(run, tmp_path, cast):
    begin_write()
    round_ = a_round("spring-festival", [cast.chen, cast.ouyang], by=cast.user("officer"))
    number = round_.id
    db.session.commit()
    path = tmp_path / "春节.csv"
    assert run("export", "greetings", "-o", str(path), "--where", f"round={number}").exit_code == 0
    assert "陈建国" in path.read_text("utf-8-sig") and "欧阳慧敏" in path.read_text("utf-8-sig")
    without = run("export", "greetings", "-o", str(path))
    assert (without.exit_code, "round=" in without.stderr) == (1, True)


def test_a_filter_the_list_has_not_is_refused_and_no_file_is_written(run, tmp_path):
    path = tmp_path / "list.csv"
    result = run("export", "units", "-o", str(path), "--where", "tier=key")
    assert result.exit_code == 2 and "没有这种筛选：tier" in result.stderr and "region" in result.stderr
    assert not path.exists()


def test_the_help_of_the_export_names_every_list(run):
    told = "".join(run("export", "--help").output.split())
    assert [code for code in FOR_COMMANDS if f"{code}{LISTINGS[code].title}" not in told] == []
