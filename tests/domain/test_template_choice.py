"""Which wordings fit whom."""

from dataclasses import replace

import pytest

from liaison.domain.starter_texts import Relation
from liaison.domain.template_choice import Wanted, Wording, fitting

OWN = Wording(1, "mid-autumn", "祝贺", "", "peer", "sms")
DIRECTOR = Wanted("mid-autumn", "祝贺", "key", Relation.LEADER, "sms")
COLLEAGUE = replace(DIRECTOR, relation=Relation.PEER, tier="general")


def changed(key: int, **values: str) -> Wording:
    return replace(OWN, key=key, **values)


def test_the_relation_s_own_wordings_and_those_for_anybody_fit():
    anybody, leader = changed(2, relation="any"), changed(3, relation="leader")
    assert fitting([OWN, anybody, leader], COLLEAGUE) == [1, 2]


def test_a_friend_without_wordings_is_written_to_as_a_peer():
    assert fitting([OWN], replace(COLLEAGUE, relation=Relation.FRIEND)) == [1]


def test_nobody_is_written_to_more_familiarly():
    assert fitting([changed(2, relation="friend")], COLLEAGUE) == []


@pytest.mark.parametrize("channel", ["wechat", "email", "call", "visit"])
def test_other_channels_take_the_text_message(channel):
    assert fitting([OWN], replace(COLLEAGUE, channel=channel)) == [1]


def test_a_letter_does_not():
    assert fitting([OWN], replace(COLLEAGUE, channel="letter")) == []


def test_the_channel_s_own_wording_wins():
    assert fitting([OWN, changed(2, channel="wechat")], replace(COLLEAGUE, channel="wechat")) == [2]


def test_an_occasion_without_wordings_takes_those_of_its_tone():
    general = changed(2, occasion_code="")
    jubilee = replace(COLLEAGUE, occasion_code="jubilee")
    assert fitting([OWN, general], jubilee) == [2]
    assert fitting([OWN, general], replace(jubilee, tone="致敬")) == []


def test_the_occasion_s_own_wording_wins_over_one_for_its_tone():
    assert fitting([changed(2, occasion_code=""), OWN], COLLEAGUE) == [1]


def test_a_wording_for_the_tier_wins_and_is_used_for_nobody_else():
    for_key = changed(2, tier="key")
    assert fitting([OWN, for_key], replace(COLLEAGUE, tier="key")) == [2]
    assert fitting([OWN, for_key], COLLEAGUE) == [1]
