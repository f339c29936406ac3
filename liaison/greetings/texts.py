"""The words of a greeting: what placeholders stand for, the text made of them, what is wrong with it."""

from dataclasses import dataclass
from datetime import date

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.domain.placeholder_names import GREETING_PLACEHOLDERS
from liaison.domain.placeholders import TOKEN, check_template, names_in, render
from liaison.domain.starter_texts import COMBINED_OCCASION, OTHER_OCCASIONS
from liaison.domain.wording import Finding, Severity, lint, year_values
from liaison.greetings.channels import SPOKEN
from liaison.greetings.models import Greeting, Round
from liaison.greetings.template_models import Signer, Template
from liaison.office.queries import setting
from liaison.units.models import UnitKind

PERSONAL_NAMES = ("原联络员", "新职务", "事项")
# Their people are not bound by the rules on gifts to officials.
PRIVATE_KINDS = (UnitKind.ENTERPRISE, UnitKind.ASSOCIATION, UnitKind.MEDIA, UnitKind.OTHER)


@dataclass(frozen=True)
class OfficeWords:
    """What the office says of itself under a greeting."""

    name: str
    signature: str
    phone: str


def office_words() -> OfficeWords:
    """As the settings have them now."""
    return OfficeWords(setting("office_name"), setting("signature"), setting("contact_phone"))


def signature_of(signer: Signer | None, officer: User | None, office: OfficeWords) -> str:
    """落款: the leader's, else the office's with the officer's name."""
    if signer is not None:
        return signer.text
    return (office.signature or office.name) + (officer.name if officer else "")


def values_of(greeting: Greeting, office: OfficeWords) -> dict[str, str]:
    """What every placeholder of a round stands for; empty where nothing is recorded."""
    return values_for(greeting.round, greeting.contact, greeting.officer, greeting.signature, office)


def values_for(
    round_: Round, contact: Contact, officer: User | None, signature: str, office: OfficeWords
) -> dict[str, str]:
    """The same before there is a greeting."""
    return {
        **year_values(round_.occasion_code, round_.day.year, round_.lunar_year),
        "称呼": contact.address,
        "姓名": contact.name,
        "职务": contact.title,
        "单位": contact.unit.name if contact.unit else "",
        "节日": round_.occasion_name,
        "日期": written_date(round_.send_on),
        "落款": signature,
        "我方单位": office.name,
        "联络员": officer.name if officer else "",
        "联络电话": office.phone,
    }


def written_date(day: date) -> str:
    """2027年2月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def text_from(template: Template, values: dict[str, str]) -> str:
    """The template with what is known filled in; a name without a value stays, for the lint to point at."""
    known = {name: value for name, value in values.items() if value.strip()}
    if check_template(template.text):
        return template.text
    if all(name in known for name in names_in(template.text)):
        return render(template.text, known)
    return filled(template.text, known)


def filled(text: str, values: dict[str, str]) -> str:
    """The text with every name that stands for something replaced; the rest stays as it was typed."""
    known = {name: value for name, value in values.items() if value.strip()}
    return TOKEN.sub(lambda token: known.get((token["name"] or "").strip(), token.group()), text)


def is_private(contact: Contact) -> bool:
    return contact.unit is not None and contact.unit.kind in PRIVATE_KINDS


def findings_for(greeting: Greeting, office: OfficeWords, text: str | None = None) -> list[Finding]:
    """The lint over one person's text, or over another that might take its place; a call or a visit needs no words."""
    words = greeting.text if text is None else text
    if greeting.channel in SPOKEN and not words.strip():
        return []
    round_ = greeting.round
    return lint(
        words,
        occasion_code=round_.occasion_code,
        tone=round_.tone,
        year=round_.day.year,
        lunar_year=round_.lunar_year,
        channel=greeting.channel,
        government=not is_private(greeting.contact),
        values=values_of(greeting, office),
    )


def template_findings(
    text: str, *, occasion_code: str, tone: str, solemn: bool, channel: str
) -> list[Finding]:
    """The lint over a template kept for any year; placeholders no greeting has a value for are errors."""
    problems = check_template(text, placeholders_for(occasion_code))
    own = [
        Finding(each.code, Severity.ERROR, each.message, each.start, each.end, each.params)
        for each in problems
    ]
    places = {(each.start, each.end) for each in own}
    linted = lint(text, occasion_code=occasion_code, tone=tone, solemn=solemn, channel=channel)
    return own + [each for each in linted if (each.start, each.end) not in places]


def placeholders_for(occasion_code: str) -> tuple[str, ...]:
    """The names a template may use: a feast knows no new post and no favour to give thanks for."""
    if occasion_code in OTHER_OCCASIONS and occasion_code != COMBINED_OCCASION:
        return tuple(GREETING_PLACEHOLDERS)
    return tuple(name for name in GREETING_PLACEHOLDERS if name not in PERSONAL_NAMES)
