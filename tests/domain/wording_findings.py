"""What the wording lint finds in a text, and what is tried on it."""

from liaison.domain.observances import POLICY
from liaison.domain.wording import Severity, lint

OBSERVANCES = {observance.code: observance for observance in POLICY}
SOLEMN = [
    "qingming", "ghost-festival", "winter-clothes", "victory-day", "september-18", "martyrs-day",
    "national-memorial",
]
JOYFUL = ["祝您节日快乐。", "恭喜。", "愿您吉祥。", "庆祝这一天。", "保重！", "保重🎉。", "保重[玫瑰]。"]
GIFTS = [
    "红包", "购物卡", "礼品", "贺卡", "明信片", "宴请", "便饭", "小小心意", "月饼券", "土特产", "请笑纳",
]
NO_GIFTS = ["月饼甜，少吃两口。", "谨以此信表达心意。", "请代我向同事敬礼。", "改日登门拜访。"]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def told(text, code="mid-autumn", **more):
    """The lint of a text signed and addressed, so that a test sees only what it is about."""
    observance = OBSERVANCES.get(code)
    tone = observance.tone if observance else "祝贺"
    return lint("{称呼}：" + text + "{落款}", occasion_code=code, **{"tone": tone, **more})


def codes(findings):
    return [finding.code for finding in findings]


def severities(findings, code):
    return [finding.severity for finding in findings if finding.code == code]


def marked(text, findings):
    return [text[finding.start : finding.end] for finding in findings]
