"""The write routes of changes of posts and units, for the checklist in tests/test_write_routes.py."""

from conftest import NOW
from write_routes import Bad, Ids, WriteRoute, contact, named, unit

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.post_changes.models import PostChange, Vacancy
from liaison.units.models import Unit


def vacancy(ids: Ids) -> Vacancy:
    return db.session.get_one(Vacancy, ids["vacancy"])

CHANGES = [
    WriteRoute(
        "post_changes.new",
        "/contacts/{chen}/post-changes/new",
        {
            "kind": "transfer",
            "on": "2026-11-20",
            "source": "notice",
            "ending": "{post}",
            "unit": "江州大学",
            "title": "副校长",
            "vacancy": "y",
        },
        "post.change",
        lambda ids: (contact(ids).title, contact(ids).unit_id == ids["college"]),
        ("副校长", True),
        shows=True,
        bad=Bad({"on": "2020-02-01"}, "早于“市第一中学 办公室主任”的到任日期", kept="江州大学"),
    ),
    WriteRoute(
        "post_changes.withdraw",
        "/post-changes/{change}/withdrawal",
        {},
        "post.unchange",
        lambda ids: db.session.get_one(PostChange, ids["change"]).withdrawn_at,
        NOW,
        shows=True,
    ),
    WriteRoute(
        "post_changes.fill",
        "/vacancies/{vacancy}/filling",
        {"name": "林冲", "title": "副校长", "on": "2026-11-10"},
        "vacancy.fill",
        lambda ids: (vacancy(ids).filled_by is not None, named(Contact, "林冲")),
        (True, 1),
        shows=True,
        bad=Bad({"existing": "陈建国"}, "只填一处", kept="林冲"),
    ),
    WriteRoute(
        "post_changes.close",
        "/vacancies/{vacancy}/closing",
        {"reason": "职位撤销"},
        "vacancy.close",
        lambda ids: vacancy(ids).close_reason,
        "职位撤销",
        shows=True,
        bad=Bad({"reason": ""}, "请填写此项"),
    ),
    WriteRoute(
        "post_changes.reopen",
        "/vacancies/{closed_vacancy}/reopening",
        {},
        "vacancy.reopen",
        lambda ids: db.session.get_one(Vacancy, ids["closed_vacancy"]).closed_at,
        None,
    ),
    WriteRoute(
        "unit_changes.new",
        "/units/{school}/changes/new",
        {"kind": "renamed", "on": "2026-11-20", "source": "notice", "name": "江州第一中学", "short_name": "一中"},
        "unit.rename",
        lambda ids: (unit(ids).name, [former.name for former in unit(ids).former_names]),
        ("江州第一中学", ["市第一中学"]),
        shows=True,
        bad=Bad({"name": "江州大学"}, "已经有叫“江州大学”的单位", kept="一中"),
    ),
    WriteRoute(
        "unit_changes.withdraw",
        "/unit-changes/{renaming}/withdrawal",
        {},
        "unit.unchange",
        lambda ids: db.session.get_one(Unit, ids["library"]).name,
        "市图书馆",
    ),
]
