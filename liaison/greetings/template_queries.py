"""Reading the office's wordings."""

from dataclasses import dataclass

from sqlalchemy import func, select

from liaison.db import db
from liaison.domain.text_messages import measure
from liaison.greetings.template_models import Template


@dataclass(frozen=True)
class TemplateFilter:
    """Every field but the occasion empty means "any"."""

    occasion_code: str
    relation: str = ""
    channel: str = ""
    archived: bool = False


def any_template() -> bool:
    """Whether the office has ever had a wording."""
    return db.session.scalar(select(Template.id).limit(1)) is not None


def kept_templates(wanted: TemplateFilter) -> list[tuple[Template, int]]:
    """(wording, its length as it stands) of one occasion, by relation and channel."""
    found = select(Template).where(Template.occasion_code == wanted.occasion_code)
    found = found.where(
        Template.archived_at.is_not(None) if wanted.archived else Template.archived_at.is_(None)
    )
    if wanted.relation:
        found = found.where(Template.relation == wanted.relation)
    if wanted.channel:
        found = found.where(Template.channel == wanted.channel)
    rows = db.session.scalars(found.order_by(Template.channel, Template.relation, Template.id))
    return [(template, measure(template.text).units) for template in rows]


def occasion_counts() -> dict[str, int]:
    """{occasion code: how many live wordings}, in the order in which they were first made."""
    rows = db.session.execute(
        select(Template.occasion_code, func.count())
        .where(Template.archived_at.is_(None))
        .group_by(Template.occasion_code)
        .order_by(func.min(Template.id))
    )
    return {row[0]: row[1] for row in rows}
