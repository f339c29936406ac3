"""What a calendar program keeps of a feed: the text of each event by its UID."""

import re

EVENT = re.compile(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", re.DOTALL)
REVISION = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


def events_by_uid(text: str) -> dict[str, dict[str, str]]:
    """{UID: {property: value}} of a calendar file, its folded lines joined; alarms are kept as one text."""
    found = {}
    for block in EVENT.findall(text.replace("\r\n ", "")):
        event = dict(line.split(":", 1) for line in block.split("\r\n") if ":" in line)
        event["whole"] = block
        found[event["UID"]] = event
    return found


def said(event: dict[str, str]) -> str:
    """The event without its revision."""
    return "\n".join(line for line in event["whole"].split("\r\n") if not line.startswith(REVISION))
