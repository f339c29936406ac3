"""What will be written into the demo office, before it is: touches, and what was promised in them."""

from dataclasses import dataclass
from datetime import date, time

from liaison.demo.roster import Person


@dataclass(frozen=True, eq=False)
class Promise:
    """A follow-up; `done_on` None while it is open."""

    text: str
    on: date
    done_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, eq=False)
class Touch:
    """One interaction to log. `topic` names the sentences to choose from, `kind` the office's kind."""

    people: tuple[Person, ...]
    on: date
    at: time
    kind: str
    topic: str
    by: str
    direction: str = "ours"
    answered: bool = True
    minutes: int | None = None
    summary: str = ""
    outcome: str = ""
    promise: Promise | None = None
