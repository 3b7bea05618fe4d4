"""What is in the repository, and what must never be."""

import json
import re
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, files_in, listed, name_of, repository_files, text_of

LINES_LIMIT = 400

# What may stand at the top, beside the folders that the project is made of.
FOLDERS = {"board", "static", "templates", "tests", "bench", ".ci"}
FILES = re.compile(
    r"wsgi\.py|requirements[\w-]*\.(txt|lock)|README\.md|LICENSE|CHANGELOG\.md|Makefile|pyproject\.toml"
    r"|package(-lock)?\.json|tsconfig\.json|biome\.json|\.npmrc|\.gitignore"
)

BUILT = re.compile(
    r"(^|/)(node_modules|dist|__pycache__|\.venv|\.make)/|\.(mo|pyc|map|min\.js|min\.css|gz|br|whl|tgz|zip)$"
)
FONTS = (".ttf", ".otf", ".woff", ".woff2", ".eot")
BINARY = (".png", ".jpg", ".webp", ".ico", ".pdf")

# A path of somebody's machine. Paths that every Linux has (/usr/bin/chromium, /var/lib) are fine.
MACHINE_PATH = re.compile(r"(?<![\w.<}])/(home|Users|root|work|tmp/[\w.]+)/[\w.-]+")
REGISTRY = re.compile(
    r"registry\.(npmjs|yarnpkg)|(files\.)?pythonhosted|pypi\.(org|python)|npmmirror|codeload|crates\.io", re.I
)
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json")


def texts() -> list[Path]:
    return [path for path in repository_files() if path.suffix not in (*BINARY, *FONTS)]


def test_the_top_holds_only_what_it_may() -> None:
    tops = {path.relative_to(ROOT).parts for path in repository_files()}
    wrong = [
        "/".join(parts)
        for parts in sorted(tops)
        if not (parts[0] in FOLDERS if len(parts) > 1 else FILES.fullmatch(parts[0]))
    ]

    assert not wrong, listed(wrong)


def test_no_source_file_is_too_long() -> None:
    sources = [*files_in("board", ".py"), *files_in("static/src", ".ts", ".tsx")]
    sizes = [(name_of(path), text_of(path).count("\n")) for path in sources]
    wrong = [f"{name}: {lines} lines" for name, lines in sizes if lines > LINES_LIMIT]

    assert not wrong, listed(wrong)


def test_nothing_built_and_nobody_elses_is_in_the_repository() -> None:
    wrong = [
        name_of(path)
        for path in repository_files()
        if BUILT.search(name_of(path)) or path.suffix.lower() in FONTS
    ]

    assert not wrong, listed(wrong)


def test_no_file_holds_a_path_of_one_machine() -> None:
    wrong = [
        f"{name_of(path)}: {found.group()}"
        for path in texts()
        for found in MACHINE_PATH.finditer(text_of(path))
        if path != Path(__file__)
    ]

    assert not wrong, listed(wrong)


def test_no_file_names_the_host_of_a_registry() -> None:
    wrong = [
        f"{name_of(path)}: {found.group()}"
        for path in texts()
        for found in REGISTRY.finditer(text_of(path))
        if path != Path(__file__)
    ]

    assert not wrong, listed(wrong)


def test_nothing_is_left_for_later() -> None:
    later = re.compile(
        r"\b(TODO|FIXME|XXX)\b|@pytest\.mark\.(skip|xfail)|\b(test|it|describe)\.(skip|todo)\("
    )
    wrong = [
        f"{name_of(path)}: {found.group()}"
        for path in texts()
        if path.suffix in (".py", ".ts", ".tsx", ".mjs", ".css", ".html", ".md") and path != Path(__file__)
        for found in later.finditer(text_of(path))
    ]

    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", [name for name in LOCKS if name.endswith(".lock")])
def test_each_Python_package_is_pinned_with_hashes_and_without_an_address(name: str) -> None:
    text = text_of(ROOT / name)
    pins = re.findall(
        r"^([\w.\[\]-]+==[^\s;]+)[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M
    )
    names = re.findall(r"^[\w.-]+.*", text, re.MULTILINE)

    assert names
    assert len(pins) == len(names)
    assert "://" not in text
    assert not re.findall(r"^\s*-(?!-hash=)", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("source", "lock"),
    [
        ("requirements.txt", "requirements.lock"),
        ("requirements-dev.txt", "requirements-dev.lock"),
        ("requirements.txt", "requirements-dev.lock"),
        ("requirements-node.txt", "requirements-node.lock"),
        ("requirements.lock", "requirements-dev.lock"),
    ],
)
def test_the_locks_agree_with_what_they_are_made_from(source: str, lock: str) -> None:
    pin = re.compile(r"^([\w.-]+)==([^\s;#\\]+)", re.MULTILINE)
    wanted, locked = (dict(pin.findall(text_of(ROOT / name))) for name in (source, lock))
    wrong = [f"{name}=={version}" for name, version in wanted.items() if locked.get(name.lower()) != version]

    assert wanted
    assert not wrong, listed(wrong)


def test_the_npm_lock_has_no_address_and_a_hash_for_each_package() -> None:
    lock = json.loads(text_of(ROOT / "package-lock.json"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    wrong = [name for name, about in packages.items() if "resolved" in about or "integrity" not in about]

    assert packages
    assert not wrong, listed(wrong)


def test_the_npm_lock_agrees_with_package_json() -> None:
    package = json.loads(text_of(ROOT / "package.json"))
    root = json.loads(text_of(ROOT / "package-lock.json"))["packages"][""]

    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == package[kind]
        assert [name for name, version in package[kind].items() if not version[0].isdigit()] == []


def test_the_licence_is_named() -> None:
    licence = text_of(ROOT / "LICENSE")

    assert "SPDX-License-Identifier: EUPL-1.2" in licence
    assert json.loads(text_of(ROOT / "package.json"))["license"] == "EUPL-1.2"
    assert len(licence) < 2000, "the text of the licence is not ours to copy"


def test_no_browser_test_waits_for_an_expression_in_the_page() -> None:
    """`wait_for_function` looks once without `eval` and afterwards with it, which our pages forbid: such a
    wait passes on a fast machine and fails on a slow one."""
    wrong = [
        name_of(path)
        for path in files_in("tests", ".py")
        if path != Path(__file__) and ".wait_for_function(" in text_of(path)
    ]

    assert not wrong, listed(wrong)
