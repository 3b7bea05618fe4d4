"""What is refused before an op reaches the scene: shape, fields, numbers, text, names."""

import pytest

from board.core.errors import BoardError
from board.core.ops import check_name, decode_message, read_op_id
from tests.support.rooms import delete, frame, note, patch

CLIENT = "client-0001"


def refused(*ops, op_id=(CLIENT, 1), **extra):
    with pytest.raises(BoardError) as refusal:
        decode_message({"id": list(op_id), "ops": list(ops), **extra})
    return refusal.value.code


def test_a_good_message_is_decoded_whole():
    op_id, ops = decode_message({"id": [CLIENT, 7], "ops": [note("note-0001", x=1.25), delete("note-0002")]})

    assert op_id == (CLIENT, 7)
    assert [op["do"] for op in ops] == ["create", "delete"]
    assert ops[0]["item"]["x"] == 1.25


@pytest.mark.parametrize("x", [float("nan"), float("inf"), -float("inf"), 1e8, 0.001, 10**400])
def test_LIM1_a_number_outside_the_world_is_refused(x):
    assert refused(note("note-0001", x=x)) == "bad.number"


@pytest.mark.parametrize("x", [True, "12", None, [1], {}])
def test_LIM1_what_is_not_a_number_is_refused(x):
    assert refused(patch("note-0001", x=x)) == "bad.shape"


@pytest.mark.parametrize("w", [0, -5, 9.99, 100_001])
def test_LIM1_a_size_outside_its_limits_is_refused(w):
    assert refused(note("note-0001", w=w)) == "bad.number"


@pytest.mark.parametrize("text", ["a\0b", "\x1b[31m", "\r\n", "\ud83d", "x\udc00", "\x7f"])
def test_LIM1_text_that_cannot_be_stored_is_refused(text):
    assert refused(note("note-0001", text=text)) == "bad.text"


@pytest.mark.parametrize(
    "text", ["", "   ", "a\tb\nc", "👩‍👧‍👦🏫", "مرحبا", "=SUM(A1:A9)", "x" * 2_000, "e\u0301"]
)
def test_LIM1_any_other_text_is_kept_as_typed(text):
    _, ops = decode_message({"id": [CLIENT, 1], "ops": [note("note-0001", text=text)]})

    assert ops[0]["item"]["text"] == text


def test_LIM1_text_over_the_limit_is_refused_by_code_points():
    assert refused(patch("note-0001", text="👩" * 2_001)) == "text.too_long"
    decode_message({"id": [CLIENT, 1], "ops": [patch("note-0001", text="👩" * 2_000)]})


@pytest.mark.parametrize(
    "name", ["flavour", "author", "created_at_ms", "kind", "id", "__proto__", "constructor"]
)
def test_LIM1_an_unknown_field_is_refused(name):
    assert refused(patch("note-0001", **{name: "x"})) == "bad.field"


def test_LIM1_a_client_cannot_say_who_made_an_item():
    assert refused(note("note-0001", author="ada")) == "bad.field"


@pytest.mark.parametrize(
    "op",
    [
        {},
        {"do": "create"},
        {"do": "explode", "id": "note-0001"},
        {"do": "delete"},
        {"do": "delete", "id": "note-0001", "also": 1},
        {"do": "patch", "id": "note-0001"},
        {"do": "patch", "id": "note-0001", "set": []},
        {"do": "create", "item": {"kind": "note", "id": "note-0001"}},
        {"do": "create", "item": {"kind": "cloud", "id": "note-0001"}},
        {"do": "create", "item": {"kind": ["note"], "id": "note-0001"}},
        {"do": "delete", "id": "short"},
        {"do": "delete", "id": "note 0001"},
        patch("note-0001", type="Z"),
        patch("note-0001", type=["D"]),
        patch("note-0001", z="a"),
        patch("note-0001", z="a" + "1" * 300),
        patch("note-0001", frame=5),
    ],
)
def test_an_op_of_another_shape_is_refused(op):
    assert refused(op) == "bad.shape"


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "op",
        5,
        {},
        {"id": [CLIENT, 1]},
        {"ops": []},
        {"id": [CLIENT, 0], "ops": [delete("note-0001")]},
    ],
)
def test_a_message_of_another_shape_is_refused(message):
    with pytest.raises(BoardError) as refusal:
        decode_message(message)
    assert refusal.value.code == "bad.shape"


def test_a_message_holds_between_1_and_100_ops():
    assert refused() == "bad.shape"
    assert refused(*[delete("note-0001")] * 101) == "bad.shape"
    assert refused(delete("note-0001"), extra=1) == "bad.shape"


def test_SEQ2_the_number_of_a_wrong_message_can_still_be_read():
    assert read_op_id({"id": [CLIENT, 3], "ops": "nonsense"}) == (CLIENT, 3)
    assert read_op_id({"id": [CLIENT, True]}) is None
    assert read_op_id({"id": ["x", 3]}) is None


def test_a_whole_number_has_one_form():
    _, ops = decode_message({"id": [CLIENT, 1], "ops": [frame("frame-0001", x=120.0)]})

    assert repr(ops[0]["item"]["x"]) == "120"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Giulia   M. ", "Giulia M."),
        ("A\u202eda", "Ada"),
        ("Zo\u200be", "Zoe"),
        ("A\u061cd\u00ada", "Ada"),
        ("李", "李"),
        ("José\tL", "José L"),
    ],
)
def test_a_name_is_shown_tidy(typed, name):
    assert check_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name.empty"),
        ("  \u200b ", "name.empty"),
        ("x" * 41, "name.too_long"),
        ("a\0", "bad.text"),
        ("a\x9b", "bad.text"),
        (5, "bad.shape"),
    ],
)
def test_a_bad_name_is_refused(typed, code):
    with pytest.raises(BoardError) as refusal:
        check_name(typed)
    assert refusal.value.code == code
