"""The form of a credit."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from liaison.web.forms import DateWordsField, Filled, VersionedForm


class CreditForm(VersionedForm):
    """`who` is read by the route, which knows whom the user may see."""

    unit = StringField(_l("单位"), [Length(max=200)])
    who = StringField(_l("联系人"), [Length(max=100)], description=_l("姓名、拼音或手机尾号，可不填"))
    contact_id = HiddenField()
    matter_id = HiddenField()
    interaction_id = HiddenField()
    on = DateWordsField(_l("哪天"), [Filled()], future_ok=False, description=_l("如 今天、昨天、11.23"))
    name = TextAreaField(
        _l("做了什么好事"), [Filled(), Length(max=1000)], description=_l("写到能直接放进情况通报：谁、为什么事、做到什么程度")
    )
