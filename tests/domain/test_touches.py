import pytest

from liaison.domain.touches import STARTING_KINDS, counts_as_contact, weight_of

KINDS = {kind.code: kind for kind in STARTING_KINDS}


@pytest.mark.parametrize(("counting", "answered", "wanted"), [
    ("always", True, True), ("always", False, True),
    ("answered", True, True), ("answered", False, False),
    ("never", True, False), ("never", False, False),
])  # fmt: skip
def test_counting_follows_from_the_kind_and_the_outcome(counting, answered, wanted):
    assert counts_as_contact(counting, answered) is wanted


@pytest.mark.parametrize(
    "code", ["call", "sms", "wechat", "email", "letter", "visit", "reception", "meeting", "greeting"]
)
def test_an_answered_one_moves_last_contact_and_an_unanswered_one_does_not(code):
    assert counts_as_contact(KINDS[code].counts, True)
    assert not counts_as_contact(KINDS[code].counts, False)


def test_a_favour_warms_but_is_no_contact():
    assert not counts_as_contact(KINDS["help"].counts, True)
    assert weight_of(KINDS["help"].weight, KINDS["help"].unanswered_weight, True) == 2


@pytest.mark.parametrize(("code", "answered", "weight"), [
    ("visit", True, 2), ("reception", True, 2), ("meeting", True, 2), ("visit", False, 0),
    ("call", True, 1), ("call", False, 0),
    ("sms", True, 0.5), ("wechat", True, 0.5),
    ("greeting", True, 0.5), ("greeting", False, 0.25),
    ("help", True, 2), ("help", False, 1),
])  # fmt: skip
def test_a_kind_warms_by_the_weight_in_the_rules(code, answered, weight):
    assert weight_of(KINDS[code].weight, KINDS[code].unanswered_weight, answered) == weight


def test_every_kind_has_its_own_code_and_name():
    assert len(KINDS) == len(STARTING_KINDS) == len({kind.name for kind in STARTING_KINDS})
