"""The 交接清单 as a .docx: one heading for each unit, a table of its people, what is open, and a place to sign."""

from datetime import date, datetime

from flask_babel import gettext as _

from liaison.formats.documents import WORKING, Block, Document, Grid, Paragraph, heading, title, write_docx
from liaison.handover.kept_briefs import PersonText, UnitText
from liaison.handover.models import Handover
from liaison.handover.words import date_words, part_words

HEADINGS = (3.7, 4.5, 5, 3.8)


def brief_file(
    handover: Handover, briefs: list[UnitText], *, printed_by: str, today: date, now: datetime
) -> bytes:
    """The bytes of the document."""
    blocks: list[Block] = [
        title(_("联络工作交接清单")),
        Paragraph(
            _(
                "%(giver)s 交 %(takers)s；交接日期 %(on)s；%(units)d 个单位，%(people)d 人%(kept)s",
                giver=handover.giver.name,
                takers="、".join(taker.name for taker in handover.takers),
                on=date_words(handover.on),
                units=len(briefs),
                people=sum(len(brief.people) for brief in briefs),
                kept=_("；交接当日内容") if handover.unit_briefs is not None else "",
            ),
            "number",
        ),
    ]
    for brief in briefs:
        blocks += unit_blocks(brief)
    blocks += [heading(_("签收")), signature_grid(handover)]
    footer = _("%(who)s %(day)s打印", who=printed_by, day=date_words(today))
    return write_docx(
        Document(_("联络工作交接清单"), blocks, look=WORKING, author=printed_by, made_at=now, footer=footer)
    )


def unit_blocks(brief: UnitText) -> list[Block]:
    """The unit's heading, its own open promises, and its people."""
    found: list[Block] = [heading(brief.name or _("没有单位的人"))]
    known = ["；".join(brief.known)] if brief.known else []
    found += [above_the_table(line) for line in (*known, *brief.lines)]
    headings = [_("联系人"), _("要知道的"), _("最近三次联系"), _("往后的日子")]
    return [*found, Grid(headings, [person_row(person) for person in brief.people], HEADINGS)]


def above_the_table(text: str) -> Paragraph:
    """On the page of the table it introduces."""
    return Paragraph(text, "flush", keep_next=True)


def person_row(person: PersonText) -> list[str]:
    return [
        "\n".join(person.who),
        "\n".join(person.to_know) or "—",
        "\n".join(person.contacts) or _("没有联系记录"),
        "\n".join(person.dates) or "—",
    ]


def signature_grid(handover: Handover) -> Grid:
    """Signed parts with name and time; the others empty for a pen."""
    if not handover.signatures:
        return Grid([_("移交人"), _("接收人"), _("监交人")], [["\n\n", "\n\n", "\n\n"]])
    rows = [
        [
            part_words()[each.part],
            each.user.name if each.user else "",
            f"{each.signed_by.name} {each.signed_at:%Y-%m-%d}" if each.signed_by and each.signed_at else "",
        ]
        for each in handover.signatures
    ]
    return Grid([_("身份"), _("姓名"), _("签收")], rows)
