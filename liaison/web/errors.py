"""Refusals as pages: what happened and what to do next, in the frame of the program."""

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from liaison.db import StaleRecord, db
from liaison.domain.date_words import DateWordsError
from liaison.web.numbers import in_megabytes


def words(code: int) -> tuple[str, str]:
    """(title, what to do) for an HTTP status."""
    known = {
        400: (_("请求有误"), _("请返回上一页，检查后再试。")),
        401: (_("请先登录"), _("登录已失效，请重新登录。刚才的内容没有保存。")),
        403: (_("没有权限"), _("您的角色不能做这件事。需要时请找科室负责人或管理员。")),
        404: (_("没有找到"), _("这条记录不存在，或者不在您能看到的范围内。")),
        405: (_("不能这样打开"), _("这个地址只接受表单提交，请从页面上操作。")),
        409: (
            _("已被别人修改"),
            _("在您打开之后有人保存了新的内容。请返回，重新打开后再改；您填写的内容没有写入。"),
        ),
        413: too_large(),
        500: (_("程序出错了"), _("错误已经记入日志。请稍后再试，反复出现时请告诉管理员。")),
    }
    return known.get(code, known[400])


def too_large() -> tuple[str, str]:
    """A file beyond what is taken in, or so much text in one form that no page of ours can have asked for it."""
    most, sent = current_app.config["MAX_CONTENT_LENGTH"], request.content_length
    if sent is not None and sent <= most:
        words_limit = in_megabytes(current_app.config["MAX_FORM_MEMORY_SIZE"])
        return _("填的内容太多"), _("请分几次填写，一次最多 %(size)s MB 文字。", size=words_limit)
    return _("文件太大"), _("请把文件拆小后再上传，上限 %(size)s MB。", size=in_megabytes(most))


def show_errors(app: Flask) -> None:
    """Register the handlers; a failed request leaves nothing half written."""
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(DateWordsError, not_a_date)
    for somebody_was_quicker in (StaleRecord, StaleDataError):
        app.register_error_handler(somebody_was_quicker, stale)
    app.register_error_handler(500, broken)


def page(code: int, title: str, text: str) -> tuple[str, int]:
    db.session.rollback()
    again = nearest_page(request.path) if code == 413 else ""
    return render_template("errors/refused.html", code=code, title=title, text=text, again=again), code


def nearest_page(path: str) -> str:
    """The page a form that was posted here is shown on: this address, or the one it lies under; "" for none."""
    while path.strip("/") and not opens(path):
        path = path.rpartition("/")[0]
    return path if path.strip("/") else ""


def opens(path: str) -> bool:
    """Whether there is a page at this address."""
    return current_app.create_url_adapter(request).test(path, method="GET")  # type: ignore[union-attr]


def refused(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    if code < 400:
        return error  # type: ignore[return-value]
    title, advice = words(code)
    own_words = error.description if error.description != type(error).description else None
    return page(code, title, own_words or advice)


def expired(_error: CSRFError) -> tuple[str, int]:
    return page(400, _("页面已过期"), _("请返回上一页刷新后再提交。刚才的内容没有保存。"))


def not_a_date(error: Exception) -> tuple[str, int]:
    """A date in an address that is none."""
    return page(400, words(400)[0], str(error))


def stale(_error: Exception) -> tuple[str, int]:
    return page(409, *words(409))


def broken(_error: Exception) -> tuple[str, int]:
    return page(500, *words(500))
