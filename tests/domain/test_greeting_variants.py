from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.greeting_variants import Choice, NoVariant, Recipient, choose_variants

FIVE = ("v1", "v2", "v3", "v4", "v5")
SEED = "mid_autumn-2027"


def office(size, variants=FIVE, unit="教育局", **more):
    return [Recipient(f"p{number:02}", unit, variants, **more) for number in range(size)]


def variant_of(choices):
    return {choice.person: choice.variant for choice in choices}


@pytest.mark.parametrize("size", range(1, 6))
def test_no_two_people_of_a_unit_get_the_same_words_while_there_are_enough(size):
    choices = choose_variants(office(size), SEED)
    assert len(set(variant_of(choices).values())) == size
    assert all(choice.shared_with == () for choice in choices)


def test_when_there_are_too_few_each_sharer_is_named_and_no_wording_is_overused():
    choices = choose_variants(office(12), SEED)
    uses = [list(variant_of(choices).values()).count(variant) for variant in FIVE]
    assert sorted(uses) == [2, 2, 2, 3, 3]
    assert all(len(choice.shared_with) == uses[FIVE.index(choice.variant)] - 1 for choice in choices)


def test_the_draft_is_the_same_again_and_in_any_order_of_the_list():
    forwards = choose_variants(office(9), SEED)
    backwards = choose_variants(list(reversed(office(9))), SEED)
    assert choose_variants(office(9), SEED) == forwards
    assert variant_of(backwards) == variant_of(forwards)


def test_the_draw_is_the_same_on_every_machine():
    assert choose_variants(office(2), SEED) == [Choice("p00", "v2"), Choice("p01", "v5")]


def test_another_round_deals_other_words():
    people = [Recipient(f"p{number:02}", "", FIVE) for number in range(40)]
    assert choose_variants(people, SEED) != choose_variants(people, "mid_autumn-2028")


def test_last_years_words_come_last():
    people = office(4, used_before=frozenset({"v2"}))
    assert "v2" not in variant_of(choose_variants(people, SEED)).values()
    only_old = office(1, ("v2",), used_before=frozenset({"v2"}))
    assert variant_of(choose_variants(only_old, SEED)) == {"p00": "v2"}


def test_a_settled_wording_stays_and_is_kept_from_the_others():
    people = [*office(4), Recipient("z", "教育局", FIVE, settled="v1")]
    chosen = variant_of(choose_variants(people, SEED))
    assert chosen["z"] == "v1"
    assert sorted(chosen.values()) == list(FIVE)


def test_two_settled_on_the_same_words_are_told_so():
    people = [Recipient("a", "教育局", FIVE, settled="v1"), Recipient("b", "教育局", (), settled="v1")]
    assert choose_variants(people, SEED) == [Choice("a", "v1", ("b",)), Choice("b", "v1", ("a",))]


def test_somebody_with_one_choice_gets_it_even_when_listed_last():
    fitting = {"a": ("v1", "v2"), "b": ("v1", "v2", "v3"), "c": ("v1",)}
    people = [Recipient(person, "局", variants) for person, variants in fitting.items()]
    chosen = variant_of(choose_variants(people, SEED))
    assert (chosen["c"], chosen["a"], chosen["b"]) == ("v1", "v2", "v3")


def test_people_without_a_unit_are_strangers_to_each_other():
    choices = choose_variants(office(9, ("v1",), unit=""), SEED)
    assert all(choice.shared_with == () for choice in choices)


def test_somebody_no_wording_fits_is_refused_by_id():
    with pytest.raises(NoVariant) as refusal:
        choose_variants([Recipient("p7", "局", ())], SEED)
    assert refusal.value.params == {"person": "p7"}


def most_different(people):
    """By trying everything: how many different wordings the unit can be given."""
    return max(len(set(dealt)) for dealt in product(*(person.variants for person in people)))


@settings(deadline=None, max_examples=120)
@given(st.lists(st.sets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=5))
def test_as_many_different_wordings_are_dealt_as_can_be(fitting):
    people = [Recipient(f"p{number}", "局", sorted(variants)) for number, variants in enumerate(fitting)]
    choices = choose_variants(people, SEED)
    assert len(set(variant_of(choices).values())) == most_different(people)
    assert all(choice.variant in person.variants for choice, person in zip(choices, people, strict=True))
