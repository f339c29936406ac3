"""Where and how often."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import Length, ValidationError

from liaison.accounts.models import User
from liaison.digests.words import rhythm_words
from liaison.domain.digest_days import Rhythm
from liaison.domain.mail_addresses import is_mail_address
from liaison.web.forms import VersionedForm


class DigestForm(VersionedForm):
    rhythm = SelectField(
        _l("多久一次"),
        description=_l("早上七点以后发出；放假不发，周一放假的顺延到下一个工作日，没有要办的也不发"),
    )
    address = StringField(_l("发到哪个邮箱"), [Length(max=200)], description=_l("单位邮箱最好，信里有人名和单位"))

    def for_user(self, user: User) -> None:
        """Rhythms as words; only an administrator chooses where it goes, the others' address is the account's."""
        self.rhythm.choices = [SelectChoice(code, words) for code, words in rhythm_words().items()]
        self.own_address = user.email
        if not user.administers:
            del self.address

    @property
    def chosen_address(self) -> str:
        return (self.address.data or "") if self.address else self.own_address

    def validate_rhythm(self, field: Any) -> None:
        if not self.address and not self.own_address and field.data != Rhythm.OFF:
            raise ValidationError(_("您的账号还没有邮箱，请管理员在 设置 → 用户 里登记"))

    def validate_address(self, field: Any) -> None:
        if field.data and not is_mail_address(field.data):
            raise ValidationError(_("这不像邮箱，例：zhangmin@example.gov.cn"))
        if not field.data and self.rhythm.data != Rhythm.OFF:
            raise ValidationError(_("请填写邮箱，或把上面改为“不发”"))
