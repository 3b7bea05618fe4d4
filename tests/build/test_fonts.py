"""The server measures text with the TTF, the browser draws it with the WOFF2: they are one font."""

import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "dist" / "fonts"
TEXT_FONTS = (
    "inter-400",
    "inter-600",
    "titillium-web-400",
    "titillium-web-600",
    "titillium-web-700",
    "noto-sans-arabic-400",
    "noto-sans-hebrew-400",
)


@pytest.mark.parametrize("name", [*TEXT_FONTS, "twemoji"])
def test_the_browser_has_the_font_that_the_server_measures(name: str) -> None:
    server, browser = TTFont(FONTS / f"{name}.ttf"), TTFont(FONTS / f"{name}.woff2")

    assert server.getBestCmap() == browser.getBestCmap()
    assert server["hmtx"].metrics == browser["hmtx"].metrics
    assert server["head"].unitsPerEm == browser["head"].unitsPerEm


@pytest.mark.parametrize("name", TEXT_FONTS)
def test_a_font_counts_in_thousandths_so_that_widths_are_integers_everywhere(name: str) -> None:
    assert TTFont(FONTS / f"{name}.ttf")["head"].unitsPerEm == 1000


@pytest.mark.parametrize("name", TEXT_FONTS)
def test_a_font_is_static_and_of_its_weight(name: str) -> None:
    font = TTFont(FONTS / f"{name}.ttf")

    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == int(name.rsplit("-", 1)[1])


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("inter-400", "àèéìòùÀÈÉÌÒÙ«»’“”€ !?→+@*✓ ăâîșț ßÄÖÜ ñç čšž ąęłż αβγ бгд"),
        ("titillium-web-700", "àèéìòùÀÈÉÌÒÙ«»’“”€0123456789"),
        ("noto-sans-arabic-400", "السلام عليكم"),
        ("noto-sans-hebrew-400", "שלום"),
        ("twemoji", "😀👍🏽🎉🇮🇹"),
    ],
)
def test_a_font_has_what_a_workshop_writes(name: str, characters: str) -> None:
    known = TTFont(FONTS / f"{name}.ttf").getBestCmap()

    assert [character for character in characters if character != " " and ord(character) not in known] == []


def test_each_family_says_its_licence() -> None:
    about = {font["family"]: font for font in json.loads((FONTS / "licences.json").read_text("utf-8"))}

    assert about.keys() == {"Inter", "Titillium Web", "Noto Sans Arabic", "Noto Sans Hebrew", "Twemoji"}
    assert all(font["licence"].startswith("OFL-1.1") and font["copyright"] for font in about.values())
    assert "CC-BY-4.0" in about["Twemoji"]["licence"]
