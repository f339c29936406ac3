"""How matters end, and what an ending does to the tie."""

from datetime import date

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from matters.conftest import a_matter

from liaison.db import StaleRecord, begin_write, db
from liaison.domain.matters import Ending, MatterError, Outcome, Reception, Way
from liaison.domain.warmth import Heat
from liaison.interactions.actions import delete_interaction
from liaison.matters.actions import edit_matter, reassign_matter
from liaison.matters.endings import end_matter, remove_matter, reopen_matter, restore_matter
from liaison.matters.models import Matter
from liaison.standing.actions import disagreeing_contacts, disagreeing_units

pytestmark = pytest.mark.postgres
DONE = Outcome(Ending.DONE, TODAY, result="两间都留出来了")
EXPLAINED = Outcome(
    Ending.EXPLAINED,
    TODAY,
    explanation="当天已有安排",
    explained_by="张敏",
    explained_on=date(2026, 11, 21),
    reception=Reception.RELUCTANT,
)
PARTLY = Outcome(Ending.PARTLY, TODAY, result="大间", remainder="小间没有空档")
PASSED_ON = Outcome(Ending.PASSED_ON, TODAY, passed_to="市外办")


def end(matter: Matter, outcome: Outcome, cast: Cast) -> None:
    end_matter(matter, outcome, today=TODAY, version=matter.version, by=cast.user("officer"))


@pytest.mark.parametrize(
    ("outcome", "heat"),
    [
        (DONE, Heat(2.0, TODAY)),
        (EXPLAINED, Heat(1.0, date(2026, 11, 21))),
        (PARTLY, Heat(1.0, TODAY)),
        (PASSED_ON, Heat(0.0, None)),
        (Outcome(Ending.WITHDRAWN, TODAY), Heat(0.0, None)),
    ],
)
def test_what_was_done_for_them_warms_and_never_counts_as_contact(
    cast: Cast, matter: Matter, outcome: Outcome, heat: Heat
):
    begin_write()
    end(matter, outcome, cast)
    assert cast.chen.warmth_heat == heat
    assert cast.chen.last_contact_on is None
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


def test_what_they_did_for_us_warms_nothing(app: Flask, cast: Cast):
    ours = a_matter(cast, way=Way.OUTGOING)
    begin_write()
    end(ours, DONE, cast)
    assert cast.chen.warmth_heat == Heat()
    assert ours.ending is not None and ours.ending.interaction is None


def test_a_matter_of_a_unit_alone_ends_without_anybody_to_warm(app: Flask, cast: Cast):
    alone = a_matter(cast, contact_id=None)
    begin_write()
    end(alone, DONE, cast)
    assert alone.ended_as == "done"
    assert disagreeing_contacts() == []


def test_the_explanation_is_kept_with_who_when_and_how_it_was_taken(cast: Cast, matter: Matter):
    begin_write()
    end(matter, EXPLAINED, cast)
    ending = matter.ending
    assert ending is not None
    assert (ending.explanation, ending.explained_by, ending.explained_on, ending.reception) == (
        "当天已有安排", "张敏", date(2026, 11, 21), "reluctant",
    )  # fmt: skip
    assert ending.interaction is not None
    assert (ending.interaction.kind, ending.interaction.answered) == ("help", False)
    assert ending.interaction.outcome == "当天已有安排"


def test_reopening_takes_the_warmth_back_and_keeps_the_words(cast: Cast, matter: Matter):
    begin_write()
    end(matter, DONE, cast)
    reopen_matter(matter, now=NOW, version=None, by=cast.user("officer"))
    assert cast.chen.warmth_heat == Heat()
    assert matter.is_open and matter.ending is None
    assert [(each.ending, each.reopened_at) for each in matter.endings] == [("done", NOW)]
    end(matter, EXPLAINED, cast)
    assert cast.chen.warmth_heat == Heat(1.0, date(2026, 11, 21))


def test_reopening_after_the_help_was_struck_from_the_timeline_is_no_trouble(cast: Cast, matter: Matter):
    begin_write()
    end(matter, DONE, cast)
    assert matter.ending is not None and matter.ending.interaction is not None
    delete_interaction(matter.ending.interaction, now=NOW, by=None)
    reopen_matter(matter, now=NOW, version=None, by=None)
    assert matter.is_open


def test_a_removed_matter_warms_nobody_until_it_is_restored(cast: Cast, matter: Matter):
    begin_write()
    end(matter, DONE, cast)
    remove_matter(matter, now=NOW, by=None)
    assert cast.chen.warmth_heat == Heat()
    restore_matter(matter, by=None)
    assert cast.chen.warmth_heat == Heat(2.0, TODAY)
    assert disagreeing_contacts() == []


def test_nothing_ends_twice(cast: Cast, matter: Matter):
    begin_write()
    end(matter, DONE, cast)
    with pytest.raises(MatterError, match="已经办结"):
        end(matter, EXPLAINED, cast)
    assert len(matter.endings) == 1


def test_an_ending_from_an_older_version_is_refused(cast: Cast, matter: Matter):
    begin_write()
    with pytest.raises(StaleRecord):
        end_matter(matter, DONE, today=TODAY, version=matter.version - 1, by=None)
    assert matter.is_open


def test_a_refused_ending_leaves_nothing_behind(cast: Cast, matter: Matter):
    begin_write()
    with pytest.raises(MatterError):
        end(matter, Outcome(Ending.EXPLAINED, TODAY), cast)
    assert (matter.endings, matter.interactions, cast.chen.heat) == ([], [], 0)


def test_a_moved_day_and_another_owner_are_told_in_the_progress(cast: Cast, matter: Matter):
    begin_write()
    values = {"due_on": date(2026, 11, 30), "owner_id": cast.user("head").id}
    edit_matter(matter, values, today=TODAY, version=matter.version, by=cast.user("officer"))
    assert [note.text for note in matter.notes] == [
        "答复期限由 2026-11-27 改为 2026-11-30",
        "承办人由张敏改为李强",
    ]
    assert all(note.automatic for note in matter.notes)


def test_a_deputy_who_takes_over_stops_being_the_deputy(app: Flask, cast: Cast):
    shared = a_matter(cast, deputy_id=cast.user("head").id)
    begin_write()
    reassign_matter(shared, cast.user("head"), by=cast.user("officer"), on=TODAY)
    assert (shared.owner, shared.deputy_id) == (cast.user("head"), None)
    assert [(note.on, note.text) for note in shared.notes] == [(TODAY, "承办人由张敏改为李强")]


def test_a_refused_matter_says_where(app: Flask, cast: Cast):
    with pytest.raises(MatterError) as nobody:
        a_matter(cast, unit_id=None, contact_id=None)
    db.session.rollback()
    with pytest.raises(MatterError) as doubled:
        a_matter(cast, deputy_id=cast.user("officer").id)
    db.session.rollback()
    assert (nobody.value.field, doubled.value.field) == ("unit", "deputy_id")
