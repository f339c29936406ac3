"""All lists that can be taken away: a new one joins with its line here."""

from liaison.contacts.exporting import CONTACTS
from liaison.credits.exporting import CREDITS
from liaison.due.exporting import DUE
from liaison.exports.listing import Listing
from liaison.followups.exporting import FOLLOW_UPS
from liaison.greetings.exporting import GREETINGS
from liaison.interactions.exporting import INTERACTIONS
from liaison.matters.exporting import MATTERS
from liaison.reports.exporting import REPORTS
from liaison.units.exporting import UNITS

LISTINGS: dict[str, Listing] = {
    listing.code: listing for listing in (CONTACTS, UNITS, INTERACTIONS, DUE, FOLLOW_UPS, GREETINGS, MATTERS, CREDITS, *REPORTS)
}
