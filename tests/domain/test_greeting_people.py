"""Who the recipient is to us, and in whose name he is greeted."""

import pytest

from liaison.domain.greeting_people import Sender, lacks_peer, peer_sender, relation_of
from liaison.domain.starter_texts import Relation

DIRECTOR, DEPUTY, OTHER_DEPUTY, HEAD = Sender(1, 5), Sender(2, 4), Sender(3, 4), Sender(4, 3)
OUR_LEADERS = [DIRECTOR, DEPUTY, OTHER_DEPUTY, HEAD]


@pytest.mark.parametrize(
    ("title", "retired", "tags", "relation"),
    [
        ("局长", False, (), Relation.LEADER),
        ("副校长", False, (), Relation.LEADER),
        ("办公室主任", False, (), Relation.PEER),
        ("科员", False, (), Relation.PEER),
        ("", False, (), Relation.PEER),
        ("局长", True, (), Relation.ELDER),
        ("科员", False, ("老干部",), Relation.ELDER),
        ("局长", False, ("私交",), Relation.FRIEND),
        ("局长", True, ("私交",), Relation.ELDER),
    ],
)
def test_the_relation_follows_from_title_retirement_and_tags(title, retired, tags, relation):
    assert relation_of(title, retired=retired, tags=tags) == relation


@pytest.mark.parametrize(
    ("title", "sender"),
    [
        ("局长", DIRECTOR),
        ("副局长", DEPUTY),
        ("办公室主任", HEAD),
        ("科长", None),
        ("科员", None),
        ("", None),
    ],
)
def test_leaders_are_greeted_by_their_equals(title, sender):
    assert peer_sender(title, OUR_LEADERS) == (sender.key if sender else None)


def test_without_an_equal_the_next_higher_greets():
    assert peer_sender("副局长", [DIRECTOR, HEAD]) == DIRECTOR.key


def test_without_anyone_higher_the_next_lower_greets():
    assert peer_sender("局长", [OTHER_DEPUTY, HEAD]) == OTHER_DEPUTY.key


def test_two_steps_are_too_many():
    assert peer_sender("局长", [HEAD]) is None


def test_whoever_greeted_before_goes_on_doing_so():
    assert peer_sender("副局长", OUR_LEADERS, before=OTHER_DEPUTY.key) == OTHER_DEPUTY.key


def test_whoever_greeted_before_gives_way_when_no_longer_of_the_rank():
    assert peer_sender("局长", OUR_LEADERS, before=OTHER_DEPUTY.key) == DIRECTOR.key


def test_an_office_without_leaders_signs_as_the_officer():
    assert peer_sender("局长", []) is None


@pytest.mark.parametrize(
    ("title", "level", "lacking"), [("局长", 2, True), ("局长", 4, False), ("副局长", 2, True), ("科长", 0, False)]
)
def test_a_leader_greeted_from_too_low_is_pointed_out(title, level, lacking):
    assert lacks_peer(title, level) is lacking
