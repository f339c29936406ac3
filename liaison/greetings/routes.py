"""问候: every page of it, gathered; each file beside holds one part and hangs it on the same blueprint."""

from liaison.greetings import (
    approval_routes,
    audience_routes,
    incoming_routes,
    list_routes,
    new_round_routes,
    outbox_routes,
    review_routes,
    roster_routes,
    round_routes,
    sending_routes,
    settings_routes,
    template_routes,
    text_routes,
)
from liaison.greetings.blueprint import bp

__all__ = [
    "approval_routes",
    "audience_routes",
    "bp",
    "incoming_routes",
    "list_routes",
    "new_round_routes",
    "outbox_routes",
    "review_routes",
    "roster_routes",
    "round_routes",
    "sending_routes",
    "settings_routes",
    "template_routes",
    "text_routes",
]
