"""calendar: occasions as the office keeps them, loaded holiday years, leave days, feeds

Revision ID: 0002
Revises: 0001
"""

from datetime import datetime
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The identity of a festival's events, made from its code: the same in every office and before this table was.
FESTIVAL_SPACE = UUID("6f1d6c0e-53a4-4a0f-9a3b-6d1e1f8c2b10")
PLANTED_AT = datetime(2026, 1, 1)
# fmt: off
FIELDS = (
    "code", "name", "rule", "since", "audience", "tone", "lead_workdays", "send_on", "clear_days", "quiet_day",
    "send_when", "legal_status", "basis",
)
OCCASIONS = [
    ("new-year", "元旦", "01-01", 1949, "everyone", "祝贺", 7, "before", 1, False, "最后一个工作日或当日上午", "全体放假1天", "放假办法2024"),
    ("laba", "腊八节", "lunar 12-08", None, "optional: personal", "温和问候", 3, "day", 0, False, "当日上午", "不放假", "民俗"),
    ("little-new-year-north", "小年(北方)", "lunar 12-23", None, "optional: region:north and personal", "温和问候", 3, "day", 0, False, "当日上午", "不放假", "民俗"),
    ("little-new-year-south", "小年(南方)", "lunar 12-24", None, "optional: region:south and personal", "温和问候", 3, "day", 0, False, "当日上午", "不放假", "民俗"),
    ("lunar-new-year-eve", "除夕", "last day of lunar month 12", None, "everyone", "祝贺", 10, "before", 1, False, "16:00-20:00 或合并到节前最后工作日", "全体放假", "放假办法2024"),
    ("spring-festival", "春节", "lunar 01-01", None, "everyone", "祝贺", 10, "before", 1, False, "节前最后工作日(单位) / 初一08:00-10:00(个人)", "全体放假(除夕至初三共4天)", "放假办法2024"),
    ("lantern-festival", "元宵节", "lunar 01-15", None, "optional: everyone", "祝贺", 3, "day", 0, False, "当日", "不放假", "民俗"),
    ("womens-day", "妇女节", "03-08", 1949, "gender:female", "祝贺", 5, "day", 0, False, "当日上午", "妇女半天", "放假办法2024"),
    ("arbor-day", "植树节", "03-12", 1979, "optional: tag:林业", "中性", 5, "day", 0, False, "当日", "不放假", "放假办法2024"),
    ("qingming", "清明节", "solar term 清明", None, "nobody", "肃穆", 0, "none", 0, True, "不发祝福; 仅个人关怀或不触达", "全体放假1天", "放假办法2024"),
    ("labour-day", "劳动节", "05-01", None, "everyone", "祝贺", 5, "before", 1, False, "节前最后工作日", "全体放假2天", "放假办法2024"),
    ("youth-day", "青年节", "05-04", 1949, "tag:青年 or tag:团组织", "祝贺", 5, "day", 0, False, "当日(常落在五一假期内)", "14周岁以上青年半天", "放假办法2024"),
    ("nurses-day", "护士节", "05-12", None, "kind:hospital or tag:卫健", "祝贺", 5, "day", 0, False, "当日上午; 同日为防灾减灾日(汶川), 用语克制", "不放假", "放假办法2024"),
    ("mothers-day", "母亲节", "2nd Sunday May", None, "optional: personal", "温和", 3, "exact", 0, False, "当日", "非官方", "惯例"),
    ("childrens-day", "儿童节", "06-01", 1949, "optional: kind:school or kind:university or tag:教育 or tag:妇联", "祝贺", 5, "day", 0, False, "当日", "不满14周岁1天", "放假办法2024"),
    ("fathers-day", "父亲节", "3rd Sunday June", None, "optional: personal", "温和", 3, "exact", 0, False, "当日", "非官方", "惯例"),
    ("dragon-boat", "端午节", "lunar 05-05", None, "everyone", "安康(稳妥)", 5, "before", 1, False, "节前最后工作日或当日上午", "全体放假1天", "放假办法2024"),
    ("party-founding-day", "建党节", "07-01", 1941, "kind:government or tag:党组织", "庄重祝贺", 5, "day", 0, False, "当日上午", "不放假", "惯例"),
    ("army-day", "建军节", "08-01", 1933, "kind:military or military_family or tag:退役军人事务 or tag:退役军人", "庄重祝贺", 7, "day", 0, False, "07-25至08-01", "现役军人半天", "放假办法2024"),
    ("qixi", "七夕节", "lunar 07-07", None, "nobody", "不发", 0, "none", 0, False, "", "非官方", "民俗"),
    ("ghost-festival", "中元节", "lunar 07-15", None, "nobody", "肃穆", 0, "none", 0, False, "不发祝福", "非官方", "民俗"),
    ("doctors-day", "医师节", "08-19", 2018, "kind:hospital or tag:卫健", "祝贺", 5, "day", 0, False, "当日上午", "不放假", "国务院批复2017"),
    ("victory-day", "抗战胜利纪念日", "09-03", 2014, "nobody", "肃穆", 0, "none", 0, True, "不发祝福", "不放假", "人大决定2014"),
    ("teachers-day", "教师节", "09-10", 1985, "kind:university or kind:school or tag:教育", "祝贺", 7, "day", 0, False, "当日上午(落周末则前一工作日)", "不放假", "人大常委会1985"),
    ("september-18", "九一八", "09-18", None, "nobody", "肃穆", 0, "none", 0, True, "不发祝福", "不放假", "放假办法2024"),
    ("mid-autumn", "中秋节", "lunar 08-15", None, "everyone", "祝贺", 7, "before", 1, False, "节前最后工作日或当日", "全体放假1天", "放假办法2024"),
    ("harvest-festival", "农民丰收节", "solar term 秋分", 2018, "tag:农业农村", "祝贺", 5, "day", 0, False, "当日", "不放假", "国函2018-80"),
    ("martyrs-day", "烈士纪念日", "09-30", 2014, "nobody", "肃穆", 0, "none", 0, True, "国庆祝福避开当日或当日下班前", "不放假", "人大决定2014"),
    ("national-day", "国庆节", "10-01", 1949, "everyone", "祝贺", 7, "before", 2, False, "09-29前后最后工作日或10-01上午", "全体放假3天", "放假办法2024"),
    ("double-ninth", "重阳节", "lunar 09-09", None, "retired or tag:老干部 or tag:长者", "敬老祝福", 5, "day", 0, False, "当日上午", "不放假", "老年人权益保障法"),
    ("winter-clothes", "寒衣节", "lunar 10-01", None, "nobody", "肃穆", 0, "none", 0, False, "", "非官方", "民俗"),
    ("journalists-day", "记者节", "11-08", 2000, "kind:media or tag:宣传", "祝贺", 5, "day", 0, False, "当日上午", "不放假", "国务院批复2000"),
    ("fire-safety-day", "消防日", "11-09", 1992, "kind:emergency or tag:消防 or tag:应急", "致敬", 5, "day", 0, False, "当日上午", "不放假", "公安部1992"),
    ("constitution-day", "宪法日", "12-04", 2014, "optional: kind:justice or tag:司法 or tag:法院 or tag:检察", "中性", 5, "day", 0, False, "当日", "不放假", "人大常委会2014"),
    ("national-memorial", "国家公祭日", "12-13", 2014, "nobody", "肃穆", 0, "none", 0, True, "全天禁止营销/祝福", "不放假", "人大决定2014"),
    ("winter-solstice", "冬至节", "solar term 冬至", None, "optional: everyone", "温和(部分地区祭祖)", 3, "day", 0, False, "当日", "非官方", "民俗"),
    ("police-day", "人民警察节", "01-10", 2021, "kind:justice or tag:公安 or tag:司法警察", "致敬", 5, "day", 0, False, "当日上午(落周末则前一工作日)", "不放假", "国务院批复2020"),
]
# fmt: on


