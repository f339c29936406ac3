"""The form base and the fields that understand what office staff type."""

from datetime import date
from typing import Any, Literal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextInput

from liaison.domain.birthday_words import parse_birthday
from liaison.domain.cadence import CadenceError, check_cadence
from liaison.domain.calendar_errors import CalendarError
from liaison.domain.date_words import DateWordsError, parse_date
from liaison.domain.phones import read_phones


class Form(FlaskForm):
    """Strips text and carries the page to go back to. Set `today` before validating date fields.

    `obj` fills the fields from a record; where `data` names a field as well, `data` is shown.
    """

    back = HiddenField()

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            kind = unbound_field.field_class
            if issubclass(kind, StringField | TextAreaField) and not issubclass(kind, PasswordField):
                options = {**options, "filters": [stripped, *unbound_field.kwargs.get("filters", ())]}
            return unbound_field.bind(form=form, **options)

    def __init__(
        self,
        *args: Any,
        today: date | None = None,
        obj: Any = None,
        data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.today: Any = today
        stored = {name: getattr(obj, name) for name, _field in self._unbound_fields if hasattr(obj, name)}
        super().__init__(*args, data={**stored, **(data or {})}, **kwargs)

    @property
    def status(self) -> int:
        """The status of the page that shows the form: 400 once something on it must be corrected."""
        return 400 if self.errors else 200


class VersionedForm(Form):
    """For editing a record: carries the version the person saw."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version posted; 0, which no record has, when it is missing or broken."""
        try:
            return int(self.version.data or 0)
        except ValueError:
            return 0

    def refuse_stale(self, record: Any) -> None:
        """Say that somebody saved in between. What was typed stays; saving again is then a decision."""
        self.version.data = str(record.version)
        self.form_errors.append(
            _("在您打开之后，这条记录被别人改过。您填写的内容还在下面，请对照最新内容后再保存一次。")
        )


class Filled:
    """Something besides spaces must be typed; what is not understood keeps its own message."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, field: Any) -> None:
        typed = field.raw_data[0] if field.raw_data else ""
        if not typed or (isinstance(typed, str) and not typed.strip()):
            field.errors[:] = []
            raise StopValidation(str(REQUIRED))


class SomeNumber:
    """What is typed must hold a telephone number; empty is no number."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data and not read_phones(field.data).phones:
            raise ValidationError(_("没有看出号码，请填数字，如 13800001111 或 0571-87654321 转 802"))


def stripped(value: object) -> str:
    """Text without blanks at its ends; a record's number, such as the version, as text."""
    return "" if value is None else str(value).strip()


class WordsField(Field):
    """A text box whose text is read by `read`; what was typed is shown again when it is not understood."""

    widget = TextInput()
    typed = ""
    data: Any

    def _value(self) -> str:
        return self.typed or ("" if self.data is None else self.written(self.data))

    def written(self, value: Any) -> str:
        return str(value)

    def read(self, text: str, form: Any) -> Any:
        raise AssertionError("a field kind reads its own text")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None

    def pre_validate(self, form: Any) -> None:
        if self.typed:
            self.data = self.read(self.typed, form)


class DateWordsField(WordsField):
    """Dates as people type them: 2026-11-23, 11.23, 昨天, 下周二, 农历八月十五."""

    def __init__(self, *args: Any, prefer: Literal["past", "future"] = "past", future_ok: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefer, self.future_ok = prefer, future_ok

    def written(self, value: date) -> str:
        return value.isoformat()

    def read(self, text: str, form: Any) -> date:
        try:
            return parse_date(text, form.today, future_ok=self.future_ok, prefer=self.prefer)
        except DateWordsError as error:
            raise ValidationError(str(error)) from error


class BirthdayField(WordsField):
    """A solar or lunar birthday in words, with or without its year."""

    def written(self, value: Any) -> str:
        return value.words

    def read(self, text: str, form: Any) -> Any:
        try:
            return parse_birthday(text)
        except CalendarError as error:
            raise ValidationError(str(error)) from error


class DaysField(WordsField):
    """A whole number of days, or nothing."""

    def read(self, text: str, form: Any) -> int:
        days = number_up_to(3650, text.removesuffix("天"))
        if days is None:
            raise ValidationError(_("请填 1 到 3650 之间的整数天数"))
        return days


class MinutesField(WordsField):
    """A whole number of minutes within a day, or nothing."""

    def read(self, text: str, form: Any) -> int:
        minutes = number_up_to(1440, text.removesuffix("钟").removesuffix("分"))
        if minutes is None:
            raise ValidationError(_("请填 1 到 1440 之间的整数分钟"))
        return minutes


def check_gap(interval_days: int, max_gap_days: int | None) -> None:
    """For forms with both fields: refuses a gap shorter than the interval."""
    try:
        check_cadence(interval_days, max_gap_days)
    except CadenceError as error:
        raise ValidationError(str(error)) from error


def number_up_to(most: int, text: str) -> int | None:
    """The whole number from 1 to `most`; None when it is none."""
    text = text.strip()
    known = text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most
    return int(text) if known else None


class PersonChoice:
    """Turns "" and "12" into None and 12 for select fields over users and units."""

    def __call__(self, value: Any) -> int | None:
        return int(value) if value not in (None, "", "None") else None


REQUIRED = _l("请填写此项")
