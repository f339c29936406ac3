"""The form behind "记一笔": the quick one in a row, the full one on its page, and editing, all the same fields."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from liaison.contacts.models import Contact
from liaison.domain.touches import Direction
from liaison.matters.models import Matter
from liaison.office.queries import interaction_kinds
from liaison.web.forms import DateWordsField, MinutesField, VersionedForm

NEW_MATTER = "new"


class InteractionForm(VersionedForm):
    """Call `offer_choices` before validating. Left out, the date is today and the answer 接通."""

    kind = SelectField(_l("方式"), default="call")
    direction = RadioField(_l("谁发起"), default=Direction.OURS.value)
    answered = RadioField(_l("结果"), default="yes")
    on = DateWordsField(_l("日期"), description=_l("如 2026-11-23、11.23、昨天、上周二、农历八月十五"))
    at = StringField(_l("时间"), [Length(max=5)], description=_l("可不填，如 9:30"))
    minutes = MinutesField(_l("时长（分钟）"))
    summary = TextAreaField(_l("内容"), [Length(max=5000)], description=_l("一句话：谈了什么"))
    outcome = TextAreaField(_l("结果说明"), [Length(max=5000)])
    colleagues = SelectMultipleField(
        _l("同单位一起参加的"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    others = StringField(
        _l("还有谁"), [Length(max=500)], description=_l("其他参加人，姓名之间用顿号隔开，须已在联系人中")
    )
    next_on = DateWordsField(
        _l("下一步：哪天"),
        prefer="future",
        description=_l("填了日期就会生成一条跟进事项，如 下周二、3天后"),
    )
    next_text = StringField(_l("下一步：做什么"), [Length(max=500)])

    matter = SelectField(_l("谈的是哪件事"), validate_choice=False)

    def offer_choices(self, people: list[Contact], matters: Sequence[Matter] = ()) -> None:
        """Kinds as the office has them, the others of the same unit, and the open matters it may be about."""
        self.matter.choices = [
            SelectChoice("", _("没有具体的事")),
            *(SelectChoice(str(matter.id), matter.name) for matter in matters),
            SelectChoice(NEW_MATTER, _("谈到一件新的事，记下以后接着登记")),
        ]
        self.kind.choices = [SelectChoice(kind.code, kind.label) for kind in interaction_kinds()]
        self.direction.choices = [
            SelectChoice(Direction.OURS.value, _("我方发起")),
            SelectChoice(Direction.THEIRS.value, _("对方发起")),
        ]
        self.answered.choices = [
            SelectChoice("yes", _("接通／见到／已回复")),
            SelectChoice("no", _("未接／未遇／未回复")),
        ]
        self.colleagues.choices = [SelectChoice(str(person.id), person.name) for person in people]

    def validate_at(self, field: StringField) -> None:
        if field.data and clock_time(field.data) is None:
            raise ValidationError(_("时间请写成 9:30 这样的形式"))

    def validate_next_on(self, field: DateWordsField) -> None:
        if field.data and self.today and field.data < self.today:
            raise ValidationError(_("下一步的日期已经过去，请选今天或以后的日期"))
        if self.next_text.data and not field.typed:
            raise ValidationError(_("请填下一步的日期"))

    def values(self, today: date) -> dict[str, Any]:
        """What `log_interaction` and `edit_interaction` take."""
        return {
            "kind": self.kind.data,
            "direction": self.direction.data,
            "answered": self.answered.data == "yes",
            "on": self.on.data or today,
            "at": clock_time(self.at.data) if self.at.data else None,
            "minutes": self.minutes.data,
            "summary": self.summary.data,
            "outcome": self.outcome.data,
        }


def clock_time(text: str) -> time | None:
    """9:30, 09：30 or 930 as a time of day; None when it is none."""
    digits = text.replace("：", ":").replace(":", "")
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 4):
        return None
    hour, minute = int(digits[:-2]), int(digits[-2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
