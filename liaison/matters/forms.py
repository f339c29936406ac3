"""The forms of a matter: recording it, a line of progress, handing it over, and ending it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from liaison.accounts.models import User
from liaison.accounts.queries import keepers
from liaison.domain.matters import NOBODY, REQUIRED, Ending, Outcome, Reception, Way
from liaison.domain.refusals import told
from liaison.matters.models import Matter
from liaison.matters.words import ending_words, reception_words, way_words
from liaison.web.forms import DateWordsField, Filled, Form, PersonChoice, VersionedForm


class MatterForm(VersionedForm):
    """`who` is read by the route, which knows whom the user may see; call `offer_choices` first."""

    way = RadioField(_l("来事还是去事"), default=Way.INCOMING.value)
    name = StringField(_l("什么事"), [Filled(), Length(max=100)], description=_l("写成短语，如 借用会议中心、核对参会名单"))
    unit = StringField(_l("单位"), [Length(max=200)], description=_l("没有录入过的会同时建立"))
    who = StringField(_l("联系人"), [Length(max=100)], description=_l("姓名、拼音或手机尾号，可不填"))
    contact_id = HiddenField()
    interaction_id = HiddenField()
    received_on = DateWordsField(_l("哪天提出的"), [Filled()], future_ok=False, description=_l("如 今天、昨天、11.23"))
    received_by_id = SelectField(_l("谁经手接的"), coerce=PersonChoice())
    asked = TextAreaField(_l("具体要求"), [Length(max=5000)], description=_l("对方的原话、数量、时间、材料"))
    promise = TextAreaField(_l("答应了什么"), [Length(max=2000)])
    promised_by = StringField(_l("谁答应的"), [Length(max=100)], description=_l("我方或对方的人，写姓名"))
    due_on = DateWordsField(
        _l("哪天前答复"), [Filled()], prefer="future", description=_l("没有说定的，先定一个回音的日子，如 下周五")
    )
    urgent = BooleanField(_l("急件"))
    owner_id = SelectField(_l("承办人"), coerce=PersonChoice())
    deputy_id = SelectField(_l("B角"), coerce=PersonChoice())

    def offer_choices(self, kept: Matter | None = None) -> None:
        """Ways and officers; whoever already holds a part of the matter stays on offer."""
        self.way.choices = [SelectChoice(code, word) for code, word in way_words().items()]
        held = [kept.owner, kept.deputy, kept.received_by] if kept else []
        users = officers(*(user for user in held if user is not None))
        self.owner_id.choices = self.received_by_id.choices = users
        self.deputy_id.choices = [SelectChoice("", "—"), *users]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whose matter it is, is asked for together with whatever else is missing."""
        sound = super().validate(extra_validators)
        if not (self.unit.data or self.who.data) and not self.unit.errors:
            self.unit.errors, sound = [told(NOBODY)], False
        return sound

    def values(self) -> dict[str, Any]:
        """What `add_matter` and `edit_matter` take, but for the unit and the person."""
        names = (
            "way", "name", "received_on", "received_by_id", "asked", "promise", "promised_by", "due_on", "urgent",
            "owner_id", "deputy_id",
        )  # fmt: skip
        return {name: self[name].data for name in names}


def officers(*kept: User) -> list[SelectChoice]:
    """Everyone who may act, and those named even when they may no longer."""
    users = keepers()
    known = {user.id: user for user in [*users, *kept]}
    return [SelectChoice(str(user.id), user.name) for user in known.values()]


class NoteForm(Form):
    text = StringField(_l("进展"), [Length(max=2000)])
    on = DateWordsField(_l("哪天"), future_ok=False)


class MatterOwnerForm(Form):
    owner_id = SelectField(_l("转给"), coerce=PersonChoice())

    def offer_choices(self) -> None:
        self.owner_id.choices = officers()


class EndingForm(VersionedForm):
    """One form for all endings; the page shows what the chosen one asks for."""

    ending = HiddenField()
    on = DateWordsField(_l("哪天办结的"), future_ok=False, description=_l("如 今天、昨天、11.23"))
    result = TextAreaField(_l("结果"), [Length(max=5000)])
    remainder = TextAreaField(_l("还剩什么、为什么"), [Length(max=5000)])
    passed_to = StringField(_l("转给了谁"), [Length(max=200)], description=_l("接办的单位和联系人、电话"))
    explanation = TextAreaField(_l("怎么解释的"), [Length(max=5000)])
    explained_by = StringField(_l("谁去解释的"), [Length(max=100)])
    explained_on = DateWordsField(_l("哪天解释的"), future_ok=False)
    reception = RadioField(_l("对方的反应"), validate_choice=False)

    credit = BooleanField(_l("给对方记一笔好帐"), description=_l("写进记好帐，月底通报和致谢用"))

    def offer_choices(self) -> None:
        self.reception.choices = [SelectChoice(code, word) for code, word in reception_words().items()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Everything the chosen ending cannot do without is asked for at once."""
        sound = super().validate(extra_validators)
        for name, refusal in REQUIRED.get(Ending(self.ending.data), ()):
            if not self[name].data and not self[name].errors:
                self[name].errors, sound = [told(refusal)], False
        return sound

    def outcome(self, ending: Ending) -> Outcome:
        """What `end_matter` takes. An explained matter is over on the day it was explained: one day, asked once."""
        reception = self.reception.data
        day = self.explained_on.data if ending == Ending.EXPLAINED else self.on.data
        return Outcome(
            ending=ending,
            on=day or self.today,
            result=self.result.data,
            remainder=self.remainder.data,
            passed_to=self.passed_to.data,
            explanation=self.explanation.data,
            explained_by=self.explained_by.data,
            explained_on=self.explained_on.data,
            reception=Reception(reception) if reception in set(Reception) else None,
        )

    def label_for(self, ending: Ending) -> None:
        """The result is asked for in the words of the ending; what it cannot do without is marked."""
        for name, _refusal in REQUIRED.get(ending, ()):
            self[name].flags.required = True
        self.result.label.text = {
            Ending.DONE: _("办成了什么"),
            Ending.PARTLY: _("办成了哪些"),
            Ending.WITHDRAWN: _("为什么撤回"),
        }.get(ending, _("补充说明"))
        self.on.label.text = _("%(word)s的日期", word=ending_words()[ending.value])
