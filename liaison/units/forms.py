"""The unit's form."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from liaison.accounts.queries import keepers
from liaison.units.models import UnitKind
from liaison.units.queries import unit_by_name
from liaison.web.filters import tier_words, unit_kind_words
from liaison.web.forms import DaysField, Filled, PersonChoice, SomeNumber, VersionedForm, check_gap


class RecordedUnit:
    """The name typed must be that of a unit, so that it is told together with whatever else is wrong; empty is none."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data and unit_by_name(field.data) is None:
            raise ValidationError(_("没有叫“%(name)s”的单位，请先录入它，或留空", name=field.data))


class UnitForm(VersionedForm):
    name = StringField(_l("单位名称"), [Filled(), Length(max=200)])
    short_name = StringField(_l("简称"), [Length(max=40)], description=_l("如 市一中，搜索时也认"))
    kind = SelectField(_l("类别"), description=_l("决定哪些节日向它问候"))
    parent = StringField(_l("上级单位"), [Length(max=200), RecordedUnit()], description=_l("已录入的单位名称，可不填"))
    region = StringField(_l("地区"), [Length(max=100)])
    authority = StringField(_l("主管部门"), [Length(max=200)])
    code = StringField(_l("单位编码"), [Length(max=40)])
    phone = StringField(_l("总机"), [Length(max=100), SomeNumber()])
    address = StringField(_l("地址"), [Length(max=200)])
    owner_id = SelectField(_l("联络员"), coerce=PersonChoice())
    tier = SelectField(_l("联系等级"))
    interval_days = DaysField(
        _l("联系周期"), description=_l("本单位的人默认按这个周期联系；不填按各人等级")
    )
    max_gap_days = DaysField(_l("最长间隔"), description=_l("超过就算断线；不填为周期的两倍"))
    notes = TextAreaField(_l("备注"), [Length(max=5000)])

    def offer_choices(self) -> None:
        kinds, tiers = unit_kind_words(), tier_words()
        self.kind.choices = [SelectChoice(kind.value, kinds[kind.value]) for kind in UnitKind]
        self.tier.choices = [
            SelectChoice("", "—"),
            *(SelectChoice(code, name) for code, name in tiers.items()),
        ]
        users = [SelectChoice(str(user.id), user.name) for user in keepers()]
        self.owner_id.choices = [SelectChoice("", "—"), *users]

    def validate_max_gap_days(self, field: DaysField) -> None:
        """The rule of the cadence, told with the other errors."""
        if self.interval_days.data and not self.interval_days.errors:
            check_gap(self.interval_days.data, field.data)

    def values(self) -> dict[str, object]:
        """What `add_unit` and `edit_unit` take, but for the parent, which is found by name."""
        names = (
            "name", "short_name", "kind", "region", "authority", "code", "phone", "address", "owner_id",
            "interval_days", "max_gap_days", "notes",
        )  # fmt: skip
        return {name: self[name].data for name in names} | {"tier": self.tier.data or None}
