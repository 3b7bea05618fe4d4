"""PIC3: an image on the board shows a picture that the board has."""

import pytest

from tests.support.items import ASSET, create
from tests.support.rooms import BOARD, Bench, delete, note, patch, refusal_code

OTHER = "f" * 40


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.storage.add_picture(BOARD, ASSET)
    return made


def test_PIC3_an_image_of_a_picture_that_the_board_has_is_taken(bench: Bench) -> None:
    assert bench.send("bob", 1, create("image", "image-001", asset=ASSET)) == 1


def test_PIC3_an_image_without_its_picture_is_refused_with_all_of_its_message(bench: Bench) -> None:
    ops = [note("note-0001"), create("image", "image-001", asset=OTHER)]

    answer = bench.send("bob", 1, *ops)

    assert refusal_code(answer) == "picture.missing"
    assert bench.room.scene == {}
    bench.storage.add_picture(BOARD, OTHER)
    assert bench.send("bob", 1, *ops) == answer  # SEQ2: a resend changes nothing
    assert bench.send("bob", 2, *ops) == 1


def test_PIC3_an_image_does_not_become_one_of_a_picture_that_is_not_there(bench: Bench) -> None:
    bench.send("bob", 1, create("image", "image-001", asset=ASSET))

    assert refusal_code(bench.send("cai", 1, patch("image-001", asset=OTHER))) == "picture.missing"
    assert bench.room.scene["image-001"]["asset"] == ASSET


def test_PIC3_who_may_not_write_is_told_that_first(bench: Bench) -> None:
    assert refusal_code(bench.send("vera", 1, create("image", "image-001", asset=OTHER))) == "denied.viewer"


def test_PIC3_an_undo_brings_an_image_back_and_asks_nothing(bench: Bench) -> None:
    bench.send("bob", 1, create("image", "image-001", asset=ASSET))
    bench.send("bob", 2, delete("image-001"))

    assert bench.send("bob", 3, {"do": "undo", "of": ["client-bob", 2]}) == 3
    assert bench.room.scene["image-001"]["asset"] == ASSET
