"""Whether an occasion can be kept as somebody wrote it: the domain's refusals, each with the input it belongs to."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from liaison.domain.audience import Audience, AudienceError, contradiction
from liaison.domain.audience_words import read_audience
from liaison.domain.calendar_errors import CalendarError
from liaison.domain.date_rules import RelativeRule, RuleError
from liaison.domain.observances import POLICY, Observance, read_observance
from liaison.domain.rule_texts import rule_text
from liaison.domain.rule_words import read_rule
from liaison.occasions.models import OfficeOccasion
from liaison.occasions.queries import WRITTEN, fields, observances_by_code, written_row

NEW_CODE = "own-new"
PLACE_OF = {
    "no_name": "name", "bad_since": "since", "bad_days": "lead_workdays", "bad_send_on": "send_on",
    "solemn_greeting": "send_on",
}  # fmt: skip


class OccasionRefused(ValueError):
    """An occasion that cannot be kept so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read_values(values: Mapping[str, Any], record: OfficeOccasion | None) -> Observance:
    """The occasion these values describe, rule and audience in words or in their grammar. Writes nothing.

    `record` is the one being edited, None for a new one. OccasionRefused says what cannot be.
    """
    others = others_than(record)
    require_free_name(values["name"], others)
    leaning = names_leaning_on(record.name, others) if record else set()
    named = {each.name: each.rule for each in others.values() if each.name not in leaning}
    try:
        rule = rule_text(read_rule(values["rule"], named))
        wanted = read_audience(values["audience"])
        require_possible(wanted)
        audience = wanted.text
        whole = {**unedited(record), **values, "rule": rule, "audience": audience}
        read = read_observance(fields(written_row([whole[name] for name in WRITTEN])), named)
    except CalendarError as error:
        if error.code == "unknown_base" and error.params["name"] in leaning | {
            record.name if record else ""
        }:
            raise circle(error.params["name"]) from error
        raise OccasionRefused(place_of(error), str(error)) from error
    require_quiet(read)
    require_kept_solemn(read)
    return read


def require_possible(audience: Audience) -> None:
    """An audience that nobody can ever be in is a slip: 或 was meant where 的 stands."""
    pair = contradiction(audience)
    if pair is not None:
        first, second = pair
        raise OccasionRefused(
            "audience",
            _(
                "没有人既是%(first)s又是%(second)s，这个范围永远没有人；请用“或”连接，或去掉一个",
                first=first.words,
                second=second.words,
            ),
        )


def require_quiet(observance: Observance) -> None:
    """A day on which nothing is sent cannot itself be a day to send on."""
    if observance.quiet_day and observance.congratulated:
        raise OccasionRefused(
            "send_on", _("勾了“这一天不发任何祝福”，发送时间就只能是不发；要发祝福，请去掉这个勾")
        )


def require_kept_solemn(observance: Observance) -> None:
    """A day that the policy holds solemn may be hidden or explained otherwise, and is never made one to congratulate on."""
    default = next((each for each in POLICY if each.code == observance.code), None)
    if default is None or not default.solemn:
        return
    if not observance.solemn or observance.congratulated:
        raise OccasionRefused(
            "tone", _("%(name)s是肃穆的日子，语气不能改成庆贺，也不发祝福", name=default.name)
        )
    if default.quiet_day and not observance.quiet_day:
        raise OccasionRefused(
            "quiet_day", _("%(name)s这一天不发任何祝福，这个勾不能去掉", name=default.name)
        )


def others_than(record: OfficeOccasion | None) -> dict[str, Observance]:
    """The other occasions on the list, by code."""
    found = observances_by_code()
    if record is not None:
        found.pop(record.code, None)
    return found


def unedited(record: OfficeOccasion | None) -> dict[str, Any]:
    """What nobody edits: the code, and where the day's standing comes from."""
    if record is None:
        return {"code": NEW_CODE, "legal_status": "", "basis": ""}
    return {"code": record.code, "legal_status": record.legal_status, "basis": record.basis}


def place_of(error: CalendarError) -> str:
    """The input a refusal is shown beside."""
    if isinstance(error, RuleError):
        return "rule"
    return "audience" if isinstance(error, AudienceError) else PLACE_OF.get(error.code, "name")


def circle(name: object) -> OccasionRefused:
    return OccasionRefused(
        "rule", _("“%(name)s”是从这个节日推算出来的，两者不能互相为准，请改用日期或别的节日", name=name)
    )


def require_free_name(name: str, others: Mapping[str, Observance]) -> None:
    """Names are how rules refer to each other, so no two are alike."""
    if any(each.name == name.strip() for each in others.values()):
        raise OccasionRefused(
            "name", _("已经有“%(name)s”了，请换一个名称，或修改原有的那个", name=name.strip())
        )


def names_leaning_on(name: str, others: Mapping[str, Observance]) -> set[str]:
    """The names of all days counted from this one, directly or by way of others."""
    found: set[str] = set()
    fresh = {name}
    while fresh:
        fresh = {
            each.name
            for each in others.values()
            if isinstance(each.rule, RelativeRule) and each.rule.base_name in fresh
        } - found
        found |= fresh
    return found
