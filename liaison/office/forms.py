"""The office's settings."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FloatField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, NumberRange

from liaison.domain.touches import Counting
from liaison.web.forms import DaysField, Filled, Form, VersionedForm

FILE_SIZES = ("5", "10", "20", "30")  # megabytes; a whole request holds 32


class OfficeForm(Form):
    office_name = StringField(_l("本单位名称"), [Length(max=200)])
    signature = StringField(
        _l("落款"), [Length(max=100)], description=_l("问候语末尾的署名，如 某某单位办公室")
    )
    report_ranking = BooleanField(
        _l("报表里按次数给经办人排名"), description=_l("默认不排名：联络员只看到自己，负责人按姓名看到各人")
    )
    file_megabytes = SelectField(
        _l("附件每个不超过"), choices=[SelectChoice(size, f"{size} MB") for size in FILE_SIZES], validate_choice=False
    )
    export_watermark = BooleanField(
        _l("导出的表格和打印件上注明谁在什么时候导出"), description=_l("写在每一页的页眉页脚")
    )


class TierForm(VersionedForm):
    interval_days = DaysField(_l("联系周期"), [Filled()])
    max_gap_days = DaysField(_l("最长间隔"), description=_l("超过就算断线；不填为周期的两倍"))


class KindForm(VersionedForm):
    name = StringField(_l("名称"), [Filled(), Length(max=40)])
    counts = RadioField(_l("算不算一次联系"))
    weight = FloatField(
        _l("升温（接通或见到）"), [NumberRange(min=0, max=10, message=_l("请填 0 到 10 之间的数"))]
    )
    unanswered_weight = FloatField(
        _l("升温（未接或未回）"), [NumberRange(min=0, max=10, message=_l("请填 0 到 10 之间的数"))]
    )
    answered_word = StringField(_l("联系上时的说法"), [Filled(), Length(max=20)])
    unanswered_word = StringField(_l("没联系上时的说法"), [Filled(), Length(max=20)])

    def offer_choices(self) -> None:
        self.counts.choices = [
            SelectChoice(Counting.ANSWERED.value, str(_l("联系上才算"))),
            SelectChoice(Counting.ALWAYS.value, str(_l("总是算"))),
            SelectChoice(Counting.NEVER.value, str(_l("不算，只记录"))),
        ]
