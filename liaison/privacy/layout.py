"""What the person is shown of each table on their copy, in this order, and how what is no plain value is told.

A column that joins a table is put into LAID_OUT or among LEFT_OUT; the suite says which is missing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row

from liaison.contacts.models import Contact
from liaison.domain.birthdays import Birthday
from liaison.domain.file_names import size_words
from liaison.domain.warmth import Heat, temperature_on
from liaison.vocabulary.columns import column_words, has_words
from liaison.vocabulary.values import Values
from liaison.web.filters import warmth_title

LAID_OUT = {
    "contacts": (
        "name reading address_as gender birthday unit_id title email wechat tier interval_days max_gap_days preferred_channel "
        "best_time taboos notes owner_id deputy_id verified_on retired_on last_contact_on times_contacted due_on broken_after "
        "snoozed_until paused_until heat cools_on created_at updated_at archived_at merged_into_id"
    ),
    "posts": "unit_id department title from_on to_on",
    "phones": "label text extension",
    "tags": "name",
    "interactions": (
        "happened_on happened_at kind direction answered minutes unit_id summary outcome by_id handler deleted_at"
    ),
    "follow_ups": (
        "name due_on unit_id matter_id owner_id asked_by_id outcome done_at done_by_id created_at deleted_at"
    ),
    "follow_up_moves": "follow_up_id from_on to_on reason by_id moved_at",
    "matters": (
        "name way unit_id received_on received_by_id asked promise promised_by due_on urgent owner_id deputy_id ended_as ended_on "
        "created_at deleted_at"
    ),
    "matter_notes": "matter_id noted_on text by_id created_at deleted_at",
    "matter_endings": (
        "matter_id ending ended_on by_id result remainder passed_to explanation explained_by explained_on reception reopened_at "
        "reopened_by_id"
    ),
    "files": "matter_id name size by_id created_at deleted_at",
    "credits": "name done_on unit_id matter_id by_id thanked_on thanked_by_id reported_in created_at deleted_at",
    "greetings": (
        "round_id channel text signature reason officer_id sent_at sent_by_id replied_on reply excuse missed_because remark"
    ),
    "greeting_messages": "recipient subject body state due_at settled_at told",
    "incoming_greetings": "occasion_name received_on channel text logged_by_id answer answered_at answered_by_id",
    "snoozes": "until_on reason by_id created_at lifted_at",
    "pauses": "resume_on reason by_id created_at lifted_at",
    "planned_calls": "planned_on due_on late_days reason desk_id",
    "ownerships": "owner_id from_at until_at why by_id",
    "post_changes": (
        "kind changed_on source source_note title_before address_before retired_before dropped by_id created_at withdrawn_at"
    ),
    "handover_items": "handover_id taker_id brief",
    "handover_moves": "handover_id field before_id after_id",
    "merges": "name merged moved by_id created_at undone_at undone_by_id",
    "imported_records": "batch_id before",
    "feed_entries": "title happens_on kind cancelled_at",
    "personal_requests": "kind by_id created_at",
    "audit_lines": "at by_name action changes",
}  # fmt: skip

# What says nothing of the person that is not said elsewhere on the page.
LEFT_EVERYWHERE = {"contact_id", "created_at", "updated_at"}
LEFT_OUT = {
    "contacts": "family_name given_name birth_year birth_month birth_day birth_is_lunar birth_is_leap",
    "follow_ups": "interaction_id previous_id origin",
    "matter_notes": "automatic",
    "matter_endings": "interaction_id",
    "credits": "interaction_id",
    "greetings": (
        "unit_id added_by_id template_id signer_id edited_at edited_by_id approved_at approved_by_id returned_at returned_by_id "
        "excused_at excused_by_id list_id interaction_id"
    ),
    "greeting_messages": "greeting_id claimed_at claimed_by tries queued_by_id settled_by_id",
    "incoming_greetings": "occasion_code interaction_id answer_interaction_id",
    "planned_calls": "number stands_in",
    "ownerships": "origin",
    "post_changes": "begun_id ended",
    "handover_moves": "subject subject_id",
    "merges": "subject unit_id",
    "imported_records": "subject record_id after",
    "feed_entries": "feed_id uid sequence changed_at",
    "personal_requests": "reason counts",
    "audit_lines": "by_id subject subject_id subject_name",
}  # fmt: skip
# Links that say nothing by themselves; two records told apart name somebody else.
BARE_LINKS = {
    "search_keys", "greeting_turns", "interaction_participants", "distinctions", "matter_interactions", "contact_tags",
}  # fmt: skip


def birthday(row: Row[Any], _values: Values, _today: date) -> str:
    if row.birth_month is None or row.birth_day is None:
        return ""
    return Birthday(row.birth_month, row.birth_day, row.birth_year, row.birth_is_lunar, row.birth_is_leap).words


def warmth(row: Row[Any], _values: Values, today: date) -> str:
    """As the screen has it today: "38° 凉"."""
    return warmth_title(temperature_on(Heat(row.heat, row.heat_on), today, row.cadence_days), None)


def lines_of_brief(row: Row[Any], _values: Values, _today: date) -> str:
    """What the list for the handover said of the person on that day."""
    return _("；").join(line for lines in (row.brief or {}).get("text", {}).values() for line in lines)


def before_import(row: Row[Any], values: Values, _today: date) -> str:
    """What the import found of the person, column by column."""
    if row.before is None:
        return _("这次导入新建的")
    columns, shown = Contact.__table__.c, []
    for name, value in row.before.get("columns", {}).items():
        if name in columns and has_words("contacts", name):
            words = values.told(columns[name], value)
            shown += [f"{column_words('contacts', name)}{_('：')}{words}"] if words else []
    return _("；").join(shown)


Cell = Callable[[Row[Any], Values, date], str]
CELLS: Mapping[tuple[str, str], Cell] = {
    ("contacts", "birthday"): birthday,
    ("contacts", "heat"): warmth,
    ("files", "size"): lambda row, _values, _today: size_words(row.size),
    ("handover_items", "brief"): lines_of_brief,
    ("imported_records", "before"): before_import,
}


def columns_laid_out(table: str) -> list[str]:
    return LAID_OUT[table].split()
