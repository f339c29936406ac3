"""The write routes of the core walk the checklist; and the policy table lists every route there is."""

from accounts.write_rows import ACCOUNTS
from checklist import Checklist
from flask import Flask
from handover.write_rows import HANDOVERS
from matters.write_rows import CREDITS, FILES, MATTERS
from post_changes.write_rows import CHANGES
from scene import set_scene
from write_routes import WRITE_ROUTES as CORE_ROUTES

from liaison.accounts.policy import ROUTES

# Before anybody is signed in there is no role to refuse and no record to hide: tests/accounts/test_signing_in.py.
LISTED_APART = {"accounts.setup", "accounts.login", "accounts.logout"}
CORE = {
    "accounts", "audit", "office", "due", "contacts", "units", "interactions", "followups",
    "matters", "files", "credits", "post_changes", "unit_changes", "handovers",
}  # fmt: skip


class TestCore(Checklist):
    """Accounts, settings, the review, people, units, calls, follow-ups, matters, changes and handovers."""

    routes = [*CORE_ROUTES, *CHANGES, *HANDOVERS, *ACCOUNTS, *MATTERS, *FILES, *CREDITS]
    set_scene = staticmethod(set_scene)


def test_every_write_route_of_the_core_is_on_the_list(app: Flask):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    listed = [route.endpoint for route in TestCore.routes]
    assert len(listed) == len(set(listed))
    assert {endpoint for endpoint in writing if endpoint.split(".")[0] in CORE} == {*listed, *LISTED_APART}


def test_no_route_takes_other_methods_than_get_and_post(app: Flask):
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_the_policy_lists_exactly_the_routes_there_are(app: Flask):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)
