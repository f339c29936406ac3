"""Suffix keys: a prefix lookup here finds any middle part of a name, its pinyin or its initials."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.db import db, sorted_text


class SearchKey(db.Model):
    """`subject` is "contact" or "unit". Written by liaison/search/actions.py with the record itself."""

    __tablename__ = "search_keys"
    key: Mapped[str] = mapped_column(sorted_text(120), primary_key=True)
    subject: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_search_keys_subject", "subject", "subject_id"),)
