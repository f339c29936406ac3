"""The contact's form and the post's form."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Length, ValidationError

from liaison.accounts.models import User
from liaison.accounts.queries import colleagues
from liaison.contacts.models import Contact
from liaison.domain.touches import NO_WAY_TO_REACH
from liaison.office.queries import interaction_kinds
from liaison.web.filters import gender_words, phone_label_words, tier_words
from liaison.web.forms import (
    BirthdayField,
    DateWordsField,
    DaysField,
    Filled,
    Form,
    PersonChoice,
    SomeNumber,
    VersionedForm,
    check_gap,
    stripped,
)

SPARE_PHONES = 2


class AssignForm(Form):
    """Who is to keep the people ticked; `all` means everyone of the list's filter instead."""

    owner_id = SelectField(_l("交给"), coerce=PersonChoice())
    contact = SelectMultipleField(_l("联系人"), coerce=int, validate_choice=False)
    all = BooleanField(_l("全部"))

    def offer_choices(self, user: User) -> None:
        """Those the user may give people to."""
        self.owner_id.choices = [SelectChoice(str(person.id), person.name) for person in colleagues(user)]

    @property
    def first_problem(self) -> str:
        """In words, for a flash: the form is a bar above a list."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")

    def validate_contact(self, field: SelectMultipleField) -> None:
        """Nobody ticked is a slip of the hand."""
        if not field.data and not self.all.data:
            raise ValidationError(_("还没有选人，请在左边勾选，或选“全部”"))


class PhoneForm(PlainForm):
    """One line of the telephone list; an empty number is no phone."""

    label = SelectField(_l("种类"))
    text = StringField(_l("号码"), [Length(max=100), SomeNumber()], filters=[stripped])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = phone_label_words()
        self.label.choices = [
            SelectChoice("", _("自动")),
            *(SelectChoice(code, name) for code, name in words.items()),
        ]


class ContactForm(VersionedForm):
    """Adding and editing a person. A new one gets its first post with unit and title."""

    name = StringField(_l("姓名"), [Filled(), Length(max=100)])
    family_name = StringField(_l("姓"), [Length(max=40)], description=_l("复姓或少见姓分错时才填"))
    given_name = StringField(_l("名"), [Length(max=60)])
    address_as = StringField(_l("称呼"), [Length(max=40)], description=_l("不填则按姓和职务，如 王主任"))
    reading = StringField(_l("拼音"), [Length(max=100)], description=_l("读音不对时改正，如 shan jian guo"))
    gender = RadioField(_l("性别"), default="")
    unit = StringField(_l("单位"), [Length(max=200)], description=_l("输入名称；还没录入的会新建"))
    department = StringField(_l("部门"), [Length(max=100)])
    title = StringField(_l("职务"), [Length(max=100)])
    from_on = DateWordsField(_l("到任日期"))
    phones = FieldList(FormField(PhoneForm), label=_l("电话"))
    wechat = StringField(_l("微信"), [Length(max=100)])
    email = StringField(_l("邮箱"), [Length(max=200)])
    birthday = BirthdayField(
        _l("生日"), description=_l("如 1970-2-14、2月14日、农历八月十五、农历1968年闰七月初三；年份可不填")
    )
    tier = RadioField(_l("联系等级"), default="general")
    interval_days = DaysField(_l("联系周期"), description=_l("不填按单位或等级"))
    max_gap_days = DaysField(_l("最长间隔"), description=_l("超过就算断线；不填为周期的两倍"))
    owner_id = SelectField(_l("联络员"), coerce=PersonChoice())
    deputy_id = SelectField(_l("B角"), coerce=PersonChoice())
    preferred_channel = SelectField(_l("喜欢的方式"))
    best_time = StringField(_l("好时候"), [Length(max=100)], description=_l("如 周二上午"))
    tags = StringField(_l("标签"), [Length(max=200)], description=_l("用空格或顿号隔开，如 老干部 校友"))
    taboos = TextAreaField(_l("忌讳"), [Length(max=2000)], description=_l("打电话前会看到"))
    notes = TextAreaField(_l("备注"), [Length(max=5000)])
    verified_on = DateWordsField(_l("最近核对日期"), future_ok=False)
    retired_on = DateWordsField(_l("退休日期"), description=_l("填了就按老领导问候"))

    def offer_choices(self, user: User) -> None:
        """Lists in the reader's language, and spare lines for telephones."""
        self.gender.choices = [
            SelectChoice("", _("不填")),
            *(SelectChoice(code, name) for code, name in gender_words().items()),
        ]
        self.tier.choices = [SelectChoice(code, name) for code, name in tier_words().items()]
        people = [SelectChoice(str(person.id), person.name) for person in colleagues(user)]
        known = {choice.value for choice in people}
        for field in (self.owner_id, self.deputy_id):
            unseen = (
                []
                if field.data is None or str(field.data) in known
                else [SelectChoice(str(field.data), "…")]
            )
            field.choices = [SelectChoice("", "—"), *people, *unseen]
        kept = self.preferred_channel.data
        kinds = [
            SelectChoice(kind.code, kind.label)
            for kind in interaction_kinds()
            if kind.code not in NO_WAY_TO_REACH or kind.code == kept
        ]
        self.preferred_channel.choices = [SelectChoice("", "—"), *kinds]
        if not self.is_submitted():
            for _spare in range(SPARE_PHONES):
                self.phones.append_entry()

    def values(self) -> dict[str, Any]:
        """What `add_contact` and `edit_contact` take, but for phones, tags and the post."""
        names = (
            "name", "family_name", "given_name", "address_as", "reading", "gender", "wechat", "email", "birthday",
            "tier", "interval_days", "max_gap_days", "owner_id", "deputy_id", "preferred_channel", "best_time",
            "taboos", "notes", "verified_on", "retired_on",
        )  # fmt: skip
        return {name: self[name].data for name in names}

    def phone_pairs(self) -> list[tuple[str, str]]:
        return [
            (entry.form.label.data or "", entry.form.text.data)
            for entry in self.phones
            if entry.form.text.data
        ]

    def tag_names(self) -> list[str]:
        return self.tags.data.replace("、", " ").replace("，", " ").replace(",", " ").split()

    def validate_birthday(self, field: BirthdayField) -> None:
        """Nobody is born tomorrow."""
        if field.data and field.data.born_on and field.data.born_on > self.today:
            raise ValidationError(_("%(day)s还没有到，请核对生日的年份", day=field.data.words))

    def validate_max_gap_days(self, field: DaysField) -> None:
        """The rule of the cadence, told with the other errors."""
        if self.interval_days.data and not self.interval_days.errors:
            check_gap(self.interval_days.data, field.data)

    def validate_deputy_id(self, field: SelectField) -> None:
        """The deputy stands in where the owner is away."""
        if field.data and field.data == self.owner_id.data:
            raise ValidationError(_("B角要另一个人：联络员不在时由他顶上"))

    def validate_email(self, field: StringField) -> None:
        if field.data and (
            field.data.count("@") != 1 or " " in field.data or field.data[0] == "@" or field.data[-1] == "@"
        ):
            raise ValidationError(_("邮箱应写成 name@example.cn 的样子"))


def shown(contact: Contact) -> dict[str, Any]:
    """The stored person as the form shows it."""
    return {
        "phones": [{"label": phone.label, "text": phone.text} for phone in contact.phones],
        "tags": " ".join(tag.name for tag in contact.tags),
        "unit": contact.unit.name if contact.unit else "",
    }


class PostForm(VersionedForm):
    unit = StringField(
        _l("单位"), [Filled(), Length(max=200)], description=_l("还没录入的会新建")
    )
    department = StringField(_l("部门"), [Length(max=100)])
    title = StringField(_l("职务"), [Length(max=100)])
    from_on = DateWordsField(_l("到任日期"), future_ok=False)
    to_on = DateWordsField(_l("离任日期"), future_ok=False, description=_l("在任就不填；填了，这个任职就结束"))
