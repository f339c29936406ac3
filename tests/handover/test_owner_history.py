"""The history says who kept whom, since when, however the owner changed."""

import pytest
from cast import Cast
from conftest import signed_in
from flask import Flask
from handover.transfers import (
    HANDED,
    Desk,
    carried_out,
    facts_are_true,
)
from sqlalchemy import select

from liaison.contacts.actions import add_contact, edit_contact, reassign
from liaison.contacts.models import Ownership
from liaison.contacts.ownership import ownership_history, wrongly_owned
from liaison.db import begin_write, db

on_both = pytest.mark.postgres


@on_both
def test_history_says_who_kept_whom_however_the_owner_changed(app: Flask, cast: Cast):
    begin_write()
    someone = add_contact({"name": "林冲", "owner_id": cast.user("officer").id}, by=cast.user("officer"))
    edit_contact(someone, {"owner_id": cast.user("head").id}, version=None, by=cast.user("head"))
    edit_contact(someone, {"notes": "没换人"}, version=None, by=cast.user("head"))
    reassign(someone, None, by=cast.user("head"))
    reassign(someone, cast.user("officer"), by=cast.user("head"))
    db.session.commit()
    handover = carried_out(cast)
    spells = [
        (spell.owner.login if spell.owner else None, spell.why, spell.until_at is None, spell.origin != "")
        for spell in ownership_history(someone)
    ]
    assert spells == [
        ("colleague", "handover", True, True),
        ("officer", "reassigned", False, False),
        (None, "reassigned", False, False),
        ("head", "edited", False, False),
        ("officer", "added", False, False),
    ]
    assert ownership_history(someone)[0].origin == handover.uuid
    assert facts_are_true()


def test_the_person_s_page_tells_who_kept_them(app: Flask, cast: Cast):
    carried_out(cast)
    page = signed_in(app, "colleague").get(f"/contacts/{cast.ids['chen']}").text
    assert "历任联络员" in page
    assert "张敏" in page


def test_an_owner_whose_spell_is_missing_is_found(app: Flask, cast: Cast):
    assert wrongly_owned() == []
    begin_write()
    db.session.delete(db.session.scalars(select(Ownership)).first())
    db.session.flush()
    assert wrongly_owned() == [cast.chen.id]
    db.session.rollback()


@on_both
def test_history_says_who_kept_whom_and_since_when(desk: Desk):
    handover = desk.carried_out()
    for name, taker in HANDED.items():
        latest, before = ownership_history(desk.who(name))[:2]
        assert (latest.owner.login, latest.origin, latest.until_at) == (taker, handover.uuid, None)  # type: ignore[union-attr]
        assert (before.owner.login, before.until_at) == ("officer", latest.from_at)  # type: ignore[union-attr]
    assert len(ownership_history(desk.who("史进"))) == 1
