"""The heading of every column that says something to a person.

`EVERYWHERE` by the column's name; `IN_TABLE` where a table means something else by it. What only the program needs has
no heading: `TECHNICAL`. A column added tomorrow gets its line here; the suite says which is missing.
"""

from flask_babel import lazy_gettext as _l

# Of no use to anybody but the program: identities, order, what is derived, secrets.
TECHNICAL = {
    "id", "uuid", "version", "sort_key", "facts_at", "facts_revision", "position", "digits", "journal", "heat_on",
    "cadence_days", "gap_days", "key", "digest", "mime", "password_hash", "token_hash", "state_stamp", "etag", "octets", "edition",
    "headings", "candidates", "digest_on", "change_uuid", "batch",
}  # fmt: skip
# Tables of which nothing is ever told column by column.
UNTOLD = {
    "search_keys", "worker_pulses", "import_files", "import_mappings", "import_rows", "sign_ins", "failed_sign_ins",
    "call_plans", "greeting_turns", "interaction_participants", "contact_tags", "matter_interactions",
    "unit_former_names", "digest_mails", "handover_signatures", "distinctions", "import_batches", "unit_changes", "vacancies",
    "workday_years", "leave_days", "greeting_lists", "sections", "tags",
}  # fmt: skip

EVERYWHERE = {
    "action": _l("操作"), "added_by_id": _l("谁列入的"), "address": _l("地址"), "address_as": _l("称呼"),
    "address_before": _l("原来的称呼"), "after": _l("之后"), "after_id": _l("之后"), "answer": _l("答复"),
    "answer_interaction_id": _l("答复的联系记录"), "answered": _l("接通或见到"), "answered_at": _l("答复时间"),
    "answered_by_id": _l("谁答复的"), "answered_word": _l("联系上时的说法"), "approve_by": _l("审定"),
    "approved_at": _l("审定时间"), "approved_by_id": _l("审定人"), "archived_at": _l("归档时间"),
    "asked": _l("具体要求"), "asked_by_id": _l("谁交办的"), "at": _l("时间"), "audience": _l("问候对象"),
    "authority": _l("主管部门"), "automatic": _l("程序记的"), "basis": _l("依据"), "batch_id": _l("哪次导入"),
    "before": _l("原来的内容"), "before_id": _l("之前"), "begun_id": _l("新任职"), "best_time": _l("好时候"),
    "birth_day": _l("出生日"), "birth_is_leap": _l("闰月出生"), "birth_is_lunar": _l("农历生日"),
    "birth_month": _l("出生月"), "birth_year": _l("出生年"), "birthday": _l("生日"), "body": _l("正文"),
    "brief": _l("交接清单"), "broken_after": _l("断线日期"), "by_id": _l("经办人"), "by_name": _l("经办人"),
    "cancelled_at": _l("取消时间"), "changed_at": _l("修改时间"), "changed_on": _l("变动日期"),
    "changes": _l("改了什么"), "channel": _l("方式"), "claimed_at": _l("程序取走的时间"),
    "claimed_by": _l("程序取走的"), "clear_days": _l("前后避开几天"), "closed_at": _l("办结时间"),
    "closed_by_id": _l("谁办结的"), "code": _l("代码"), "completed_at": _l("完成时间"), "contact_id": _l("联系人"),
    "cools_on": _l("降温日期"), "counts": _l("算不算一次联系"), "created_at": _l("录入时间"),
    "created_by_id": _l("谁起草的"), "cycle": _l("年份"), "day": _l("日期"), "day_alarm": _l("当天 9:00 提醒"),
    "deleted_at": _l("删除时间"), "department": _l("部门"), "deputy_id": _l("B角"), "desk_id": _l("谁的计划"),
    "direction": _l("谁发起"), "disabled_at": _l("停用时间"), "discreet": _l("只写称呼"), "done_at": _l("办结时间"),
    "done_by_id": _l("谁办的"), "done_on": _l("日期"), "draft_from": _l("开始起草"), "dropped": _l("不再用的电话"),
    "due_at": _l("定于何时发"), "due_on": _l("应联系日期"), "edited_at": _l("改稿时间"), "edited_by_id": _l("谁改的稿"),
    "email": _l("邮箱"), "ended": _l("结束的任职"), "ended_as": _l("怎么办结的"), "ended_on": _l("办结日期"),
    "ending": _l("怎么办结的"), "excuse": _l("免发原因"), "excused_at": _l("免发时间"),
    "excused_by_id": _l("谁定的免发"), "explained_by": _l("谁去解释的"), "explained_on": _l("哪天解释的"),
    "explanation": _l("怎么解释的"), "export_right": _l("可以导出"), "extension": _l("分机"), "family_name": _l("姓"),
    "feed_id": _l("日历"), "field": _l("哪一项"), "follow_up_id": _l("跟进事项"), "from_at": _l("从"),
    "from_on": _l("从"), "gender": _l("性别"), "given_name": _l("名"), "giver_id": _l("移交人"),
    "greeting_id": _l("问候"), "greeting_lead_days": _l("节日提前几天提醒"), "handed_on": _l("交接日期"),
    "handler": _l("经办人（不是本程序的用户）"), "handover_id": _l("哪次交接"), "happened_at": _l("时间"),
    "happened_on": _l("日期"), "happens_on": _l("日期"), "interaction_id": _l("联系记录"),
    "interval_days": _l("联系周期（天）"), "introduce": _l("给接手的人排“自我介绍”"), "kind": _l("方式"),
    "kinds": _l("内容"), "label": _l("种类"), "last_contact_on": _l("上次联系"), "last_fetched_at": _l("上次读取"),
    "last_program": _l("读取的程序"), "late_days": _l("晚几天"), "lead_workdays": _l("提前几个工作日准备"),
    "legal_status": _l("法律地位"), "lessons": _l("经验教训"), "lifted_at": _l("取消时间"), "list_id": _l("发送名单"),
    "list_name": _l("哪个列表"), "logged_by_id": _l("谁登记的"), "login": _l("登录名"), "lunar_year": _l("农历年"),
    "matter_id": _l("协调事项"), "max_gap_days": _l("最长间隔（天）"), "merged": _l("并进来的档案"),
    "merged_into_id": _l("已合并到"), "minutes": _l("时长（分钟）"), "missed_because": _l("没发的原因"),
    "moved": _l("转过去的"), "moved_at": _l("办理时间"), "moved_by_id": _l("谁办理的"),
    "must_change_password": _l("下次登录要改密码"), "name": _l("名称"), "noted_on": _l("日期"), "notes": _l("备注"),
    "number": _l("第几次"), "occasion_code": _l("节日"), "occasion_name": _l("节日"), "officer_id": _l("由谁发"),
    "origin": _l("由什么而来"), "outcome": _l("结果说明"), "owner_id": _l("联络员"), "parent_id": _l("上级单位"),
    "passed_to": _l("转给了谁"), "paused_until": _l("停联到"), "people": _l("人数"),
    "people_reached": _l("联系过的人数"), "per_day": _l("每个工作日几位"), "phone": _l("总机"),
    "pinned_at": _l("放到边栏的时间"), "planned_on": _l("计划哪天联系"), "preferred_channel": _l("喜欢的方式"),
    "previous_id": _l("接着哪一个"), "promise": _l("答应了什么"), "promised_by": _l("谁答应的"), "query": _l("筛选"),
    "queued_by_id": _l("谁交给发件箱的"), "quiet_day": _l("这一天不发任何祝福"), "reading": _l("拼音"),
    "reason": _l("原因"), "received_by_id": _l("谁经手接的"), "received_on": _l("收到日期"),
    "reception": _l("对方的反应"), "recipient": _l("收件地址"), "record_id": _l("哪条记录"), "region": _l("地区"),
    "relation": _l("对方是"), "remainder": _l("还剩什么、为什么"), "remark": _l("退回意见"),
    "removed_at": _l("删除时间"), "reopened_at": _l("重新打开的时间"), "reopened_by_id": _l("谁重新打开的"),
    "replied_on": _l("回复日期"), "reply": _l("回复"), "reported_in": _l("报入哪月的快讯"),
    "rest_to_id": _l("其余事项交给"), "result": _l("结果"), "resume_on": _l("恢复联系"),
    "retired_before": _l("原来的退休日期"), "retired_on": _l("退休日期"), "return_words": _l("退回意见"),
    "returned_at": _l("退回时间"), "returned_by_id": _l("谁退回的"), "revoked_at": _l("作废时间"),
    "rhythm": _l("多久一次"), "role": _l("角色"), "rotated_at": _l("换地址的时间"), "round_id": _l("问候批次"),
    "rule": _l("哪一天"), "scope": _l("谁的"), "section_id": _l("科室"), "send_on": _l("发送"),
    "send_when": _l("什么时候发"), "sent_at": _l("发送时间"), "sent_by_id": _l("谁发的"), "sequence": _l("第几版"),
    "settled_at": _l("了结时间"), "settled_by_id": _l("谁了结的"), "short_name": _l("简称"),
    "shown": _l("在日历上显示"), "signature": _l("落款"), "signer_id": _l("落款"), "since": _l("从哪年起"),
    "size": _l("大小"), "snoozed_until": _l("暂缓到"), "source": _l("从哪里知道的"), "source_note": _l("出处"),
    "stands_in": _l("由B角代"), "started_by_id": _l("谁起草的"), "state": _l("状态"), "subject": _l("哪一类"),
    "subject_id": _l("哪一条"), "subject_name": _l("对象"), "submit_by": _l("送审"), "submitted_at": _l("送审时间"),
    "submitted_by_id": _l("谁送审的"), "summary": _l("内容"), "taboos": _l("忌讳"), "taker_id": _l("接收人"),
    "tell_deputies": _l("告诉B角"), "template_id": _l("问候语模板"), "text": _l("内容"),
    "thanked_by_id": _l("谁致谢的"), "thanked_on": _l("致谢日期"), "tier": _l("联系等级"),
    "times_contacted": _l("联系次数"), "title": _l("职务"), "title_before": _l("原来的职务"), "to_on": _l("到"),
    "told": _l("邮件服务器的答复"), "tone": _l("语气"), "tries": _l("试过几次"), "uid": _l("日程的标识"),
    "unanswered_weight": _l("升温（未接或未回）"), "unanswered_word": _l("没联系上时的说法"),
    "undone_at": _l("撤销时间"), "undone_by_id": _l("谁撤销的"), "unit_briefs": _l("交接清单"), "unit_id": _l("单位"),
    "until_at": _l("到"), "until_on": _l("到"), "updated_at": _l("修改时间"), "urgent": _l("急件"),
    "user_id": _l("用户"), "value": _l("设为"), "verified_on": _l("最近核对日期"), "way": _l("来事还是去事"),
    "wechat": _l("微信"), "weight": _l("升温（接通或见到）"), "why": _l("由什么而来"),
    "withdraw_reason": _l("撤回原因"), "withdrawn_at": _l("撤回时间"), "withdrawn_by_id": _l("谁撤回的"),
}  # fmt: skip

