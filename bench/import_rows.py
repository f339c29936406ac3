"""A hundred thousand rows through the whole import, beside a plain `csv` + `executemany` of the same file.

`python -m bench.import_rows [ROWS]` makes a sheet of people at real-looking units, writes it into an empty embedded
SQLite database the way `flask import` does, and into bare tables without any check, matching, search key or log.
It prints the seconds of both, the peak memory of this process and of the reading child, and what was written.
"""

import csv
import random
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from flask_migrate import upgrade

from liaison.db import begin_write, db
from liaison.factory import create_app
from liaison.imports.importing import import_file
from liaison.settings import Settings

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 2, tzinfo=UTC)
HEADINGS = ["单位", "姓名", "职务", "手机", "办公电话", "生日", "联系等级", "备注"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高欧阳单仇解曾"
GIVEN = "建国志强秀英伟敏静丽军洋勇艳杰娟涛明超兰霞平刚桂芳文辉宇浩然子涵"
TITLES = ["办公室主任", "党委副书记", "科长", "副校长", "秘书", "教师"]
UNITS = [f"{place}{kind}" for place in ("江州市", "青溪县", "临江区", "东湖区") for kind in (f"第{n}中学" for n in range(1, 501))]


def people(rows: int) -> list[list[str]]:
    """Reproducible; no mobile twice, one person in three with a landline, every second birthday lunar."""
    chance = random.Random(1)
    found = []
    for n in range(rows):
        name = chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(2))
        born = "农历八月十五" if n % 2 else f"{chance.randint(1950, 1995)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        landline = f"0571-{80_000_000 + n}" if n % 3 == 0 else ""
        tier = chance.choice(["重点", "经常", "一般"])
        unit, title = chance.choice(UNITS), chance.choice(TITLES)
        found.append([unit, name, title, f"138{n:08}", landline, born, tier, "春节前联系" if n % 5 == 0 else ""])
    return found


def baseline(sheet: Path, folder: Path) -> float:
    """Nothing but reading and inserting."""
    began = time.perf_counter()
    connection = sqlite3.connect(folder / "plain.sqlite3")
    connection.execute("CREATE TABLE people (unit, name, title, mobile, phone, birthday, tier, notes)")
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        connection.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return time.perf_counter() - began


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet = folder / "people.csv"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *people(rows)])
        plain = baseline(sheet, folder)
        app = create_app(Settings(database_url=f"sqlite:///{folder / 'liaison.sqlite3'}", secret_key="bench"))
        with app.app_context():
            upgrade()
            began, worked = time.perf_counter(), time.process_time()
            begin_write()
            outcome = import_file(sheet, name=sheet.name, today=TODAY, now=NOW, by=None)
            db.session.commit()
            wall, cpu = time.perf_counter() - began, time.process_time() - worked
            db.session.remove()
            db.engine.dispose()
        own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"{rows} rows: created {outcome.created}, updated {outcome.updated}, skipped {outcome.skipped}")
        print(f"import {wall:.1f} s by the clock, {cpu:.1f} s of processor; csv + executemany {plain:.2f} s")
        print(f"peak memory: this process {own:.0f} MB, the reading child {child:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
