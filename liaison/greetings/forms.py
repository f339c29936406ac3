"""The forms of rounds, greetings, wordings, signers and greetings received."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from liaison.accounts.models import User
from liaison.domain.starter_texts import OTHER_OCCASIONS, Relation
from liaison.greetings.channels import channel_words
from liaison.greetings.models import Greeting
from liaison.greetings.occasions import GreetedDay
from liaison.greetings.template_models import Signer
from liaison.greetings.words import occasion_names, relation_words
from liaison.occasions.queries import office_policy
from liaison.web.filters import day_words, tier_words
from liaison.web.forms import REQUIRED, DateWordsField, Form, PersonChoice, VersionedForm


def choices(words: dict[str, str], *, first: tuple[str, str] | None = None) -> list[SelectChoice]:
    """{code: word} as the options of a select, perhaps with one for "any" before them."""
    pairs = [*([first] if first else []), *words.items()]
    return [SelectChoice(code, word) for code, word in pairs]


class RoundForm(Form):
    """Starting a round. Call `offer_choices` before validating."""

    occasion = SelectField(_l("节日"), [InputRequired(REQUIRED)])
    name = StringField(
        _l("批次名称"), [Length(max=100)], description=_l("不填就用年份和节日，如 2027年春节")
    )
    whose = RadioField(_l("问候谁的联系人"), default="all")
    wish = SelectField(_l("方式"), default="")
    repeat = BooleanField(_l("照上一次的批次起草：手工列入和免发的人、各人的方式都沿用"), default=True)
    struck_because = StringField(_l("划掉的人为什么不发"), [Length(max=200)])
    added_because = StringField(_l("添上的人为什么列入"), [Length(max=200)])

    def offer_choices(self, days: Iterable[GreetedDay], today: date) -> None:
        """The feasts ahead; those nobody is greeted on are listed, and refused with the reason."""
        self.occasion.choices = [SelectChoice(day.key, occasion_label(day, today)) for day in days]
        mine, everyone = SelectChoice("mine", _("只问候我联络的")), SelectChoice("all", _("我能看到的全部"))
        self.whose.choices = [everyone, mine]
        self.wish.choices = choices(channel_words(), first=("", _("按各人习惯")))


def occasion_label(day: GreetedDay, today: date) -> str:
    """ "春节 2027年2月6日" with what one should know before choosing it."""
    said = f"{day.name}  {day_words(day.day, today)}"
    if day.refusal:
        return said + (_("（肃穆，不发祝福）") if day.solemn else _("（不发祝福）"))
    if day.part_of:
        return said + _("（已含在%(name)s里）", name=day.part_of)
    return said + (_("（可选）") if day.optional else "")


class RoundDaysForm(VersionedForm):
    """Name and days of a round."""

    name = StringField(_l("批次名称"), [InputRequired(REQUIRED), Length(max=100)])
    draft_from = DateWordsField(_l("开始起草"), [InputRequired(REQUIRED)], prefer="future")
    submit_by = DateWordsField(_l("送审"), [InputRequired(REQUIRED)], prefer="future")
    approve_by = DateWordsField(_l("审定"), [InputRequired(REQUIRED)], prefer="future")
    send_on = DateWordsField(_l("发送"), [InputRequired(REQUIRED)], prefer="future")

    def values(self) -> dict[str, Any]:
        names = ("name", "draft_from", "submit_by", "approve_by", "send_on")
        return {name: self[name].data for name in names}


class GreetingForm(VersionedForm):
    """One person's text. Call `offer_choices` before validating."""

    text = TextAreaField(_l("正文"), [Length(max=5000)])
    channel = SelectField(_l("方式"))
    signer_id = SelectField(_l("落款"), coerce=PersonChoice())
    officer_id = SelectField(_l("由谁发"), coerce=PersonChoice())

    def offer_choices(self, greeting: Greeting, signers: Iterable[Signer], users: Iterable[User]) -> None:
        """Leaders in the office's order; the officer's own name first."""
        self.channel.choices = choices(channel_words())
        own = _("联络员 %(name)s", name=greeting.officer.name) if greeting.officer else _("本单位")
        leaders = [(str(signer.id), f"{signer.name}（{signer.title}）") for signer in signers]
        if greeting.signer and greeting.signer.archived_at:
            leaders.append((str(greeting.signer_id), greeting.signer.name))
        self.signer_id.choices = [SelectChoice("", own), *(SelectChoice(*each) for each in leaders)]
        names = {str(user.id): user.name for user in users}
        if greeting.officer:
            names.setdefault(str(greeting.officer_id), greeting.officer.name)
        self.officer_id.choices = choices(names, first=("", "—"))

    def values(self) -> dict[str, Any]:
        """What `edit_greeting` takes; browsers send line ends as CRLF."""
        found = {name: self[name].data for name in ("channel", "signer_id", "officer_id")}
        return {**found, "text": (self.text.data or "").replace("\r\n", "\n")}


