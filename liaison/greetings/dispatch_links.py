"""What a click or a camera opens: sms:, tel: and mailto: links, and the QR code for the phone."""

from urllib.parse import quote

import segno
from markupsafe import Markup

from liaison.contacts.models import Contact
from liaison.greetings.channels import SPOKEN, mobile_of
from liaison.greetings.models import Greeting


def links_to(row: Greeting) -> dict[str, str]:
    """What a click opens on this device, as far as there is a number or an address."""
    contact, body = row.contact, quote(row.text)
    found = {}
    mobile, first = mobile_of(contact), next(iter(contact.phones), None)
    if mobile and row.channel == "sms":
        # Phones of one make want "?", those of the other "&" before the text; both take the two together.
        found["sms"] = f"sms:{mobile.digits}?&body={body}"
    if first:
        found["tel"] = f"tel:{(mobile or first).digits or first.text}"
    if contact.email and row.channel == "email":
        subject = quote(f"{row.round.occasion_name}问候")
        found["mailto"] = f"mailto:{quote(contact.email, safe='@')}?subject={subject}&body={body}"
    return found


def code_for(row: Greeting) -> Markup | None:
    """A QR code that brings number and text to the phone, or one of them; None where it would not help."""
    content = code_content(row.contact, row)
    if not content:
        return None
    drawn = segno.make(content, error="l", boost_error=False, micro=False, encoding="utf-8")
    return Markup(drawn.svg_inline(border=2, svgclass=None, lineclass=None, omitsize=True))


def code_content(contact: Contact, row: Greeting) -> str:
    mobile = mobile_of(contact)
    if row.channel == "sms" and mobile:
        return f"SMSTO:{mobile.digits}:{row.text}"
    if row.channel == "wechat":
        return row.text
    if row.channel in SPOKEN and contact.phones:
        return f"tel:{(mobile or contact.phones[0]).digits}"
    return ""
