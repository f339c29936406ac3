"""The revisions lead up and down on a filled database, and end where the models are."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cast import Cast, engage
from conftest import NOW, TODAY
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, UniqueConstraint, delete, func, inspect, select, update

from liaison.contacts.models import Contact, Ownership
from liaison.contacts.ownership import ownership_history, wrongly_owned
from liaison.db import begin_write, db
from liaison.domain.cadence import DEFAULT_TIERS
from liaison.domain.touches import STARTING_KINDS
from liaison.due.actions import pause_contact, snooze_contact
from liaison.followups.actions import add_follow_up
from liaison.imports.models import ImportBatch, ImportedRecord
from liaison.interactions.actions import delete_interaction, log_interaction
from liaison.interactions.models import Interaction
from liaison.merges.actions import merge_records
from liaison.merges.models import Merge
from liaison.office.queries import interaction_kinds, tier_records
from liaison.search.actions import index_contacts, index_units
from liaison.search.models import SearchKey
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.actions import edit_unit

pytestmark = pytest.mark.postgres
NEXT_MONTH = TODAY.replace(month=12)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def differences(connection: Connection) -> list[object]:
    """What Alembic would write into a new revision."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, db.metadata))


def fill(cast: Cast) -> None:
    """A few of every kind of record."""
    begin_write()
    officer = cast.user("officer")
    people = [cast.chen, cast.wang]
    visit = log_interaction(people, kind="visit", on=TODAY, today=TODAY, by=officer, summary="座谈")
    delete_interaction(
        log_interaction(people, kind="call", on=TODAY, today=TODAY, by=officer), now=NOW, by=officer
    )
    add_follow_up("寄材料", TODAY, contact=cast.chen, interaction=visit, by=officer)
    snooze_contact(cast.ouyang, NEXT_MONTH, "出国", today=TODAY, by=None)
    pause_contact(cast.wang, NEXT_MONTH, "休养", today=TODAY, by=officer)
    db.session.commit()


def test_a_filled_database_goes_down_to_nothing_and_up_again(app: Flask, cast: Cast):
    fill(cast)
    before = tables()
    db.session.remove()
    downgrade(revision="base")
    assert tables() == {"alembic_version"}
    upgrade()
    assert tables() == before
    begin_write()
    again = engage()
    db.session.commit()
    fill(again)
    assert db.session.scalar(select(func.count()).select_from(Interaction)) == 2
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


def test_upgrading_a_filled_database_that_is_up_to_date_changes_nothing(app: Flask, cast: Cast):
    fill(cast)
    names = list(db.session.scalars(select(Contact.name).order_by(Contact.id)))
    db.session.remove()
    upgrade()
    assert list(db.session.scalars(select(Contact.name).order_by(Contact.id))) == names


def test_genders_stored_as_words_become_codes_also_where_they_are_kept_for_undoing(app: Flask, cast: Cast):
    begin_write()
    batch = ImportBatch(name="旧.csv", kind="contacts")
    db.session.add(batch)
    db.session.flush()
    before = {"columns": {"gender": "女", "name": "女"}, "phones": []}
    steps = [{"table": "contacts", "before": {"gender": ""}, "after": {"gender": "男", "notes": "男"}}]
    db.session.add(ImportedRecord(batch_id=batch.id, subject="contacts", record_id=1, before=before, after=""))
    db.session.add(Merge(subject="contact", name="陈建国", contact_id=cast.chen.id, journal=steps))
    for person, gender in ((cast.chen, "男"), (cast.wang, "女"), (cast.ouyang, "female")):
        db.session.execute(update(Contact).where(Contact.id == person.id).values(gender=gender))
    db.session.commit()
    versions = list(db.session.scalars(select(Contact.version).order_by(Contact.id)))
    db.session.remove()
    for _twice in range(2):
        downgrade(revision="0026")
        upgrade()
        assert [each.gender for each in (cast.chen, cast.wang, cast.ouyang)] == ["male", "female", "female"]
        assert list(db.session.scalars(select(Contact.version).order_by(Contact.id))) == versions
        kept = db.session.scalars(select(ImportedRecord)).one().before
        assert kept == {"columns": {"gender": "female", "name": "女"}, "phones": []}
        journal = db.session.scalars(select(Merge)).one().journal
        assert journal == [{"table": "contacts", "before": {"gender": ""}, "after": {"gender": "male", "notes": "男"}}]
        db.session.remove()


