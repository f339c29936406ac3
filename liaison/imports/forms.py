"""The upload form. Columns and rows are answered in tables written by hand (templates/imports)."""

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectChoice

from liaison.web.forms import Form
from liaison.web.numbers import in_megabytes


class UploadForm(Form):
    file = FileField(
        _l("文件"),
        [FileRequired(_l("请选择文件"))],
    )
    kind = RadioField(_l("里面是什么"), default="")

    def offer_choices(self) -> None:
        """What the file may be, and how large."""
        self.file.description = _(
            "Excel、WPS 表格（.xlsx .xls .et .ods）、.csv、.tsv，或手机导出的名片（.vcf），上限 %(size)s MB",
            size=in_megabytes(current_app.config["MAX_CONTENT_LENGTH"]),
        )
        self.kind.choices = [
            SelectChoice("", _("自动判断")),
            SelectChoice("contacts", _("联系人")),
            SelectChoice("units", _("单位")),
            SelectChoice("interactions", _("联系记录")),
        ]


class FileForm(Form):
    """A corrected file in place of the first."""

    file = FileField(_l("改好的文件"), [FileRequired(_l("请选择文件"))])
