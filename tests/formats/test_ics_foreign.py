"""Calendar programs written by others read our files and see what we meant.

Each of them is asked when it is installed; a missing one is skipped by name. `make test` brings the
JavaScript readers (`npm ci --prefix tests/formats/foreign`); calcurse and khal come from the system.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from formats.calendar_samples import all_day, hard_events, timed

from liaison.formats.ics import CalendarEvent, write_calendar
from liaison.formats.ics_text import duration_value, one_line

FOREIGN = Path(__file__).parent / "foreign"
SECONDS = 60


def asked(command: list[str], **variables: str) -> str:
    """What a program prints, run far from Beijing so that a forgotten zone shows."""
    surroundings = os.environ | {"TZ": "America/New_York", "LANG": "C.UTF-8"} | variables
    answer = subprocess.run(
        command, capture_output=True, check=True, env=surroundings, timeout=SECONDS, encoding="utf-8"
    )
    return answer.stdout


def skip_without(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here")


@pytest.fixture(scope="module")
def hard_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("calendar") / "hard.ics"
    path.write_bytes(write_calendar(hard_events(), name="联络日历"))
    return path


@pytest.fixture(scope="module")
def verdicts(hard_file: Path) -> dict:
    skip_without("node")
    for package in ("ical.js", "node-ical"):
        if not (FOREIGN / "node_modules" / package).is_dir():
            pytest.skip(f"npm package {package} is not installed: npm ci --prefix tests/formats/foreign")
    return json.loads(asked(["node", str(FOREIGN / "judge.mjs"), str(hard_file)]))


def misread_by_node_ical(event: CalendarEvent) -> bool:
    # It turns `\\n` (a backslash, then an n) into a line break, because it unescapes line breaks first.
    return re.search(r"\\[nN]", event.summary + event.description) is not None


def as_meant(event: CalendarEvent) -> dict[str, object]:
    start, end = as_days(event) if event.on else as_instants(event)
    return {
        "uid": event.uid,
        "summary": one_line(event.summary),
        "description": event.description,
        "location": event.location,
        "url": event.url,
        "kind": event.kind,
        "start": start,
        "end": end,
        "sequence": event.sequence,
        "status": "CANCELLED" if event.cancelled else "CONFIRMED",
        "transparency": "TRANSPARENT" if event.transparent else "OPAQUE",
    }


def as_days(event: CalendarEvent) -> tuple[str, str]:
    return event.first_day.isoformat(), (event.last_day + timedelta(days=1)).isoformat()


def as_instants(event: CalendarEvent) -> tuple[str, ...]:
    ends = (event.starts_at, event.starts_at + event.duration)
    return tuple(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") for moment in ends)


def by_uid(seen: list[dict]) -> dict[str, dict]:
    assert len({event["uid"] for event in seen}) == len(seen)
    return {event["uid"]: {name: event[name] for name in as_meant(all_day(1))} for event in seen}


def test_ical_js_sees_every_field(verdicts: dict) -> None:
    seen = by_uid(verdicts["ical.js"]["events"])
    assert seen == {event.uid: as_meant(event) for event in hard_events()}


def test_node_ical_sees_every_field(verdicts: dict) -> None:
    fair = [event for event in hard_events() if not misread_by_node_ical(event)]
    seen = by_uid(verdicts["node-ical"]["events"])
    assert len(seen) == len(hard_events())
    for event in fair:
        assert seen[event.uid] == as_meant(event)


@pytest.mark.parametrize("reader", ["ical.js", "node-ical"])
def test_the_javascript_readers_show_the_name(verdicts: dict, reader: str) -> None:
    assert verdicts[reader]["name"] == "联络日历"


def test_the_javascript_readers_hear_the_alarms(verdicts: dict) -> None:
    rung = {event.uid: event.alarm for event in hard_events() if event.alarm and not event.cancelled}

    def heard_by(reader: str) -> dict[str, list]:
        return {event["uid"]: event["alarms"] for event in verdicts[reader]["events"] if event["alarms"]}

    assert heard_by("ical.js") == {uid: [alarm.total_seconds()] for uid, alarm in rung.items()}
    assert heard_by("node-ical") == {uid: [duration_value(alarm)] for uid, alarm in rung.items()}


def test_calcurse_takes_every_event_on_its_day(tmp_path: Path) -> None:
    skip_without("calcurse")
    events = [event for event in hard_events() if event.first_day == event.last_day]
    file = tmp_path / "days.ics"
    file.write_bytes(write_calendar(events, name="联络日历"))
    report = asked(["calcurse", "-D", str(tmp_path), "-i", str(file)], TZ="Asia/Shanghai")
    whole_days = sum(event.on is not None for event in events)
    assert f"{len(events) - whole_days} apps / {whole_days} events / 0 todos / 0 skipped" in report
    # It cuts titles of thousands of characters inside a character; the days are what counts here.
    kept = (tmp_path / "apts").read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    days = sorted(datetime.strptime(line[:10], "%m/%d/%Y").date() for line in kept)  # noqa: DTZ007
    assert days == sorted(event.first_day for event in events)


def test_khal_lists_every_event_on_its_day(hard_file: Path, tmp_path: Path) -> None:
    skip_without("khal")
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[office]]\npath = {tmp_path}\n[locale]\nlocal_timezone = Asia/Shanghai\n"
        f"dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    command = ["khal", "--no-color", "-c", str(config), "printics", "--format", "{uid} {start-date-long}"]
    shown = re.findall(r"^(\S+@liaison) (\S+)$", asked([*command, str(hard_file)]), re.MULTILINE)
    assert sorted(shown) == sorted((event.uid, event.first_day.isoformat()) for event in hard_events())


def test_recurring_ical_events_finds_each_event_on_its_days_only() -> None:
    if importlib.util.find_spec("recurring_ical_events") is None:
        pytest.skip("recurring_ical_events is not installed here")
    import recurring_ical_events

    spring = all_day(1, on=date(2027, 2, 6), until=date(2027, 2, 7))
    events = [spring, timed(2), all_day(3, on=date(2027, 3, 1))]
    calendar = icalendar.Calendar.from_ical(write_calendar(events, name="甲"))

    def found_on(*day: int) -> set[str]:
        return {str(event["UID"]) for event in recurring_ical_events.of(calendar).at(day)}

    assert found_on(2027, 2, 7) == {spring.uid}
    assert found_on(2027, 2, 8) == set()
    assert found_on(2027, 3, 1) == {events[1].uid, events[2].uid}
