"""A digest as a mail: a subject, plain text, and simple HTML with the same words."""

from flask import render_template
from flask_babel import gettext as _

from liaison.digests.queries import Digest
from liaison.greetings.smtp import Mail
from liaison.web.filters import day_words, weekday_words


def subject_of(digest: Digest) -> str:
    """联络提要 11月23日：协调事项 2，今天该联系谁 5."""
    counts = _("，").join(f"{section.title} {len(section.lines)}" for section in digest.sections[:3])
    return _("联络提要 %(day)s", day=day_words(digest.on, digest.on)) + (_("：") + counts if counts else "")


def plain_text(digest: Digest, base_url: str) -> str:
    """Readable in any mail program; addresses only where the office has told its own."""
    day = day_words(digest.on) + " " + weekday_words(digest.on)
    lines = [_("%(name)s：%(day)s要办的事", name=digest.user.name, day=day), ""]
    for section in digest.sections:
        lines.append(_("【%(title)s】", title=section.title))
        for number, line in enumerate(section.lines, 1):
            lines.append(f"{number}. {line.text}")
        lines += [section.more] if section.more else []
        lines += [base_url + section.path] if base_url else []
        lines.append("")
    return "\n".join([*lines, farewell()]) + "\n"


def farewell() -> str:
    return _("这封信由联络按您的设置发出。不想再收或换个频次，请到“设置 → 提要”。")


def letter(digest: Digest, *, key: str, recipient: str, base_url: str) -> Mail:
    """The mail itself. `key` makes its Message-ID."""
    html = render_template("digests/_mail.html", digest=digest, base_url=base_url, farewell=farewell())
    return Mail(key, recipient, subject_of(digest), plain_text(digest, base_url), html)
