"""Ending a matter and opening it again. What was done for them, or explained to them, warms the tie.

The warmth comes through an interaction of the kind 帮办, which adds heat and never moves "last contact": 2 when it was
done, 1 when it was explained or done in part. A matter of ours that they settled warms nothing.
"""

from datetime import date, datetime

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import check_version, db
from liaison.domain.matters import Ending, MatterError, Outcome, Reception, check_outcome
from liaison.interactions.actions import delete_interaction, log_interaction, restore_interaction
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter, MatterEnding

HELP = "help"
WARMING = {Ending.DONE: True, Ending.PARTLY: False, Ending.EXPLAINED: False}  # ending: answered, the kind's full weight


def end_matter(
    matter: Matter, outcome: Outcome, *, today: date, version: int | None, by: User | None
) -> MatterEnding:
    """End it as `outcome` says. MatterError when it has ended already or something must still be said."""
    check_version(matter, version)
    if not matter.is_open:
        raise MatterError("ending", "这件事已经办结，要改请先重新打开")
    check_outcome(outcome, matter.received_on, today)
    ending = MatterEnding(by_id=by.id if by else None, **words_of(outcome))
    ending.interaction = warmed(matter, outcome, today=today, by=by)
    matter.endings.append(ending)
    matter.ended_as, matter.ended_on = outcome.ending.value, outcome.on
    db.session.flush()
    note("matter.end", matter, by, {"ending": outcome.ending.value, "on": outcome.on})
    return ending


def words_of(outcome: Outcome) -> dict[str, object]:
    """The columns of an ending; what belongs to another ending is left out."""
    kept: dict[str, object] = {
        "ending": outcome.ending.value,
        "on": outcome.on,
        "result": outcome.result.strip(),
    }
    if outcome.ending == Ending.PARTLY:
        kept["remainder"] = outcome.remainder.strip()
    if outcome.ending == Ending.PASSED_ON:
        kept["passed_to"] = outcome.passed_to.strip()
    if outcome.ending == Ending.EXPLAINED:
        kept |= {
            "explanation": outcome.explanation.strip(),
            "explained_by": outcome.explained_by.strip(),
            "explained_on": outcome.explained_on,
            "reception": Reception(outcome.reception or Reception.UNSAID).value,
        }
    return kept


def warmed(matter: Matter, outcome: Outcome, *, today: date, by: User | None) -> Interaction | None:
    """The interaction that warms the tie; None when there is nobody to warm or nothing was done for them."""
    if not matter.incoming or matter.contact is None or outcome.ending not in WARMING:
        return None
    said = {Ending.PARTLY: outcome.remainder, Ending.EXPLAINED: outcome.explanation}.get(outcome.ending, "")
    interaction = log_interaction(
        [matter.contact],
        kind=HELP,
        on=outcome.explained_on if outcome.ending == Ending.EXPLAINED and outcome.explained_on else outcome.on,
        today=today,
        by=by,
        answered=WARMING[outcome.ending],
        summary=matter.name,
        outcome="\n".join(part for part in (outcome.result.strip(), said.strip()) if part),
    )
    matter.interactions.append(interaction)
    return interaction


def reopen_matter(matter: Matter, *, now: datetime, version: int | None, by: User | None) -> None:
    """Take the ending back, with the warmth it gave; the words are kept as history."""
    check_version(matter, version)
    ending = matter.ending
    if ending is None:
        raise MatterError("ending", "这件事还没有办结")
    ending.reopened_at, ending.reopened_by_id = now, by.id if by else None
    matter.ended_as, matter.ended_on = "", None
    db.session.flush()
    note("matter.reopen", matter, by, {"was": ending.ending})
    if ending.interaction is not None and ending.interaction.deleted_at is None:
        delete_interaction(ending.interaction, now=now, by=by)


def remove_matter(matter: Matter, *, now: datetime, by: User | None) -> None:
    """Strike out a matter entered by mistake, with the warmth it gave; it can be restored."""
    matter.deleted_at = now
    db.session.flush()
    note("matter.remove", matter, by)
    ending = matter.ending
    if ending is not None and ending.interaction is not None and ending.interaction.deleted_at is None:
        delete_interaction(ending.interaction, now=now, by=by)


def restore_matter(matter: Matter, *, by: User | None) -> None:
    """Undo a removal."""
    matter.deleted_at = None
    db.session.flush()
    note("matter.restore", matter, by)
    ending = matter.ending
    if ending is not None and ending.interaction is not None and ending.interaction.deleted_at is not None:
        restore_interaction(ending.interaction, by=by)
