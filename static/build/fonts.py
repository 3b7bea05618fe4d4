"""Makes the fonts, in static/dist/fonts: a static TTF for the server and its WOFF2 for the browser.

The WOFF2 is the very same font as the TTF, so that text measured by the server and text drawn by the
browser agree. Each counts in 1/1000 em: every width is an integer at 1000 px, in Python as in any browser,
and nobody rounds. `licences.json` beside them holds what the about page needs to name.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontpkg
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "static" / "dist" / "fonts"
TWEMOJI = ROOT / "node_modules" / "twemoji-colr-font"
HEBREW = ROOT / "node_modules" / "@fontsource" / "noto-sans-hebrew"

# Inter has a text and a display cut on one axis; 14 is the cut for small text, which notes mostly are.
OPTICAL_SIZE = 14
NORMAL_WIDTH = 100
UNITS_PER_EM = 1000


@dataclass(frozen=True)
class Cut:
    """One static font: `name` of the file, the family it comes from, its weight (400 = regular)."""

    name: str
    family: str
    weight: int


CUTS = (
    Cut("inter-400", "Inter", 400),
    Cut("inter-600", "Inter", 600),
    Cut("titillium-web-400", "Titillium Web", 400),
    Cut("titillium-web-600", "Titillium Web", 600),
    Cut("titillium-web-700", "Titillium Web", 700),
    Cut("noto-sans-arabic-400", "Noto Sans Arabic", 400),
)


def main() -> None:
    """Writes all fonts and licences.json; the same packages always give the same bytes."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for cut in CUTS:
        font = static_font(cut)
        if font["head"].unitsPerEm != UNITS_PER_EM:
            scale_upem(font, UNITS_PER_EM)
        font.save(OUT / f"{cut.name}.ttf")
        web = TTFont(OUT / f"{cut.name}.ttf", recalcTimestamp=False)
        web.flavor = "woff2"
        web.save(OUT / f"{cut.name}.woff2")
    copy_web_font(TWEMOJI / "twemoji.woff2", "twemoji")
    copy_web_font(HEBREW / "files" / "noto-sans-hebrew-hebrew-400-normal.woff2", "noto-sans-hebrew-400")
    licences = [licence_of(family) for family in dict.fromkeys(cut.family for cut in CUTS)]
    licences += [licence_of_hebrew(), licence_of_emoji()]
    (OUT / "licences.json").write_text(json.dumps(licences, ensure_ascii=False, indent=1) + "\n", "utf-8")


def static_font(cut: Cut) -> TTFont:
    """The font of this cut, without axes of variation."""
    source = fontpkg.path(cut.family, weight=cut.weight)
    font = TTFont(source, recalcTimestamp=False)
    if "fvar" not in font:
        return font
    wanted = {"wght": cut.weight, "opsz": OPTICAL_SIZE, "wdth": NORMAL_WIDTH}
    axes = {axis.axisTag: wanted[axis.axisTag] for axis in font["fvar"].axes}
    return instancer.instantiateVariableFont(font, axes, inplace=True)


def copy_web_font(source: Path, name: str) -> None:
    """A font that comes as WOFF2; the server gets the same font unpacked."""
    shutil.copyfile(source, OUT / f"{name}.woff2")
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(OUT / f"{name}.ttf")


def licence_of(family: str) -> dict[str, Any]:
    """What the about page says of a family: names, and the licence's own text."""
    found = fontpkg.family(family)
    folder = found.files[0].path.parents[1]
    about = json.loads((folder / "metadata.json").read_text("utf-8"))
    return {
        "family": about["family"],
        "version": about["version"],
        "licence": about["license"],
        "copyright": about["copyright"],
        "text": (folder / "LICENSE").read_text("utf-8"),
    }


def licence_of_hebrew() -> dict[str, Any]:
    """As licence_of, of the font that comes from npm."""
    about = json.loads((HEBREW / "package.json").read_text("utf-8"))
    text = (HEBREW / "LICENSE").read_text("utf-8")
    return {
        "family": "Noto Sans Hebrew",
        "version": about["version"],
        "licence": about["license"],
        "copyright": text.splitlines()[0],
        "text": "",  # its text comes with the npm packages
    }


def licence_of_emoji() -> dict[str, Any]:
    """The font is under one licence and its drawings, by the Twemoji project, under another."""
    about = json.loads((TWEMOJI / "package.json").read_text("utf-8"))
    return {
        "family": "Twemoji",
        "version": about["version"],
        "licence": f"{about['license']}, drawings CC-BY-4.0",
        "copyright": "Twemoji drawings: Twitter, Inc. and other contributors",
        "text": "",  # its text comes with the npm packages
    }


if __name__ == "__main__":
    main()
