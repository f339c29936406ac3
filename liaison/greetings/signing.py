"""Keeping the list of our own people in whose name greetings go out."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.domain.titles import rank
from liaison.greetings.errors import GreetingError
from liaison.greetings.template_models import Signer

FIELDS = ("name", "title", "text")


def add_signer(values: Mapping[str, str], *, by: User | None) -> Signer:
    """A leader at the end of the list. GreetingError for a title whose rank nobody knows."""
    require_rank(values["title"])
    last = db.session.scalar(select(func.max(Signer.position))) or 0
    signer = Signer(**{field: values[field] for field in FIELDS}, position=last + 1)
    db.session.add(signer)
    db.session.flush()
    note("signer.add", signer, by, dict(values))
    return signer


def edit_signer(signer: Signer, values: Mapping[str, str], *, version: int | None, by: User | None) -> None:
    """Another title or signature; greetings written already keep theirs."""
    check_version(signer, version)
    require_rank(values["title"])
    for field in FIELDS:
        setattr(signer, field, values[field])
    changes = pending_changes(signer)
    db.session.flush()
    note("signer.edit", signer, by, changes)


def require_rank(title: str) -> None:
    """对等 needs a rank to compare."""
    if rank(title) == 0:
        raise GreetingError(
            "no_rank",
            _("看不出“%(title)s”是哪一级，请写成 主任、副局长、科长 这样的职务", title=title),
            field="title",
        )


def archive_signer(signer: Signer, *, now: datetime, by: User | None) -> None:
    """No longer suggested."""
    signer.archived_at = now
    db.session.flush()
    note("signer.archive", signer, by)


def restore_signer(signer: Signer, *, by: User | None) -> None:
    signer.archived_at = None
    db.session.flush()
    note("signer.restore", signer, by)


def all_signers() -> list[Signer]:
    """Archived ones too, last."""
    return list(
        db.session.scalars(
            select(Signer).order_by(Signer.archived_at.is_not(None), Signer.position, Signer.id)
        )
    )
