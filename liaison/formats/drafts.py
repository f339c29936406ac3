"""What an import file says, row by row, before anything is looked up: plain values and problems.

Made by office_sheet.py and address_books.py; matching to records and writing belong to the imports
feature.
"""

from dataclasses import dataclass, field
from datetime import date, time

from liaison.domain.birthdays import Birthday
from liaison.domain.cadence import Tier
from liaison.domain.genders import Gender
from liaison.domain.phones import Phone
from liaison.domain.touches import Direction


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that was not understood. `column` is its letter, empty when the whole row is meant.

    `code` and `params` are the reason for other languages; `reason` is the Chinese sentence. `field` is what the
    column stands for, empty for the whole row.
    """

    row: int
    column: str
    heading: str
    value: str
    reason: str
    code: str
    params: dict[str, object] = field(default_factory=dict, compare=False)
    field: str = ""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post beside the first one; `to_on` None while it lasts."""

    unit: str
    department: str
    title: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One person. Texts are empty where the sheet is silent; `name` may be too, then `problems` says so.

    `family` and `given` only where the source keeps them apart. `section` is the title the row stands
    under, `preferred_channel` a code of domain/touches.py. `identity` is the uuid of 系统编号.
    `since` is when the post of this row began, `other_posts` are the others held now and before.
    `kept`: field and text of what could not be read whole and is worth a remark.
    """

    row: int
    unit: str = ""
    name: str = ""
    family: str = ""
    given: str = ""
    reading: str = ""
    address_as: str = ""
    gender: Gender | None = None
    department: str = ""
    title: str = ""
    phones: tuple[Phone, ...] = ()
    email: str = ""
    more_emails: tuple[str, ...] = ()
    wechat: str = ""
    birthday: Birthday | None = None
    tier: Tier | None = None
    interval_days: int | None = None
    max_gap_days: int | None = None
    preferred_channel: str = ""
    best_time: str = ""
    taboos: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    deputy: str = ""
    region: str = ""
    address: str = ""
    verified_on: date | None = None
    since: date | None = None
    other_posts: tuple[PostDraft, ...] = ()
    retired_on: date | None = None
    archived_on: date | None = None
    identity: str = ""
    section: str = ""
    hidden: bool = False
    kept: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One contact made, as a register has it; `others` took part besides `name`. `identities`: the uuids of 联系人编号.

    `channel` is a code of domain/touches.py, or one of the office's own. `on` is None, `name` and `unit`
    are empty, where the sheet is silent or not understood; `problems` says which.
    """

    row: int
    unit: str = ""
    name: str = ""
    others: tuple[str, ...] = ()
    title: str = ""
    on: date | None = None
    at: time | None = None
    channel: str = "call"
    direction: Direction = Direction.OURS
    answered: bool = True
    minutes: int | None = None
    summary: str = ""
    outcome: str = ""
    handler: str = ""
    follow_up: str = ""
    follow_up_on: date | None = None
    phones: tuple[Phone, ...] = ()
    identities: tuple[str, ...] = ()
    notes: str = ""
    section: str = ""
    hidden: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """One unit. `kind` is the word of the sheet (本科, 事业单位), left for the importer to place.

    `parent` is to be a unit of ours, `authority` any name. `phone` is the text of the cell, `phones` what was read of it.
    """

    row: int
    name: str = ""
    short_name: str = ""
    code: str = ""
    parent: str = ""
    authority: str = ""
    former_names: tuple[tuple[str, date | None], ...] = ()
    kind: str = ""
    region: str = ""
    address: str = ""
    phones: tuple[Phone, ...] = ()
    phone: str = ""
    tier: Tier | None = None
    interval_days: int | None = None
    max_gap_days: int | None = None
    owner: str = ""
    notes: str = ""
    archived_on: date | None = None
    section: str = ""
    hidden: bool = False
    problems: tuple[Problem, ...] = ()
