from datetime import date

import pytest
from domain.calendar_tables import bundled_rows, days_of, shared_rows, terms_by_date

from liaison.domain.solar_terms import TERMS, TermError, term_date, term_on


def terms_in(year):
    """All twenty-four, from 小寒 in January to 冬至 in December."""
    return [(term_date(year, name), name) for name in TERMS]


def test_every_term_of_the_table_is_found_by_name_and_by_day():
    rows = bundled_rows("solar_terms.csv")
    assert len(rows) == 201 * 24
    for row in rows:
        on = date.fromisoformat(row["date"])
        assert term_date(int(row["year"]), row["term"]) == on
        assert term_on(on) == row["term"]


@pytest.mark.parametrize("year", [1900, 1979, 2026, 2027, 2100])
def test_no_other_day_of_the_year_begins_a_term(year):
    assert [(on, term_on(on)) for on in days_of(year) if term_on(on)] == terms_in(year)
    assert [on for on in days_of(year) if on in terms_by_date()] == [on for on, _ in terms_in(year)]


def test_the_terms_of_every_year_are_in_order():
    for year in range(1900, 2101):
        terms = terms_in(year)
        assert [name for _, name in terms] == list(TERMS)
        assert sorted(terms, key=lambda term: term[0]) == terms


def test_every_term_where_sources_differ_is_as_was_chosen():
    rows = [row for row in shared_rows("discrepancies.csv") if row["kind"] == "term"]
    assert len(rows) == 11
    for row in rows:
        year, name = row["item"].split()
        assert term_date(int(year), name) == date.fromisoformat(row["chosen_date"])


@pytest.mark.parametrize(("ask", "code"), [
    (lambda: term_date(2026, "大雾"), "no_such_term"),
    (lambda: term_date(1899, "清明"), "year_out_of_range"),
    (lambda: terms_in(2101), "year_out_of_range"),
    (lambda: term_on(date(2101, 1, 5)), "year_out_of_range"),
])
def test_a_term_that_does_not_exist_or_is_not_covered_is_refused(ask, code):
    with pytest.raises(TermError) as refusal:
        ask()
    assert refusal.value.code == code
