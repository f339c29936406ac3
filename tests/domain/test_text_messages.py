import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.text_messages import (
    ALONE,
    JOINED,
    Alphabet,
    MessageSize,
    alphabet_of,
    measure,
    split_message,
    units_in,
)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", MessageSize(Alphabet.GSM7, 0, 0, 160)),
        ("OK", MessageSize(Alphabet.GSM7, 2, 1, 158)),
        ("a" * 160, MessageSize(Alphabet.GSM7, 160, 1, 0)),
        ("a" * 161, MessageSize(Alphabet.GSM7, 161, 2, 145)),
        ("{" * 80, MessageSize(Alphabet.GSM7, 160, 1, 0)),
        ("{" * 81, MessageSize(Alphabet.GSM7, 162, 2, 143)),
        ("好", MessageSize(Alphabet.UCS2, 1, 1, 69)),
        ("好" * 70, MessageSize(Alphabet.UCS2, 70, 1, 0)),
        ("好" * 71, MessageSize(Alphabet.UCS2, 71, 2, 63)),
        ("好" * 134, MessageSize(Alphabet.UCS2, 134, 2, 0)),
        ("好" * 135, MessageSize(Alphabet.UCS2, 135, 3, 66)),
        ("🧧" * 35, MessageSize(Alphabet.UCS2, 70, 1, 0)),
    ],
)
def test_a_message_is_measured_as_the_network_counts_it(text, size):
    assert measure(text) == size


def test_one_chinese_character_makes_the_whole_message_ucs2():
    assert alphabet_of("Happy New Year") == Alphabet.GSM7
    assert alphabet_of("Happy New Year, 王") == Alphabet.UCS2


def test_an_emoji_is_never_cut_between_two_parts():
    parts = split_message("好" * 66 + "🧧" + "好" * 10)
    assert [len(part) for part in parts] == [66, 11]


def test_an_escaped_character_is_never_cut_between_two_parts():
    parts = split_message("a" * 152 + "€" + "a" * 10)
    assert [len(part) for part in parts] == [152, 11]


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet="a{€好🧧\n", max_size=400))
def test_parts_join_back_to_the_text_and_none_is_too_long(text):
    alphabet, parts = alphabet_of(text), split_message(text)
    room = ALONE[alphabet] if len(parts) < 2 else JOINED[alphabet]
    assert "".join(parts) == text
    assert all(0 < units_in(part, alphabet) <= room for part in parts)
