"""The files of the project and what they import, for the tests of the rules."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, sorted: what git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def files_in(folder: str, *endings: str) -> list[Path]:
    """The repository's files below a folder, with one of the endings (".py")."""
    return [path for path in repository_files() if is_in(path, folder) and path.suffix in endings]


def is_in(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / folder)


def name_of(path: Path) -> str:
    """The path as people write it: relative to the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def listed(wrong: Iterable[object]) -> str:
    """One line for each thing that is wrong, for the message of an assertion."""
    return "".join(f"\n  {one}" for one in wrong)


@dataclass(frozen=True)
class Import:
    """One import: `target` is a dotted module in Python, the quoted text in TypeScript."""

    path: Path
    line: int
    target: str

    def __str__(self) -> str:
        return f"{name_of(self.path)}:{self.line} imports {self.target}"


def python_imports(path: Path) -> Iterator[Import]:
    """All imports of a module, wherever in it; `from a import b` counts as a.b when that is a module."""
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(path, node)
            for alias in node.names:
                is_module = _is_module(f"{source}.{alias.name}")
                yield Import(path, node.lineno, f"{source}.{alias.name}" if is_module else source)


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    package = path.relative_to(ROOT).parts[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _is_module(dotted: str) -> bool:
    place = ROOT.joinpath(*dotted.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


_FROM = re.compile(
    r"""^[ \t]*(?:import|export)\b[^;'"()]*?\bfrom\s*["'](?P<a>[^"']+)["']"""
    r"""|^[ \t]*import\s*["'](?P<b>[^"']+)["']"""
    r"""|\bimport\(\s*["'](?P<c>[^"']+)["']\s*\)""",
    re.MULTILINE,
)


def typescript_imports(path: Path) -> Iterator[Import]:
    """All imports of a TypeScript file: types too, re-exports, and those at run time."""
    text = text_of(path)
    for found in _FROM.finditer(text):
        target = found["a"] or found["b"] or found["c"]
        yield Import(path, text.count("\n", 0, found.start()) + 1, target)
