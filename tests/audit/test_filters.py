"""What a list was filtered by, as the log tells it."""

import re

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask
from greetings_scene import a_round

from liaison.audit.filters import UNSAID, filters_told
from liaison.db import begin_write, db
from liaison.exports.listing import Asked, Filters
from liaison.exports.listings import LISTINGS

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", LISTINGS)
def test_every_filter_that_a_list_reads_has_its_label(app: Flask, cast: Cast, code: str):
    begin_write()
    round_ = a_round("spring-festival", [cast.chen], by=cast.user("officer"))
    db.session.commit()
    with app.test_request_context():
        asked = Asked(cast.user("admin"), TODAY, Filters({"round": str(round_.id)}))
        list(LISTINGS[code].rows(asked))
        for key in asked.args.read - UNSAID:
            (told,) = filters_told(code, {key: "1"})
            assert CHINESE.search(told[0]), f"{key}: label it in liaison/audit/filters.py"


@pytest.mark.parametrize(
    ("code", "args", "said"),
    [
        ("due", {"state": "broken"}, [("状态", "断线")]),
        ("plan", {"whose": "all", "key": "15", "anyway": "y"}, [
            ("谁的", "全部"), ("重点周期（天）", "15"), ("联系不到的人，回来以后再补", "是"),
        ]),
        ("report-coverage", {"span": "quarter"}, [("时段", "本季")]),
        ("report-coverage", {"from": "2026-09-01"}, [("从", "2026-09-01")]),
    ],
)  # fmt: skip
def test_filters_are_told_in_words(app: Flask, code: str, args: dict[str, str], said: list[tuple[str, str]]):
    with app.test_request_context():
        assert list(filters_told(code, args)) == said
