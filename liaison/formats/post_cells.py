"""Posts beside the first one in a single cell: "市第一中学｜教务处｜教师｜2010-09-01｜2019-04-30；江州学院｜｜兼职教授｜｜".

Written by the export of people and read back by the importer. Five places for each post: unit, department, title, from and
to; an empty place says nothing, and a post without its last day lasts. One of the two marks within a name has a backslash
before it (list_cells.py).
"""

from collections.abc import Iterable
from datetime import date

from liaison.domain.refusals import Refusal, sentence
from liaison.formats.drafts import PostDraft
from liaison.formats.list_cells import bare, parts, shielded

PLACE, POST = "｜", "；"
MARKS = PLACE + POST


class PostCellError(Refusal):
    """A cell that does not tell posts."""

    def __init__(self) -> None:
        super().__init__(sentence("看不懂，其他任职要写成 单位｜部门｜职务｜起｜止，几个之间用“；”隔开，不知道的空着"))


def posts_written(posts: Iterable[PostDraft]) -> str:
    return POST.join(
        PLACE.join((*map(plain, (post.unit, post.department, post.title)), day(post.from_on), day(post.to_on)))
        for post in posts
    )


def posts_read(text: str) -> tuple[PostDraft, ...]:
    """In the order of the cell. PostCellError for a cell that is not written so."""
    return tuple(post_read(each.strip()) for each in parts(text, POST) if each.strip())


def post_read(text: str) -> PostDraft:
    places = [" ".join(bare(each, MARKS).split()) for each in parts(text, PLACE)]
    if len(places) != 5 or not (places[0] or places[2]):
        raise PostCellError
    unit, department, title, first, last = places
    try:
        from_on, to_on = (date.fromisoformat(each) if each else None for each in (first, last))
    except ValueError as error:
        raise PostCellError from error
    if from_on and to_on and to_on < from_on:
        raise PostCellError
    return PostDraft(unit, department, title, from_on, to_on)


def plain(text: str) -> str:
    """On one line, as every name is."""
    return shielded(" ".join(text.split()), MARKS)


def day(on: date | None) -> str:
    return on.isoformat() if on else ""
