"""What is tried on the page, and the capacity that is saved."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from liaison.domain.cadence import Tier
from liaison.domain.date_words import DateWordsError
from liaison.plans.capacities import FEWEST, MOST
from liaison.plans.spans import Span, SpanWordsError, spans_in
from liaison.plans.trials import Trial, days_of_spans
from liaison.web.forms import REQUIRED, DateWordsField, DaysField, Form, WordsField


class CallsField(WordsField):
    """A whole number of calls a day."""

    def read(self, text: str, form: Any) -> int:
        text = text.removesuffix("个").strip()
        if not text.isascii() or not text.isdigit() or not FEWEST <= int(text[:9]) <= MOST:
            raise ValidationError(_("请填 %(fewest)d 到 %(most)d 之间的整数", fewest=FEWEST, most=MOST))
        return int(text)


class SpansField(WordsField):
    """Days and spans of days in words, several parted by commas."""

    def read(self, text: str, form: Any) -> list[Span]:
        try:
            return spans_in(text, form.today)
        except (DateWordsError, SpanWordsError) as error:
            raise ValidationError(str(error)) from error


class TrialForm(Form):
    """Asked by GET and never stored, so it carries no token. An empty field means "as it is"."""

    class Meta(Form.Meta):
        csrf = False

    from_on = DateWordsField(_l("从"), name="from", prefer="future")
    to_on = DateWordsField(_l("到"), name="to", prefer="future")
    per_day = CallsField(_l("每人每天最多"))
    key = DaysField(_l("重点"))
    regular = DaysField(_l("经常"))
    general = DaysField(_l("一般"))
    leave = SpansField(
        _l("另外不在的日子"),
        description=_l("如 12月20日到12月31日、下周一；对这里的每位联络员都算"),
    )

    anyway = BooleanField(_l("联系不到的人，回来以后再补"))

    def trial(self) -> Trial:
        """What the fields try; they must be valid."""
        intervals = {tier.value: self[tier.value].data for tier in Tier if self[tier.value].data}
        return Trial(self.per_day.data, intervals, days_of_spans(self.leave.data or []))

    def show_span(self, start: date, end: date) -> None:
        """The span in use, where none was typed."""
        ends: tuple[tuple[Any, date], ...] = ((self.from_on, start), (self.to_on, end))
        for field, day in ends:
            if not field.typed:
                field.data = day


class CapacityForm(Form):
    """`whose` empty: the office's number, with what counts; else the id of one officer. `festivals` may be left out."""

    calls = CallsField(_l("每天最多几个电话"), [InputRequired(REQUIRED)])
    festivals = SelectField(
        _l("节日问候"),
        [Optional()],
        validate_choice=False,
        description=_l("问候批次里用电话或走访的，落在联系窗口里就代替一次联系"),
    )
    whose = HiddenField()

    def offer_choices(self) -> None:
        self.festivals.choices = [SelectChoice("yes", _("算一次联系")), SelectChoice("no", _("不算，另外打电话"))]

    def offer(self, calls: int, user_id: int | None, festivals_count: bool) -> None:
        """Fill the fields before anything is typed: the number being tried, else the one in force."""
        values: tuple[tuple[Any, object], ...] = (
            (self.calls, calls),
            (self.whose, str(user_id or "")),
            (self.festivals, "yes" if festivals_count else "no"),
        )
        for field, value in values:
            field.data = value
