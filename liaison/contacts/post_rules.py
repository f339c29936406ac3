"""What a person's posts may be: none ends before it begins, none overlaps itself."""

from datetime import date

from flask_babel import gettext as _

from liaison.contacts.models import Contact, Post
from liaison.domain.posts import Span


def same_post(contact: Contact, unit_id: int | None, title: str, span: Span, besides: Post | None = None) -> Post | None:
    """The post of the same unit and title that the person holds in the same time; None when there is none.

    Several posts at once are common (兼任); the same one twice is a mistake of entry.
    """
    for post in contact.posts:
        held = post is not besides and (post.unit_id, post.title) == (unit_id, title.strip())
        if held and span.overlaps(Span(post.from_on, post.to_on)):
            return post
    return None


def overlap_words(post: Post) -> str:
    """What to say about it."""
    return _(
        "与已有的任职“%(post)s”（%(span)s）时间重叠，请先结束那一个，或改日期",
        post=post.name,
        span=Span(post.from_on, post.to_on),
    )


def end_words(post: Post, on: date) -> str:
    return _("%(day)s 早于“%(post)s”的到任日期 %(start)s，请核对日期", day=on, post=post.name, start=post.from_on)
