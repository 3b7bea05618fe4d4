"""Ids and join codes."""

import random

from board.core.ids import CODE_CHARS, clean_code, is_id, make_code, make_id


def test_DATA3_an_id_has_119_random_bits_and_a_shape_that_is_checked():
    ids = {make_id(random.Random(seed).randrange) for seed in range(200)}

    assert len(ids) == 200
    assert all(len(made) == 20 and is_id(made) for made in ids)


def test_a_code_has_six_characters_that_cannot_be_confused():
    assert not set("0O1IL5S8B2ZUV") & set(CODE_CHARS)
    assert len(make_code(random.Random(1).randrange)) == 6


def test_a_code_may_be_typed_in_any_way():
    assert clean_code(" ab-c 3·4".replace("·", "–")) == "ABC34"
