"""A year's schedule, as a file or line by line."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from liaison.web.forms import REQUIRED, Form


class YearFileForm(Form):
    file = FileField(
        _l("放假安排文件"),
        [FileRequired(_l("请选择文件"))],
        description=_l("JSON（含 year 和 days）或 CSV（表头 date,name,kind），一个文件一年"),
    )


class YearLinesForm(Form):
    """`seen` is the version that the person looked at; `source` says where the lines came from."""

    lines = TextAreaField(
        _l("每行一天"),
        [InputRequired(REQUIRED), Length(max=20000)],
        description=_l("2027-02-06 春节 休，2027-02-20 春节 班；平常的工作日和周末不用写"),
    )
    seen = HiddenField()
    source = HiddenField(validators=[Length(max=200)])
    unmet_is_right = BooleanField(_l("我核对过原文，这些法定假日确实不放"))

    @property
    def seen_id(self) -> int:
        """The version posted; -1, which no version has, when it is broken."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def ask_about_unmet(self) -> None:
        """The schedule leaves out a public holiday: it takes a second look."""
        self.unmet_is_right.errors = [_("安排里缺少法定假日，请核对原文后勾选，或补上这些日子")]
