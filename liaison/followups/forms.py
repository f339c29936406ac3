"""Forms of follow-ups: a new one, its words, another day, and how it ended."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from liaison.accounts.models import User
from liaison.accounts.queries import colleagues
from liaison.followups.models import FollowUp
from liaison.web.forms import DateWordsField, Filled, Form, PersonChoice, VersionedForm


def owner_choices(user: User, kept: User | None = None) -> list[SelectChoice]:
    """Those who may be asked, and whoever has it already."""
    people = colleagues(user)
    if kept is not None and kept.id not in {person.id for person in people}:
        people = [*people, kept]
    return [SelectChoice(str(person.id), person.name) for person in people]


class NewFollowUpForm(Form):
    name = StringField(_l("做什么"), [Filled(), Length(max=500)])
    on = DateWordsField(
        _l("哪天办"),
        [Filled()],
        prefer="future",
        description=_l("如 下周二、3天后、12.1；逢休息日提前到上一个工作日"),
    )
    owner_id = SelectField(_l("谁办"), coerce=PersonChoice())
    who = StringField(
        _l("联系人"),
        [Length(max=100)],
        description=_l("姓名、拼音或手机尾号；与单位有关而不关某个人的，可不填"),
    )
    unit = StringField(_l("单位"), [Length(max=200)], description=_l("填了联系人就不用填"))

    def offer_choices(self, user: User) -> None:
        self.owner_id.choices = owner_choices(user)


class FollowUpForm(VersionedForm):
    name = StringField(_l("做什么"), [Filled(), Length(max=500)])
    owner_id = SelectField(_l("谁办"), coerce=PersonChoice())

    def offer_choices(self, user: User, follow_up: FollowUp) -> None:
        self.owner_id.choices = owner_choices(user, follow_up.owner)
        if follow_up.owner_id is None:
            self.owner_id.choices = [SelectChoice("", "—"), *self.owner_id.choices]


class MoveForm(VersionedForm):
    on = DateWordsField(
        _l("改到哪天"),
        [Filled()],
        prefer="future",
        description=_l("如 下周二、3天后；逢休息日提前到上一个工作日"),
    )
    reason = StringField(_l("为什么改期"), [Filled(), Length(max=200)])


class CompletionForm(Form):
    outcome = TextAreaField(_l("办得怎样"), [Length(max=2000)], description=_l("一句话，可不写"))
    next_text = StringField(_l("下一步：做什么"), [Length(max=500)], description=_l("不填就到此为止"))
    next_on = DateWordsField(_l("下一步：哪天"), prefer="future", description=_l("如 下周二、3天后"))

    def validate_next_on(self, field: DateWordsField) -> None:
        if field.data and self.today and field.data < self.today:
            raise ValidationError(_("下一步的日期已经过去，请选今天或以后的日期"))
        if self.next_text.data and not field.typed:
            raise ValidationError(_("请填下一步的日期"))

    def validate_next_text(self, field: StringField) -> None:
        if self.next_on.raw_data and self.next_on.raw_data[0].strip() and not field.data:
            raise ValidationError(_("请写明下一步做什么"))
