"""Programs that tests need and the system's packages bring."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence


def find_program(variable: str, names: Sequence[str]) -> str | None:
    """Path of the program to use: $`variable` when it is set, else the first of `names` on PATH."""
    chosen = os.environ.get(variable)
    if chosen:
        return shutil.which(chosen)
    return next((path for name in names if (path := shutil.which(name))), None)


def install_program(name: str, package: str, what_for: str, find: Callable[[], str | None]) -> None:
    """Make sure that `find` finds the program: from the system's packages, if we may install them.

    Ends the process with a sentence when it cannot be had. `$NAME` may name another one.
    """
    variable = name.upper()
    if find():
        return
    if os.environ.get(variable):
        sys.exit(f"make: {variable} is {os.environ[variable]!r}, but there is no such program.")
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"make: {what_for} need a {name}. Install the package {package} (on Debian: sudo apt-get "
            f"install {package}), or set {variable} to the path of one, and run make again."
        )
    print(f"Installing {name} from the system's packages ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if not find():
        sys.exit(f"make: apt-get could not install {package}; the lines above say why.")
