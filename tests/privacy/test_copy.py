"""The copy handed to a person: everything there is of them, in Chinese, with nothing of the program's own."""

import re
from random import Random

import pytest
from conftest import TODAY
from flask import Flask, render_template
from merges.any_row import Filler, fillable
from page_checks import CheckedClient
from privacy.conftest import Known

from liaison.contacts.actions import edit_contact
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.birthdays import Birthday
from liaison.feeds.models import Feed, FeedEntry
from liaison.interactions.models import Interaction
from liaison.merges.references import CONTACT_REFERENCES
from liaison.privacy.belongings import belongings_of, required_by
from liaison.privacy.copies import Copy, copy_of
from liaison.privacy.layout import BARE_LINKS, CELLS, LAID_OUT, LEFT_EVERYWHERE, LEFT_OUT, columns_laid_out
from liaison.vocabulary.columns import TECHNICAL, column_words
from liaison.vocabulary.tables import TABLES

ZONE = "Asia/Shanghai"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OF_THE_PROGRAM = re.compile(r"\b(?:[a-z]+_[a-z_]+|None|True|False|\{|\[)")
CODES = re.compile(r"\b(?:key|regular|general|female|male|mobile|landline|call|wechat|ours|theirs|outgoing|incoming|due|sent)\b")


def holding() -> set[str]:
    """Every table that can hold something of a person: it refers to them, or cannot be without what does."""
    names = {Contact.__tablename__, Interaction.__tablename__, "tags", "feed_entries"}
    names |= {each.table_name for each in CONTACT_REFERENCES}
    while True:
        below = {child.name for name in names for child, _column in required_by(db.metadata.tables[name])}
        if below <= names:
            return names
        names |= below


def test_every_table_that_can_hold_something_of_a_person_is_laid_out_or_a_mere_link(app):
    missing = holding() - LAID_OUT.keys() - BARE_LINKS
    assert not missing, "lay it out in liaison/privacy/layout.py"
    assert TABLES.keys() >= LAID_OUT.keys() | BARE_LINKS


@pytest.mark.parametrize("name", LAID_OUT)
def test_every_column_is_shown_or_left_out_knowingly(app, name: str):
    shown, left = set(columns_laid_out(name)), set(LEFT_OUT.get(name, "").split())
    stored = {column.name for column in db.metadata.tables[name].c}
    assert not stored - shown - left - TECHNICAL - LEFT_EVERYWHERE, "put it into LAID_OUT or LEFT_OUT"
    assert left <= stored and not left & shown
    assert shown <= stored | {column for table, column in CELLS if table == name}


@pytest.mark.parametrize("name", LAID_OUT)
def test_the_headings_of_a_kind_are_chinese_and_different(app, name: str):
    with app.test_request_context():
        headings = [column_words(name, column) for column in columns_laid_out(name)]
    assert len(set(headings)) == len(headings)
    assert all(CHINESE.search(heading) for heading in headings)


@pytest.fixture
def filled(app: Flask, known: Known) -> Known:
    """The scene with the person in a row of every reference, a full record, and told to a calendar."""
    begin_write()
    filler = Filler(Random(3), [known.id], [known.cast.ids["school"]])
    for reference in fillable("contact"):
        filler.name(reference, "contact", known.id)
    officer = known.cast.user("officer")
    values = {
        "gender": "female", "tier": "key", "preferred_channel": "wechat", "birthday": Birthday(3, 5, 1977, True),
        "deputy_id": known.cast.user("head").id,
    }  # fmt: skip
    edit_contact(known.contact, values, version=None, by=officer)
    db.session.commit()
    return known


def copy(app: Flask, known: Known) -> Copy:
    with app.test_request_context():
        return copy_of(belongings_of(known.contact), ZONE, TODAY)


def test_the_copy_holds_a_row_of_every_kind_in_which_the_person_is(app: Flask, filled: Known):
    found = copy(app, filled)
    for each in fillable("contact"):
        if "id" in each.table.c:
            held = {row.id for row in found.rows.get(each.table_name, [])}
            assert held >= {row.id for row in each.rows_of(filled.id)}, each.table_name
    assert {"merges", "audit_lines", "matter_notes", "files", "tags", "planned_calls", "feed_entries"} <= found.rows.keys()
    kinds = {part.words for part in found.parts}
    assert kinds >= {str(TABLES[name]) for name in found.rows.keys() - BARE_LINKS}


def test_the_page_is_readable_for_the_person_it_is_handed_to(app: Flask, filled: Known):
    found = copy(app, filled)
    cells = [cell for part in found.parts for row in part.rows for cell in row]
    assert [cell for cell in cells if OF_THE_PROGRAM.search(cell.replace("leimingyuan_wx", ""))] == []
    assert [cell for cell in cells if CODES.search(cell)] == []
    headings = [heading for part in found.parts for heading in part.headings]
    assert all(CHINESE.search(words) for words in (*headings, *(part.words for part in found.parts)))
    person = dict(zip(found.parts[0].headings, found.parts[0].rows[0], strict=True))
    assert person["性别"] == "女" and person["联系等级"] == "重点" and person["喜欢的方式"] == "微信"
    assert person["生日"].startswith("农历1977年") and person["B角"] == "李强" and "°" in person["关系温度"]
    with app.test_request_context():
        page = render_template("privacy/copy.html", contact=filled.contact, parts=found.parts, day=TODAY)
    assert "雷明远答应了" in page and "别处文字里提到" in page and "联系雷主任" in page


def test_the_log_on_the_copy_names_nobody_told_apart(app: Flask, filled: Known):
    (log,) = [part for part in copy(app, filled).parts if part.words == "操作日志"]
    assert "认定不是同一人" in {cell for row in log.rows for cell in row}
    assert not any("王雅琴" in cell for row in log.rows for cell in row)


def test_what_many_feeds_were_told_is_said_once(app: Flask, filled: Known):
    begin_write()
    officer, entry = filled.cast.user("officer"), db.session.query(FeedEntry).filter(FeedEntry.title == "联系雷主任").one()
    feed = Feed(user_id=officer.id, name="另一个", kinds="checkins", token_hash="y" * 64)
    db.session.add(feed)
    db.session.flush()
    same = {name: getattr(entry, name) for name in ("uid", "digest", "sequence", "changed_at", "kind", "on", "title")}
    db.session.add(FeedEntry(feed_id=feed.id, **same))
    db.session.commit()
    (events,) = [part for part in copy(app, filled).parts if part.words == "日历订阅"]
    assert [row[0] for row in events.rows].count("联系雷主任") == 1


def test_the_page_lists_every_kind_by_its_chinese_name(head: CheckedClient, filled: Known):
    page = head.get(f"/contacts/{filled.id}/privacy").text
    listed = re.search(r'privacy-counts">(.*?)</ul>', page, re.DOTALL)[1]
    kinds = re.findall(r"<li><span>(.*?)</span>", listed)
    assert kinds and all(CHINESE.search(kind) and not re.search("[a-z]", kind) for kind in kinds)
    assert len(kinds) == len(set(kinds)) and kinds.count("标签") == 1
