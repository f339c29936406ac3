"""Searching a million contacts on SQLite and on PostgreSQL, beside LIKE '%…%' over names in the same run.

`python -m bench.search [CONTACTS [INTERACTIONS]]` fills one database of each kind in a temporary folder and times what the
box asks while one types (`kinds.found_in_all`: people, units and interactions together): the first asking, the median
and the 95th percentile of twenty, by the clock and as time of the processor, this program's and the PostgreSQL server's
(which the clock hides where the machine has other work), for an administrator who sees everyone and for the head and an
officer of one small section. Names repeat as Chinese names do: 20,000 different ones.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, or_, select, text, update

from bench._office import CHUNK, NOW, OWNERS, STAMP, TODAY, Person, build, phone_of
from liaison.accounts.actions import add_user
from liaison.accounts.models import Section, User
from liaison.accounts.policy import visible_contacts
from liaison.accounts.queries import user_by_login
from liaison.contacts.models import Contact, Phone, Tag, contact_tags
from liaison.db import begin_write, db
from liaison.domain.names import split_name
from liaison.domain.search_keys import name_keys, phone_keys, unit_keys
from liaison.domain.word_grams import word_grams
from liaison.formats.readings import all_readings, reading, text_reading
from liaison.interactions.models import Interaction, interaction_participants
from liaison.search.kinds import found_in_all
from liaison.search.people_keys import character_keys
from tests.postgres import running_server

RUNS, LIMIT, NAMES, UNITS = 20, 6, 20_000, 20_000
NOTED, TAGGED = 100, 500  # one contact in so many has a note, a tag
NOTE, TAG = "爱好书法，女儿今年高考", "政协委员"
BASELINE = ("one character", "whole name", "telephone tail", "nobody")
SMALL_SECTION = 1_500  # contacts of the user of one section
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
    "彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰国建"
    "文志海红辉斌波宁慧玲龙云飞鹏鑫晨宇浩轩博雅欣怡佳琪雪梅莉婷"
)
TITLES = (
    "主任", "副主任", "局长", "副局长", "科长", "副科长", "处长", "校长",
    "院长", "办公室主任", "秘书长", "书记", "科员", "参谋",
)  # fmt: skip
PLACES = [a + b for a, b in product("江青云海安宁长永新兴丰临平泰和", "州溪阳山川河城港泉岭")]
OFFICES = (
    "教育局", "财政局", "公安局", "卫生健康委员会", "市场监督管理局", "第一中学", "第二中学",
    "人民医院", "文化馆", "税务局", "日报社", "大学",
)  # fmt: skip
SAID = (
    "商定调研时间", "送节日问候", "座谈一小时", "询问材料进展", "约下周再谈", "转达会议通知",
    "感谢协助办理", "核对通讯录", "介绍新任同事", "无人接听",
)  # fmt: skip
TYPED = {
    "one character": "陈", "surname and half": "陈建", "given name": "建国", "whole name": "陈建国", "rare name": "廖轩莉",
    "pinyin": "chenjianguo", "pinyin, one letter": "z", "pinyin, a syllable": "chen", "initials": "cjg", "mixed": "陈jg",
    "telephone tail": "2046", "telephone": "13800007919", "title": "办公室主任", "unit": "江州教育局", "unit, short": "教育局",
    "unit, initials": "jzjyj", "two words": "陈 主任", "unit and name": "江州教育局 陈", "word in entries": "调研",
    "longer word": "商定调研时间", "word in notes": "高考", "tag": "政协",
    "one letter amiss": "chenjiango", "another character": "陈健郭", "nobody": "鱻鱻鱻",
}  # fmt: skip


@cache
def the_names() -> list[str]:
    chance = random.Random(7)
    weights = [1 / (place + 4) for place in range(len(SURNAMES))]
    found = ["陈建国", "廖轩莉"]
    while len(found) < NAMES:
        given = "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
        found.append(chance.choices(SURNAMES, weights)[0] + given)
    return found


def name_of(number: int) -> str:
    return the_names()[number * 48_271 % NAMES]


def title_of(number: int) -> str:
    return TITLES[number * 31 % len(TITLES)]


@cache
def sort_key_of(name: str) -> str:
    return reading(name).sort_key


def dressed(person: Person) -> Person:
    number, name = person["id"], name_of(person["id"])
    family, given = split_name(name)
    return person | {
        "name": name, "family_name": family, "given_name": given, "sort_key": sort_key_of(name), "title": title_of(number),
        "unit_id": number % UNITS + 1, "owner_id": OWNERS if number <= SMALL_SECTION else number % (OWNERS - 1) + 1,
        "notes": "" if number % NOTED else NOTE,
    }  # fmt: skip


def the_units() -> list[dict[str, Any]]:
    found = []
    for number in range(1, UNITS + 1):
        place, office = PLACES[number % len(PLACES)], OFFICES[number // len(PLACES) % len(OFFICES)]
        series = number // (len(PLACES) * len(OFFICES))
        name = f"{place}{office}" + (f"第{series}分部" if series else "")
        unit = {"id": number, "uuid": f"u{number}", "name": name, "kind": "government"}
        found.append({**unit, "sort_key": text_reading(name).sort_key, **STAMP})
    return found


@cache
def keys_of_name(name: str) -> frozenset[str]:
    return frozenset(name_keys(name, all_readings(name)))


@cache
def keys_of_words(words: str) -> frozenset[str]:
    return frozenset(character_keys(words))


def key_rows(contacts: int, interactions: int, units: list[dict[str, Any]]) -> Iterator[tuple[str, str, int]]:
    """What liaison/search/actions.py would write for every record."""
    for number in range(1, contacts + 1):
        name, title = name_of(number), title_of(number)
        keys = keys_of_name(name) | keys_of_words(title) | keys_of_words(name[0] + title)
        for key in keys.union(phone_keys(phone_of(number))):
            yield "contact", key, number
        if number % NOTED == 0:
            for gram in grams_of(NOTE):
                yield "note", gram, number
    for unit in units:
        for key in unit_keys(unit["name"], None, text_reading(unit["name"])):
            yield "unit", key, unit["id"]
    for number in range(1, interactions + 1):
        for gram in grams_of(summary_of(number)):
            yield "call", gram, number


@cache
def grams_of(summary: str) -> frozenset[str]:
    return frozenset(word_grams(summary))


def summary_of(number: int) -> str:
    return f"{SAID[number % len(SAID)]}，{SAID[number // 10 % len(SAID)]}"


def fill_keys(rows: Iterator[tuple[str, str, int]]) -> None:
    """In bulk: unsorted first, then sorted into the table, and the index last."""
    connection = db.session.connection().connection.driver_connection
    postgres = db.engine.dialect.name == "postgresql"
    cursor = connection.cursor()
    cursor.execute("DROP INDEX ix_search_keys_record")
    if postgres:
        cursor.execute("ALTER TABLE search_keys DROP CONSTRAINT pk_search_keys")
        with cursor.copy("COPY search_keys (subject, key, subject_id) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ALTER TABLE search_keys ADD CONSTRAINT pk_search_keys PRIMARY KEY (subject, key, subject_id)")
    else:
        cursor.execute("CREATE TEMP TABLE unsorted (subject, key, subject_id)")
        cursor.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", rows)
        cursor.execute("INSERT INTO search_keys SELECT subject, key, subject_id FROM unsorted ORDER BY 1, 2, 3")
        cursor.execute("DROP TABLE unsorted")
    cursor.execute("CREATE INDEX ix_search_keys_record ON search_keys (subject_id, subject, key)")


def fill_interactions(count: int, contacts: int) -> None:
    for start in range(1, count + 1, CHUNK):
        numbers = range(start, min(count, start + CHUNK - 1) + 1)
        db.session.execute(insert(Interaction), [
            {"id": n, "uuid": f"i{n}", "kind": "call", "on": TODAY, "summary": summary_of(n), "by_id": 1, **STAMP} for n in numbers
        ])  # fmt: skip
        taking_part = [{"contact_id": n * 13 % contacts + 1, "interaction_id": n} for n in numbers]
        db.session.execute(insert(interaction_participants), taking_part)


def filled(url: str, contacts: int, interactions: int) -> Flask:
    units = the_units()
    app = build(url, contacts, units=units, dressed=dressed)
    with app.app_context():
        begin_write()
        section = Section(name="一科")
        db.session.add(section)
        db.session.flush()
        db.session.execute(update(User).where(User.id == OWNERS).values(section_id=section.id))
        add_user("head", "spring-wind-1000", role="head", section_id=section.id, by=None)
        add_user("admin", "spring-wind-1000", role="admin", by=None)
        tag = Tag(name=TAG)
        db.session.add(tag)
        db.session.flush()
        tagged = range(TAGGED, contacts + 1, TAGGED)
        db.session.execute(insert(contact_tags), [{"contact_id": n, "tag_id": tag.id} for n in tagged])
        fill_interactions(interactions, contacts)
        fill_keys(key_rows(contacts, interactions, units))
        db.session.commit()
        settle()
    return app


def settle() -> None:
    """What a database does by itself within its first day: statistics, and PostgreSQL's map of what is visible to all."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    else:
        db.session.execute(text("ANALYZE"))
        db.session.commit()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.commit()


