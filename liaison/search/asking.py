"""Questions to the database that can wait for one another, so that what is wanted at the same moment is one statement.

On PostgreSQL every statement costs a way there and back. So a part of the search does not ask by itself: it is a
generator that yields the questions it has now, is sent their answers, and returns what it made of them. `side_by_side`
makes one of several, `answer_of` asks the database at each step.
"""

import json
import re
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import NoneType
from typing import Any, TypeVar

from sqlalchemy import TextClause, select, text

from liaison.db import db

# The ids a statement leads to come as one value: a row for each of a thousand costs more than finding them.
GATHERED = {"sqlite": "json_group_array(found)", "postgresql": "array_agg(found)"}
LISTED = {
    "sqlite": "(SELECT value FROM json_each(:{name}))",
    "postgresql": "(SELECT value FROM unnest(CAST(:{name} AS {kind}[])) AS unnested(value))",
}
PLAIN = (str, int, NoneType)
A_NAME = re.compile(r"([:{])([a-z]\w*)")
A_LIST = re.compile(r"\{(\w+)(?: (\w+))?\}")


@dataclass(frozen=True)
class Wording:
    """SQL and its values. `:name` stands for one value, `{name}` for a list of ids as a table of one column `value`.

    A list of texts is `{name text}`.
    """

    sql: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def numbered(self, number: int) -> "Wording":
        """The same with names of its own, to stand beside others."""
        return Wording(renamed(self.sql, number), {f"{name}_{number}": value for name, value in self.values.items()})


Answer = TypeVar("Answer")
Asking = Generator[Sequence[Wording], Sequence[Sequence[int]], Answer]


def side_by_side(askings: Sequence[Asking[Any]]) -> Asking[list[Any]]:
    """What each of these returns; a step of all of them is one step."""
    returned: list[Any] = [None] * len(askings)
    questions: dict[int, Sequence[Wording]] = {}

    def go_on(place: int, answers: Any) -> None:
        try:
            questions[place] = askings[place].send(answers)
        except StopIteration as end:
            returned[place] = end.value
            questions.pop(place, None)

    for place in range(len(askings)):
        go_on(place, None)
    while questions:
        answers = iter((yield [each for own in questions.values() for each in own]))
        for place, own in list(questions.items()):
            go_on(place, [next(answers) for _ in own])
    return returned


def answer_of(asking: Asking[Answer]) -> Answer:
    """What it returns, each of its steps asked in one statement."""
    answers: Any = None
    while True:
        try:
            questions = asking.send(answers)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        answers = asked(questions)


def asked(questions: Sequence[Wording]) -> list[Sequence[int]]:
    """The ids each question finds: a SELECT of one column `found`. The same question is asked once."""
    if not questions:
        return []
    dialect = db.engine.dialect.name
    different = {told_apart(each): each for each in questions}
    own = [question.numbered(number) for number, question in enumerate(different.values())]
    values = {name: as_value(value, dialect) for each in own for name, value in each.values.items()}
    row = db.session.execute(prepared(tuple(each.sql for each in own), dialect), values).one()
    answers = [json.loads(found) if isinstance(found, str) else found or [] for found in row]
    by_question = dict(zip(different, answers, strict=True))
    return [by_question[told_apart(each)] for each in questions]


def told_apart(question: Wording) -> tuple[Any, ...]:
    plain = (value if isinstance(value, PLAIN) else tuple(value) for value in question.values.values())
    return question.sql, *question.values, *plain


def as_value(value: Any, dialect: str) -> Any:
    """A list as the one value that LISTED reads; psycopg would turn each number of a list into text by itself."""
    if isinstance(value, PLAIN):
        return value
    listed = list(value)
    if dialect == "sqlite":
        return json.dumps(listed)
    return "{" + ",".join(map(str, listed)) + "}" if all(isinstance(each, int) for each in listed) else listed


@cache
def renamed(sql: str, number: int) -> str:
    return A_NAME.sub(rf"\g<0>_{number}", sql)


@cache
def prepared(statements: tuple[str, ...], dialect: str) -> TextClause:
    """Fixed texts: building them anew for each letter typed would cost more than running them."""
    columns = ", ".join(f"(SELECT {GATHERED[dialect]} FROM ({each}) AS q) AS q{n}" for n, each in enumerate(statements))
    return text("SELECT " + worded(columns, dialect))


def worded(sql: str, dialect: str) -> str:
    """With every list written as this database reads it."""
    return A_LIST.sub(lambda found: LISTED[dialect].format(name=found[1], kind=found[2] or "integer"), sql)


def those(ids: Collection[int]) -> Any:
    """These ids for `column.in_(…)`, as one value whatever their number."""
    dialect = db.engine.dialect.name
    return text(worded("SELECT value FROM {those} AS listed", dialect)).bindparams(those=as_value(ids, dialect))


def records_of(model: Any, ids: Sequence[int], *options: Any) -> list[Any]:
    """The records in the order of their ids: a few are fetched whole once they are known to be the best."""
    statement = select(model).where(model.id.in_(ids)).options(*options)
    by_id = {record.id: record for record in db.session.scalars(statement)} if ids else {}
    return [by_id[record_id] for record_id in ids]
