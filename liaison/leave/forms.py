"""Leave by hand, or from a calendar file."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from liaison.web.forms import REQUIRED, DateWordsField, Form


class LeaveForm(Form):
    from_on = DateWordsField(
        _l("从"),
        [InputRequired(REQUIRED)],
        prefer="future",
        description=_l("12月20日、下周一、2027-02-08 都可以"),
    )
    to_on = DateWordsField(_l("到"), prefer="future", description=_l("这一天也算；不填就是一天"))
    anyway = BooleanField(_l("联系不到的人，回来以后再补"))
    note = StringField(_l("备注"), [Length(max=100)], description=_l("年休假、出差、学习……"))


class LeaveFileForm(Form):
    file_anyway = BooleanField(_l("联系不到的人，回来以后再补"))
    file = FileField(_l(".ics 文件"), [FileRequired(_l("请选择文件"))])
    with_timed = BooleanField(_l("有钟点的日程也算整天不在"))
