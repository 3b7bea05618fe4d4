"""Each icon that a page shows is in the sprite (static/icons.json)."""

import json
import re

from tests.rules.sources import ROOT, files_in, listed, name_of, text_of

IN_TEMPLATES = re.compile(r"""\bicon\(\s*["']([\w-]+)["']""")
IN_TYPESCRIPT = re.compile(r"""(?:<Icon\s+name=|\bicon[=:]\s*)["']([a-z][\w-]+)["']""")


def test_each_icon_is_in_the_sprite() -> None:
    sprite = set(json.loads(text_of(ROOT / "static" / "icons.json")))
    used = [
        (name, name_of(path))
        for pattern, files in (
            (IN_TEMPLATES, files_in("templates", ".html")),
            (IN_TYPESCRIPT, files_in("static/src", ".ts", ".tsx")),
        )
        for path in files
        for name in pattern.findall(text_of(path))
    ]

    missing = [f"{name} in {where}" for name, where in used if name not in sprite]

    assert not missing, listed(missing)
