"""All lists that can be taken away: a new one joins with its line here."""

from liaison.contacts.exporting import CONTACTS
from liaison.credits.exporting import CREDITS
from liaison.due.exporting import DUE, DUE_UNITS
from liaison.exports.listing import Listing
from liaison.followups.exporting import FOLLOW_UPS
from liaison.greetings.exporting import GREETINGS, INCOMING
from liaison.interactions.exporting import INTERACTIONS
from liaison.matters.exporting import MATTERS
from liaison.plans.exporting import PLAN
from liaison.post_changes.exporting import VACANCIES
from liaison.reports.exporting import REPORTS
from liaison.units.exporting import UNITS

RECORDS = (
    CONTACTS, UNITS, INTERACTIONS, DUE, DUE_UNITS, PLAN, FOLLOW_UPS, GREETINGS, INCOMING, MATTERS, CREDITS, VACANCIES,
)  # fmt: skip
LISTINGS: dict[str, Listing] = {listing.code: listing for listing in (*RECORDS, *REPORTS)}
WHOLE = [listing for listing in LISTINGS.values() if listing.whole is not None]
FOR_COMMANDS = [listing.code for listing in RECORDS]  # a report asks who looks
