"""How many calls a day an officer makes at most: the office's number, and officers' own ones beside it.

Both are office settings. The officers' own numbers are one text, "12=3 15=8": user id and calls a day.
"""

from collections.abc import Mapping

from liaison.accounts.models import User
from liaison.office.actions import change_setting
from liaison.office.queries import setting

OFFICE, OWN = "plan_calls_per_day", "plan_calls_per_day_of"
FESTIVALS = "plan_festivals_count"
FEWEST, MOST = 1, 99


def festivals_count() -> bool:
    """Whether a greeting by telephone or visit within the window stands for the call."""
    return setting(FESTIVALS) == "yes"


def office_capacity() -> int:
    """Calls a day for everyone without an own number."""
    return int(setting(OFFICE))


def own_capacities() -> dict[int, int]:
    """{user id: calls a day}."""
    pairs = (pair.split("=") for pair in setting(OWN).split())
    return {int(user_id): int(calls) for user_id, calls in pairs}


def capacity_of(user_id: int | None) -> int:
    """Calls a day of one officer; None asks for the office's number."""
    office = office_capacity()
    return office if user_id is None else own_capacities().get(user_id, office)


def change_capacity(user: User | None, calls: int, *, by: User | None) -> None:
    """Set the office's number (user None; officers' own ones stay), or one officer's own.

    An officer who is given the office's number has no own one any more.
    """
    if user is None:
        change_setting(OFFICE, str(calls), by=by)
        return
    own = {**own_capacities(), user.id: calls}
    if calls == office_capacity():
        del own[user.id]
    change_setting(OWN, written(own), by=by)


def written(own: Mapping[int, int]) -> str:
    """The text that is stored, in order of user id."""
    return " ".join(f"{user_id}={calls}" for user_id, calls in sorted(own.items()))


def change_festivals(count: bool, *, by: User | None) -> None:
    """Let greetings by telephone or visit stand for calls, or not."""
    change_setting(FESTIVALS, "yes" if count else "no", by=by)