def plant():
    """The occasions every office starts with, as liaison/domain/tables/observances.csv had them then."""
    instants = [sa.column(name, sa.DateTime()) for name in ("created_at", "updated_at")]
    others = [sa.column(name) for name in (*FIELDS, "uuid", "version", "position", "shown")]
    table = sa.table("occasions", *others, *instants)
    op.bulk_insert(
        table,
        [
            {
                **dict(zip(FIELDS, row, strict=True)),
                "uuid": str(uuid5(FESTIVAL_SPACE, row[0])),
                "version": 1,
                "created_at": PLANTED_AT,
                "updated_at": PLANTED_AT,
                "position": place,
                "shown": True,
            }
            for place, row in enumerate(OCCASIONS)
        ],
    )


def upgrade():
    op.create_table(
        "occasions",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("tone", sa.String(length=40), nullable=False),
        sa.Column("lead_workdays", sa.Integer(), nullable=False),
        sa.Column("send_on", sa.String(length=10), nullable=False),
        sa.Column("clear_days", sa.Integer(), nullable=False),
        sa.Column("quiet_day", sa.Boolean(), nullable=False),
        sa.Column("send_when", sa.Text(), nullable=False),
        sa.Column("legal_status", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occasions"),
        sa.UniqueConstraint("code", name="uq_occasions_code"),
        sa.UniqueConstraint("uuid", name="uq_occasions_uuid"),
    )
    op.create_table(
        "feeds",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("kinds", sa.String(length=80), nullable=False),
        sa.Column("discreet", sa.Boolean(), nullable=False),
        sa.Column("greeting_lead_days", sa.Integer(), nullable=True),
        sa.Column("day_alarm", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("rotated_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("last_fetched_at", sa.DateTime(), nullable=True),
        sa.Column("last_program", sa.String(length=200), nullable=False),
        sa.Column("state_stamp", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_feeds_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("token_hash", name="uq_feeds_token_hash"),
        sa.UniqueConstraint("uuid", name="uq_feeds_uuid"),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("ix_feeds_user_id", ["user_id"], unique=False)

    op.create_table(
        "leave_days",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_leave_days_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_days"),
        sa.UniqueConstraint("uuid", name="uq_leave_days_uuid"),
    )
    with op.batch_alter_table("leave_days", schema=None) as batch_op:
        batch_op.create_index("ix_leave_days_batch", ["batch"], unique=False)
        batch_op.create_index("ix_leave_days_of", ["user_id", "deleted_at", "to_on"], unique=False)

    op.create_table(
        "workday_years",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_workday_years_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_workday_years"),
        sa.UniqueConstraint("uuid", name="uq_workday_years_uuid"),
    )
    with op.batch_alter_table("workday_years", schema=None) as batch_op:
        batch_op.create_index("ix_workday_years_year", ["year"], unique=False)

    op.create_table(
        "feed_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happens_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_feed_entries_feed_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feed_entries"),
        sa.UniqueConstraint("feed_id", "uid", name="uq_feed_entries_feed_id_uid"),
    )

    plant()


def downgrade():
    op.drop_table("feed_entries")
    with op.batch_alter_table("workday_years", schema=None) as batch_op:
        batch_op.drop_index("ix_workday_years_year")

    op.drop_table("workday_years")
    with op.batch_alter_table("leave_days", schema=None) as batch_op:
        batch_op.drop_index("ix_leave_days_of")
        batch_op.drop_index("ix_leave_days_batch")

    op.drop_table("leave_days")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_feeds_user_id")

    op.drop_table("feeds")
    op.drop_table("occasions")
