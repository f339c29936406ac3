"""What must hold before a round or a greeting is changed; each refusal says what to do."""

from flask_babel import gettext as _

from liaison.greetings.channels import CHANNELS
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round
from liaison.greetings.queries import posted_for


def require_open(round_: Round) -> None:
    if round_.closed_at:
        raise GreetingError("closed", _("“%(name)s”已经办结，不能再改", name=round_.name))


def require_unsettled(greeting: Greeting) -> None:
    """The words of what was sent, or is not to be sent, stay as they are."""
    require_open(greeting.round)
    if greeting.is_settled:
        raise GreetingError("settled", _("%(name)s的问候已发出或免发，不能再改", name=greeting.name))
    if greeting.list_id is not None:
        raise GreetingError("listed", _("%(name)s已列入平台名单，请先了结那份名单", name=greeting.name))
    if posted_for(greeting) is not None:
        raise GreetingError(
            "posted", _("给%(name)s的邮件已交给程序发送，请先到发件箱撤下", name=greeting.name)
        )


def require_channel(channel: str) -> None:
    if channel not in CHANNELS:
        raise GreetingError("unknown_channel", _("没有这种方式，请从列表里选"), field="channel")
