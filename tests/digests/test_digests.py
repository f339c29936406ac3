"""提要: what it tells and whom, that it is sent once on the right days, and each user's own choice."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cast import Cast
from click.testing import Result
from conftest import NOW, TODAY
from flask import Flask
from greetings_scene import a_round, only_template
from mail_server import listening
from page_checks import CheckedClient

from liaison import clock
from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.digests import actions
from liaison.digests.models import DigestMail, DigestWish, Fate
from liaison.digests.queries import digest_for, shares
from liaison.digests.worker import send_digests
from liaison.domain.digest_days import is_digest_day
from liaison.domain.workdays import bundled
from liaison.followups.actions import add_follow_up
from liaison.greetings.approval import submit_round
from liaison.greetings.models import Round
from liaison.matters.actions import add_matter

PAGE = "/settings/digest"
MONDAY_OFF = date(2026, 10, 5)  # within the days off of 国庆; the next working day is 8 October


@pytest.mark.parametrize(
    ("rhythm", "day", "sent"),
    [
        ("daily", date(2026, 11, 23), True),
        ("daily", date(2026, 11, 28), False),  # Saturday
        ("daily", MONDAY_OFF, False),
        ("weekly", date(2026, 11, 23), True),
        ("weekly", date(2026, 11, 24), False),
        ("weekly", MONDAY_OFF, False),
        ("weekly", date(2026, 10, 8), True),
        ("weekly", date(2026, 10, 9), False),
        ("off", date(2026, 11, 23), False),
    ],
)
def test_the_days_of_a_rhythm(rhythm: str, day: date, sent: bool):
    assert is_digest_day(rhythm, day, bundled()) is sent


def wish(cast: Cast, login: str = "officer", rhythm: str = "daily") -> None:
    begin_write()
    cast.user(login).email = f"{login}@example.cn"
    actions.choose_digest(cast.user(login), rhythm, f"{login}@example.cn", version=0)
    db.session.commit()


def configure(app: Flask, url: str, base_url: str = "") -> None:
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], smtp_url=url, mail_from="us@example.cn", base_url=base_url
    )


def once(app: Flask) -> Result:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    db.session.rollback()
    return result


def fates() -> list[str]:
    db.session.rollback()
    return [mail.state for mail in db.session.query(DigestMail).order_by(DigestMail.id)]


def told(cast: Cast, login: str) -> str:
    digest = digest_for(cast.user(login), TODAY)
    return "\n".join(line.text for section in digest.sections for line in section.lines)


@contextmanager
def a_box(app: Flask, base_url: str = ""):  # type: ignore[no-untyped-def]
    with listening() as box:
        configure(app, box.url, base_url)
        yield box


def test_it_is_mailed_once_a_day_however_often_the_worker_runs(app: Flask, cast: Cast):
    wish(cast)
    with a_box(app) as box:
        assert once(app).output.strip() == "发出 1"
        assert once(app).output.strip() == "没有到点的邮件"
        with clock.fixed_at(NOW + timedelta(days=1)):
            once(app)
    assert (len(box.taken), len(set(box.taken)), fates()) == (2, 2, ["sent", "sent"])


def test_the_mail_says_the_same_in_plain_text_and_in_html_with_links_to_the_office(app: Flask, cast: Cast):
    wish(cast)
    with a_box(app, "https://liaison.example.cn") as box:
        once(app)
    said = box.parts[0]
    assert "陈主任（市第一中学）：从未联系" in said["text/plain"]
    assert "陈主任（市第一中学）：从未联系" in said["text/html"]
    assert f"https://liaison.example.cn/contacts/{cast.ids['chen']}" in said["text/html"]


def test_no_telephone_number_leaves_the_house(app: Flask, cast: Cast):
    wish(cast)
    with a_box(app) as box:
        once(app)
    assert "2046" not in "".join(box.parts[0].values())


def test_a_reader_is_told_of_nobody_out_of_sight(app: Flask, cast: Cast):
    assert "陈主任" in told(cast, "officer")
    assert "欧阳" not in told(cast, "officer")
    assert "欧阳" not in told(cast, "head")  # 周静's, of another section
    assert "欧阳" in told(cast, "colleague") and "陈主任" not in told(cast, "colleague")


def test_matters_and_follow_ups_are_told_so_that_nothing_is_left_to_ask(app: Flask, cast: Cast):
    begin_write()
    officer = cast.user("officer")
    days = {"received_on": TODAY - timedelta(days=9), "due_on": TODAY - timedelta(days=3)}
    add_matter(
        {"name": "借用礼堂", "unit_id": cast.school.id, "contact_id": cast.chen.id, **days}, today=TODAY, by=officer
    )
    add_follow_up("问会议材料", TODAY - timedelta(days=2), contact=cast.chen, owner=officer, by=officer)
    db.session.commit()
    said = told(cast, "officer")
    assert "借用礼堂" in said and "已超期 3 天" in said and f"{officer.name}在办" in said
    assert f"问会议材料，陈主任（市第一中学），11月21日，已过 2 天，{officer.name}负责" in said


def test_a_round_tells_its_next_step_to_each_who_must_take_it(app: Flask, cast: Cast):
    begin_write()
    only_template()
    a_round("winter-solstice", [cast.chen], by=cast.user("officer"))
    db.session.commit()
    assert "距冬至" in told(cast, "officer") and "1 人待问候，请于" in told(cast, "officer")
    round_ = db.session.query(Round).one()
    begin_write()
    submit_round(round_, now=NOW, by=cast.user("officer"))
    db.session.commit()
    assert "等负责人" in told(cast, "officer") and "前审定" in told(cast, "head")


def test_whoever_has_nothing_to_do_gets_no_mail(app: Flask, cast: Cast):
    begin_write()
    for contact in (cast.chen, cast.wang):
        contact.archived_at = NOW
    db.session.commit()
    assert told(cast, "officer") == ""
    wish(cast)
    with a_box(app) as box:
        once(app)
    assert (box.taken, fates()) == ([], ["empty"])


def test_a_disabled_account_gets_none_even_when_it_was_prepared(app: Flask, cast: Cast):
    wish(cast)
    begin_write()
    actions.prepare_digests(TODAY, NOW, bundled())
    cast.user("officer").disabled_at = NOW
    db.session.commit()
    with a_box(app) as box:
        once(app)
        with clock.fixed_at(NOW + timedelta(days=1)):
            once(app)
    assert (box.taken, fates()) == ([], ["empty"])


def test_at_night_nothing_is_sent(app: Flask, cast: Cast):
    wish(cast)
    with a_box(app) as box, clock.fixed_at(datetime(2026, 11, 23, 13, 0, tzinfo=UTC)):
        once(app)
    assert (box.taken, fates()) == ([], [])


def test_a_worker_that_dies_while_sending_sends_nothing_twice(app: Flask, cast: Cast):
    wish(cast)
    begin_write()
    actions.prepare_digests(TODAY, NOW, bundled())
    assert actions.take_digest(1, NOW) and not actions.take_digest(1, NOW)
    db.session.commit()
    with a_box(app) as box, clock.fixed_at(NOW + timedelta(minutes=11)):
        once(app)
    assert (box.taken, fates()) == ([], ["unknown"])


def test_a_server_out_of_reach_means_later(app: Flask, cast: Cast):
    wish(cast)
    configure(app, "smtp://127.0.0.1:9")
    assert once(app).exit_code == 1
    assert fates() == ["due"]
    with a_box(app) as box, clock.fixed_at(NOW + actions.WAIT):
        send_digests(app.config["SETTINGS"], timedelta(minutes=10))
    assert (len(box.taken), fates()) == (1, ["sent"])


def test_a_refused_address_is_told_on_the_page(officer: CheckedClient, app: Flask, cast: Cast):
    begin_write()
    cast.user("officer").email = "refused@example.cn"
    actions.choose_digest(cast.user("officer"), "daily", "refused@example.cn", version=0)
    db.session.commit()
    with a_box(app):
        once(app)
    assert fates() == [Fate.FAILED]
    assert "没有发成" in officer.get(PAGE).text


def give_address(cast: Cast, login: str, address: str) -> None:
    begin_write()
    cast.user(login).email = address
    db.session.commit()


def test_one_chooses_how_often_and_the_address_is_the_account_s(officer: CheckedClient, cast: Cast):
    give_address(cast, "officer", "min@example.cn")
    assert "发到 min@example.cn" in officer.get(PAGE).text
    answer = officer.post(PAGE, data={"rhythm": "weekly", "address": "elsewhere@example.com", "version": ""})
    assert answer.status_code == 302
    kept = db.session.query(DigestWish).one()
    assert (kept.user.login, kept.rhythm, kept.recipient) == ("officer", "weekly", "min@example.cn")


def test_without_an_address_on_the_account_no_digest_is_chosen(officer: CheckedClient, cast: Cast):
    assert 'name="address"' not in officer.get(PAGE).text
    answer = officer.post(PAGE, data={"rhythm": "daily", "address": "elsewhere@example.com"})
    assert answer.status_code == 400 and "请管理员在 设置 → 用户 里登记" in answer.text
    assert db.session.query(DigestWish).count() == 0


def test_nobody_but_an_administrator_sends_it_elsewhere(cast: Cast, app: Flask):
    for login in ("officer", "head", "viewer"):
        with pytest.raises(actions.DigestError, match="只发到管理员登记的邮箱"):
            actions.choose_digest(cast.user(login), "daily", "elsewhere@example.com", version=0)
    begin_write()
    chosen = actions.choose_digest(cast.user("admin"), "daily", "elsewhere@example.com", version=0)
    assert chosen.recipient == "elsewhere@example.com"


def test_an_administrator_who_is_one_no_longer_gets_it_at_the_account_s_address(app: Flask, cast: Cast):
    begin_write()
    admin = cast.user("admin")
    admin.email = "own@example.cn"
    chosen = actions.choose_digest(admin, "daily", "elsewhere@example.com", version=0)
    admin.role = "officer"
    assert chosen.recipient == "own@example.cn"
    admin.email = ""
    db.session.flush()
    assert actions.prepare_digests(TODAY, NOW, bundled()) == 0


def test_a_changed_address_holds_from_the_next_digest(app: Flask, cast: Cast):
    wish(cast)
    give_address(cast, "officer", "new@example.cn")
    with a_box(app):
        once(app)
    assert db.session.query(DigestMail).one().recipient == "new@example.cn"


def test_the_administrator_enters_the_address(admin: CheckedClient, cast: Cast):
    officer = cast.user("officer")
    form = {"name": "张敏", "role": "officer", "section_id": "", "version": str(officer.version)}
    answer = admin.post(f"/settings/users/{officer.id}", data=form | {"email": "min@"})
    assert answer.status_code == 400 and "这不像邮箱" in answer.text
    assert admin.post(f"/settings/users/{officer.id}", data=form | {"email": "min@example.cn"}).status_code == 302
    db.session.expire_all()
    assert cast.user("officer").email == "min@example.cn"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"rhythm": "daily", "address": ""}, "请填写邮箱，或把上面改为"),
        ({"rhythm": "daily", "address": "min@"}, "这不像邮箱"),
        ({"rhythm": "daily", "address": "a@b.cn\r\nBcc: x@y.cn"}, "这不像邮箱"),
        ({"rhythm": "hourly", "address": "a@b.cn"}, "请改正"),
    ],
)
def test_a_choice_that_cannot_be_is_shown_again(admin: CheckedClient, cast: Cast, form, said):  # type: ignore[no-untyped-def]
    answer = admin.post(PAGE, data=form)
    assert answer.status_code == 400 and said in answer.text
    assert db.session.query(DigestWish).count() == 0


def test_a_choice_made_in_an_older_window_is_refused_and_kept_on_screen(admin: CheckedClient, cast: Cast):
    wish(cast, "admin")
    answer = admin.post(PAGE, data={"rhythm": "off", "address": "new@example.cn", "version": "0"})
    assert answer.status_code == 400 and "new@example.cn" in answer.text
    assert db.session.query(DigestWish).one().rhythm == "daily"


def test_the_page_shows_the_same_digest_and_every_line_leads_somewhere(officer: CheckedClient, cast: Cast):
    begin_write()
    by = cast.user("officer")
    add_follow_up("问会议材料", TODAY, contact=cast.chen, by=by)
    days = {"received_on": TODAY, "due_on": TODAY}
    add_matter({"name": "借用礼堂", "contact_id": cast.chen.id, **days}, today=TODAY, by=by)
    only_template()
    a_round("winter-solstice", [cast.chen], by=by)
    db.session.commit()
    page = officer.get("/digest").text
    digest = digest_for(cast.user("officer"), TODAY)
    assert len(digest.sections) == 4
    for section in digest.sections:
        for line in section.lines:
            assert line.text in page
            assert officer.get(line.path).status_code == 200
        assert officer.get(section.path).status_code == 200


def test_an_office_without_anybody_is_told_so(app: Flask, admin: CheckedClient, cast: Cast):
    begin_write()
    add_contact({"name": "甲"}, by=None)
    db.session.commit()
    assert "今日提要" in admin.get("/digest").text


def test_the_command_shows_and_sends_nothing(app: Flask, cast: Cast):
    wish(cast)
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["digest", "--dry-run", "--json"])
    assert result.exit_code == 0 and '"user": "officer"' in result.output
    assert fates() == []


def test_without_a_token_or_a_login_nothing_is_chosen(officer: CheckedClient, app: Flask, cast: Cast):
    give_address(cast, "officer", "a@example.cn")
    form = {"rhythm": "daily"}
    assert officer.post(PAGE, data=form, csrf=False).status_code == 400
    assert app.test_client().get("/digest").status_code == 302
    assert db.session.query(DigestWish).count() == 0


def test_a_reader_chooses_too(viewer: CheckedClient, cast: Cast):
    give_address(cast, "viewer", "a@example.cn")
    assert viewer.post(PAGE, data={"rhythm": "weekly"}).status_code == 302


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [((20, 5, 0, 1), (8, 3, 0, 1)), ((2, 1, 1, 1), (2, 1, 1, 1)), ((0, 0, 20, 20), (0, 0, 9, 3)), ((30, 30, 30, 30), (3, 3, 3, 3))],
)
def test_many_of_one_state_leave_room_for_the_others(sizes: tuple[int, ...], shown: tuple[int, ...]):
    assert tuple(len(group) for group in shares([range(size) for size in sizes], 12)) == shown
