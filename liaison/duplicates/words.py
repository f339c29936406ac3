"""The evidence in words, and how likely it makes a pair."""

from flask_babel import gettext as _

from liaison.domain.resemblance import Evidence, Likeness


def evidence_words() -> dict[str, str]:
    return {
        Evidence.PHONE: _("手机相同"),
        Evidence.LANDLINE: _("座机相同"),
        Evidence.EMAIL: _("邮箱相同"),
        Evidence.WECHAT: _("微信相同"),
        Evidence.NAME: _("姓名相同"),
        Evidence.VARIANT_NAME: _("姓名只差繁简或异体字"),
        Evidence.READING: _("姓名读音相同"),
        Evidence.BIRTHDAY: _("生日相同"),
        Evidence.UNIT: _("在同一单位"),
        Evidence.BARE: _("其中一份没有单位、手机和生日"),
        Evidence.UNIT_NAME: _("名称相同"),
        Evidence.UNIT_READING: _("名称读音相同"),
        Evidence.SHORT_NAME: _("一个是另一个的简称"),
        Evidence.CODE: _("代码相同"),
        Evidence.UNIT_PHONE: _("总机相同"),
        Evidence.REGION: _("在同一地区"),
        Evidence.OTHER_BIRTHDAY: _("但生日不同"),
        Evidence.OTHER_GENDER: _("但性别不同"),
        Evidence.OTHER_REGION: _("但地区不同"),
    }


def likeness_words(likeness: Likeness) -> str:
    """手机相同，姓名相同."""
    words = evidence_words()
    return _("，").join(words[each] for each in likeness.evidence)


def degree_words(likeness: Likeness) -> str:
    return _("很可能是同一个") if likeness.is_likely else _("也许是同一个")
