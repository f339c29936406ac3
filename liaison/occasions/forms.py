"""An occasion as it is typed. Whether it can be kept is judged in checks.py."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from liaison.domain.observances import POLICY, Observance
from liaison.occasions.models import OfficeOccasion
from liaison.web.forms import REQUIRED, VersionedForm

TONES = tuple(dict.fromkeys(observance.tone for observance in POLICY))


class OccasionForm(VersionedForm):
    name = StringField(_l("名称"), [InputRequired(REQUIRED), Length(max=40)])
    rule = StringField(
        _l("哪一天"),
        [InputRequired(REQUIRED), Length(max=200)],
        description=_l("10月1日、农历八月十五、腊月最后一天、节气清明、5月第2个星期日、春节前1天"),
    )
    since = StringField(_l("从哪年起"), [Length(max=4)], description=_l("不填就是一直有"))
    audience = StringField(
        _l("问候谁"),
        [InputRequired(REQUIRED), Length(max=500)],
        description=_l(
            "全部、不发，或条件：医院或“卫健”标签；北方的私交；前面写“可选：”表示由联络员自己决定"
        ),
    )
    tone = SelectField(_l("语气"))
    send_on = RadioField(_l("什么时候发"))
    clear_days = StringField(
        _l("节前空出几天"), description=_l("只对“节前”有用：国庆空 2 天，避开烈士纪念日")
    )
    lead_workdays = StringField(_l("提前几个工作日准备"))
    send_when = StringField(
        _l("发送时段"), [Length(max=200)], description=_l("写给人看的，如 当日上午、16:00–20:00")
    )
    quiet_day = BooleanField(_l("这一天不发任何祝福"))
    shown = BooleanField(_l("在日历上显示"))

    def offer_choices(self) -> None:
        """Fill the lists; a tone of the office's own stays on offer."""
        tones = dict.fromkeys((*TONES, self.tone.data)) if self.tone.data else dict.fromkeys(TONES)
        self.tone.choices = [SelectChoice(tone, tone) for tone in tones if tone]
        self.send_on.choices = [SelectChoice(value, label) for value, label in send_words().items()]

    @property
    def values(self) -> dict[str, object]:
        """What was typed, by the names of the columns."""
        typed = {name: self[name].data for name in FIELDS}
        return {
            **typed,
            "clear_days": typed["clear_days"] or "0",
            "lead_workdays": typed["lead_workdays"] or "0",
        }


FIELDS = (
    "name", "rule", "since", "audience", "tone", "send_on", "clear_days", "lead_workdays", "send_when", "quiet_day",
    "shown",
)  # fmt: skip


def send_words() -> dict[str, str]:
    """The days a greeting may go out on, in words."""
    return {
        "before": _("节前最后一个工作日"),
        "day": _("当日，逢休息日提前"),
        "exact": _("当日，休息日也发"),
        "none": _("不发祝福"),
    }


def short_send_words() -> dict[str, str]:
    """The same for a narrow column."""
    return {"before": _("节前"), "day": _("当日"), "exact": _("正日子"), "none": _("不发")}


def filled_from(record: OfficeOccasion, observance: Observance) -> dict[str, object]:
    """What the form shows of a stored occasion: rule and audience in words."""
    return {
        "name": record.name,
        "rule": observance.rule.words,
        "since": str(record.since or ""),
        "audience": observance.audience.words,
        "tone": record.tone,
        "send_on": record.send_on,
        "clear_days": str(record.clear_days),
        "lead_workdays": str(record.lead_workdays),
        "send_when": record.send_when,
        "quiet_day": record.quiet_day,
        "shown": record.shown,
        "version": str(record.version),
    }
