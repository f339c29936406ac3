"""What a search answers with: one line for each record, cut where it meets what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from liaison.accounts.models import User
from liaison.domain.highlights import Marked


@dataclass(frozen=True)
class Hit:
    """`endpoint` and `values` are its page. `name` and `detail` are cut into (part, was typed); `aside` stands apart."""

    endpoint: str
    values: dict[str, Any]
    name: Marked
    detail: Marked = field(default_factory=list)
    aside: Marked = field(default_factory=list)


@dataclass(frozen=True)
class SearchKind:
    """One kind of record the box looks for.

    `find(user, words, limit)` answers at most `limit` hits, the best first, of what the user may see. `list_endpoint`
    is the list that takes the same words as `q`.
    """

    name: str
    label: Any
    find: Callable[[User, list[str], int], list[Hit]]
    list_endpoint: str


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind. `more`: there were more than asked for. `near`: nothing fits, these are similar."""

    kind: SearchKind
    hits: list[Hit]
    more: bool
    near: bool = False
