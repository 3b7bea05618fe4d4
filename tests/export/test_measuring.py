"""The server measures with the fonts of the browser, and these have what the layout says that they have."""

import pytest

from board.core.layout import scripts
from board.export.measuring import Face, head_face, mark_face, note_face

RANGES = (*(ranges for _, ranges in scripts.SCRIPTS),)
MEASURED = [
    character
    for ranges in RANGES
    for first, last in ranges
    for character in map(chr, range(first, last + 1))
    if scripts.script_of(character) not in scripts.CONSTANT_WIDTHS
]


@pytest.mark.parametrize("face", [note_face(), head_face(), mark_face()], ids=["note", "head", "mark"])
def test_each_character_that_is_measured_is_in_a_font(face: Face) -> None:
    assert [hex(ord(character)) for character in MEASURED if face.font_of(character) is None] == []


@pytest.mark.parametrize("face", [note_face(), head_face(), mark_face()], ids=["note", "head", "mark"])
def test_the_characters_of_a_script_are_all_of_one_font(face: Face) -> None:
    fonts: dict[str, set[str]] = {}
    for character in MEASURED:
        script, font = scripts.script_of(character), face.font_of(character)
        if font is not None and script != "single":
            fonts.setdefault(script, set()).add(font.name)

    assert {script: names for script, names in fonts.items() if len(names) > 1} == {}


def test_kerning_counts() -> None:
    layout = note_face().layout

    assert layout.width("AV") < layout.width("A") + layout.width("V")


def test_arabic_letters_are_joined() -> None:
    layout = note_face().layout

    assert layout.width("ححح") < 3 * layout.width("ح")
