"""Where the Chromium for the browser tests is; `python tests/support/chromium.py --install` brings one."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Headless in a container, with nothing that calls home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Path of the Chromium to use: $CHROMIUM when it is set, else the first one on PATH."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return shutil.which(chosen)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Makes sure that there is one: from the system's packages, if we may install them."""
    if find_chromium():
        return
    if os.environ.get("CHROMIUM"):
        sys.exit(f"make: CHROMIUM is {os.environ['CHROMIUM']!r}, but there is no such program.")
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            "make: the browser tests need a Chromium. Install the package chromium (on Debian: "
            "sudo apt-get install chromium), or set CHROMIUM to the path of one, and run make again."
        )
    print("Installing Chromium from the system's packages ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if not find_chromium():
        sys.exit("make: apt-get could not install chromium; the lines above say why.")


if __name__ == "__main__":
    if "--install" in sys.argv[1:]:
        install()
    print(find_chromium() or "There is no Chromium here.")
