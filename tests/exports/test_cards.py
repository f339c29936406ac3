"""People as cards for the telephone."""

import pytest
from cast import Cast
from exports.reading_back import export_lines, taken
from page_checks import CheckedClient

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.domain.birthdays import Birthday
from liaison.exports.codes import MOST_OCTETS, card_code
from liaison.formats.vcard import Card, Labelled, read_cards


@pytest.fixture
def known(app, cast: Cast) -> Cast:
    """陈建国 with everything a card may say, and what it may not."""
    begin_write()
    values = {"birthday": Birthday(8, 15, 1976, is_lunar=True), "email": "chen@example.cn", "wechat": "cjg", "taboos": "不喝酒",
              "notes": "爱下棋"}  # fmt: skip
    phones = [("mobile", "138 0571 2046"), ("landline", "0571-88886666转802")]
    edit_contact(cast.chen, values, phones=phones, tags=["教育"], version=None, by=None)
    db.session.commit()
    return cast


@pytest.mark.parametrize(("form", "version"), [("vcf", "3.0"), ("vcf4", "4.0")])
def test_a_card_says_who_it_is_and_how_to_reach_them(admin: CheckedClient, known: Cast, form: str, version: str):
    content = taken(admin, "/exports/contacts?tier=key", form).data
    assert f"VERSION:{version}".encode() in content
    (card,) = read_cards(content).cards
    assert (card.name, card.org, card.title) == ("陈建国", "市第一中学", "办公室主任")
    assert card.uid.removeprefix("urn:uuid:") == known.chen.uuid
    assert [phone.text for phone in card.phones] == ["13805712046", "057188886666,802"]
    assert card.birthday == Birthday(8, 15, 1976, is_lunar=True)
    assert ("wechat", "cjg") in [tuple(account) for account in card.im]


def test_a_card_keeps_notes_and_taboos_to_itself(admin: CheckedClient, known: Cast):
    content = taken(admin, "/exports/contacts?tier=key", "vcf").data.decode()
    assert "爱下棋" not in content and "不喝酒" not in content


def test_all_cards_are_one_file(admin: CheckedClient, cast: Cast):
    cards = read_cards(taken(admin, "/exports/contacts", "vcf").data).cards
    assert {card.name for card in cards} == {"陈建国", "王雅琴", "欧阳慧敏"}
    assert export_lines()[0].changes["rows"] == 3


def test_one_person_s_card_is_logged_under_their_name(officer: CheckedClient, known: Cast):
    answer = taken(officer, f"/contacts/{known.ids['chen']}/card", "vcf")
    assert answer.mimetype == "text/vcard"
    assert [card.name for card in read_cards(answer.data).cards] == ["陈建国"]
    (line,) = export_lines()
    assert (line.subject_name, line.changes["rows"]) == ("陈建国", 1)


def test_the_contact_s_page_shows_the_square(officer: CheckedClient, known: Cast):
    url = f"/contacts/{known.ids['chen']}/card.svg"
    assert f'src="{url}"' in officer.get(f"/contacts/{known.ids['chen']}").text
    answer = officer.get(url)
    assert answer.mimetype == "image/svg+xml" and b"<path" in answer.data
    assert export_lines() == []


def test_a_square_too_fine_for_a_camera_leaves_out_the_least_needed():
    phones = (Labelled(("cell",), "13800001111"),)
    full = Card(full_name="林冲", family="林", given="冲", phones=phones, categories=tuple(f"标签{n}" for n in range(200)))
    slim = Card(full_name="林冲", family="林", given="冲", phones=phones)
    assert len(card_code(full)) < MOST_OCTETS * 30
    assert abs(len(card_code(full)) - len(card_code(slim))) < 2000
