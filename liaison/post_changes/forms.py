"""The form of a change of post, and those of a vacancy."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from liaison.contacts.models import Contact, Phone
from liaison.domain.phones import PhoneLabel
from liaison.domain.posts import ChangeKind, Source
from liaison.web.forms import DateWordsField, Filled, Form


def kind_words() -> dict[str, str]:
    return {
        ChangeKind.TRANSFER.value: _("调任"),
        ChangeKind.ADDED.value: _("增任，原任职不变"),
        ChangeKind.RETIREMENT.value: _("退休"),
        ChangeKind.DEPARTURE.value: _("离任，去向不明"),
    }


def source_words() -> dict[str, str]:
    return {
        Source.NOTICE.value: _("公示或任免通知"),
        Source.PERSON.value: _("本人告知"),
        Source.UNIT.value: _("单位告知"),
        Source.MEDIA.value: _("新闻报道"),
        Source.OTHER.value: _("其他"),
    }


class PostChangeForm(Form):
    kind = RadioField(_l("怎样变动"), default=ChangeKind.TRANSFER.value)
    on = DateWordsField(_l("哪天"), [Filled()], description=_l("到任或离任的日子，如 11.20、昨天"))
    source = RadioField(_l("怎么知道的"), default=Source.NOTICE.value)
    source_note = StringField(_l("出处"), [Length(max=200)], description=_l("如 文号、谁说的，可不填"))
    ending = SelectMultipleField(
        _l("结束哪个任职"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    unit = StringField(_l("新单位"), [Length(max=200)], description=_l("还没录入的会新建；退休、离任不填"))
    department = StringField(_l("部门"), [Length(max=100)])
    title = StringField(_l("新职务"), [Length(max=100)])
    address_as = StringField(_l("称呼"), [Length(max=40)], description=_l("不填则按姓和职务"))
    dropped = SelectMultipleField(
        _l("留在原单位的电话"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
        description=_l("办公电话跟着职务：勾着的从这位的档案里去掉，还用得着的去掉勾；撤销变动时一起恢复"),
    )  # fmt: skip
    verified = BooleanField(
        _l("其余的电话今天核对过"), description=_l("没有打过就不勾：知道调动不等于核对过号码，核对日期照旧")
    )
    vacancy = BooleanField(_l("原单位记为空缺"), default=True)
    greet = BooleanField(_l("祝贺、看望或打听去向"), default=True)
    greet_on = DateWordsField(_l("哪天办"), prefer="future")
    successor = BooleanField(_l("了解继任者"), default=True)
    successor_on = DateWordsField(_l("哪天办"), prefer="future")

    def offer_choices(self, contact: Contact) -> None:
        self.kind.choices = [SelectChoice(code, name) for code, name in kind_words().items()]
        self.source.choices = [SelectChoice(code, name) for code, name in source_words().items()]
        self.ending.choices = [SelectChoice(str(post.id), post.name) for post in contact.open_posts]
        self.dropped.choices = [SelectChoice(str(phone.id), phone.text) for phone in office_phones(contact)]

    def validate_greet_on(self, field: DateWordsField) -> None:
        self.refuse_past(field, self.greet)

    def validate_successor_on(self, field: DateWordsField) -> None:
        self.refuse_past(field, self.successor)

    def refuse_past(self, field: DateWordsField, ticked: BooleanField) -> None:
        if ticked.data and field.data and field.data < self.today:
            raise ValidationError(_("请选今天或以后的日期"))

    def wished_days(self) -> dict[str, date | None]:
        """{"successor" or "greet": day} of those left ticked; None takes the day suggested."""
        ticked: Sequence[tuple[str, Any, Any]] = (
            ("greet", self.greet, self.greet_on),
            ("successor", self.successor, self.successor_on),
        )
        return {name: field.data for name, box, field in ticked if box.data}


def office_phones(contact: Contact) -> list[Phone]:
    """Those that stand on a desk."""
    return [phone for phone in contact.phones if phone.label in (PhoneLabel.LANDLINE, PhoneLabel.INTERNAL)]


class FillForm(Form):
    since_on: date | None = None  # the day the post fell vacant
    existing = StringField(
        _l("已经在联系人里"),
        [Length(max=100)],
        description=_l("姓名、拼音或手机尾号；接着登记这位的职务变动"),
    )
    name = StringField(_l("还没录入的，姓名"), [Length(max=100)])
    title = StringField(_l("职务"), [Length(max=100)])
    on = DateWordsField(_l("到任日期"), description=_l("不知道就不填"))
    phone = StringField(_l("电话"), [Length(max=100)])

    def validate_on(self, field: DateWordsField) -> None:
        """Nobody begins before whoever held the post had left it."""
        if field.data and self.since_on and field.data < self.since_on:
            raise ValidationError(_("前任 %(day)s 才离任，到任日期不能比这更早；不知道就不填", day=self.since_on))

    def validate_name(self, field: StringField) -> None:
        if bool(field.data) == bool(self.existing.data):
            raise ValidationError(_("已在联系人里的填上面一格，还没录入的填这一格，只填一处"))


class CloseForm(Form):
    reason = StringField(
        _l("为什么不用再找"), [Filled(), Length(max=200)], description=_l("如 职位撤销、不归我们联系")
    )
