"""Five people type in one note: the browser's code with Yjs tells a story, the server's judges it again.

Node plays the pages, the network and a server in a few lines (`tests/browser/support/typing_story.ts`);
here everything that was asked of that server goes through `apply` with pycrdt. Both sides must answer
alike and hold the same text after every single op, and no character that was typed may be lost.
"""

import atexit
import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from board.core.apply import apply, replay
from board.core.errors import BoardError
from board.core.note_text import NoteTexts
from board.core.scene import scene_of
from tests.support.server import ROOT

OUT = Path(".make") / "typing"
NOTE = "note-0001"


@cache
def _teller(pid: int) -> "subprocess.Popen[str]":
    """A Node that tells stories until this process ends; each process has its own."""
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    source = ROOT / "tests" / "browser" / "support" / "typing_stories.ts"
    bundle = ROOT / OUT / f"stories-{pid}.mjs"
    asked = [f"--outfile={bundle}", "--bundle", "--format=esm", "--platform=node", "--packages=external"]
    subprocess.run([esbuild, source, *asked, "--log-level=error"], cwd=ROOT, check=True)
    node = subprocess.Popen(
        ["node", bundle], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_end, node, bundle)
    return node


def _end(node: "subprocess.Popen[str]", bundle: Path) -> None:
    node.kill()
    bundle.unlink(missing_ok=True)


def story(seed: int, mutant: str = "") -> dict[str, Any]:
    """What the browser's side tells: the ops and answers, the text at the end, and what is wrong with it.

    `mutant` names a planted mistake: with "last writer wins", each page sends its whole text.
    """
    node = _teller(os.getpid())
    assert node.stdin
    assert node.stdout
    node.stdin.write(json.dumps([seed, mutant]) + "\n")
    node.stdin.flush()
    told: dict[str, Any] = json.loads(node.stdout.readline())
    return told


def run(seed: int) -> list[str]:
    """What went wrong in the story of this seed; empty when all is well."""
    told = story(seed)
    return [*told["faults"], *_judged_again(told)]


def check(seed: int) -> None:
    """Raises AssertionError with the seed when anything went wrong."""
    faults = run(seed)
    assert not faults, f"seed {seed}: {faults}"


def _judged_again(told: dict[str, Any]) -> list[str]:
    scene = replayed = scene_of(told["items"])
    texts = NoteTexts()
    for number, verdict in enumerate(told["verdicts"]):
        [op] = verdict["ops"]
        answer = verdict["answer"]
        asked = {"do": "rebuild", "id": op["id"]} if op["do"] == "patch" else op
        try:
            applied = apply(scene, [asked], actor="person-anna", at_ms=1, texts=texts)
        except BoardError as error:
            if answer.get("code") != error.code:
                return [f"verdict {number}: {error.code} here, {answer} there"]
            continue
        if not answer["ok"]:
            return [f"verdict {number}: accepted here, {answer['code']} there"]
        scene, replayed = applied.scene, replay(replayed, applied.ops)
        if scene != replayed:
            return [f"verdict {number}: replaying the entry leads elsewhere"]
    text = scene[NOTE]["text"]
    return [] if text == told["text"] else [f"the text is {text!r} here, {told['text']!r} there"]
