"""The name of a view, who has it, and whether it stands at the side."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, StringField
from wtforms.validators import Length

from liaison.accounts.models import User
from liaison.saved_views.models import Audience
from liaison.web.forms import Filled, VersionedForm


class ViewForm(VersionedForm):
    name = StringField(_l("名字"), [Filled(), Length(max=40)], description=_l("如 我的重点、浙江的高校"))
    audience = RadioField(_l("给谁用"), default=Audience.MINE.value)
    pinned = BooleanField(_l("放在左边"), default=True)

    def offer_choices(self, user: User, current: str = "") -> None:
        """The audiences this user may choose, besides what the view has already."""
        offered = [choice for choice in audience_words() if choice in allowed(user) or choice == current]
        self.audience.choices = [SelectChoice(choice, audience_words()[choice]) for choice in offered]


def audience_words() -> dict[str, str]:
    return {
        Audience.MINE.value: _("只给自己"),
        Audience.SECTION.value: _("本科的人"),
        Audience.OFFICE.value: _("全单位"),
    }


def allowed(user: User) -> list[str]:
    """Heads share with their section, administrators and heads of none with everybody."""
    if not user.leads:
        return [Audience.MINE.value]
    section = [Audience.SECTION.value] if user.section_id is not None else []
    office = [Audience.OFFICE.value] if user.administers or user.section_id is None else []
    return [Audience.MINE.value, *section, *office]
