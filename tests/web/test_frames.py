"""The framing of WebSocket: what a stranger may send, in any pieces, and what is refused."""

import random

import pytest

from board.web.frames import (
    BAD_TEXT,
    BINARY,
    CLOSE,
    CONTINUATION,
    FRAGMENT_LIMIT,
    PING,
    PROTOCOL_ERROR,
    TEXT,
    TOO_BIG,
    FrameError,
    FrameReader,
    answer_to_close,
    close_frame,
    frame,
)

LIMIT = 70_000
MASK = b"\x01\xa2\x33\xf4"


def masked(opcode, payload, *, is_last=True, mask=MASK):
    """A frame as a client sends it."""
    length = len(payload)
    head = bytes([(0x80 if is_last else 0) | opcode])
    if length < 126:
        head += bytes([0x80 | length])
    elif length < 65_536:
        head += b"\xfe" + length.to_bytes(2, "big")
    else:
        head += b"\xff" + length.to_bytes(8, "big")
    return head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))


def code_of(data):
    with pytest.raises(FrameError) as caught:
        FrameReader(LIMIT).feed(data)
    return caught.value.code


@pytest.mark.parametrize("length", [0, 1, 3, 4, 5, 125, 126, 127, 65_535, 65_536, LIMIT])
def test_a_message_of_any_length_comes_out_whole(length):
    text = bytes(random.Random(length).choices(b"abcdefgh", k=length))

    assert FrameReader(LIMIT).feed(masked(TEXT, text)) == [(TEXT, text)]


@pytest.mark.parametrize("step", [1, 2, 3, 7, 100])
def test_messages_come_out_whole_however_they_are_cut(step):
    stream = b"".join(
        [
            masked(TEXT, "perché".encode()),
            masked(TEXT, b"first ", is_last=False),
            masked(PING, b"in between"),
            masked(CONTINUATION, b"x" * 300, is_last=False),
            masked(CONTINUATION, b" last"),
            masked(BINARY, bytes(range(256))),
            masked(TEXT, b""),
            masked(CLOSE, b"\x03\xe8bye"),
        ]
    )
    reader = FrameReader(LIMIT)

    messages = [
        message for at in range(0, len(stream), step) for message in reader.feed(stream[at : at + step])
    ]

    assert messages == [
        (TEXT, "perché".encode()),
        (PING, b"in between"),
        (TEXT, b"first " + b"x" * 300 + b" last"),
        (BINARY, bytes(range(256))),
        (TEXT, b""),
        (CLOSE, b"\x03\xe8bye"),
    ]


def test_several_messages_in_one_piece_all_come_out():
    data = masked(TEXT, b"one") + masked(TEXT, b"two") + masked(TEXT, b"three")[:-1]

    assert FrameReader(LIMIT).feed(data) == [(TEXT, b"one"), (TEXT, b"two")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (frame(TEXT, b"not masked"), "not masked"),
        (b"\xc1" + masked(TEXT, b"a")[1:], "a reserved bit: compression that nobody agreed on"),
        (masked(0x3, b"a"), "an unknown kind"),
        (masked(0xB, b"a"), "an unknown control frame"),
        (masked(CONTINUATION, b"a"), "goes on with nothing"),
        (masked(TEXT, b"a", is_last=False) + masked(TEXT, b"b"), "begins before the end"),
        (masked(PING, b"a", is_last=False), "a control frame in parts"),
        (masked(PING, b"a" * 126), "a long control frame"),
        (b"\x81\xfe\x00\x05" + MASK + b"abcde", "a short length written long"),
        (b"\x81\xff" + (200).to_bytes(8, "big") + MASK, "a short length written very long"),
    ],
)
def test_LIM2_what_breaks_the_protocol_is_closed_with_1002(data, why):
    assert code_of(data) == PROTOCOL_ERROR, why


