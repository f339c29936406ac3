"""The daily renewal of the stored plan: the worker plans one desk after the other between its looks into the outbox.

Each desk is a transaction of its own, at most once a day whoever asks first: another worker, the first change of the
day, or `flask plan --save`.
"""

from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app

from liaison import clock
from liaison.db import begin_write, db
from liaison.plans.actions import RENEWED_AT_ALL, desks_with_people, locked_plan, renew_desk
from liaison.plans.models import CallPlan
from liaison.plans.people import size_of_desk
from liaison.plans.standing_calls import plans_in_force


class Renewals:
    """What one worker still has to plan today; larger desks than RENEWED_AT_ALL are left to the command."""

    def __init__(self, timezone: str) -> None:
        self.timezone = timezone
        self.day: date | None = None
        self.waiting: list[int] = []

    def renew_next(self) -> bool:
        """Plan one desk that has not been planned today; False when none is left. What goes wrong with one is logged
        and holds up nobody else's."""
        today = clock.today(self.timezone)
        if self.day != today:
            self.day, self.waiting = today, self.desks_to_plan(today)
            db.session.rollback()
        if not self.waiting:
            return False
        desk_id = self.waiting.pop(0)
        try:
            self.renew(desk_id, today)
        except Exception:
            current_app.logger.exception("the plan of desk %d could not be renewed", desk_id)
        finally:
            db.session.remove()
        return True

    def desks_to_plan(self, today: date) -> list[int]:
        plans = plans_in_force()
        return [
            desk_id
            for desk_id in desks_with_people()
            if not self.planned(plans.get(desk_id), today)
            and size_of_desk(desk_id, RENEWED_AT_ALL + 1) <= RENEWED_AT_ALL
        ]

    def renew(self, desk_id: int, today: date) -> None:
        begin_write()
        if not self.planned(locked_plan(desk_id), today):
            renew_desk(desk_id, today)
            db.session.commit()

    def planned(self, plan: CallPlan | None, today: date) -> bool:
        """Whether the desk was planned today, or at least tried."""
        if plan is None:
            return False
        tried_on = plan.renewed_at.astimezone(ZoneInfo(self.timezone)).date()
        return plan.start_on >= today or tried_on >= today
