import pytest
from domain.calendar_tables import bundled_rows, shared_rows

from liaison.domain.audience import UNIT_KINDS, Person, Standing
from liaison.domain.observances import POLICY, ObservanceError, RuleError, in_audience, read_observance

BY_NAME = {observance.name: observance for observance in POLICY}
ROW = {
    "code": "founding-day", "name": "建校纪念日", "rule": "04-27", "since": "", "audience": "unit:17",
    "tone": "祝贺", "lead_workdays": "5", "send_on": "day", "clear_days": "0", "quiet_day": "",
    "send_when": "当日上午", "audience_words": "", "legal_status": "", "basis": "",
}


def test_the_policy_says_of_every_observance_what_the_shared_policy_says():
    ours = bundled_rows("observances.csv")
    theirs = shared_rows("observances_policy.csv")
    assert len(theirs) == 37
    for mine, given in zip(ours, theirs, strict=True):
        for column in ("name", "rule", "tone", "send_when", "basis", "legal_status"):
            assert mine[column] == given[column], given["name"]
        assert mine["audience_words"] == given["audience"]
        assert mine["lead_workdays"] == given["prepare_workdays_ahead"]
        # "2025起法定" says since when the day is a public holiday, not since when it is kept.
        assert mine["since"] == (given["since"] if given["since"].isdecimal() else "")


def test_codes_are_unique_and_fit_for_a_calendar_identifier():
    codes = [observance.code for observance in POLICY]
    assert len(set(codes)) == len(codes) == 37
    assert all(code.isascii() and code.replace("-", "").isalnum() for code in codes)


def test_exactly_these_days_are_solemn_and_none_of_them_is_congratulated():
    solemn = {observance.name for observance in POLICY if observance.solemn}
    assert solemn == {
        "清明节", "中元节", "寒衣节", "抗战胜利纪念日", "九一八", "烈士纪念日", "国家公祭日",
    }
    assert not any(BY_NAME[name].congratulated for name in solemn)


def test_besides_the_solemn_days_only_qixi_is_not_greeted():
    assert {each.name for each in POLICY if not each.solemn and not each.congratulated} == {"七夕节"}


@pytest.mark.parametrize(("name", "kinds"), [
    ("春节", set(UNIT_KINDS)),
    ("护士节", {"hospital"}),
    ("医师节", {"hospital"}),
    ("教师节", {"university", "school"}),
    ("建军节", {"military"}),
    ("建党节", {"government"}),
    ("记者节", {"media"}),
    ("消防日", {"emergency"}),
    ("人民警察节", {"justice"}),
    ("妇女节", set()),
    ("清明节", set()),
    ("七夕节", set()),
    ("元宵节", set()),
])
def test_the_unit_kinds_that_are_greeted_by_default(name, kinds):
    greeted = {kind for kind in UNIT_KINDS if in_audience(BY_NAME[name], Person(unit_kind=kind))}
    assert greeted == kinds


@pytest.mark.parametrize(("name", "person", "standing"), [
    ("妇女节", Person(gender="female"), Standing.GREETED),
    ("妇女节", Person(gender="male"), Standing.OUTSIDE),
    ("重阳节", Person(retired=True), Standing.GREETED),
    ("重阳节", Person(tags=frozenset({"长者"})), Standing.GREETED),
    ("建军节", Person(military_family=True), Standing.GREETED),
    ("建军节", Person(unit_kind="government", tags=frozenset({"退役军人"})), Standing.GREETED),
    ("青年节", Person(tags=frozenset({"青年"})), Standing.GREETED),
    ("农民丰收节", Person(tags=frozenset({"农业农村"})), Standing.GREETED),
    ("植树节", Person(tags=frozenset({"林业"})), Standing.OPTIONAL),
    ("植树节", Person(unit_kind="government"), Standing.OUTSIDE),
    ("元宵节", Person(), Standing.OPTIONAL),
    ("宪法日", Person(unit_kind="justice"), Standing.OPTIONAL),
    ("儿童节", Person(unit_kind="school"), Standing.OPTIONAL),
    ("母亲节", Person(unit_kind="government"), Standing.OUTSIDE),
    ("母亲节", Person(personal=True), Standing.OPTIONAL),
    ("小年(北方)", Person(region="north", personal=True), Standing.OPTIONAL),
    ("小年(南方)", Person(region="north", personal=True), Standing.OUTSIDE),
    ("烈士纪念日", Person(unit_kind="military"), Standing.OUTSIDE),
])
def test_the_people_an_observance_concerns(name, person, standing):
    assert in_audience(BY_NAME[name], person).standing is standing


def test_nobody_is_greeted_on_a_solemn_day_whatever_the_audience_says():
    row = ROW | {"tone": "肃穆", "send_on": "none", "audience": "everyone"}
    membership = in_audience(read_observance(row), Person())
    assert not membership
    assert membership.reason == "建校纪念日不发祝福"


@pytest.mark.parametrize(("name", "before", "first"), [
    ("医师节", 2017, 2018), ("人民警察节", 2020, 2021), ("国家公祭日", 2013, 2014), ("国庆节", 1948, 1949),
])
def test_an_observance_begins_in_the_year_it_was_founded(name, before, first):
    assert BY_NAME[name].dates_in(before) == []
    assert len(BY_NAME[name].dates_in(first)) == 1


def test_an_occasion_of_ones_own_may_lean_on_another():
    own = read_observance(ROW | {"rule": "2 days before 教师节"}, {each.name: each.rule for each in POLICY})
    assert own.dates_in(2026)[0].isoformat() == "2026-09-08"
    assert own.rule.words == "教师节前2天"


@pytest.mark.parametrize(("change", "code"), [
    ({"tone": "肃穆"}, "solemn_greeting"),
    ({"since": "1899"}, "bad_since"),
    ({"since": "很久以前"}, "bad_since"),
    ({"lead_workdays": "-1"}, "bad_days"),
    ({"lead_workdays": "61"}, "bad_days"),
    ({"clear_days": "x"}, "bad_days"),
    ({"send_on": "someday"}, "bad_send_on"),
    ({"code": "校庆"}, "bad_code"),
    ({"code": "Founding Day"}, "bad_code"),
    ({"name": "  "}, "no_name"),
    ({"rule": "02-30"}, "impossible_solar_date"),
    ({"audience": "kind:bank"}, "unknown_condition"),
])
def test_an_occasion_that_contradicts_itself_or_cannot_be_read_is_refused(change, code):
    with pytest.raises(ValueError) as refusal:
        read_observance(ROW | change)
    assert refusal.value.code == code


def test_the_refusals_of_a_rule_and_of_an_occasion_can_be_told_apart():
    with pytest.raises(RuleError):
        read_observance(ROW | {"rule": "lunar 13-01"})
    with pytest.raises(ObservanceError):
        read_observance(ROW | {"tone": "肃穆"})
