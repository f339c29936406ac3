"""Vacancies on their way out: where a successor is still to be got to know."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing, Paper
from liaison.post_changes.queries import described, open_vacancies

HEADINGS = ("单位", "部门", "职务", "空出日期", "原任")


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each, newest first; who left is named as far as the user may see them."""
    found = db.session.scalars(open_vacancies().whole().execution_options(yield_per=CHUNK))
    for some in found.partitions():
        for shown in described(asked.user, some):
            vacancy = shown.vacancy
            yield [vacancy.unit.name, vacancy.department, vacancy.title, vacancy.since_on, shown.left_by]


VACANCIES = Listing(
    code="vacancies", title=_l("空缺"), headings=HEADINGS, rows=rows, paper=Paper(_l("空缺"), HEADINGS)
)
