"""Everything that can happen to an office's calendar, as one step each, chosen by a seeded generator."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from cast import Cast
from sqlalchemy import select

from liaison import clock
from liaison.contacts.actions import (
    archive_contact,
    begin_post,
    edit_contact,
    reassign,
    restore_contact,
)
from liaison.contacts.models import Contact, Pause, Snooze
from liaison.db import begin_write, db
from liaison.domain.birthdays import Birthday
from liaison.domain.matters import Ending, Outcome
from liaison.domain.year_lines import read_year_lines
from liaison.due.actions import lift, pause_contact, snooze_contact
from liaison.followups.actions import add_follow_up, finish_follow_up, reopen_follow_up
from liaison.followups.models import FollowUp
from liaison.interactions.actions import delete_interaction, log_interaction, restore_interaction
from liaison.interactions.models import Interaction
from liaison.matters.actions import add_matter, reassign_matter
from liaison.matters.endings import end_matter, reopen_matter
from liaison.matters.models import Matter
from liaison.occasions.actions import archive_occasion, edit_occasion, restore_default, unarchive_occasion
from liaison.occasions.forms import filled_from
from liaison.occasions.models import OfficeOccasion
from liaison.occasions.queries import observances_by_code
from liaison.office.actions import change_tier
from liaison.office.models import TierCadence
from liaison.standing.actions import refresh_everyone
from liaison.units.actions import edit_unit
from liaison.workdays.actions import apply_schedule, restore_bundled

SPRING_2027 = "2027-02-05 春节 休\n2027-02-06 春节 休\n2027-02-08 春节 休\n2027-02-20 春节 班"
TITLES = ("办公室主任", "副主任", "书记", "")


class ChangingOffice:
    """The cast's office as it goes through a history; each step commits. `now` moves by seconds, or by days."""

    def __init__(self, cast: Cast, start: datetime, seed: int) -> None:
        self.cast, self.now, self.random = cast, start, Random(seed)

    @property
    def today(self) -> date:
        return (self.now + timedelta(hours=8)).date()

    def step(self) -> str:
        """One change, perhaps within the same second as the last; answers its name."""
        change = self.random.choice(CHANGES)
        self.now += timedelta(seconds=self.random.choice((0, 0, 1, 90)))
        with clock.fixed_at(self.now):
            begin_write()
            change(self)
            db.session.commit()
        return change.__name__

    def contact(self) -> Contact:
        return db.session.get_one(Contact, self.cast.ids[self.random.choice(("chen", "ouyang", "wang"))])

    def one_of(self, model, *conditions):  # type: ignore[no-untyped-def]
        found = db.session.scalars(select(model).where(*conditions).order_by(model.id)).all()
        return self.random.choice(found) if found else None


def a_day_passes(office: ChangingOffice) -> None:
    office.now += timedelta(days=office.random.choice((1, 1, 2, 5)))


def a_call_is_logged(office: ChangingOffice) -> None:
    day = office.today - timedelta(days=office.random.choice((0, 0, 1, 30)))
    answered = office.random.random() < 0.7
    log_interaction([office.contact()], kind="call", on=day, today=office.today, answered=answered, by=None)


def a_call_is_struck_out(office: ChangingOffice) -> None:
    found = office.one_of(Interaction, Interaction.deleted_at.is_(None))
    if found:
        delete_interaction(found, now=office.now, by=None)


def a_call_is_brought_back(office: ChangingOffice) -> None:
    found = office.one_of(Interaction, Interaction.deleted_at.is_not(None))
    if found:
        restore_interaction(found, by=None)


def a_person_is_edited(office: ChangingOffice) -> None:
    contact, random = office.contact(), office.random
    values = random.choice(
        (
            {"name": random.choice(("陈建国", "陈国强", "欧阳慧"))},
            {"notes": str(random.random())},
            {"address_as": random.choice(("", "老陈"))},
            {"gender": random.choice(("", "female", "male"))},
            {"birthday": random.choice((None, Birthday(12, 3), Birthday(10, 20, 1970, is_lunar=True)))},
            {"tier": random.choice(("key", "regular", "general"))},
            {"interval_days": random.choice((None, 20, 45))},
        )
    )
    phones = [("mobile", random.choice(("13805712046", "13905712047")))] if random.random() < 0.3 else None
    tags = [random.choice(("卫健", "私交", "老干部"))] if random.random() < 0.3 else None
    edit_contact(contact, values, phones=phones, tags=tags, version=None, by=None)


def a_person_is_archived(office: ChangingOffice) -> None:
    archive_contact(office.contact(), now=office.now, by=None)


def a_person_comes_back(office: ChangingOffice) -> None:
    found = office.one_of(Contact, Contact.archived_at.is_not(None))
    if found:
        restore_contact(found, by=None)


def a_person_changes_hands(office: ChangingOffice) -> None:
    owner = office.random.choice(("officer", "colleague", None))
    reassign(office.contact(), office.cast.user(owner) if owner else None, by=None)


def a_person_changes_posts(office: ChangingOffice) -> None:
    unit_id = office.cast.ids[office.random.choice(("school", "college"))]
    contact, title = office.contact(), office.random.choice(TITLES)
    if any((post.unit_id, post.title) == (unit_id, title) for post in contact.open_posts):
        return  # the same post twice is refused
    begin_post(contact, unit_id=unit_id, title=title, first=True, by=None)