def test_the_revisions_are_found_from_wherever_the_program_is_started(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    upgrade()
    answer = app.test_client().get("/readyz").json
    assert (answer["status"], answer["migrations"]) == ("ok", "current")


def test_the_models_are_what_the_revisions_built(app: Flask):
    assert differences(db.session.connection()) == []


def test_every_index_of_the_models_is_in_the_database(app: Flask):
    inspector = inspect(db.session.connection())
    for table in db.metadata.sorted_tables:
        stored = {index["name"] for index in inspector.get_indexes(table.name)}
        assert {index.name for index in table.indexes} <= stored, table.name


def test_what_may_be_removed_is_found_by_whatever_refers_to_it(app: Flask):
    """Deleting, merging or erasing a record asks every table that refers to it: without an index, row by row."""
    removable = {"contacts", "units", "interactions", "posts", "follow_ups", "matters", "greetings", "import_batches"}
    unfound = set()
    for table in db.metadata.tables.values():
        keys = [*table.indexes, table.primary_key, *(each for each in table.constraints if isinstance(each, UniqueConstraint))]
        leading = {next(iter(key.columns)).name for key in keys if len(key.columns)}
        referring = {key.parent.name for key in table.foreign_keys if key.column.table.name in removable}
        unfound |= {f"{table.name}.{name}" for name in referring - leading}
    assert not unfound


def test_names_of_before_a_merge_and_numbers_of_units_are_found_after_the_upgrade(app: Flask, cast: Cast):
    begin_write()
    edit_unit(cast.school, {"phone": "0571-88206666"}, version=None, by=None)
    merge_records(cast.wang, [cast.chen], {"name": str(cast.wang.id)}, versions=None, now=NOW, by=None)
    merge_records(cast.school, [cast.college], {"name": str(cast.school.id)}, versions=None, now=NOW, by=None)
    db.session.execute(delete(SearchKey).where(SearchKey.subject == "unit_phone"))
    db.session.execute(delete(SearchKey).where(SearchKey.subject != "note", SearchKey.key.in_(("陈建国", "江州大学"))))
    db.session.commit()
    before = keys_stored()
    db.session.remove()
    downgrade(revision="0027")
    upgrade()
    new = keys_stored() - before
    assert {("contact", "陈建国", cast.wang.id), ("unit", "江州大学", cast.school.id)} <= new
    assert {key for subject, key, _id in new if subject == "unit_phone"} == {"057188206666", "<666602881750"}
    db.session.rollback()
    index_contacts([cast.wang.id, cast.chen.id])
    index_units([cast.school.id, cast.college.id])
    assert keys_stored() == before | new, "what the upgrade wrote is what the program writes"


def keys_stored() -> set[tuple[str, str, int]]:
    return {tuple(row) for row in db.session.execute(select(SearchKey.subject, SearchKey.key, SearchKey.subject_id))}


def test_text_that_is_sorted_is_compared_byte_by_byte(app: Flask):
    begin_write()
    db.session.add_all(Contact(name="某某", sort_key=key) for key in ("b", "B", "é", "a", "中", "Z", "_"))
    db.session.flush()
    found = list(db.session.scalars(select(Contact.sort_key).order_by(Contact.sort_key)))
    assert found == sorted(found)


def test_a_new_office_starts_with_the_tiers_of_the_domain(app: Flask):
    stored = {tier.code: (tier.interval_days, tier.max_gap_days) for tier in tier_records()}
    assert stored == {
        tier.value: (pace.interval_days, pace.max_gap_days) for tier, pace in DEFAULT_TIERS.items()
    }


def test_a_new_office_starts_with_the_kinds_of_the_domain_in_their_order(app: Flask):
    fields = ("code", "name", "weight", "unanswered_weight", "counts", "answered_word", "unanswered_word")
    stored = [tuple(getattr(kind, field) for field in fields) for kind in interaction_kinds()]
    assert stored == [tuple(getattr(kind, field) for field in fields) for kind in STARTING_KINDS]


def test_imported_people_get_the_first_spell_of_whoever_keeps_them(app: Flask, cast: Cast):
    begin_write()
    db.session.execute(delete(Ownership).where(Ownership.contact_id == cast.chen.id))
    db.session.commit()
    assert wrongly_owned() == [cast.chen.id]
    before = [spell.from_at for spell in ownership_history(cast.ouyang)]
    db.session.remove()
    downgrade(revision="0029")
    upgrade()
    (spell,) = ownership_history(cast.chen)
    assert (spell.owner.login, spell.why, spell.from_at, spell.until_at) == ("officer", "imported", cast.chen.created_at, None)
    assert [spell.from_at for spell in ownership_history(cast.ouyang)] == before
    assert wrongly_owned() == []
