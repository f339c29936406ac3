"""Sign-in, first set-up, and the administrator's pages for users."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import EqualTo, Length, ValidationError

from liaison.accounts.models import Role, User
from liaison.accounts.passwords import WeakPassword, check_strength, password_matches
from liaison.accounts.queries import all_sections
from liaison.domain.mail_addresses import is_mail_address
from liaison.web.filters import role_words
from liaison.web.forms import Filled, Form, PersonChoice, VersionedForm


class SignInForm(Form):
    login = StringField(_l("登录名"), [Filled()])
    password = PasswordField(_l("密码"), [Filled()])
    remember = BooleanField(_l("在这台电脑上保持登录 30 天"))


class NewPasswordForm(Form):
    """A password to be chosen, for whoever the form or `holder` names."""

    holder: User | None = None
    password = PasswordField(
        _l("新密码"), [Filled()], description=_l("至少 10 个字符，不能含登录名；一句好记的话比乱码更好")
    )
    again = PasswordField(
        _l("再输一遍"), [Filled(), EqualTo("password", _l("两次输入的密码不一样"))]
    )

    def validate_password(self, field: PasswordField) -> None:
        """With the other fields, so that every fault is told at once."""
        login = self.holder.login if self.holder else self["login"].data
        try:
            check_strength(field.data, login or "")
        except WeakPassword as error:
            raise ValidationError(str(error)) from error


class OwnPasswordForm(NewPasswordForm):
    current = PasswordField(_l("现在的密码"), [Filled()])

    def validate_current(self, field: PasswordField) -> None:
        if self.holder and not password_matches(field.data, self.holder.password_hash):
            raise ValidationError(_("现在的密码不对"))

    def validate_password(self, field: PasswordField) -> None:
        if field.data == self.current.data:
            raise ValidationError(_("和现在的密码一样，请换一个"))
        super().validate_password(field)


class SetupForm(NewPasswordForm):
    office_name = StringField(
        _l("本单位名称"), [Length(max=200)], description=_l("写在落款和打印页上，以后可以改")
    )
    login = StringField(_l("登录名"), [Filled(), Length(max=40)], default="admin")
    name = StringField(_l("您的姓名"), [Length(max=40)])


class YesNoOrNothing:
    """Turns "yes", "no" and "" into True, False and None; a stored value stays itself."""

    def __call__(self, value: Any) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        if value not in ("", "yes", "no"):
            raise ValueError(value)
        return value == "yes" if value else None


class UserForm(VersionedForm):
    name = StringField(_l("姓名"), [Filled(), Length(max=40)])
    role = SelectField(_l("角色"))
    section_id = SelectField(
        _l("科室"),
        coerce=PersonChoice(),
        description=_l("有科室的人只看到本科室负责的联系人；不选则看到全部"),
    )
    export_right = SelectField(
        _l("导出"),
        coerce=YesNoOrNothing(),
        description=_l("把名单带走（Excel、名片、打印）。每次导出都记入操作日志"),
    )
    email = StringField(
        _l("邮箱"), [Length(max=200)], description=_l("提要发到这里，只有管理员能改。最好是单位邮箱，信里有人名和单位")
    )
    disabled = BooleanField(_l("停用：不能再登录，记录保留"))

    def validate_email(self, field: Any) -> None:
        if field.data and not is_mail_address(field.data.strip()):
            raise ValidationError(_("这不像邮箱，例：zhangmin@example.gov.cn"))

    def offer_choices(self) -> None:
        """Fill the two lists; roles and sections are words in the reader's language."""
        self.role.choices = [SelectChoice(role.value, role_words()[role.value]) for role in Role]
        sections = [SelectChoice(str(section.id), section.name) for section in all_sections()]
        self.section_id.choices = [SelectChoice("", "—"), *sections]
        self.export_right.choices = [
            SelectChoice("", _("按角色：联络员可以，只读不可以")),
            SelectChoice("yes", _("允许")),
            SelectChoice("no", _("不允许")),
        ]


class NewUserForm(NewPasswordForm, UserForm):
    role = SelectField(_l("角色"), default=Role.OFFICER.value)
    login = StringField(_l("登录名"), [Filled(), Length(max=40)])


class SectionForm(Form):
    name = StringField(_l("科室名称"), [Filled(), Length(max=40)])
