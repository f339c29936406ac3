"""Words that are out of place: gifts, ranks, honorifics the wrong way round."""

import pytest
from domain.wording_findings import ERROR, GIFTS, NO_GIFTS, WARNING, codes, severities, told


@pytest.mark.parametrize("word", GIFTS)
def test_gifts_cards_and_dinners_are_refused_to_public_bodies(word):
    assert severities(told(f"备有{word}。"), "gift") == [ERROR]
    assert severities(told(f"备有{word}。", government=False), "gift") == [WARNING]


@pytest.mark.parametrize("text", NO_GIFTS)
def test_a_mooncake_on_the_table_is_no_gift(text):
    assert told(text) == []


@pytest.mark.parametrize("text", ["限时优惠。", "免费领取。", "拒收请回复R。", "点击链接。", "请转发。"])
def test_a_greeting_is_no_advertisement(text):
    assert codes(told(text)) == ["advertising"]


@pytest.mark.parametrize(
    "text",
    [
        "祝您们安好。", "代问您的令尊安。", "读了您的拙作。", "我们莅临贵单位。", "我们一定鼎力相助。",
        "您忝任局长。", "元旦节好。", "亲爱的朋友。", "你好，祝您安康。", "请您和你们科里的人保重。",
    ],
)
def test_honorifics_the_wrong_way_round_are_told(text):
    assert "honorific" in codes(told(text, "birthday"))


@pytest.mark.parametrize("text", ["代问令尊安。", "敬请莅临指导。", "多谢鼎力相助。", "您和各位辛苦了。"])
def test_honorifics_the_right_way_round_are_welcome(text):
    assert told(text) == []


def test_nobody_in_a_new_post_is_wished_a_last_journey():
    assert severities(told("祝您一路走好。", "new-post"), "omen") == [ERROR]


def test_words_for_the_dead_may_stand_on_a_solemn_day():
    assert told("英烈千古。", "martyrs-day") == []


@pytest.mark.parametrize("text", ["恭喜高升。", "祝官运亨通。", "恭喜发财。", "步步高升。"])
def test_wishes_for_rank_and_riches_are_told(text):
    assert set(codes(told(text, "new-post"))) == {"flattery"}


def test_emoji_are_told_in_writing_and_left_to_a_chat():
    assert codes(told("中秋好🌕。")) == ["emoji"]
    assert told("中秋好🌕。", channel="wechat") == []
