"""The features' blueprints."""

from flask import Blueprint

from liaison.accounts.routes import bp as accounts
from liaison.audit.routes import bp as audit
from liaison.calendar_.routes import bp as calendar
from liaison.contacts.routes import bp as contacts
from liaison.due.routes import bp as due
from liaison.exchange.routes import bp as exchange
from liaison.followups.routes import bp as followups
from liaison.health.routes import bp as health
from liaison.interactions.routes import bp as interactions
from liaison.office.routes import bp as office
from liaison.search.routes import bp as search
from liaison.units.routes import bp as units

BLUEPRINTS: tuple[Blueprint, ...] = (
    due, contacts, units, interactions, followups, calendar, search, exchange, office, accounts, audit, health,
)  # fmt: skip
