"""What a benchmark needs before it can begin: the generator, the peers, two cores."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "bench"
MADE = ROOT / ".make" / "bench"  # what is built or written for one run; git ignores it
GENERATOR = MADE / "generator"
FIXTURES = {"tldraw": MADE / "tldraw.fixture", "yjs": MADE / "yjs.fixture"}

COMPILER_OPTIONS = ("-std=gnu11", "-O3", "-Wall", "-Wextra")
# The biggest crowd that a Yjs server is tried with: 480 who drag are 2,400 people.
YJS_SENDERS = 480
YJS_STEPS = 240


class BenchFailed(Exception):
    """Nothing can be measured; its text is a sentence for the person who ran make."""


def cores() -> tuple[int, int]:
    """The core for the server and the one for the generator. Raises BenchFailed when there is one only."""
    ours = sorted(os.sched_getaffinity(0))
    if len(ours) < 2:
        raise BenchFailed("a benchmark needs two cores: one for the server, one for the generator.")
    return ours[0], ours[1]


def prepare(*, with_peers: bool) -> None:
    """Build the generator; install the peers and write what the generator says to them."""
    MADE.mkdir(parents=True, exist_ok=True)
    build_generator()
    if with_peers:
        install_peers()
        write_fixtures()


def build_generator() -> None:
    """Compile bench/generator/ if it has changed. Raises BenchFailed when there is no C compiler."""
    sources = sorted((BENCH / "generator").glob("*.[ch]"))
    newest = max(path.stat().st_mtime for path in sources)
    if GENERATOR.exists() and GENERATOR.stat().st_mtime > newest:
        return
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None or platform.system() != "Linux":
        raise BenchFailed(
            "the load generator is a C program for Linux: install a C compiler "
            "(on Debian and Ubuntu: apt install gcc libc6-dev) and run make bench again."
        )
    say("Compiling the load generator ...")
    run([compiler, *COMPILER_OPTIONS, "-o", str(GENERATOR), *(str(p) for p in sources if p.suffix == ".c")])


def install_peers() -> None:
    """Install bench/package-lock.json into bench/node_modules if it is not there."""
    lock = BENCH / "package-lock.json"
    installed = BENCH / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime > lock.stat().st_mtime:
        return
    say("Installing the peers (tldraw sync, hocuspocus, y-websocket, Socket.IO) into bench/node_modules ...")
    run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=BENCH)
    installed.touch()


def write_fixtures() -> None:
    """The messages that only a peer's own library can make."""
    newest = max(path.stat().st_mtime for path in (BENCH / "peers").glob("*.mjs"))
    if all(path.exists() and path.stat().st_mtime > newest for path in FIXTURES.values()):
        return
    say("Writing what the generator says to the peers ...")
    maker = str(BENCH / "peers" / "fixtures.mjs")
    run(["node", maker, "tldraw", str(FIXTURES["tldraw"])])
    size = [f"--senders={YJS_SENDERS}", f"--steps={YJS_STEPS}"]
    run(["node", maker, "yjs", str(FIXTURES["yjs"]), *size])


def machine() -> dict[str, str | int]:
    """What the figures were measured on; nothing that names the machine or its owner."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return {
        "cores": os.cpu_count() or 0,
        "system": platform.system(),
        "python": platform.python_version(),
        "node": node.stdout.strip().removeprefix("v"),
    }


def run(command: list[str], *, cwd: Path | None = None) -> None:
    """Run a program that must succeed."""
    if subprocess.run(command, cwd=cwd, check=False).returncode != 0:
        raise BenchFailed(f"this failed: {Path(command[0]).name} {' '.join(command[1:3])} ...")


def say(line: str) -> None:
    """Tell the person who waits."""
    print(line, flush=True)
