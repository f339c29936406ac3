"""The form of what happened to a unit."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length

from liaison.accounts.models import User
from liaison.domain.posts import Source
from liaison.domain.unit_changes import UnitChangeKind
from liaison.post_changes.forms import source_words
from liaison.units.forms import RecordedUnit
from liaison.web.forms import DateWordsField, Filled, Form


def kind_words() -> dict[str, str]:
    return {
        UnitChangeKind.RENAMED.value: _("更名"),
        UnitChangeKind.MERGED.value: _("并入别的单位"),
        UnitChangeKind.DISSOLVED.value: _("撤销"),
    }


class UnitChangeForm(Form):
    kind = RadioField(_l("怎样变动"), default=UnitChangeKind.RENAMED.value)
    on = DateWordsField(_l("哪天"), [Filled()], description=_l("如 11.20、昨天"))
    source = RadioField(_l("怎么知道的"), default=Source.NOTICE.value)
    source_note = StringField(_l("出处"), [Length(max=200)], description=_l("如 文号，可不填"))
    name = StringField(_l("新名称"), [Length(max=200)], description=_l("更名时填；旧名称仍能搜到"))
    short_name = StringField(_l("新简称"), [Length(max=40)])
    into = StringField(_l("并入"), [Length(max=200), RecordedUnit()], description=_l("并入时填，已录入的单位名称"))

    def offer_choices(self, user: User) -> None:
        """Merging and dissolving move other officers' people: for those who lead."""
        kinds = kind_words() if user.leads else {UnitChangeKind.RENAMED.value: kind_words()["renamed"]}
        self.kind.choices = [SelectChoice(code, name) for code, name in kinds.items()]
        self.source.choices = [SelectChoice(code, name) for code, name in source_words().items()]
