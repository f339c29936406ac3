"""The wording lint: everything in a greeting that an experienced office director would strike out.

`lint` runs the rules of `wording_words`, `wording_occasions`, `wording_years`, `wording_marks` and
`wording_form` over a template, or over the text made for one person.
"""

from collections.abc import Callable, Iterator, Mapping

from . import wording_form, wording_marks, wording_occasions, wording_words, wording_years
from .wording_draft import Draft, Finding, Severity
from .wording_years import year_values

__all__ = ["Finding", "Severity", "has_errors", "lint", "year_values"]

RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    wording_form.empty_text,
    wording_form.faulty_placeholders,
    wording_form.missing_address,
    wording_form.missing_signature,
    wording_form.long_message,
    wording_words.silent_occasion,
    wording_words.solemn_words,
    wording_words.gift_words,
    wording_words.advertising_words,
    wording_words.honorific_words,
    wording_words.unlucky_words,
    wording_words.flattering_words,
    wording_words.pictures,
    wording_occasions.misplaced_joy,
    wording_occasions.missing_good_health,
    wording_occasions.other_festivals,
    wording_years.wrong_lunar_year,
    wording_years.wrong_year_number,
    wording_years.fixed_year,
    wording_marks.half_width_marks,
    wording_marks.full_width_figures,
    wording_marks.doubled_marks,
    wording_marks.mixed_scripts,
)


def lint(
    text: str,
    *,
    occasion_code: str = "",
    tone: str = "",
    solemn: bool = False,
    year: int | None = None,
    lunar_year: int | None = None,
    channel: str = "sms",
    government: bool = True,
    values: Mapping[str, str] | None = None,
) -> list[Finding]:
    """What should be changed in the text, by place, errors first where two begin together.

    `year` and `lunar_year` are those of the occasion's own day (a Festival's `date.year` and `lunar.year`);
    leave them None for a template kept for any year, in which a year written out is then a finding.
    `channel` is sms, wechat, email, letter, call or visit. `values` are one person's placeholder values:
    with them a template is judged as that person will read it, and a text made from it by the same names.
    """
    draft = Draft(text, occasion_code, tone, solemn, year, lunar_year, channel, government, values)
    findings = [finding for rule in RULES for finding in rule(draft)]
    return sorted(findings, key=lambda finding: (finding.start, finding.severity, finding.code))


def has_errors(findings: list[Finding]) -> bool:
    """Whether any of them keeps the text from being approved."""
    return any(finding.severity == Severity.ERROR for finding in findings)
