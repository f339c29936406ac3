"""The form of a message: whom it addresses, who signs it, how long it is, whether it renders."""

from collections.abc import Iterator, Mapping

from .placeholder_names import EXAMPLES
from .placeholders import MissingValue, check_template, names_in, render
from .text_messages import ALONE, Alphabet, measure
from .wording_draft import Draft, Finding, Severity

ADDRESSED_CHANNELS = ("sms", "wechat", "email", "letter")
# A letter to a unit is addressed to the unit and signed with ours.
ADDRESSES = {"letter": ("称呼", "单位")}
SIGNATURES = {"letter": ("落款", "我方单位"), "email": ("落款", "我方单位")}
UNSIGNED_SEVERITY = {"letter": Severity.ERROR, "email": Severity.ERROR, "sms": Severity.WARNING}


def empty_text(draft: Draft) -> Iterator[Finding]:
    """Nothing to send."""
    if not draft.text.strip():
        yield Finding("empty", Severity.ERROR, "正文是空的，请写上问候语", 0, len(draft.text))


def faulty_placeholders(draft: Draft) -> Iterator[Finding]:
    """What keeps the text from being rendered, and values this person does not have."""
    for problem in check_template(draft.text):
        yield Finding(
            problem.code, Severity.ERROR, problem.message, problem.start, problem.end, problem.params
        )
    if draft.values is not None:
        yield from _missing_values(draft, draft.values)


def missing_address(draft: Draft) -> Iterator[Finding]:
    """Nobody is addressed."""
    names = ADDRESSES.get(draft.channel, ("称呼",))
    if draft.channel in ADDRESSED_CHANNELS and draft.text.strip() and not _says_any(names, draft):
        values = draft.values or {}
        called = next((values[name] for name in names if values.get(name)), "")
        message = f"没有称呼，请在开头写上“{called}”" if called else "没有称呼，请在开头写上 {称呼}"
        yield Finding("missing_address", Severity.ERROR, message, 0, 0)


def missing_signature(draft: Draft) -> Iterator[Finding]:
    """Nobody signs: an error in a letter or a mail, a second look in a text message."""
    severity = UNSIGNED_SEVERITY.get(draft.channel)
    if severity and draft.text.strip() and not _says_any(SIGNATURES.get(draft.channel, ("落款",)), draft):
        end = len(draft.text)
        signed = (draft.values or {}).get("落款", "")
        message = f"没有落款，请在末尾写上“{signed}”" if signed else "没有落款，请在末尾写上 {落款}"
        yield Finding("missing_signature", severity, message, end, end)


def long_message(draft: Draft) -> Iterator[Finding]:
    """A text message that will be charged as several, measured as it will be sent."""
    if draft.channel != "sms":
        return
    size = measure(_as_sent(draft))
    if size.parts > 1:
        over = size.units - ALONE[size.alphabet]
        unit = "个字" if size.alphabet == Alphabet.UCS2 else "个字符"
        message = f"发出时共 {size.units} {unit}，要拆成 {size.parts} 条；删去 {over} {unit}可一条发完"
        params = {"units": size.units, "parts": size.parts, "over": over}
        yield Finding("long_message", Severity.WARNING, message, 0, len(draft.text), params)


def _missing_values(draft: Draft, values: Mapping[str, str]) -> Iterator[Finding]:
    try:
        render(draft.text, values)
    except MissingValue as missing:
        whole = len(draft.text)
        yield Finding(missing.code, Severity.ERROR, str(missing), 0, whole, missing.params)
    except ValueError:
        # A faulty template, already told.
        return


def _says_any(names: tuple[str, ...], draft: Draft) -> bool:
    used, values = names_in(draft.text), draft.values or {}
    return any(name in used or (values.get(name) and values[name] in draft.text) for name in names)


def _as_sent(draft: Draft) -> str:
    if check_template(draft.text):
        return draft.text
    known = {name: value for name, value in (draft.values or {}).items() if value.strip()}
    return render(draft.text, {**EXAMPLES, **known})
