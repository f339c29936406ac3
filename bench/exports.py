"""Taking the list of contacts away as .xlsx, .csv and .vcf, at ten and at a hundred thousand, beside a plain csv of the same
columns read straight from the tables: seconds and peak memory, each as a multiple of the plain file's in the same run.

`python -m bench.exports [SIZE …]` measures each file in a process of its own, so that its peak is its own; memory is what
the work adds to a process that has loaded the program. The growth from the smaller to the greater size should be near none.
"""

import csv
import io
import json
import multiprocessing
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask

from bench._office import TODAY, build
from liaison.accounts.queries import user_by_login
from liaison.contacts.exporting import CONTACTS
from liaison.exports.listing import Asked
from liaison.exports.writing import write_listing
from liaison.factory import create_app
from liaison.settings import Settings

FORMS = ("csv", "xlsx", "vcf", "vcf4")
PLAIN = """SELECT u.name, c.name, c.title, p.text, c.email, c.tier, c.last_contact_on, c.due_on, c.notes FROM contacts c
LEFT JOIN units u ON u.id = c.unit_id LEFT JOIN phones p ON p.contact_id = c.id ORDER BY u.sort_key, u.id, c.sort_key, c.id"""


def forget_peak() -> None:
    """From here on the kernel counts anew: loading the program holds more for a moment than it keeps (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    """The most this process has held since then, from the kernel (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def plain(path: Path) -> int:
    """The baseline: one statement, one csv, nothing held."""
    with sqlite3.connect(path) as connection, tempfile.TemporaryFile() as raw:
        rows = connection.execute(PLAIN)
        file = io.TextIOWrapper(raw, "utf-8", newline="")
        writer, count = csv.writer(file), 0
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def taken(form: str, app: Flask) -> int:
    """The list as the page takes it away."""
    with app.test_request_context(), tempfile.TemporaryFile() as file:
        user = user_by_login("leader")
        assert user is not None
        return write_listing(CONTACTS, form, Asked(user, TODAY), file, "bench")


def work(form: str, path: Path, url: str, answer: Any) -> None:
    """One file in a process of its own; what loading the program takes is not counted."""
    app = create_app(Settings(database_url=url, secret_key="bench"))
    forget_peak()
    before, began = peak_mb(), time.process_time()
    rows = plain(path) if form == "plain" else taken(form, app)
    answer.send({"rows": rows, "seconds": time.process_time() - began, "mb": peak_mb() - before})


def measured(form: str, path: Path, url: str) -> dict[str, Any]:
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=work, args=(form, path, url, theirs))
    child.start()
    theirs.close()  # so that a child that dies is noticed
    found: dict[str, Any] = ours.recv()
    child.join()
    return found


def measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        url = f"sqlite:///{path}"
        build(url, size)
        base = measured("plain", path, url)
        found: dict[str, Any] = {"contacts": size, "plain_seconds": round(base["seconds"], 2), "plain_mb": round(base["mb"], 1)}
        for form in FORMS:
            each = measured(form, path, url)
            found[form] = {
                "rows": each["rows"], "seconds": round(each["seconds"], 2),
                "times_plain": round(each["seconds"] / base["seconds"], 1),
                "mb": round(each["mb"], 1),
                "microseconds_a_row": round(each["seconds"] / size * 1e6),
            }  # fmt: skip
        return found


if __name__ == "__main__":
    results = [measure(size) for size in ([int(text) for text in sys.argv[1:]] or [10_000, 100_000])]
    for result in results:
        print(json.dumps(result, ensure_ascii=False))
    first, last = results[0], results[-1]
    print(json.dumps({
        form: {
            "seconds_ratio": round(last[form]["seconds"] / first[form]["seconds"], 1),
            "memory_grows_mb": round(last[form]["mb"] - first[form]["mb"], 1),
        } for form in FORMS
    }))  # fmt: skip
