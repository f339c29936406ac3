"""The words of credits on the screen."""

from flask_babel import gettext as _

UNTHANKED, UNREPORTED = "unthanked", "unreported"


def credit_states() -> list[tuple[str, str]]:
    """(code, word): which of a month's credits are listed; "" for all."""
    return [("", _("全部")), (UNTHANKED, _("还没致谢")), (UNREPORTED, _("还没上报"))]