@pytest.mark.parametrize("text", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"abc\xc0\xaf"])
def test_LIM2_text_that_is_not_utf8_is_closed_with_1007(text):
    assert code_of(masked(TEXT, text)) == BAD_TEXT
    assert code_of(masked(TEXT, text[:1], is_last=False) + masked(CONTINUATION, text[1:])) == BAD_TEXT


def test_a_character_may_be_cut_between_two_fragments():
    data = masked(TEXT, b"\xc3", is_last=False) + masked(CONTINUATION, b"\xa8")

    assert FrameReader(LIMIT).feed(data) == [(TEXT, "è".encode())]


@pytest.mark.parametrize("announced", [LIMIT + 1, 1 << 20, 1 << 40, (1 << 63) - 1, (1 << 64) - 1])
def test_LIM1_a_big_frame_is_refused_when_it_is_announced(announced):
    assert code_of(b"\x81\xff" + announced.to_bytes(8, "big")) == TOO_BIG


def test_LIM1_fragments_are_counted_together():
    part = masked(TEXT, b"x" * 40_000, is_last=False)

    assert code_of(part + masked(CONTINUATION, b"x" * 40_000)) == TOO_BIG


@pytest.mark.parametrize("payload", [b"", b"x"])
def test_LIM1_a_message_has_no_endless_fragments(payload):
    tiny = masked(CONTINUATION, payload, is_last=False)

    assert code_of(masked(TEXT, payload, is_last=False) + tiny * FRAGMENT_LIMIT) == TOO_BIG


def test_LIM1_an_unfinished_message_is_held_once():
    reader = FrameReader(LIMIT)
    data = masked(TEXT, b"x" * LIMIT)[:-1]
    for at in range(0, len(data), 1_000):
        assert reader.feed(data[at : at + 1_000]) == []

    assert len(reader._held) == len(data)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (b"", b""),
        (b"\x03\xe8", b"\x03\xe8"),
        (b"\x03\xe9bye", b"\x03\xe9"),
        (b"\x03", b"\x03\xea"),
        (b"\x00\x01", b"\x03\xea"),
        (b"\x03\xed", b"\x03\xea"),
        (b"\x0b\xb8", b"\x0b\xb8"),
    ],
)
def test_a_goodbye_is_answered_with_its_own_code(asked, answered):
    assert answer_to_close(asked) == frame(CLOSE, answered)


def test_our_frames_are_not_masked_and_as_short_as_can_be():
    assert frame(TEXT, b"hi") == b"\x81\x02hi"
    assert frame(TEXT, b"x" * 126)[:4] == b"\x81\x7e\x00\x7e"
    assert frame(BINARY, b"x" * 65_536)[:10] == b"\x82\x7f" + (65_536).to_bytes(8, "big")
    assert close_frame(1009) == b"\x88\x02\x03\xf1"


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 60, 124, 125])
def test_a_short_text_is_read_at_once(length):
    text = b"x" * length

    assert FrameReader(LIMIT).short_text(masked(TEXT, text)) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x81",
        b"\x81\x05hello",
        masked(TEXT, b""),
        masked(TEXT, b"x" * 126),
        masked(TEXT, "ü".encode()),
        masked(TEXT, b"x") + b"\x81",
        masked(TEXT, b"xy")[:-1],
        masked(TEXT, b"x", is_last=False),
        masked(BINARY, b"x"),
        masked(PING, b"x"),
    ],
)
def test_what_is_not_exactly_one_short_text_is_left_for_a_closer_look(data):
    assert FrameReader(LIMIT).short_text(data) is None


def test_a_short_text_between_the_parts_of_another_message_is_refused():
    reader = FrameReader(LIMIT)
    reader.feed(masked(TEXT, b"begun", is_last=False))

    assert reader.short_text(masked(TEXT, b"x")) is None

    reader = FrameReader(LIMIT)
    reader.feed(masked(TEXT, b"begun")[:4])

    assert reader.short_text(masked(TEXT, b"x")) is None
