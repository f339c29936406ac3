"""Search keys. A prefix looked up here finds any middle part of a name, its pinyin or its initials.

Under "contact" and "unit" stand the suffix keys of names, titles and telephones, under "unit_phone" those of units' own
numbers (`domain/search_keys.py`); under "note", "place", "call" and "matter" the pairs of characters of longer texts
(`domain/word_grams.py`), each pair a whole key.
"""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.db import db, sorted_text


class SearchKey(db.Model):
    """Written by liaison/search/actions.py with the record itself.

    Sorted by subject, then key, so that looking people up never walks over units' keys; the second index leads from a
    record to its keys, by its number first, since numbers are compared faster than text. SQLite keeps the rows in the
    first index itself.
    """

    __tablename__ = "search_keys"
    subject: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(sorted_text(120), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    __table_args__ = (
        Index("ix_search_keys_record", "subject_id", "subject", "key"),
        {"sqlite_with_rowid": False},
    )