def like(user: User, words: str) -> list[Contact]:
    """The baseline: names, sort keys (pinyin) and telephones that contain the text, six of them."""
    numbers = select(Phone.contact_id).where(Phone.digits.contains(words))
    fits = or_(Contact.name.contains(words), Contact.sort_key.contains(words), Contact.id.in_(numbers))
    statement = select(Contact).where(fits, Contact.archived_at.is_(None), visible_contacts(user))
    return list(db.session.scalars(statement.order_by(Contact.sort_key).limit(LIMIT)))


def of_server() -> float:
    """Milliseconds the processor has worked for our connection's PostgreSQL process; 0 where none or Linux does not tell."""
    if db.engine.dialect.name != "postgresql":
        return 0.0
    driver: Any = db.session.connection().connection.driver_connection
    schedule = Path(f"/proc/{driver.info.backend_pid}/schedstat")
    return int(schedule.read_text().split()[0]) / 1e6 if schedule.exists() else 0.0


def timed(work: Callable[[], Any], runs: int = RUNS) -> list[tuple[float, float, float]]:
    """(ms by the clock, ms of this process's processor, ms of the server's) of each run."""
    times = []
    for _run in range(runs):
        db.session.rollback()
        db.session.expunge_all()
        served = of_server()
        db.session.rollback()
        started, worked = time.perf_counter(), time.process_time()
        work()
        wall, own = (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000
        times.append((wall, own, of_server() - served))
    return times


def figures_of(times: list[tuple[float, float, float]]) -> dict[str, float]:
    walls, worked, served = (sorted(each) for each in zip(*times, strict=True))
    return {
        "first": times[0][0], "median": statistics.median(walls), "p95": walls[int(len(walls) * 0.95) - 1],
        "cpu": statistics.median(worked), "server": statistics.median(served),
    }  # fmt: skip


def measured(app: Flask, login: str) -> dict[str, dict[str, float]]:
    figures = {}
    with app.test_request_context():
        found_in_all(user_of(login), "预热", LIMIT)
        for label, words in TYPED.items():
            figures[label] = figures_of(timed(lambda words=words: found_in_all(user_of(login), words, LIMIT)))  # type: ignore[misc]
    return figures


def user_of(login: str) -> User:
    user = user_by_login(login)
    assert user is not None
    return user


def baseline(app: Flask, login: str) -> dict[str, float]:
    with app.app_context():
        return {
            label: timed(lambda label=label: like(user_of(login), TYPED[label]), 1)[0][0]  # type: ignore[misc]
            for label in BASELINE
        }


def size_of_keys(contacts: int) -> str:
    if db.engine.dialect.name == "postgresql":
        octets = db.session.scalar(text("SELECT pg_total_relation_size('search_keys')"))
    else:
        names = "('search_keys', 'ix_search_keys_record')"
        octets = db.session.scalar(text(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {names}"))
    rows = db.session.scalar(text("SELECT count(*) FROM search_keys"))
    return f"{rows:,} keys, {octets / 1e6:,.0f} MB"


def report(app: Flask, database: str, contacts: int) -> dict[str, Any]:
    results: dict[str, Any] = {}
    with app.app_context():
        print(f"{database}: {contacts:,} contacts, {size_of_keys(contacts)}")
    for who, login in (("admin", "admin"), ("head", "head"), ("officer", f"officer{OWNERS - 1}")):
        figures, slow = measured(app, login), baseline(app, login) if login == "admin" else {}
        for label, times in figures.items():
            ratio = f"  LIKE {slow[label]:8.1f} ms" if label in slow else ""
            print(
                f"{database:<11}{who:<8}{label:<20} first {times['first']:6.1f}  median {times['median']:6.1f}"
                f"  p95 {times['p95']:6.1f}  processor {times['cpu']:6.1f} + server {times['server']:6.1f} ms{ratio}"
            )
        medians = [times["median"] for times in figures.values()]
        middle = statistics.median(medians)
        print(f"{database:<11}{who:<8}{'all of them':<20} median {middle:.1f}  worst median {max(medians):.1f} ms")
        results[who] = figures
    return results


def main(contacts: int, interactions: int) -> None:
    results = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        results["sqlite"] = report(filled(f"sqlite:///{folder / 'search.sqlite3'}", contacts, interactions), "SQLite", contacts)
        server = stack.enter_context(running_server())
        app = filled(server.create("search"), contacts, interactions)
        results["postgresql"] = report(app, "PostgreSQL", contacts)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    print(json.dumps({"bench": "search", "contacts": contacts, "at": NOW.isoformat(), "ms": results}, ensure_ascii=False))


if __name__ == "__main__":
    main(*([int(word) for word in sys.argv[1:]] or [1_000_000, 200_000])[:2])
