"""Why a table cannot be read or written: one stable code and one Chinese sentence for each reason.

The child that reads (sheet_child.py) sends a code and its parameters; the parent (sheets.py) raises the
same error.
"""

from liaison.domain.refusals import CodedRefusal, sentence

MESSAGES = {
    "missing": sentence("找不到文件“{name}”，请核对路径。"),
    "empty": sentence("文件“{name}”是空的，请选择有内容的表格。"),
    "file_too_big": sentence(
        "文件有 {size} MB，超过 {limit} MB 的上限。请拆成几个文件，或删去图片后再导入。"
    ),
    "not_a_sheet": sentence(
        "这不是表格文件（可能是改了扩展名的其他文件）。请选择 .xlsx、.xls、.ods、.csv 或 .vcf 文件。"
    ),
    "open_document": sentence(
        "这个 OpenDocument 文件缺少类型标记，读不了。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "cards": sentence("名片读不了：{reason}"),
    "binary_workbook": sentence(
        "这是二进制工作簿（.xlsb）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "web_page": sentence(
        "这是网页或 XML 文件，不是真正的表格（有的系统导出时会这样）。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "password": sentence("工作簿设了密码，无法读取。请先在 Excel 或 WPS 里取消密码，保存后再导入。"),
    "damaged": sentence(
        "文件已损坏或没有传完（{part}）。请重新复制一份，或用 Excel、WPS 打开后另存为新文件再导入。"
    ),
    "unzipped_too_big": sentence(
        "文件解压后超过 {limit} MB，可能是恶意文件。如确是正常表格，请拆成几个文件再导入。"
    ),
    "too_many_parts": sentence(
        "文件里的部件超过 {limit} 个，不像正常表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "xml_entities": sentence(
        "文件里含有不允许的 XML 声明（DOCTYPE），可能是恶意文件，已停止读取。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "too_many_sheets": sentence("工作表超过 {limit} 张，请只留下要导入的几张。"),
    "too_many_rows": sentence(
        "工作表“{sheet}”第 {row} 行超过 {limit} 行的上限。请删去多余的行，或拆成几个文件。"
    ),
    "too_many_columns": sentence(
        "工作表“{sheet}”的单元格 {cell} 超过 {limit} 列的上限。请删去多余的列再导入。"
    ),
    "too_many_cells": sentence("表格里有内容的单元格超过 {limit} 个。请拆成几个文件再导入。"),
    "too_many_merges": sentence("工作表“{sheet}”的合并单元格超过 {limit} 处。请取消不必要的合并后再导入。"),
    "cell_too_long": sentence(
        "工作表“{sheet}”的单元格 {cell} 超过 {limit} 个字。请把这一格的内容改短后再导入。"
    ),
    "too_much_text": sentence("表格的文字总量超过 {limit} 字。请拆成几个文件再导入。"),
    "no_workbook": sentence(
        "文件名说是 {suffix} 工作簿，内容却不是：文件已损坏，或改过扩展名。"
        "请重新要一份，或改回原来的扩展名。"
    ),
    "big5": sentence(
        "文字像是繁体中文的 Big5 编码，这里只读 UTF-8、UTF-16 和 GB18030。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "encoding": sentence(
        "认不出文件的文字编码（试过 UTF-8、UTF-16 和 GB18030）。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "mixed_encodings": sentence(
        "第 {row} 行的文字编码和其他行不同：这一行是 {this}，其他行是 {others}（常见于把两份文件拼在一起）。"
        "请用 Excel 或 WPS 分别打开两份文件，合到一张表里，另存为 .xlsx 后再导入。"
    ),
    "odd_bytes": sentence(
        "第 {row} 行有读不出的字节，其他行是 {others}。请改好这一行，或用 Excel、WPS 打开，另存为 .xlsx 后再导入。"
    ),
    "quoting": sentence(
        "第 {row} 行的引号不成对或内容过长，读不下去。请检查这一行的引号，或改存为 .xlsx。"
    ),
    "unclosed_quote": sentence(
        "第 {row} 行“{text}”前面的引号没有配对，后面的内容都会并进这一格。请用记事本打开，补上或删去这个引号，再导入。"
    ),
    "other_delimiter": sentence(
        "各列像是用“{delimiter}”隔开的，分不清列。请改用半角逗号“,”隔开，或在 Excel、WPS 里分列后另存为 .xlsx，再导入。"
    ),
    "memory": sentence("读取这个文件需要的内存超过 {limit} MB。请拆成几个文件，或另存为 .csv 再导入。"),
    "too_slow": sentence("读取这个文件超过了 {limit} 秒。请拆成几个文件再导入。"),
    "unreadable": sentence("无法读取这个文件（{detail}）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"),
    "unknown_column": sentence("列对应里的“{column}”不在表头中。表头有：{headings}。"),
    "unknown_field": sentence("列对应里的“{field}”不是可用的字段名。可用的有：{fields}。"),
    "two_columns_one_field": sentence("“{first}”和“{second}”两列都对应到“{field}”。请只保留一列。"),
    "needed_column": sentence(
        "没有哪一列对应到“{field}”，这张表读不成。请为“{field}”指明一列，或不导入这张表。"
    ),
    "nothing_taken": sentence("没有勾选任何一张表。请至少勾选一张要导入的表。"),
    "unknown_kind": sentence("“{kind}”不是可导入的种类，只能是 contacts、units 或 interactions。"),
    "text_too_long_for_excel": sentence(
        "第 {row} 行“{heading}”超过 Excel 每格 32767 字的上限。请用 CSV 导出。"
    ),
    "too_many_rows_for_excel": sentence(
        "表“{title}”超过 Excel 每张表 1048576 行的上限。请缩小范围，或用 CSV 导出。"
    ),
    "no_table": sentence("没有可写的表，请至少给一张。"),
}


class SheetError(CodedRefusal):
    """A table that cannot be read, understood or written; its text is the Chinese sentence to show."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, MESSAGES[code], **params)