IN_TABLE = {
    "contacts": {"name": _l("姓名"), "heat": _l("关系温度")},
    "posts": {"from_on": _l("到任日期"), "to_on": _l("离任日期")},
    "phones": {"text": _l("号码")},
    "follow_ups": {"name": _l("做什么"), "due_on": _l("哪天"), "owner_id": _l("谁办"), "outcome": _l("办得怎样")},
    "follow_up_moves": {"from_on": _l("从哪天"), "to_on": _l("改到哪天"), "moved_at": _l("改期时间"), "by_id": _l("谁改的")},
    "matters": {"name": _l("什么事"), "due_on": _l("答复期限"), "owner_id": _l("承办人"), "received_on": _l("哪天提出的")},
    "matter_endings": {"by_id": _l("谁办结的")},
    "credits": {"name": _l("做了什么")},
    "files": {"name": _l("文件名")},
    "greetings": {"reason": _l("为什么在名单里"), "text": _l("正文")},
    "greeting_rounds": {"name": _l("批次名称"), "owner_id": _l("谁负责")},
    "greeting_messages": {"subject": _l("邮件标题")},
    "greeting_templates": {"text": _l("正文")},
    "greeting_signers": {"name": _l("姓名"), "text": _l("落款")},
    "units": {"name": _l("单位名称"), "kind": _l("类别"), "code": _l("单位编码")},
    "post_changes": {"kind": _l("怎么变的")},
    "personal_requests": {"kind": _l("办了什么"), "counts": _l("涉及多少条"), "created_at": _l("办理时间")},
    "merges": {"name": _l("留下的档案"), "created_at": _l("合并时间")},
    "imported_records": {"after": _l("写入后的标记")},
    "users": {"name": _l("姓名")},
    "feeds": {"name": _l("日历名称")},
    "feed_entries": {"title": _l("日程"), "kind": _l("哪一类")},
    "saved_views": {"owner_id": _l("谁的"), "audience": _l("谁看得到")},
    "occasions": {"send_on": _l("什么时候发"), "send_when": _l("发送说明")},
    "planned_calls": {"reason": _l("为什么排在这天")},
    "ownerships": {"owner_id": _l("联络员"), "by_id": _l("谁定的")},
}  # fmt: skip


def column_words(table: str, column: str) -> str:
    """The heading; KeyError for what has none."""
    return str(IN_TABLE.get(table, {}).get(column) or EVERYWHERE[column])


def has_words(table: str, column: str) -> bool:
    return column in IN_TABLE.get(table, {}) or column in EVERYWHERE
