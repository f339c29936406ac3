"""Stored codes in the words of the screen, by table and column."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from liaison.calendar_.occasions import kind_words as event_kind_words
from liaison.digests.words import rhythm_words
from liaison.greetings.channels import channel_words
from liaison.greetings.words import occasion_names, posted_words, relation_words
from liaison.imports.words import import_state_words, sheet_kind_words
from liaison.matters.words import ending_words, reception_words, way_words
from liaison.occasions.forms import send_words
from liaison.office.queries import kind_labels
from liaison.plans.pages import reason_words as plan_reason_words
from liaison.post_changes.forms import kind_words as change_kind_words
from liaison.post_changes.forms import source_words
from liaison.saved_views.forms import audience_words
from liaison.saved_views.lists import LISTS
from liaison.unit_changes.forms import kind_words as unit_change_words
from liaison.vocabulary.tables import TABLES
from liaison.web.filters import (
    direction_words,
    gender_words,
    phone_label_words,
    role_words,
    tier_words,
    unit_kind_words,
)

Words = Mapping[Any, str]  # a code, or a member of the enumeration that has it


def counting_words() -> Words:
    return {"answered": _("联系上才算"), "always": _("总是算"), "never": _("不算，只记录")}


def why_words() -> Words:
    return {
        "added": _("录入时"), "edited": _("修改档案"), "reassigned": _("换联络员"), "returned": _("还给原来的联络员"),
        "imported": _("导入"), "merged": _("合并档案"), "handover": _("交接"),
    }  # fmt: skip


def request_words() -> Words:
    return {"copy": _("给出副本"), "erasure": _("删除")}


def reason_words() -> Words:
    """Why somebody was erased."""
    return {
        "asked": _("本人要求删除"), "no_purpose": _("不再需要，或保存期限已满"), "consent": _("本人撤回同意"),
        "mistake": _("不该收集的"),
    }  # fmt: skip


def scope_words() -> Words:
    return {"mine": _("我的联系人"), "section": _("看得到的所有人"), "festivals": _("只要节日")}


def event_words() -> Words:
    """The kinds as an event carries them, in the singular."""
    words = event_kind_words()
    return {kind.removesuffix("s"): said for kind, said in words.items()}


def field_words() -> Words:
    return {"owner_id": _("联络员"), "deputy_id": _("B角"), "officer_id": _("由谁发")}


def list_words() -> Words:
    return {name: str(each.label) for name, each in LISTS.items()}


def table_codes() -> Words:
    return {name: str(words) for name, words in TABLES.items()}


def subject_words() -> Words:
    return {"contact": _("联系人"), "unit": _("单位")}


CODES: dict[tuple[str, str], Callable[[], Words]] = {
    ("contacts", "gender"): gender_words,
    ("contacts", "tier"): tier_words,
    ("contacts", "preferred_channel"): kind_labels,
    ("credits", "reported_in"): dict,  # a month, as it stands
    ("digest_wishes", "rhythm"): rhythm_words,
    ("feed_entries", "kind"): event_words,
    ("feeds", "scope"): scope_words,
    ("feeds", "kinds"): event_kind_words,
    ("greeting_messages", "state"): posted_words,
    ("greeting_rounds", "occasion_code"): occasion_names,
    ("greeting_rounds", "tone"): dict,  # Chinese as it is stored
    ("greeting_templates", "occasion_code"): occasion_names,
    ("greeting_templates", "tone"): dict,
    ("greeting_templates", "tier"): tier_words,
    ("greeting_templates", "relation"): relation_words,
    ("greeting_templates", "channel"): channel_words,
    ("greetings", "channel"): channel_words,
    ("handover_moves", "subject"): table_codes,
    ("handover_moves", "field"): field_words,
    ("import_batches", "kind"): sheet_kind_words,
    ("import_batches", "wanted_kind"): sheet_kind_words,
    ("import_batches", "state"): import_state_words,
    ("imported_records", "subject"): table_codes,
    ("incoming_greetings", "occasion_code"): occasion_names,
    ("incoming_greetings", "channel"): channel_words,
    ("interaction_kinds", "counts"): counting_words,
    ("interactions", "direction"): direction_words,
    ("interactions", "kind"): kind_labels,
    ("matter_endings", "ending"): ending_words,
    ("matter_endings", "reception"): reception_words,
    ("matters", "way"): way_words,
    ("matters", "ended_as"): ending_words,
    ("merges", "subject"): subject_words,
    ("occasions", "tone"): dict,
    ("occasions", "send_on"): send_words,
    ("ownerships", "why"): why_words,
    ("personal_requests", "kind"): request_words,
    ("personal_requests", "reason"): reason_words,
    ("phones", "label"): phone_label_words,
    ("planned_calls", "reason"): plan_reason_words,
    ("post_changes", "kind"): change_kind_words,
    ("post_changes", "source"): source_words,
    ("saved_views", "list_name"): list_words,
    ("saved_views", "audience"): audience_words,
    ("tiers", "code"): tier_words,
    ("unit_changes", "kind"): unit_change_words,
    ("unit_changes", "source"): source_words,
    ("units", "kind"): unit_kind_words,
    ("units", "tier"): tier_words,
    ("users", "role"): role_words,
}  # fmt: skip
# Short texts that are no codes.
AS_TYPED = {
    ("contacts", "birthday"), ("follow_ups", "origin"), ("ownerships", "origin"), ("greeting_templates", "origin"),
    ("greeting_messages", "claimed_by"), ("occasions", "code"), ("phones", "digits"), ("phones", "extension"),
    ("saved_views", "name"), ("tags", "name"), ("units", "code"), ("imported_records", "after"), ("feed_entries", "uid"),
}  # fmt: skip


def code_words(table: str, column: str) -> Words | None:
    """{code: words}; None where the column holds no codes."""
    found = CODES.get((table, column))
    return {str(code): words for code, words in found().items()} if found else None
