"""A record's values as the merge page shows them, and what undoing keeps."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.db import db
from liaison.merges.fields import FIELDS, Field
from liaison.merges.journal import Kept
from liaison.merges.references import REFERENCES
from liaison.office.queries import kind_labels
from liaison.units.models import Unit
from liaison.web.filters import gender_words, tier_words, unit_kind_words


class Words:
    """Looks up once what the values of a page stand for."""

    def __init__(self, users: Iterable[User]) -> None:
        self.users = {user.id: user.name for user in users}
        self.kinds = kind_labels()

    def value(self, field: Field, record: Any) -> str:
        """The value of a record's field; a dash for none."""
        if field.is_empty(record):
            return "—"
        if field.name == "birthday":
            return record.birthday.words
        first = field.value_of(record)[0]
        shown = {
            "tier": lambda: tier_words().get(first, first),
            "kind": lambda: unit_kind_words().get(first, first),
            "gender": lambda: gender_words().get(first, first),
            "owner_id": lambda: self.users.get(first, "…"),
            "deputy_id": lambda: self.users.get(first, "…"),
            "parent_id": lambda: db.session.get_one(Unit, first).name,
            "preferred_channel": lambda: self.kinds.get(first, first),
            "cadence": lambda: cadence_words(*field.value_of(record)),
        }
        return str(shown[field.name]()) if field.name in shown else str(first)

    def kept(self, subject: str, kept: Kept) -> str:
        """One line about something that undoing leaves as it is."""
        names = {**{each.table_name: each.words for each in REFERENCES[subject]}, "saved_views": _("常用视图")}
        if kept.table == f"{subject}s":
            words = field_words(subject, kept.columns)
            return _("%(fields)s 在合并以后改过，保持现在的内容", fields=words)
        name = names.get(kept.table, kept.table)
        if kept.gone:
            return _("一条%(what)s在合并以后删掉了或挪走了，不再恢复", what=name)
        return _("一条%(what)s在合并以后改过，保持现在的样子", what=name)


def cadence_words(interval: int | None, gap: int | None) -> str:
    if interval and gap:
        return _("%(n)d 天，最长 %(gap)d 天", n=interval, gap=gap)
    return _("%(n)d 天", n=interval) if interval else _("最长 %(n)d 天", n=gap)


def field_words(subject: str, columns: tuple[str, ...]) -> str:
    found = {str(field.words): None for field in FIELDS[subject] if set(field.columns) & set(columns)}
    return "、".join(found)
