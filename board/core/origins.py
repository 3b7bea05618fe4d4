"""What was made of what (PROV1): where an item goes on after merging and splitting, and which decisions it
led to. `static/src/core/origins.ts` says the same in TypeScript; `tests/protocol/origins.json` holds the
cases that both run.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from board.core.decisions import decisions_of
from board.core.kinds import ORIGINS_LIMIT, value_of
from board.core.ops import Op
from board.core.scene import Record, Scene, in_order

_Origin = Mapping[str, Any]


class Origins:
    """The ways between the notes of one scene. Made once for many questions."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._made: dict[str, list[Record]] = {}
        for note in in_order({key: one for key, one in scene.items() if "came_from" in one}):
            for item_id in _origins_here(note):
                self._made.setdefault(item_id, []).append(note)

    def now_in(self, item_id: str) -> list[Record]:
        """The notes in which an item goes on: what was last made of it, or the notes of a cluster that is
        gone, in order. None where it is what it was."""
        if self._scene.get(item_id, {}).get("kind") == "cluster":
            return []
        after = {key: self._scene[key] for key in self._after(item_id) if key not in self._made}
        return in_order(after)

    def led_to(self) -> dict[str, list[Record]]:
        """Item id -> the decisions that come from it, from what was made of it, or from what it was made
        of, by number."""
        found: dict[str, list[Record]] = {}
        for decision in decisions_of(self._scene):
            ways: dict[str, None] = {}
            for source in value_of(decision, "sources"):
                ways |= dict.fromkeys([source, *self._after(source), *self._before(source)])
            for item_id in ways:
                found.setdefault(item_id, []).append(decision)
        return found

    def led_to_by_note(self) -> Callable[[Record], list[Record]]:
        """Tells of a note what it led to by itself, in a cluster or under another one, by number."""
        ways = self.led_to()

        def told(note: Record) -> list[Record]:
            homes = (note["id"], note.get("cluster"), note.get("under"))
            found = {one["number"]: one for home in homes if home for one in ways.get(home, ())}
            return [found[number] for number in sorted(found)]

        return told

    def _after(self, item_id: str) -> list[str]:
        return _reached(item_id, lambda key: (note["id"] for note in self._made.get(key, ())))

    def _before(self, item_id: str) -> list[str]:
        return _reached(item_id, lambda key: _origins_here(self._scene.get(key, {"kind": ""})))


def _reached(start: str, steps: Callable[[str], Iterable[str]]) -> list[str]:
    """Every id that the steps lead to, without the start; also where somebody has made a circle."""
    seen, left = {start: None}, [start]
    while left:
        fresh = [key for key in steps(left.pop()) if key not in seen]
        seen |= dict.fromkeys(fresh)
        left += fresh
    return [key for key in seen if key != start]


def _origins_here(record: Record) -> Iterator[str]:
    for one in record.get("came_from", ()):
        if "board" not in one:
            yield one["id"]


def remembering(ops: Sequence[Op], scene: Scene) -> Sequence[Op]:
    """`ops`, and before them what keeps the chain whole when a link of it is deleted.

    What a deleted note was made of passes on to what was made of it. The notes of a cluster that a decision
    comes from say that they were in it, and those that a note was merged of, which a decision comes from, say
    that they were in that.
    """
    going = {op["id"]: scene[op["id"]] for op in ops if op["do"] == "delete" and op["id"] in scene}
    passed = {key: value_of(one, "came_from") for key, one in going.items() if "came_from" in one}
    decided = _decided(going, scene)
    merged = _merged(decided, going, scene)
    clusters = {key for key, one in decided.items() if one["kind"] == "cluster"}
    if not passed and not clusters:
        return ops
    kept: list[Op] = []
    for note in scene.values():
        if note["kind"] != "note" or note["id"] in going:
            continue
        before = value_of(note, "came_from")
        after = _with_passed(note, [*before, *_left(note, clusters)], passed)
        after = [*after, *({"id": key} for key in merged.get(note["id"], ()))][:ORIGINS_LIMIT]
        if after != before:
            kept.append({"do": "patch", "id": note["id"], "set": {"came_from": after}})
    return [*kept, *ops]


def _decided(going: Mapping[str, Record], scene: Scene) -> dict[str, Record]:
    """What a decision comes from, of clusters, and of notes that were made of others."""
    made = {key: one for key, one in going.items() if one["kind"] == "cluster" or "came_from" in one}
    if not made:
        return made
    sources = {key for one in decisions_of(scene) for key in value_of(one, "sources")}
    return {key: one for key, one in made.items() if key in sources}


def _merged(decided: Mapping[str, Record], going: Collection[str], scene: Scene) -> dict[str, list[str]]:
    """Note id -> the notes that go and that it was merged into. A note that was split goes on in its other
    parts, which are not what was decided from."""
    notes = {key: one for key, one in decided.items() if "came_from" in one}
    if not notes:
        return {}
    elsewhere = {item_id for key, one in scene.items() if key not in going for item_id in _origins_here(one)}
    found: dict[str, list[str]] = {}
    for key, one in notes.items():
        for item_id in _origins_here(one):
            if item_id not in elsewhere:
                found.setdefault(item_id, []).append(key)
    return found


def _left(note: Record, clusters: Collection[str]) -> list[_Origin]:
    return [{"id": note["cluster"]}] if note.get("cluster") in clusters else []


def _with_passed(
    note: Record, known: Sequence[_Origin], passed: Mapping[str, Sequence[_Origin]]
) -> list[_Origin]:
    found = list({(one.get("board"), one["id"]): one for one in known}.values())
    for one in found:  # it grows while we go
        if len(found) >= ORIGINS_LIMIT:
            break
        inherited = passed.get(one["id"], ()) if "board" not in one else ()
        found += [new for new in inherited if new not in found and new != {"id": note["id"]}]
    return found[:ORIGINS_LIMIT]
