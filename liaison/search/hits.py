"""What a search answers with: one line for each record, cut where it meets what was typed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from liaison.accounts.models import User
from liaison.domain.highlights import Marked
from liaison.search.asking import Asking


@dataclass(frozen=True)
class Hit:
    """`endpoint` and `values` are its page. `name` and `detail` are cut into (part, was typed); `aside` stands apart."""

    endpoint: str
    values: dict[str, Any]
    name: Marked
    detail: Marked = field(default_factory=list)
    aside: Marked = field(default_factory=list)

    @property
    def is_called_so(self) -> bool:
        """Whether it was the name that was typed, or part of it."""
        return any(typed for _, typed in self.name)

    @property
    def says_why(self) -> bool:
        """Whether the line shows anything of what was typed."""
        return any(typed for _, typed in [*self.name, *self.detail, *self.aside])


@dataclass(frozen=True)
class SearchKind:
    """One kind of record the box looks for.

    `led_to(user, words)` asks for the ids of what the words fit; `hits(user, words, ids, limit)` answers at most `limit`
    of them, the best first, of what the user may see. `list_endpoint` is the list that takes the same words as `q`.
    """

    name: str
    label: Any
    led_to: Callable[[User, list[str]], Asking[frozenset[int]]]
    hits: Callable[[User, list[str], Collection[int], int], list[Hit]]
    list_endpoint: str


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind. `more`: there were more than asked for. `near`: nothing fits, these are similar.

    `typed` is what the list of the kind takes to show the same: words that were told apart stand apart in it.
    """

    kind: SearchKind
    hits: list[Hit]
    more: bool
    near: bool = False
    typed: str = ""
