"""What tables and columns are called on the readable copy. Whatever has no word here keeps the program's name for it."""

from flask_babel import gettext as _

from liaison.merges.references import CONTACT_REFERENCES


def table_words(name: str) -> str:
    own = {
        "contacts": _("联系人"),
        "interactions": _("联系记录"),
        "greeting_messages": _("邮件"),
        "contact_tags": _("标签"),
        "files": _("附件"),
        "matter_notes": _("进展"),
        "matter_endings": _("办结"),
        "follow_up_moves": _("改期"),
        "saved_views": _("常用视图"),
        "import_batches": _("导入"),
        "import_rows": _("导入"),
        "feed_entries": _("日历订阅"),
    }
    referred = {each.table_name: str(each.words) for each in CONTACT_REFERENCES}
    return {**referred, **own}.get(name, name)


def reason_words() -> dict[str, str]:
    return {
        "asked": _("本人要求删除"),
        "no_purpose": _("不再需要，或保存期限已满"),
        "consent": _("本人撤回同意"),
        "mistake": _("不该收集的"),
    }


def column_words(name: str) -> str:
    """The heading of a column."""
    words = {
        "name": _("名称"), "reading": _("拼音"), "address_as": _("称呼"), "gender": _("性别"), "wechat": _("微信"),
        "email": _("邮箱"), "birth_year": _("出生年"), "birth_month": _("出生月"), "birth_day": _("出生日"),
        "birth_is_lunar": _("农历生日"), "tier": _("联系等级"), "interval_days": _("联系周期"),
        "max_gap_days": _("最长间隔"), "preferred_channel": _("喜欢的方式"), "best_time": _("好时候"),
        "taboos": _("忌讳"), "notes": _("备注"), "owner_id": _("联络员"), "deputy_id": _("B角"),
        "verified_on": _("最近核对日期"), "retired_on": _("退休日期"), "archived_at": _("归档时间"),
        "unit_id": _("单位"), "title": _("职务"), "department": _("部门"), "last_contact_on": _("上次联系"),
        "times_contacted": _("联系次数"), "due_on": _("应联系"), "broken_after": _("断线日期"),
        "snoozed_until": _("暂缓到"), "paused_until": _("停联到"), "heat": _("热度"), "cools_on": _("降温日期"),
        "from_on": _("起"), "to_on": _("止"), "label": _("种类"), "text": _("内容"), "extension": _("分机"),
        "kind": _("方式"), "direction": _("发起"), "answered": _("接通"), "happened_on": _("日期"),
        "happened_at": _("时间"), "minutes": _("分钟"), "summary": _("内容"), "outcome": _("结果"),
        "by_id": _("经办人"), "handler": _("经办人"), "created_at": _("录入时间"), "updated_at": _("修改时间"),
        "until_on": _("到"), "resume_on": _("到"), "reason": _("原因"), "lifted_at": _("取消时间"),
        "round_id": _("问候批次"), "channel": _("方式"), "sent_at": _("发送时间"), "replied_on": _("回复日期"),
        "reply": _("回复"), "excuse": _("免发原因"), "signature": _("落款"), "at": _("时间"), "by_name": _("经办人"),
        "action": _("操作"), "subject_name": _("对象"), "done_at": _("办结时间"), "received_on": _("收到日期"),
        "occasion_name": _("节日"), "answer": _("答复"), "recipient": _("收件地址"), "body": _("正文"),
        "dropped": _("不再用的电话"), "brief": _("交接清单"),
        "state": _("状态"), "officer_id": _("经办人"), "asked": _("所求"), "promise": _("答应的"),
    }  # fmt: skip
    return words.get(name, name)
