"""The shared people files, read beside the repository; a test is skipped where they are absent."""

import csv
import json
from functools import cache
from pathlib import Path

import pytest

PEOPLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "people"


def people_file(name: str) -> Path:
    path = PEOPLE / name
    if not path.exists():
        pytest.skip(f"{name} lies beside the repository in shared/data/people, which is not there")
    return path


@cache
def names() -> list[str]:
    return people_file("names.txt").read_text(encoding="utf-8").split()


def university_names() -> list[str]:
    with people_file("universities.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [row["学校名称"] for row in csv.DictReader(lines)]


def clerk_contacts() -> list[dict]:
    return json.loads(people_file("office_truth.json").read_text(encoding="utf-8"))["contacts"]


def office_csv_rows() -> list[list[str]]:
    with people_file("office_contacts_gbk.csv").open(encoding="gb18030", newline="") as lines:
        return list(csv.reader(lines))[1:]
