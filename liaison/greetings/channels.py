"""短信 微信 电话 走访 邮件 公函: which of them suits whom, and what each needs."""

from flask_babel import gettext as _

from liaison.contacts.models import Contact, Phone

WRITTEN, SPOKEN = ("sms", "wechat", "email", "letter"), ("call", "visit")
CHANNELS = ("sms", "wechat", "call", "visit", "email", "letter")


def channel_words() -> dict[str, str]:
    """The screen words, in the order of use."""
    return {
        "sms": _("短信"),
        "wechat": _("微信"),
        "call": _("电话"),
        "visit": _("走访"),
        "email": _("邮件"),
        "letter": _("公函"),
    }


def mobile_of(contact: Contact) -> Phone | None:
    """The number a text message goes to."""
    return next((phone for phone in contact.phones if phone.label == "mobile" and phone.digits), None)


def lacks_means(contact: Contact, channel: str) -> bool:
    """Whether this person cannot be reached that way for want of a number or an address."""
    if channel == "sms":
        return mobile_of(contact) is None
    if channel == "call":
        return not contact.phones
    return channel == "email" and not contact.email


def usual_channel(contact: Contact, wish: str = "") -> str:
    """The channel wished for, else the one the person likes, else any for which there is a number."""
    wanted = [wish, contact.preferred_channel, "sms", "wechat" if contact.wechat else "", "email", "call"]
    fitting = (each for each in wanted if each in CHANNELS and not lacks_means(contact, each))
    return next(fitting, "sms")
