"""What a list that left this program says of somebody by the number beside the name: also that the name is another now.

Such a list is known to be whole, so what it no longer says, and what an import does not take from it, can be told.
"""

from typing import Any

from flask_babel import gettext as _

from liaison.domain.syllables import ReadingError, typed_syllables
from liaison.formats.drafts import ContactDraft
from liaison.formats.post_cells import posts_written
from liaison.imports.people_book import PeopleBook, Person
from liaison.imports.plan import Change, PlannedRow
from liaison.imports.recognising import mobiles_of
from liaison.imports.unit_book import UnitBook


def name_given_anew(person: Person | None, draft: ContactDraft) -> tuple[dict[str, Any], list[Change]]:
    """(values, changes) where the row has another name for the stored person of its number."""
    if person is None or person.in_file or draft.identity != person.identity or draft.name == person.values["name"]:
        return {}, []
    values = {"name": draft.name, "family_name": draft.family, "given_name": draft.given}
    if not fits(person.values["reading"], draft.name):
        values["reading"] = ""  # a corrected pinyin of the name before; that of the row, if it has one, was tried
    return values, [["name", person.values["name"], draft.name]]


def fits(reading: str, name: str) -> bool:
    """Whether a corrected pinyin, "" for none, can be that of the name."""
    try:
        typed_syllables(reading, name)
    except ReadingError:
        return not reading
    return True


def tell_of_numbers(person: Person, draft: ContactDraft, row: PlannedRow) -> None:
    """A mobile beside one that the list no longer has does not take its place."""
    left = sorted(person.mobiles - mobiles_of(draft))
    if draft.identity == person.identity and left and mobiles_of(draft) - person.mobiles:
        row.tell(_("原来的手机还在，排在前面；不用了请到联系人页删去"), "、".join(left))


def tell_of_other_posts(person: Person, draft: ContactDraft, units: UnitBook, row: PlannedRow) -> None:
    """Posts that the person neither has nor had."""
    new = [post for post in draft.other_posts if (units.key_of(post.unit), post.title) not in person.held]
    if new and not person.in_file:
        row.tell(_("其他任职只在新建时写入，这一格没有用；请到联系人页登记"), posts_written(new))


def hint_at_unknown_number(book: PeopleBook, draft: ContactDraft, row: PlannedRow) -> None:
    """Nobody has the number, while the list is of this office: somebody may have been erased on purpose."""
    if draft.identity and book.identified(draft.identity) is None and book.is_of_this_office:
        row.hint(_("系统编号现在没有人，可能删除过，请先核对"))
