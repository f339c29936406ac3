"""Merging two records of one person: what moves, what follows, and that undoing restores everything."""

from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY
from merges.conftest import Doubles
from scene import everything_stored
from sqlalchemy import select

from liaison import clock
from liaison.contacts.actions import edit_contact, reassign
from liaison.contacts.models import Contact
from liaison.contacts.ownership import ownership_history
from liaison.db import StaleRecord, begin_write, db
from liaison.due.actions import pause_contact
from liaison.duplicates.alike import people_like, units_like
from liaison.interactions.actions import log_interaction
from liaison.leave.actions import add_leave
from liaison.merges.actions import MergeRefused, merge_records, undo_merge
from liaison.merges.models import Merge
from liaison.merges.queries import preview
from liaison.plans.actions import arrange_calls
from liaison.plans.standing_calls import calls_of, misplaced_calls
from liaison.saved_views.actions import save_view
from liaison.search.people import people_found
from liaison.search.places import units_found
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.actions import edit_unit

pytestmark = pytest.mark.postgres
LATER = NOW + timedelta(hours=1)
# They count changes, and taking a change back is a change too.
COUNTERS = {"version", "updated_at", "facts_at", "facts_revision"}
OWN_TABLES = {"merges", "audit_lines", "call_plans"}
REWRITTEN = {"planned_calls": {"id"}}  # a call that moves is a new row, and so is one that returns


def stored(*, rollback: bool = True) -> dict[str, Any]:
    """Everything stored but for the log, the merge itself and what counts changes."""
    tables = {table.name: table for table in db.metadata.sorted_tables}
    if rollback:
        found = everything_stored()
    else:
        db.session.flush()
        found = {name: [tuple(row) for row in db.session.execute(select(table))] for name, table in tables.items()}
    return {
        name: sorted(
            (
                tuple(
                    value
                    for column, value in zip(tables[name].c.keys(), row, strict=True)
                    if column not in COUNTERS | REWRITTEN.get(name, set())
                )
                for row in rows
            ),
            key=repr,
        )
        for name, rows in found.items()
        if name not in OWN_TABLES
    }


def merged(doubles: Doubles, wanted: dict[str, str] | None = None) -> Merge:
    begin_write()
    merge = merge_records(
        doubles.chen, [doubles.second], wanted or {}, versions=None, now=LATER,
        by=doubles.cast.user("officer"),
    )  # fmt: skip
    db.session.commit()
    return merge


def undone(merge: Merge) -> list[Any]:
    begin_write()
    with clock.fixed_at(LATER):
        kept = undo_merge(merge, version=None, now=LATER, by=None)
    db.session.commit()
    return kept


def test_everything_of_the_second_record_is_the_survivors(doubles: Doubles):
    merged(doubles)
    chen = doubles.chen
    assert [phone.digits for phone in chen.phones] == ["13805712046", "057187654321"]
    assert {tag.name for tag in chen.tags} == {"校友"}
    assert [post.name for post in chen.posts] == ["市第一中学 办公室主任", "市一中 办公室主任"]
    assert {each.on.isoformat() for each in chen.interactions} == {"2026-11-10", "2026-10-08"}
    assert chen.last_contact_on and chen.last_contact_on.isoformat() == "2026-11-10"
    assert chen.snoozed_until and chen.snoozed_until.isoformat() == "2026-12-01"


def test_both_at_one_meeting_are_one_at_it_afterwards(doubles: Doubles):
    merged(doubles)
    meeting = next(each for each in doubles.chen.interactions if each.kind == "meeting")
    assert meeting.name == "陈建国"


def test_empty_fields_are_filled_and_a_choice_is_followed(doubles: Doubles):
    merged(doubles, {"name": str(doubles.second_id), "tier": str(doubles.second_id)})
    chen = doubles.chen
    assert (chen.name, chen.email, chen.notes, chen.tier) == ("陳建國", "chen@example.cn", "喜欢书法", "general")


def test_facts_and_search_agree_with_the_records_after_merging_and_after_undoing(doubles: Doubles):
    user = doubles.cast.user("officer")
    merge = merged(doubles)
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
    assert [each.name for each in people_found(user, ["57187654321"], 10)] == ["陈建国"]
    undone(merge)
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
    assert [each.name for each in people_found(user, ["57187654321"], 10)] == ["陳建國"]


def test_undoing_restores_everything_stored(doubles: Doubles):
    before = stored()
    merge = merged(doubles, {"name": str(doubles.second_id), "notes": "both"})
    assert stored() != before
    assert undone(merge) == []
    assert stored() == before
    assert misplaced_calls() == []


def calls_planned(contact: Contact) -> list[tuple[int, date, date]]:
    return [(call.number, call.on, call.due_on) for call in calls_of([contact.id])]


