"""The golden workshop as a script: who writes which note where."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from board.core.order import key_between

SOURCE = Path(__file__).resolve().parents[2] / "board" / "methods" / "golden_workshop.json"

# The edge cases of the domain, escaped so that what is tested can be seen. The blank note is last.
EDGE_TEXTS = (
    "=SUM(A1:A9)",
    '<img src=x onerror=alert(1)> & "virgolette"',
    'riga uno\nriga due; con punto e virgola, e "virgolette"',
    "\u0645\u0631\u062d\u0628\u0627\u060c \u0646\u0631\u064a\u062f \u0645\u062f\u0631\u0633\u0629 "
    "\u0623\u062c\u0645\u0644",
    "\U0001f469\u200d\U0001f467\u200d\U0001f466\U0001f3eb",
    "x" * 300,
    "Perch\u00e9 l'\u00e0ncora \u00e8 gi\u00f9? \u00c8 gi\u00e0 cos\u00ec: \u00abs\u00ec\u00bb",
    "   ",
)


@dataclass(frozen=True)
class Golden:
    """Frames, notes in the order of the workshop, names of the authors and titles of the clusters by key."""

    frames: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    names: dict[str, str]
    clusters: dict[str, str]

    @property
    def authors(self) -> list[str]:
        """The people who write notes, in order of their id: fourteen of them."""
        return sorted({note["author"] for note in self.notes})


def golden() -> Golden:
    """The workshop from the project's own data."""
    source = json.loads(SOURCE.read_text("utf-8"))
    names = {person["key"]: person["name"] for person in source["people"]}
    clusters = {cluster["key"]: cluster["title"]["it"] for cluster in source["clusters"]}
    return Golden(source["frames"], source["notes"], names, clusters)


def frame_ops(workshop: Golden) -> list[dict[str, Any]]:
    """Create ops for the seven areas, in order."""
    ops, z = [], None
    for frame in workshop.frames:
        z = key_between(z, None)
        ops.append(
            {
                "do": "create",
                "item": {
                    "kind": "frame",
                    "id": f"frame-{frame['key']:0>4}",
                    **{name: frame[name] for name in ("x", "y", "w", "h")},
                    "z": z,
                    "title": frame["title"]["it"],
                    "prompt": "",
                },
            }
        )
    return ops


def note_ops(workshop: Golden) -> list[tuple[str, dict[str, Any]]]:
    """(author, create op) for the 60 notes, then the edge cases by the first authors."""
    made, z = [], "a9"
    for note in workshop.notes:
        z = key_between(z, None)
        item = {
            "kind": "note",
            "id": f"note-{note['key']:0>4}",
            **{name: note[name] for name in ("x", "y", "w", "h", "type")},
            "z": z,
            "frame": f"frame-{note['frame']:0>4}",
            "text": note["text"]["it"],
        }
        made.append((note["author"], {"do": "create", "item": item}))
    for place, text in enumerate(EDGE_TEXTS):
        z = key_between(z, None)
        item = {
            "kind": "note",
            "id": f"note-edge-{place}",
            "x": 40 + 320 * (place % 4),
            "y": 200 + 240 * (place // 4),
            "w": 300,
            "h": 200,
            "type": "I",
            "z": z,
            "frame": "frame-00F0",
            "text": text,
        }
        made.append((workshop.authors[place], {"do": "create", "item": item}))
    return made