class TemplateForm(VersionedForm):
    """One wording. Call `offer_choices` before validating."""

    occasion_code = SelectField(_l("节日"), default="")
    tone = SelectField(_l("语气"), default="", description=_l("不限节日的模板才用得着：给同样语气的节日用"))
    relation = SelectField(_l("对方是"), default=Relation.ANY.value)
    tier = SelectField(_l("联系等级"), default="")
    channel = SelectField(_l("方式"), default="sms")
    text = TextAreaField(_l("正文"), [InputRequired(REQUIRED), Length(max=5000)])

    def offer_choices(self) -> None:
        policy = office_policy()
        named = {each.code: each.name for each in policy} | dict(OTHER_OCCASIONS)
        tones = dict.fromkeys(each.tone for each in policy if each.congratulated)
        self.occasion_code.choices = choices(named, first=("", _("不限节日")))
        self.tone.choices = choices({tone: tone for tone in tones}, first=("", _("不限")))
        self.relation.choices = choices(relation_words())
        self.tier.choices = choices(tier_words(), first=("", _("不限")))
        self.channel.choices = choices(channel_words())

    def values(self) -> dict[str, Any]:
        names = ("occasion_code", "tone", "relation", "tier", "channel")
        values = {name: self[name].data for name in names}
        return {**values, "text": (self.text.data or "").replace("\r\n", "\n")}


class SignerForm(VersionedForm):
    """One of our leaders in whose name greetings go out."""

    name = StringField(_l("姓名"), [InputRequired(REQUIRED), Length(max=40)])
    title = StringField(
        _l("职务"), [InputRequired(REQUIRED), Length(max=60)], description=_l("如 主任、副主任、综合科科长")
    )
    text = StringField(
        _l("落款写作"), [InputRequired(REQUIRED), Length(max=60)], description=_l("如 市外办王芳")
    )


class IncomingForm(Form):
    """A greeting received. Call `offer_choices` before validating."""

    who = StringField(
        _l("谁"), [InputRequired(REQUIRED), Length(max=100)], description=_l("姓名、拼音或电话尾号")
    )
    occasion_code = SelectField(_l("什么节日"), default="")
    channel = SelectField(_l("方式"), default="sms")
    on = DateWordsField(_l("哪天"), future_ok=False, description=_l("不填就是今天"))
    text = TextAreaField(_l("内容"), [Length(max=5000)], description=_l("可以只记大意"))

    def offer_choices(self) -> None:
        named = {each.code: each.name for each in office_policy() if each.congratulated} | dict(
            OTHER_OCCASIONS
        )
        self.occasion_code.choices = choices(named, first=("", _("平日")))
        self.channel.choices = choices(channel_words())

    @property
    def occasion_name(self) -> str:
        """The chosen feast in words; empty on an ordinary day."""
        return occasion_names().get(self.occasion_code.data, "")


class ClosingForm(Form):
    """Ending a round."""

    missed_because = StringField(_l("没发的原因"), [Length(max=200)])
    lessons = TextAreaField(_l("经验教训"), [Length(max=5000)], description=_l("明年起草时会放在眼前"))


class GreetingSettingsForm(Form):
    """How the office handles greetings."""

    greeting_two_person = RadioField(_l("审定"), default="yes")
    contact_phone = StringField(_l("联络电话"), [Length(max=60)], description=_l("模板里的 {联络电话}"))

    def offer_choices(self) -> None:
        self.greeting_two_person.choices = [
            SelectChoice("yes", _("起草和审定须是两个人")),
            SelectChoice("no", _("负责人可以审定自己送审的批次")),
        ]