def planned_a_day_sooner(contact: Contact) -> None:
    """The call after the next stands on another day than a new one would be given, and those behind it follow."""
    begin_write()
    calls_of([contact.id])[1].on -= timedelta(days=1)
    arrange_calls([contact.id])
    db.session.commit()


def test_undoing_gives_everybody_the_planned_calls_they_had(doubles: Doubles):
    planned_a_day_sooner(doubles.chen)
    before = [calls_planned(each) for each in (doubles.chen, doubles.second)]
    assert all(before)
    merge = merged(doubles)
    assert calls_planned(doubles.chen) != before[0] and not calls_planned(doubles.second)
    undone(merge)
    assert [calls_planned(each) for each in (doubles.chen, doubles.second)] == before
    assert misplaced_calls() == []


def test_a_planned_day_that_the_officer_has_off_by_now_is_not_given_back(doubles: Doubles):
    officer, lost = doubles.cast.user("officer"), calls_planned(doubles.chen)[0][1]
    merge = merged(doubles)
    begin_write()
    add_leave(officer, lost, lost, "培训", today=TODAY, by=officer)
    db.session.commit()
    undone(merge)
    days = [on for _number, on, _due_on in calls_planned(doubles.chen)]
    assert days and lost not in days
    assert misplaced_calls() == []


def test_nobody_sees_the_merged_record(doubles: Doubles):
    merged(doubles)
    found = people_found(doubles.cast.user("admin"), ["陳建國"], 10)
    assert [each.id for each in found] == [doubles.chen.id]
    assert doubles.second.archived_at is not None


