"""The forms of a handover: who gives and when; how it is carried out."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, NumberRange, ValidationError

from liaison.accounts.models import User
from liaison.accounts.queries import all_users, colleagues
from liaison.handover.actions import HandoverError, check_not_long_past
from liaison.handover.models import Handover
from liaison.web.forms import DateWordsField, Filled, Form, PersonChoice, VersionedForm


def givers(user: User) -> list[User]:
    """Oneself; for those who lead, also whoever they see keep people, accounts that are disabled included."""
    if not user.leads:
        return [user]
    everyone = [person for person in all_users() if person.writes]
    if user.administers or user.section_id is None:
        return everyone
    return [person for person in everyone if person.section_id == user.section_id]


def taker_choices(user: User, handover: Handover) -> list[SelectChoice]:
    """Everybody who may take people but the giver. Outside the giver's section, where the section would lose sight of
    them, an administrator decides."""
    section = handover.giver.section_id
    return [
        SelectChoice(str(person.id), person.name)
        for person in colleagues(user)
        if person.id != handover.giver_id and (user.administers or section in (None, person.section_id))
    ]


class DatedForm(Form):
    """Both forms of a handover ask its day."""

    def validate_on(self, field: Any) -> None:
        try:
            check_not_long_past(field.data or self.today, self.today)
        except HandoverError as error:
            raise ValidationError(str(error)) from error


class DraftForm(DatedForm):
    giver_id = SelectField(_l("谁交出"), coerce=PersonChoice())
    on = DateWordsField(
        _l("交接日期"), [Filled()], prefer="future", description=_l("到这一天才能办理，如 今天、下周一")
    )
    reason = StringField(_l("为什么交接"), [Length(max=200)], description=_l("如 轮岗、离职、产假，可不填"))

    def offer_choices(self, user: User) -> None:
        self.giver_id.choices = [SelectChoice(str(person.id), person.name) for person in givers(user)]


class HandoverForm(VersionedForm, DatedForm):
    on = DateWordsField(_l("交接日期"), [Filled()], prefer="future")
    reason = StringField(_l("为什么交接"), [Length(max=200)])
    rest_to_id = SelectField(
        _l("其余事项交给"),
        coerce=PersonChoice(),
        description=_l("不属于所选联系人的：名下没有人的单位和它的事、别人名下的人的事、自己的问候批次"),
    )
    introduce = BooleanField(_l("给接手的人排“自我介绍”"))
    per_day = IntegerField(_l("每个工作日几位"), [NumberRange(1, 50, _l("请填 1 到 50 之间的数"))])
    tell_deputies = BooleanField(_l("告诉B角"))

    def offer_choices(self, user: User, handover: Handover) -> None:
        self.rest_to_id.choices = [SelectChoice("", _l("不交，留在名下")), *taker_choices(user, handover)]
