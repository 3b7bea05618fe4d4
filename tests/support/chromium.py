"""Where the Chromium for the browser tests is; `python -m tests.support.chromium --install` brings one."""

import sys

from tests.support.system_package import find_program, install_program

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
    return find_program("CHROMIUM", NAMES)


def install() -> None:
    """Makes sure that there is one."""
    install_program("Chromium", "chromium", "the browser tests", find_chromium)


if __name__ == "__main__":
    if "--install" in sys.argv[1:]:
        install()
    print(find_chromium() or "There is no Chromium here.")
