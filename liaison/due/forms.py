"""Postponing, pausing, reassigning: small forms that open in a row."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import Length

from liaison.accounts.models import User
from liaison.accounts.queries import colleagues
from liaison.web.forms import DateWordsField, Filled, Form, PersonChoice


class SnoozeForm(Form):
    until_on = DateWordsField(
        _l("暂缓到"), [Filled()], prefer="future", description=_l("如 下周一、10天后、12.1")
    )
    reason = StringField(_l("原因"), [Filled(), Length(max=200)])


class PauseForm(Form):
    resume_on = DateWordsField(
        _l("停联到"), [Filled()], prefer="future", description=_l("到这一天自动恢复")
    )
    reason = StringField(_l("原因"), [Filled(), Length(max=200)])


class OwnerForm(Form):
    owner_id = SelectField(_l("转给"), coerce=PersonChoice())

    def offer_choices(self, user: User) -> None:
        """Those the user may give people to, and nobody."""
        names = [SelectChoice(str(person.id), person.name) for person in colleagues(user)]
        self.owner_id.choices = [*names, SelectChoice("", "—")]