def test_what_was_edited_since_is_kept_and_listed(doubles: Doubles):
    merge = merged(doubles)
    begin_write()
    edit_contact(doubles.chen, {"notes": "也喜欢围棋"}, version=None, by=None)
    new = log_interaction([doubles.chen], kind="visit", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    kept = undone(merge)
    assert [(each.table, each.columns) for each in kept] == [("contacts", ("notes",))]
    assert doubles.chen.notes == "也喜欢围棋"
    assert doubles.second.notes == "喜欢书法"
    assert new in doubles.chen.interactions


def test_numbers_nobody_touched_return_though_another_was_changed(doubles: Doubles):
    second = [(phone.label, phone.text) for phone in doubles.second.phones]
    assert second
    merge = merged(doubles)
    begin_write()
    numbers = [("mobile", "13911112222"), *((each.label, each.text) for each in doubles.chen.phones[1:])]
    edit_contact(doubles.chen, {}, phones=numbers, version=None, by=None)
    db.session.commit()
    assert undone(merge) == []
    assert [(phone.label, phone.text) for phone in doubles.second.phones] == second
    assert "13911112222" in {phone.digits for phone in doubles.chen.phones}


def test_the_survivor_is_found_by_the_name_the_other_had(doubles: Doubles, cast: Cast):
    begin_write()
    edit_contact(doubles.second, {"name": "司马文远"}, version=None, by=None)
    db.session.commit()
    merge = merged(doubles, {"name": str(doubles.chen.id)})
    begin_write()
    wang = merge_records(cast.wang, [cast.chen], {"name": str(cast.wang.id)}, versions=None, now=LATER, by=None)
    db.session.commit()
    user = cast.user("officer")
    for typed in ("司马文远", "smwy", "陈建国"):
        assert [person.id for person in people_found(user, [typed], 5)] == [cast.wang.id], typed
    assert [match.record.id for match in people_like(user, "司马文远").found] == [cast.wang.id]
    undone(wang)
    undone(merge)
    assert [person.id for person in people_found(user, ["司马文远"], 5)] == [doubles.second_id]


def test_a_merged_unit_s_name_leads_to_the_one_that_stays(doubles: Doubles, cast: Cast):
    begin_write()
    merge_records(cast.school, [cast.college], {"name": str(cast.school.id)}, versions=None, now=LATER, by=None)
    db.session.commit()
    assert [unit.id for unit in units_found(["江州大学"], 5)] == [cast.school.id]
    assert [match.record.id for match in units_like("江州大学").found] == [cast.school.id]


def test_the_preview_of_three_counts_a_shared_tag_once(doubles: Doubles, cast: Cast):
    begin_write()
    for person in (doubles.second, cast.wang):
        edit_contact(person, {}, tags=["书法"], version=None, by=None)
    edit_contact(cast.chen, {}, tags=[], version=None, by=None)
    db.session.commit()
    found = preview("contact", cast.chen, [doubles.second, cast.wang], now=LATER, today=TODAY)
    begin_write()
    merge = merge_records(cast.chen, [doubles.second, cast.wang], {}, versions=None, now=LATER, by=None)
    assert {str(each.words): each.rows for each in found.moved if each.rows} == merge.moved
    assert merge.moved["标签"] == 1


def test_a_pause_that_comes_along_is_said_before(doubles: Doubles, cast: Cast):
    begin_write()
    pause_contact(doubles.second, TODAY + timedelta(days=40), "出国", today=TODAY, by=None)
    db.session.commit()
    found = preview("contact", doubles.chen, [doubles.second], now=LATER, today=TODAY)
    assert found.pause and found.pause.contact_id == doubles.second_id


def test_nobody_becomes_their_own_deputy(doubles: Doubles, cast: Cast):
    begin_write()
    officer = cast.user("officer").id
    edit_contact(doubles.chen, {"owner_id": officer, "deputy_id": None}, version=None, by=None)
    edit_contact(doubles.second, {"owner_id": None, "deputy_id": officer}, version=None, by=None)
    db.session.commit()
    merged(doubles)
    assert (doubles.chen.owner_id, doubles.chen.deputy_id) == (officer, None)


def test_a_removed_tag_is_not_brought_back(doubles: Doubles):
    merge = merged(doubles)
    begin_write()
    edit_contact(doubles.chen, {}, tags=[], version=None, by=None)
    db.session.commit()
    assert [(each.table, each.gone) for each in undone(merge)] == [("contact_tags", True)]


def test_a_record_saved_in_between_stops_the_merge(doubles: Doubles):
    seen = {doubles.chen.id: doubles.chen.version, doubles.second_id: doubles.second.version}
    begin_write()
    edit_contact(doubles.second, {"notes": "改了"}, version=None, by=None)
    with pytest.raises(StaleRecord):
        merge_records(doubles.chen, [doubles.second], {}, versions=seen, now=LATER, by=None)


def test_a_record_is_not_merged_with_itself_nor_twice(doubles: Doubles):
    merged(doubles)
    begin_write()
    for others in ([], [doubles.chen], [doubles.second]):
        with pytest.raises(MergeRefused):
            merge_records(doubles.chen, others, {}, versions=None, now=LATER, by=None)


def test_a_later_merge_is_undone_first(doubles: Doubles, cast: Cast):
    first = merged(doubles)
    begin_write()
    second = merge_records(cast.wang, [cast.chen], {}, versions=None, now=LATER, by=None)
    db.session.commit()
    with pytest.raises(MergeRefused, match="请先撤销后来的那次合并"):
        undo_merge(first, version=None, now=LATER, by=None)
    db.session.rollback()
    undone(second)
    assert undone(first) == []


def test_two_units_become_one_with_their_people(doubles: Doubles, cast: Cast):
    before = stored()
    begin_write()
    merge = merge_records(cast.school, [doubles.short_school], {}, versions=None, now=LATER, by=None)
    db.session.commit()
    second = db.session.get_one(Contact, doubles.second_id)
    assert second.unit_id == cast.ids["school"]
    assert cast.school.people == 3
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
    assert undone(merge) == []
    assert stored() == before


def test_a_unit_never_becomes_its_own_parent(doubles: Doubles, cast: Cast):
    begin_write()
    edit_unit(cast.school, {"parent_id": doubles.unit_id}, version=None, by=None)
    merge_records(cast.school, [doubles.short_school], {}, versions=None, now=LATER, by=None)
    db.session.commit()
    assert cast.school.parent_id is None


def test_a_choice_that_is_nobodys_in_the_group_falls_back_to_what_is_proposed(doubles: Doubles, cast: Cast):
    begin_write()
    edit_contact(doubles.chen, {"notes": "爱下棋"}, version=None, by=None)
    db.session.commit()
    merged(doubles, {"notes": str(cast.ids["ouyang"]), "name": "both"})
    assert (doubles.chen.name, doubles.chen.notes) == ("陈建国", "爱下棋\n喜欢书法")


def test_the_history_of_owners_is_as_it_was_after_undoing(doubles: Doubles, cast: Cast):
    begin_write()
    reassign(doubles.chen, None, by=None)
    db.session.commit()
    before = [(each.owner_id, each.until_at) for each in ownership_history(doubles.chen)]
    merge = merged(doubles)
    assert doubles.chen.owner_id == cast.user("officer").id
    undone(merge)
    assert [(each.owner_id, each.until_at) for each in ownership_history(doubles.chen)] == before


def test_a_saved_view_of_a_merged_unit_asks_for_the_one_that_stays(doubles: Doubles, cast: Cast):
    begin_write()
    query = f"unit={doubles.unit_id}&tier=key"
    view = save_view("市一中的", "contacts", query, audience="mine", pinned=True, now=NOW, by=cast.user("officer"))
    merge = merge_records(cast.school, [doubles.short_school], {}, versions=None, now=LATER, by=None)
    db.session.commit()
    assert view.query == f"unit={cast.ids['school']}&tier=key"
    undone(merge)
    assert view.query == query
