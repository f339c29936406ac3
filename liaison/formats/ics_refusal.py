"""What is refused in somebody else's calendar file, in which words, and how much of one is read at all.

`ics_lines.py`, `ics_recurrence.py` and `ics_reader.py` raise from here.
"""

from dataclasses import dataclass
from datetime import date

from liaison.domain.refusals import CodedRefusal, sentence

_MESSAGES = {
    "too_large": sentence("日历文件有 {octets} 字节，超过上限 {limit} 字节。请只导出需要的日期后再导入。"),
    "unknown_encoding": sentence("日历文件的编码认不出来（不是 UTF-8、UTF-16、GB18030）。请另存为 UTF-8。"),
    "not_a_calendar": sentence("这不是日历文件：第 {line} 行不是 BEGIN:VCALENDAR。请选择 .ics 文件。"),
    "broken_structure": sentence("第 {line} 行的 {found} 前后不成对，文件已损坏。请重新导出后再导入。"),
    "cut_short": sentence("日历文件不完整：{name} 没有结尾。请重新下载或导出后再导入。"),
    "too_deep": sentence("第 {line} 行嵌套超过 {limit} 层，不是正常的日历文件。请换一个程序导出。"),
    "line_too_long": sentence("第 {line} 行超过 {limit} 个字符。请删去这一项后再导入。"),
    "too_much_text": sentence(
        "第 {line} 行起内容太多（日期和标题合计上限 {limit} 个字符）。请只导出需要的日期。"
    ),
    "too_many_events": sentence("第 {line} 行起日程太多（上限 {limit} 条）。请只导出需要的日期后再导入。"),
    "too_many_days": sentence(
        "第 {line} 行的日程展开后超过 {limit} 项。请缩短重复的期限，或只导出需要的日期。"
    ),
    "bad_value": sentence(
        "第 {line} 行起的日程中，{property} 的值“{value}”无法识别。请在原日历里改正后再导出。"
    ),
    "bad_line": sentence("第 {line} 行无法识别：“{value}”。请在原日历里改正后再导出。"),
    "missing_start": sentence("第 {line} 行起的日程没有开始日期（DTSTART）。请在原日历里补上后再导出。"),
    "repeated_property": sentence(
        "第 {line} 行起的日程中，{property} 出现了不止一次。请在原日历里改正后再导出。"
    ),
    "year_out_of_range": sentence(
        "第 {line} 行起的日程在 {year} 年，不在 1900–2100 年之间。请改正年份后再导入。"
    ),
    "ends_before_start": sentence("第 {line} 行起的日程结束早于开始。请在原日历里改正后再导出。"),
    "event_too_long": sentence(
        "第 {line} 行起的日程长达 {days} 天，超过上限 {limit} 天。请分成几段后再导入。"
    ),
    "unsupported_rule": sentence(
        "第 {line} 行起的日程按“{part}”重复，无法展开成日期。请在原日历里逐日列出。"
    ),
    "lunar_rule": sentence(
        "第 {line} 行起的日程按农历等历法重复（{part}）。请在联络里按农历日期录入，不必导入。"
    ),
    "rule_too_costly": sentence(
        "第 {line} 行起的重复日程要推算的日子太多。请给重复规则加上截止日期后再导出。"
    ),
}


class CalendarFileError(CodedRefusal):
    """A calendar file that is not read; `.code` and `.params` name the fault for translation."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, _MESSAGES[code], **params)


@dataclass(frozen=True)
class ReadLimits:
    """How much is read before a file is refused, and the span of days wanted from it.

    The counts let a large office calendar through and keep the worst hostile file to about two seconds.
    Days wholly outside `first`…`last` are left out; a narrow span makes rules that never end welcome.
    """

    octets: int = 2 * 1024 * 1024
    nesting: int = 8
    line_characters: int = 16_384
    characters: int = 1_000_000
    events: int = 5_000
    days: int = 5_000
    event_days: int = 366
    rule_steps: int = 300_000
    first: date = date(1900, 1, 1)
    last: date = date(2100, 12, 31)


DEFAULT_LIMITS = ReadLimits()
