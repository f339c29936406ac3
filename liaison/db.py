"""The database: one declarative base, the column kinds all models share, and how SQLite is opened.

Writes take `BEGIN IMMEDIATE` on SQLite (`begin_write`), so that two writers queue instead of failing half-way.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, String, TypeDecorator, event, select
from sqlalchemy.dialects.postgresql import VARCHAR
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

from liaison import clock
from liaison.settings import PROJECT_DIR

WRITE_OPTION = "liaison_write"


class Instant(TypeDecorator[datetime]):
    """An aware instant in Python, naive UTC in the database: the same on SQLite and PostgreSQL."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table: constraint names are fixed so that migrations can name them on both databases."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: Instant, str: String(200)},
    )


def sorted_text(length: int) -> String:
    """Text compared byte by byte on both databases, so that a prefix is a range and pinyin sorts alike."""
    return String(length).with_variant(VARCHAR(length, collation="C"), "postgresql")


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


class Record:
    """What every editable record carries: a lasting identity, a version against lost edits, and its two instants."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class StaleRecord(Exception):
    """Somebody saved the record after this person opened it; nothing was written."""

    def __init__(self, record: Any) -> None:
        super().__init__("这条记录刚刚被别人修改过，请核对后再保存")
        self.record = record


def check_version(record: Any, version: int | None) -> None:
    """Refuse an edit that started from an older version; None means the caller just read the record itself."""
    if version is not None and version != record.version:
        raise StaleRecord(record)


def hold(model: Any, ids: Iterable[int]) -> list[Any]:
    """These records as they stand now, which nobody else writes before this transaction ends; in the order of their ids.

    For work that decides by what it read and then writes rows by themselves. SQLite has one writer anyway.
    """
    held = select(model).where(model.id.in_(list(ids))).order_by(model.id).with_for_update(of=model)
    return list(db.session.scalars(held.execution_options(populate_existing=True)))


def begin_write() -> None:
    """Open the session's transaction as a writing one. Call before the first statement of a write."""
    if db.session().in_transaction():
        db.session.rollback()
    db.session.connection(execution_options={WRITE_OPTION: True})


def attach_database(app: Flask) -> None:
    """Bind the database to the application and prepare its engine."""
    db.init_app(app)
    migrate.init_app(app, db, str(PROJECT_DIR / "migrations"), render_as_batch=True, compare_type=True)
    with app.app_context():
        prepare = prepare_sqlite if db.engine.dialect.name == "sqlite" else prepare_postgresql
        prepare(db.engine)


def prepare_sqlite(engine: Engine) -> None:
    """WAL, full sync, foreign keys, and transactions begun by us rather than guessed by the driver."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        writing = connection.get_execution_options().get(WRITE_OPTION)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def prepare_postgresql(engine: Engine) -> None:
    """What a page read out of order costs: four times one in order by PostgreSQL's own reckoning, which is of spinning disks.

    By it 300 units of 20,000 were found by reading all of them.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.autocommit = True  # else the setting would go with the first transaction that is undone
        connection.execute("SET random_page_cost = 1.1")
        connection.autocommit = False


def iso(value: date | datetime | None) -> str | None:
    """A date or instant as ISO text, for JSON and for audit lines; None stays None."""
    return None if value is None else value.isoformat()
