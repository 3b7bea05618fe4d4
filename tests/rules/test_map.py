"""The map (board/README.md) and the other pages name only what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.rules.sources import ROOT, listed, name_of, repository_files, text_of

MAP = ROOT / "board" / "README.md"
PAGES = [path for path in repository_files() if path.suffix == ".md"]

# Where a path in the text may start; the map is in board/, so it may leave that out.
STARTS = (ROOT, ROOT / "board", ROOT / "static" / "src")

# Made by make or by the server, so not there in a fresh clone.
MADE = ("static/dist", "data", ".venv", ".make", "node_modules", "test-results")

QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ENDINGS = "py|ts|tsx|mjs|css|html|json|md|toml|txt|lock|sqlite3|log|png|po|yml|conf|service"
PATH = re.compile(rf"(?:[\w.@*-]+/)+[\w.@*{{}},-]*|[\w.*-]+\.(?:{ENDINGS})|Makefile|LICENSE")


def paths_in(text: str) -> Iterator[str]:
    """The paths that a page quotes: `core/apply.py`, `board/web/`; not addresses such as `/api/me`."""
    for quoted in QUOTED.findall(text):
        found = PATH.fullmatch(quoted.removeprefix("./"))
        if found:
            yield from _one_each(found.group())


def _one_each(path: str) -> Iterator[str]:
    """`a/{b,c}.py` is a/b.py and a/c.py."""
    choice = re.search(r"\{([^}]*)\}", path)
    if choice is None:
        yield path
        return
    for part in choice.group(1).split(","):
        yield from _one_each(path[: choice.start()] + part + path[choice.end() :])


def is_there(path: str, starts: tuple[Path, ...]) -> bool:
    if any(path.rstrip("/") == made or path.startswith(f"{made}/") for made in MADE):
        return True
    return any(True for start in starts for _ in start.glob(path.rstrip("/")))


def test_each_path_in_the_map_exists() -> None:
    paths = list(paths_in(FENCE.sub("", text_of(MAP))))
    missing = sorted({path for path in paths if not is_there(path, STARTS)})

    assert paths
    assert not missing, listed(missing)


def test_each_path_in_the_other_pages_exists() -> None:
    missing = [
        f"{path} in {name_of(page)}"
        for page in PAGES
        for path in paths_in(FENCE.sub("", text_of(page)))
        # Without a folder it may be any file, somebody else's too.
        if "/" in path and path.split("/")[0] in {"board", "static", "tests", "templates", "bench", ".ci"}
        if not is_there(path, (ROOT,))
    ]

    assert not missing, listed(missing)


def test_each_link_between_pages_leads_somewhere() -> None:
    missing = [
        f"{target} in {name_of(page)}"
        for page in PAGES
        for target in LINK.findall(FENCE.sub("", text_of(page)))
        if not (page.parent / target).exists()
    ]

    assert not missing, listed(missing)


def test_each_package_and_module_is_on_the_map() -> None:
    text = text_of(MAP)
    modules = [
        path
        for path in repository_files()
        if path.is_relative_to(ROOT / "board") and path.suffix == ".py" and path.name != "__init__.py"
        if "migrations" not in path.parts
    ]
    shown = {place for path in paths_in(text) for start in STARTS for place in start.glob(path.rstrip("/"))}
    missing = [name_of(path) for path in modules if path not in shown and path.parent not in shown]

    assert not missing, listed(missing)
