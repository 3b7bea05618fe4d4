"""Writes the lock files again: `make lock`.

Python: pip-compile, in a throw-away environment, pins everything below requirements*.txt with the hashes
of all its files. It runs on the oldest Python that Tavolo supports, whose set of packages holds those of
the newer ones (they only drop stand-ins for what has come into the language); each newer Python found on
PATH then proves it. npm: package-lock.json, without addresses.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".make" / "lock-tools"
PIP_TOOLS = "pip-tools==7.6.2"
OLDEST = (3, 11)
NEWER = ("python3.12", "python3.13")

# Lock file -> what it is made from, and the lock whose versions it must agree with.
LOCKS = {
    "requirements.lock": ("requirements.txt", None),
    "requirements-dev.lock": ("requirements-dev.txt", "requirements.lock"),
    "requirements-node.lock": ("requirements-node.txt", None),
}


def main() -> None:
    if sys.version_info[:2] != OLDEST:
        sys.exit("make: the lock files are made with Python 3.11: run make lock PYTHON=python3.11.")
    os.chdir(ROOT)
    shutil.rmtree(TOOLS, ignore_errors=True)
    run(sys.executable, "-m", "venv", TOOLS)
    run(TOOLS / "bin/pip", "install", "--quiet", PIP_TOOLS)
    for lock, (source, agrees_with) in LOCKS.items():
        print(f"{lock} ...", flush=True)
        compile_lock(lock, source, agrees_with)
    for name in NEWER:
        check_on(name)
    lock_npm()
    shutil.rmtree(TOOLS)


def compile_lock(lock: str, source: str, agrees_with: str | None) -> None:
    """One lock file, from scratch, with no address and no path of this machine in it."""
    options = ["--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header", "--no-config"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options"]
    if agrees_with:
        options += ["--constraint", agrees_with]
    Path(lock).unlink(missing_ok=True)
    run(TOOLS / "bin/pip-compile", "--quiet", *options, "--output-file", lock, source)


def lock_npm() -> None:
    """package-lock.json, from scratch: with a node_modules at hand npm leaves other systems' parts out."""
    folder = TOOLS / "npm"
    folder.mkdir()
    for name in ("package.json", ".npmrc"):
        shutil.copy(name, folder)
    print("package-lock.json ...", flush=True)
    run("npm", "install", "--package-lock-only", "--ignore-scripts", "--prefix", folder)
    shutil.copy(folder / "package-lock.json", ROOT)


def check_on(name: str) -> None:
    """Asks a newer Python's pip whether the locks hold all that it needs; quiet when it is not here."""
    python = shutil.which(name)
    if not python or subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode:
        print(f"{name} is not on PATH: not checked with it.")
        return
    environment = TOOLS / name
    run(python, "-m", "venv", environment)
    for lock in LOCKS:
        print(f"{lock} on {name} ...", flush=True)
        run(environment / "bin/pip", "install", "--quiet", "--dry-run", "--require-hashes", "-r", lock)


def run(*command: str | Path) -> None:
    # Packages that lie about on this machine must not get their hashes into the locks.
    environment = {name: value for name, value in os.environ.items() if name != "PIP_FIND_LINKS"}
    done = subprocess.run([str(part) for part in command], env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"make: {Path(str(command[0])).name} failed; the lines above say why.")


if __name__ == "__main__":
    main()