def a_contact_is_snoozed(office: ChangingOffice) -> None:
    until = office.today + timedelta(days=office.random.choice((3, 40)))
    snooze_contact(office.contact(), until, "出差", today=office.today, by=None)


def a_contact_is_paused(office: ChangingOffice) -> None:
    until = office.today + timedelta(days=office.random.choice((2, 60, 365)))
    pause_contact(office.contact(), until, "巡视期间", today=office.today, by=None)


def a_postponement_is_lifted(office: ChangingOffice) -> None:
    lift(office.random.choice((Snooze, Pause)), office.contact(), now=office.now, by=None)


def a_follow_up_is_added(office: ChangingOffice) -> None:
    on = office.today + timedelta(days=office.random.choice((-3, 0, 9)))
    add_follow_up("回复来函", on, contact=office.contact(), by=office.cast.user("officer"))


def a_follow_up_is_finished(office: ChangingOffice) -> None:
    found = office.one_of(FollowUp, FollowUp.done_at.is_(None))
    if found:
        finish_follow_up(found, now=office.now, by=None)


def a_follow_up_is_reopened(office: ChangingOffice) -> None:
    found = office.one_of(FollowUp, FollowUp.done_at.is_not(None))
    if found:
        reopen_follow_up(found, now=office.now, by=None)


def a_matter_is_received(office: ChangingOffice) -> None:
    values = {
        "name": "借用会议中心",
        "contact_id": office.contact().id,
        "received_on": office.today,
        "due_on": office.today + timedelta(days=office.random.choice((0, 5, 40))),
    }
    add_matter(values, today=office.today, by=office.cast.user("officer"))


def a_matter_ends(office: ChangingOffice) -> None:
    found = office.one_of(Matter, Matter.ended_as == "")
    if found:
        end_matter(found, Outcome(Ending.DONE, office.today), today=office.today, version=None, by=None)


def a_matter_is_reopened(office: ChangingOffice) -> None:
    found = office.one_of(Matter, Matter.ended_as != "")
    if found:
        reopen_matter(found, now=office.now, version=None, by=None)


def a_matter_changes_hands(office: ChangingOffice) -> None:
    found = office.one_of(Matter, Matter.ended_as == "")
    if found:
        owner = office.cast.user(office.random.choice(("officer", "head")))
        reassign_matter(found, owner, by=None, on=office.today)


def a_unit_is_renamed(office: ChangingOffice) -> None:
    name = office.random.choice(("市第一中学", "市一中", "实验中学"))
    edit_unit(office.cast.school, {"name": name}, version=None, by=None)


def a_tier_gets_another_pace(office: ChangingOffice) -> None:
    tier = office.one_of(TierCadence)
    change_tier(tier, office.random.choice((25, 60, 200)), None, version=None, by=None)
    refresh_everyone()


def an_occasion_is_edited(office: ChangingOffice) -> None:
    found = office.one_of(OfficeOccasion, OfficeOccasion.archived_at.is_(None), OfficeOccasion.send_on != "none")
    change = office.random.choice(
        ({"audience": "全部"}, {"audience": "“卫健”标签"}, {"lead_workdays": "9"}, {"shown": False}, {"tone": "致敬"})
    )
    values = filled_from(found, observances_by_code()[found.code])
    edit_occasion(found, {**values, **change}, version=None, by=None)


def an_occasion_is_reset(office: ChangingOffice) -> None:
    restore_default(office.one_of(OfficeOccasion, OfficeOccasion.archived_at.is_(None)), by=None)


def an_occasion_is_archived(office: ChangingOffice) -> None:
    archive_occasion(office.one_of(OfficeOccasion, OfficeOccasion.archived_at.is_(None)), now=office.now, by=None)


def an_occasion_comes_back(office: ChangingOffice) -> None:
    found = office.one_of(OfficeOccasion, OfficeOccasion.archived_at.is_not(None))
    if found:
        unarchive_occasion(found, by=None)


def a_year_is_loaded(office: ChangingOffice) -> None:
    if office.random.random() < 0.6:
        apply_schedule(read_year_lines(SPRING_2027, 2027), source="2027.csv", seen_id=None, by=None)
    else:
        restore_bundled(2027, by=None)


Change = Callable[[ChangingOffice], None]
CHANGES: tuple[Change, ...] = (
    a_day_passes,
    a_day_passes,
    a_call_is_logged,
    a_call_is_logged,
    a_call_is_struck_out,
    a_call_is_brought_back,
    a_person_is_edited,
    a_person_is_edited,
    a_person_is_archived,
    a_person_comes_back,
    a_person_changes_hands,
    a_person_changes_posts,
    a_contact_is_snoozed,
    a_contact_is_paused,
    a_postponement_is_lifted,
    a_follow_up_is_added,
    a_follow_up_is_finished,
    a_follow_up_is_reopened,
    a_matter_is_received,
    a_matter_ends,
    a_matter_is_reopened,
    a_matter_changes_hands,
    a_unit_is_renamed,
    a_tier_gets_another_pace,
    an_occasion_is_edited,
    an_occasion_is_reset,
    an_occasion_is_archived,
    an_occasion_comes_back,
    a_year_is_loaded,
)
