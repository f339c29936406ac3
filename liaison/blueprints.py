"""The features' blueprints."""

from flask import Blueprint

from liaison.accounts.routes import bp as accounts
from liaison.audit.routes import bp as audit
from liaison.calendar_.routes import bp as calendar
from liaison.contacts.routes import bp as contacts
from liaison.credits.routes import bp as credits
from liaison.digests.routes import bp as digests
from liaison.due.routes import bp as due
from liaison.duplicates.routes import bp as duplicates
from liaison.exports.routes import bp as exports
from liaison.feeds.routes import bp as feeds
from liaison.files.routes import bp as files
from liaison.followups.routes import bp as followups
from liaison.greetings.routes import bp as greetings
from liaison.handover.routes import bp as handovers
from liaison.health.routes import bp as health
from liaison.imports.routes import bp as imports
from liaison.interactions.routes import bp as interactions
from liaison.leave.routes import bp as leave
from liaison.matters.routes import bp as matters
from liaison.merges.routes import bp as merges
from liaison.occasions.routes import bp as occasions
from liaison.office.routes import bp as office
from liaison.plans.routes import bp as plans
from liaison.post_changes.routes import bp as post_changes
from liaison.privacy.routes import bp as privacy
from liaison.reports.routes import bp as reports
from liaison.saved_views.routes import bp as saved_views
from liaison.search.routes import bp as search
from liaison.unit_changes.routes import bp as unit_changes
from liaison.units.routes import bp as units
from liaison.workdays.routes import bp as workdays

BLUEPRINTS: tuple[Blueprint, ...] = (
    due, contacts, units, interactions, followups, calendar, greetings, search, imports, office, accounts, audit,
    health, occasions, workdays, leave, feeds, plans, duplicates, merges, exports, reports,
    matters,
    files,
    credits,
    saved_views,
    post_changes, unit_changes, handovers,
    privacy, digests,
)  # fmt: skip
