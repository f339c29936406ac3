"""What a feed shows, and when it rings."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from liaison.accounts.models import User
from liaison.calendar_.occasions import kind_words
from liaison.feeds.models import FeedScope
from liaison.web.forms import REQUIRED, VersionedForm

LEADS = (0, 1, 3, 5, 7, 10)


class LeadChoice:
    """Turns "" and "3" into None and 3."""

    def __call__(self, value: object) -> int | None:
        return None if value in (None, "", "None") else int(str(value))


class FeedForm(VersionedForm):
    name = StringField(_l("日历名称"), [InputRequired(REQUIRED), Length(max=60)])
    scope = RadioField(_l("谁的"))
    kinds = SelectMultipleField(
        _l("内容"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    discreet = BooleanField(
        _l("只写称呼，不写全名、单位、电话"),
        description=_l("手机锁屏上也会显示日程；选上时只看得到“联系 王主任”"),
    )
    greeting_lead_days = SelectField(_l("节日提醒"), coerce=LeadChoice())
    day_alarm = BooleanField(_l("联系、生日、跟进当天 9:00 提醒"))

    def offer_choices(self, user: User) -> None:
        """Fill the lists in the reader's language."""
        self.scope.choices = [SelectChoice(value, label) for value, label in scope_words(user).items()]
        self.kinds.choices = [SelectChoice(value, label) for value, label in kind_words().items()]
        self.greeting_lead_days.choices = [
            SelectChoice("", _("不提醒")),
            *(SelectChoice(str(days), lead_words(days)) for days in LEADS),
        ]


def scope_words(user: User) -> dict[str, str]:
    """The scopes as this user would call them; whoever belongs to no section sees everyone."""
    everyone = _("本科室能看到的所有人") if user.section_id else _("全部联系人")
    return {
        FeedScope.MINE.value: _("我的联系人"),
        FeedScope.SECTION.value: everyone,
        FeedScope.FESTIVALS.value: _("只要节日，不涉及任何人"),
    }


def lead_words(days: int) -> str:
    return _("提前 %(n)d 天 9:00", n=days) if days else _("当天 9:00")
