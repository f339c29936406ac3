"""The kinds of record the box finds, in the order they are shown. A feature joins with one entry here.

The recipe is in docs/search.md.
"""

from flask_babel import lazy_gettext as _l

from liaison.accounts.models import User
from liaison.search.entries import find_entries
from liaison.search.hits import HitGroup, SearchKind
from liaison.search.matters_found import find_matters
from liaison.search.near import near_groups
from liaison.search.people import find_people
from liaison.search.places import find_units
from liaison.search.queries import words_of

KINDS = (
    SearchKind("contact", _l("联系人"), find_people, "contacts.index"),
    SearchKind("unit", _l("单位"), find_units, "units.index"),
    SearchKind("matter", _l("事项"), find_matters, "matters.index"),
    SearchKind("interaction", _l("联系记录"), find_entries, "interactions.index"),
)
LITTLE = 1  # fewer people and units than this, and similar names are offered


def found_in_all(user: User, text: str, limit: int) -> list[HitGroup]:
    """What the user may see of every kind, at most `limit` of each; where that is nothing, what is spelt alike."""
    terms = words_of(text)
    if not terms:
        return []
    groups = [group_of(kind, kind.find(user, terms, limit + 1), limit) for kind in KINDS]
    found = [group for group in groups if group.hits]
    if sum(len(group.hits) for group in found) < LITTLE:
        return near_groups(user, text, limit, KINDS)
    return found


def group_of(kind: SearchKind, hits: list, limit: int) -> HitGroup:  # type: ignore[type-arg]
    return HitGroup(kind, hits[:limit], more=len(hits) > limit)
