"""METH2: a method travels as a file and comes back the same, and a bad file is refused with a reason."""

import json
import random
from typing import Any

import pytest

from board.core.errors import BoardError, NameEmpty
from board.core.errors_methods import MethodBad, MethodNewer
from board.methods.exchange import from_file, to_file
from board.methods.library import library, method
from board.methods.method import FORMAT


def file_of(method_id: str = "T08") -> dict[str, Any]:
    written: dict[str, Any] = json.loads(to_file(method(method_id)))
    return written


def read(file: Any) -> Any:
    return from_file(file if isinstance(file, bytes) else json.dumps(file).encode(), "own_method")


@pytest.mark.parametrize("chosen", library(), ids=lambda chosen: chosen.id)
def test_METH2_a_method_comes_back_from_its_file(chosen: Any) -> None:
    assert from_file(to_file(chosen), chosen.id) == chosen


def test_METH2_a_method_takes_an_id_of_its_own() -> None:
    assert read(file_of()).id == "own_method"


def test_METH2_one_language_is_enough() -> None:
    found = read({**file_of(), "name": {"it": " Solo qui ", "en": ""}, "purpose": {"it": "", "en": "Why."}})

    assert (found.name("it"), found.name("en")) == ("Solo qui", "Solo qui")
    assert found.purpose("it") == "Why."


def test_METH2_a_method_without_a_name_is_refused() -> None:
    with pytest.raises(NameEmpty):
        read({**file_of(), "name": {"it": " ", "en": ""}})


def test_METH2_a_method_of_a_newer_release_is_told_apart() -> None:
    with pytest.raises(MethodNewer) as caught:
        read({**file_of(), "version": 2, "colours": []})
    assert caught.value.data == {"version": 2}


FRAME = file_of()["frames"][0]
NOTE = {"frame": "matrice", "type": "A", "text": {"it": "Uno", "en": "One"}}
BAD: dict[str, Any] = {
    "nothing": b"",
    "not JSON": b"{",
    "not UTF-8": b'{"format": "tavolo.method", "version": 1, "id": "\xff"}',
    "a list": [],
    "very deep": b"[" * 100_000,
    "a board": {"format": "tavolo.board", "version": 2},
    "without its format": {key: value for key, value in file_of().items() if key != "format"},
    "an unknown field": {**file_of(), "script": "alert(1)"},
    "a version that is a text": {**file_of(), "version": "1"},
    "a frame twice": {**file_of(), "frames": [FRAME, FRAME]},
    "a frame in itself": {**file_of(), "frames": [{**FRAME, "inside": FRAME["key"]}]},
    "a frame too far away": {**file_of(), "frames": [{**FRAME, "x": 100_001}]},
    "a frame without a size": {**file_of(), "frames": [{**FRAME, "w": 0}]},
    "a place that is no number": {**file_of(), "frames": [{**FRAME, "x": "0"}]},
    "a part of a hundredth": {**file_of(), "frames": [{**FRAME, "x": 0.001}]},
    "too many frames": {**file_of(), "frames": [{**FRAME, "key": f"a{n}"} for n in range(61)]},
    "a control character": {**file_of(), "starter": [{**NOTE, "text": {"it": "a\x00b", "en": "a"}}]},
    "half a character": b'{"format": "tavolo.method", "version": 1, "name": {"it": "\\ud800", "en": ""}}',
    "a text too long": {**file_of(), "starter": [{**NOTE, "text": {"it": "a" * 2001, "en": "a"}}]},
    "a title too long": {**file_of(), "frames": [{**FRAME, "title": {"it": "a" * 121, "en": "a"}}]},
    "a line to no frame": {**file_of(), "marks": [{"kind": "line", "start": {"frame": "x"}, "end": {}}]},
    "a mark of an unknown kind": {**file_of(), "marks": [{"kind": "image", "asset": "0" * 40}]},
    "a colour that is not one": {**file_of(), "frames": [{**FRAME, "background": "url(x)"}]},
}


CRUMBS = (b"", b'"', b"}", b"0", b"null", b"\\", b"-1", b"\xff")


@pytest.mark.parametrize("why", BAD)
def test_METH2_a_file_that_is_not_well_made_is_refused_with_a_reason(why: str) -> None:
    with pytest.raises(MethodBad) as caught:
        read(BAD[why])
    assert caught.value.data["why"]


def test_METH2_files_that_were_bitten_are_read_or_refused() -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    whole = to_file(method("T07"))
    for _ in range(400):
        bitten = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(bitten))
            bitten[at : at + chance.randint(0, 9)] = chance.choice(CRUMBS)
        try:
            from_file(bytes(bitten), "own_method")
        except BoardError:
            continue  # said with a code
        except Exception as error:
            raise AssertionError(f"seed {seed}: {bytes(bitten)[-80:]!r}") from error


def test_a_file_says_what_it_is() -> None:
    assert (file_of()["format"], file_of()["version"]) == (FORMAT, 1)
