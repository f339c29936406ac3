"""Where and how often."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import Length, ValidationError

from liaison.digests.words import rhythm_words
from liaison.domain.digest_days import Rhythm
from liaison.greetings.outbox import ADDRESS
from liaison.web.forms import VersionedForm


class DigestForm(VersionedForm):
    rhythm = SelectField(
        _l("多久一次"),
        description=_l("早上七点以后发出；放假不发，周一放假的顺延到下一个工作日，没有要办的也不发"),
    )
    address = StringField(_l("发到哪个邮箱"), [Length(max=200)], description=_l("单位邮箱最好，信里有人名和单位"))

    def offer_choices(self) -> None:
        self.rhythm.choices = [SelectChoice(code, words) for code, words in rhythm_words().items()]

    def validate_address(self, field: Any) -> None:
        if field.data and not ADDRESS.fullmatch(field.data):
            raise ValidationError(_("这不像邮箱，例：zhangmin@example.gov.cn"))
        if not field.data and self.rhythm.data != Rhythm.OFF:
            raise ValidationError(_("请填写邮箱，或把上面改为“不发”"))
