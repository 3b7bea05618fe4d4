"""An item of any kind, as a client would make it, and values that its fields may hold."""

import random
from collections.abc import Sequence
from typing import Any

from board.core.kinds import CHOICES, FIXED, KINDS
from board.core.votes import SERVED

ASSET = "0123456789abcdef0123456789abcdef01234567"

_PLAIN: dict[str, Any] = {
    "position": 0,
    "size": 100,
    "z": "a0",
    "text": "",
    "title": "",
    "alt": "",
    "frame": None,
    "end": {"x": 0, "y": 0},
    "thread": "comment-01",
    "points": [0, 0, 50, 10_000, 10_000, 50],
    "asset": ASSET,
    "url": "https://example.org/",
    "emoji": "👍",
    "note_type": "I",
    "shape": "rectangle",
    "tool": "pen",
    "mode": "discuss",
    "moment": 0,
    "about": "notes",
    "way": "dots",
    "group": None,
    "amount": 1,
}


def new_item(kind: str, item_id: str, **values: Any) -> dict[str, Any]:
    """What a create op holds: all that the kind needs, and `values`."""
    table = KINDS[kind]
    needed = {name: _PLAIN[of] for name, of in table.fields.items() if name not in table.defaults}
    return {"kind": kind, "id": item_id, **needed, **values}


def create(kind: str, item_id: str, **values: Any) -> dict[str, Any]:
    return {"do": "create", "item": new_item(kind, item_id, **values)}


def some_value(rng: random.Random, name: str, field_type: str, ids: Sequence[str]) -> Any:
    """A value of the right shape for the field. `ids`: what it may name, also in vain."""
    if field_type in CHOICES:
        return rng.choice(CHOICES[field_type])
    if field_type in ("frame", "cluster", "item", "group"):
        return rng.choice([None, *ids]) if ids else None
    if field_type == "end" and ids and rng.random() < 0.8:
        return {"item": rng.choice(ids), "side": rng.choice(("auto", "left"))}
    if field_type == "thread":
        return rng.choice(ids) if ids else "comment-01"
    choices: dict[str, list[Any]] = {
        "position": [0, 1.5, 300],
        "size": [10, 200],
        "z": ["a0", "a1", "a2"],
        "text": ["", "Ombra"],
        "title": ["", "Cortile"],
        "alt": ["", "Un albero"],
        "end": [{"x": 1, "y": 2}],
        "people": [[], ["person_ada"]],
        "flag": [False, True],
        "rotation": [0, 45.5, -90],
        "language": ["", "ar"],
        "grid": [None, {"kind": "matrix", "labels": ["Ora", "Poi"], "x": "Costo", "y": "Valore"}],
        "points": [[0, 0, 50], [1, 2, 3, 4, 5, 6]],
        "line": [4, 12],
        "asset": [ASSET],
        "url": ["https://example.org/", "mailto:ada@example.org"],
        "emoji": ["👍", "🇮🇹"],
        "areas": [[], [ids[-1]] if ids else []],
        "amount": [1, 3],
        "helped": [0, 2],
        "voters": [None, ["person_ada"]],
        "items": [[], ids[-1:]],
        "origins": [[], [{"id": "note-gone1"}], [{"board": "board-02", "id": "note-far01"}]],
        "sources": [[], list(ids[-2:])],
        "day": ["", "2026-10-21"],
        "carried": [None, {"title": "Incontro 3", "board": "board-03", "id": "commit-1"}],
        "result": [None],
        "rights": [None, [], ["add", "edit_own"]],
        "minutes": [0, 5],
        "moment": [0, 1_000],
        "seats": [[], ["person_ada"]],
        "timer": [None, {"ends_at_ms": 5_000}, {"left_ms": 60_000}],
        "bring": [None, {"n": 1, "by": "person_ada", "x": 0, "y": 1.5, "w": 800, "h": 600}],
    }
    return rng.choice(choices[field_type])


def some_op(rng: random.Random, scene: dict[str, Any], most: int = 40) -> dict[str, Any]:
    """A create, patch or delete of the right shape; whether it fits the scene is not looked at."""
    ids = [*scene, "missing-01"]
    do = rng.choice(["create", "create", "patch", "patch", "patch", "delete"])
    if do == "create":
        kind = rng.choice([name for name, kind in KINDS.items() if not kind.is_for_server])
        fields = _by_clients(kind)
        naming = ("frame", "cluster", "from", "to", "on", "thread")
        chosen = [name for name in fields if name in naming or rng.random() < 0.3]
        values = {name: some_value(rng, name, fields[name], _fitting(scene, name, ids)) for name in chosen}
        return create(kind, f"item-{rng.randrange(most):04}", **values)
    item_id = rng.choice(ids)
    if do == "patch" and item_id in scene:
        fields = _by_clients(scene[item_id]["kind"])
        # A text is never undone to the byte: its epoch counts on.
        name = rng.choice([name for name in fields if name not in (*FIXED, "text")])
        value = some_value(rng, name, fields[name], _fitting(scene, name, ids))
        return {"do": "patch", "id": item_id, "set": {name: value}}
    return {"do": "delete", "id": item_id}


def _by_clients(kind: str) -> dict[str, Any]:
    """The fields that a client may set."""
    served = SERVED if kind == "vote" else frozenset()
    return {name: of for name, of in KINDS[kind].fields.items() if name not in served}


def _fitting(scene: dict[str, Any], name: str, ids: Sequence[str]) -> list[str]:
    """Mostly what the field may name."""
    wanted = {"frame": "frame", "cluster": "cluster", "thread": "comment"}.get(name)
    fitting = [key for key, record in scene.items() if wanted in (None, record["kind"])]
    return [*fitting, *fitting, ids[-1]]
