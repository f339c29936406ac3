"""Keeping the office's wordings: planting the starter texts, writing, changing, putting away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.domain.starter_texts import OTHER_OCCASIONS, Relation, StarterText, starter_texts
from liaison.domain.wording import Finding, has_errors
from liaison.greetings.channels import CHANNELS
from liaison.greetings.errors import GreetingError
from liaison.greetings.template_models import Template
from liaison.greetings.texts import template_findings
from liaison.occasions.queries import office_policy

FIELDS = ("occasion_code", "tone", "tier", "relation", "channel", "text")


class RefusedWording(GreetingError):
    """A template the lint does not let pass; `findings` say where and why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("refused_wording", "这条措辞不能保存，请按下面的提示改", field="text")
        self.findings = findings


def plant_starters(*, by: User | None) -> int:
    """Copy the starter texts into the office's own; those planted before, kept or not, are passed over."""
    known = set(db.session.scalars(select(Template.origin).where(Template.origin.is_not(None))))
    fresh = [planted(starter) for starter in starter_texts() if starter.key not in known]
    db.session.add_all(fresh)
    db.session.flush()
    if fresh:
        note("template.plant", fresh[0], by, {"texts": len(fresh)})
    return len(fresh)


def plant_when_empty(*, by: User | None) -> int:
    """Plant them in an office that has never had a template."""
    return 0 if db.session.scalar(select(Template.id).limit(1)) else plant_starters(by=by)


def planted(starter: StarterText) -> Template:
    return Template(
        occasion_code=starter.occasion_code,
        tone=tone_of(starter.occasion_code),
        relation=starter.relation.value,
        channel=starter.channel,
        text=starter.text,
        origin=starter.key,
    )


def tone_of(occasion_code: str) -> str:
    """The tone of the office's occasion; empty for those no calendar holds."""
    return next((each.tone for each in office_policy() if each.code == occasion_code), "")


def check_wording(values: Mapping[str, Any]) -> list[Finding]:
    """What is to be said about a template before it is saved; RefusedWording when it has an error."""
    observance = next((each for each in office_policy() if each.code == values["occasion_code"]), None)
    findings = template_findings(
        values["text"],
        occasion_code=values["occasion_code"],
        tone=observance.tone if observance else values["tone"],
        solemn=observance.solemn if observance else False,
        channel=values["channel"],
    )
    if has_errors(findings):
        raise RefusedWording(findings)
    return findings


def require_known(values: Mapping[str, Any]) -> None:
    """Refuse an occasion, relation or channel the program does not know."""
    codes = {each.code for each in office_policy()} | set(OTHER_OCCASIONS) | {""}
    if values["occasion_code"] not in codes:
        raise GreetingError("unknown_occasion", _("没有这个节日，请从列表里选"), field="occasion_code")
    if values["relation"] not in list(Relation):
        raise GreetingError("unknown_relation", _("没有这种身份，请从列表里选"), field="relation")
    if values["channel"] not in CHANNELS:
        raise GreetingError("unknown_channel", _("没有这种方式，请从列表里选"), field="channel")


def add_template(values: Mapping[str, Any], *, by: User | None) -> tuple[Template, list[Finding]]:
    """A new wording, with the warnings about it. RefusedWording when the lint finds an error."""
    require_known(values)
    warnings = check_wording(values)
    template = Template(**{field: values[field] for field in FIELDS})
    db.session.add(template)
    db.session.flush()
    note("template.add", template, by, {field: values[field] for field in FIELDS})
    return template, warnings


def edit_template(
    template: Template, values: Mapping[str, Any], *, version: int | None, by: User | None
) -> list[Finding]:
    """Change a wording; texts made from it stay as they are. Answers the warnings."""
    check_version(template, version)
    require_known(values)
    warnings = check_wording(values)
    for field in FIELDS:
        setattr(template, field, values[field])
    changes = pending_changes(template)
    db.session.flush()
    note("template.edit", template, by, changes)
    return warnings


def archive_template(template: Template, *, now: datetime, by: User | None) -> None:
    """Put it away: no round takes it any more."""
    template.archived_at = now
    db.session.flush()
    note("template.archive", template, by)


def restore_template(template: Template, *, by: User | None) -> None:
    template.archived_at = None
    db.session.flush()
    note("template.restore", template, by)
