"""Undo among five people at random, through the real writer and room, judged by other rules than its own.

The judge knows nothing of inverses. It replays the log and looks at what each undo did to the board:
which fields it set, which items it took away, which characters are missing. Every character that
anybody writes is there once in the world, so it is certain whose it was.

    python -m tests.sim.undoing 17      plays seed 17 and prints what was broken
"""

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from board.core.apply import replay
from board.core.kinds import KINDS, value_of
from board.core.log import Refusal
from board.core.note_text import typing
from board.core.ops import Entry
from board.core.scene import Record, Scene
from board.core.visibility import Member
from tests.sim.things import PICTURE, bases, changed, loose_ends, made, some_kind
from tests.support.rooms import BOARD, Bench, delete, frame, patch

PEOPLE = ("ada", "bob", "cai", "dia", "eva")
STEPS = 45
FIRST_CHAR = 0x4E00  # from here on there are some 20,000 characters that nobody else writes
KEPT_BY_SERVER = ("epoch", "edits")
HELD_IN = ("frame", "cluster")
# Few values, so that people get in each other's way.
_OFTEN: dict[str, list[Any]] = {
    "x": [0, 10, 20, 30],
    "y": [0, 10, 20, 30],
    "type": ["I", "P", "S", "B"],
    "frame": [],
    "title": ["Area", "Bisogni", "Spazi"],
}


@dataclass
class Client:
    """One page of a person: what it has sent, and how far behind the board it may be."""

    name: str
    n: int = 0  # the last number that is used up
    done: list[int] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"client-{self.name}"


class World:
    """A board, five pages, and everything a seed decides."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.bench = Bench()
        self.bench.storage.add_picture(BOARD, PICTURE)
        for name in ("dia", "eva"):
            self.bench.registry.member_changed(BOARD, Member(name, name.title(), "participant"))
        self.clients = [Client(name) for name in PEOPLE]
        self.scenes: list[Scene] = [{}]  # seq -> the board after it
        self.chars = 0
        self.items = 0
        self.trouble: list[str] = []

    def play(self) -> None:
        for _ in range(STEPS):
            self.bench.now_ms += self.rng.choice((10, 500, 20_000))
            chosen = self.rng.sample(self.clients, self.rng.choice((1, 1, 1, 2, 3)))
            batch = [(client, self.ops_of(client)) for client in chosen]
            if self.rng.random() < 0.2:  # an op and its undo in one batch
                batch.append((chosen[0], [undo(chosen[0], chosen[0].n + 1)]))
            self.send(batch)

    def send(self, batch: Sequence[tuple[Client, list[dict[str, Any]]]]) -> None:
        numbers: dict[str, int] = {}  # client -> the number that it uses next
        submissions, senders = [], []
        for client, ops in batch:
            n = numbers.get(client.name, client.n) + 1
            numbers[client.name] = n
            submissions.append(self.bench.submission(client.name, n, *ops, client=client.id))
            senders.append((client, n))
        for (client, n), answer in zip(senders, self.bench.write(*submissions), strict=True):
            if isinstance(answer, int | Refusal):
                client.n = n
                client.done.append(n)
            elif answer.code not in ("text.epoch", "op.gap"):
                self.trouble.append(f"{client.id} {n}: {answer.code}")
        for entry in self.bench.storage.read_after(BOARD, len(self.scenes) - 1):
            self.scenes.append(replay(self.scenes[-1], entry.ops))

    # --- what people do -----------------------------------------------------------------------------

    def ops_of(self, client: Client) -> list[dict[str, Any]]:
        known = self.scenes[max(0, len(self.scenes) - 1 - self.rng.choice((0, 0, 0, 1, 3)))]
        items = sorted(known)
        kind = self.rng.choice(("undo", "undo", "undo", "make", "change", "change", "type", "type", "take"))
        if kind == "undo" and client.done:
            return [undo(client, self.rng.choice(client.done[-6:]))]
        if kind == "make" or not items:
            return self.make(client, known)
        chosen = self.rng.sample(items, min(len(items), self.rng.choice((1, 1, 2, 4))))
        if kind == "take":
            return [delete(self.rng.choice([chosen[0], *(key for key in bases(known) if key in known)]))]
        if kind == "type":
            return self.type_in(known, known[chosen[0]])
        if client.name == "ada" and self.rng.random() < 0.1:
            locked = known[chosen[0]].get("locked", False)
            return [patch(chosen[0], locked=not locked)]
        return [patch(item_id, **self.values(known, item_id)) for item_id in chosen]

    def make(self, client: Client, known: Scene) -> list[dict[str, Any]]:
        self.items += 1
        if client.name == "ada" and self.rng.random() < 0.4:
            loose = [key for key, record in sorted(known.items()) if record["kind"] == "note"][:2]
            frame_id = f"frame-{self.items:04}"
            return [frame(frame_id), *(patch(key, frame=frame_id) for key in loose)]
        kind = some_kind(self.rng, known)
        item_id = f"{kind}-{self.items:05}"
        text = {"text": self.words()} if "text" in KINDS[kind].fields else {}
        return [made(self.rng, known, kind, item_id, **text)]

    def values(self, known: Scene, item_id: str) -> dict[str, Any]:
        record = known[item_id]
        if self.rng.random() < 0.5:
            return changed(self.rng, known, record)
        names = [name for name in KINDS[record["kind"]].fields if name in _OFTEN]
        chosen = self.rng.sample(names, min(len(names), self.rng.choice((1, 2))))
        choices = {**_OFTEN, "frame": [None, *frames(known)]}
        return {name: self.rng.choice(choices[name]) for name in chosen}

    def type_in(self, known: Scene, record: Record) -> list[dict[str, Any]]:
        kind = KINDS[record["kind"]]
        if "text" not in kind.fields:
            values = {"prompt": self.words()} if "prompt" in kind.fields else self.values(known, record["id"])
            return [patch(record["id"], **values)]
        if not kind.is_typed or self.rng.random() < 0.15:  # a program that replaces it all
            return [patch(record["id"], text=self.words())]
        old = record["text"]
        start = self.rng.randint(0, len(old))
        end = min(len(old), start + self.rng.choice((0, 0, 1, 3)))
        new = old[:start] + self.words() + old[end:]
        edits = record.get("edits", {"base": old, "updates": []})
        update = typing(edits["base"], edits["updates"], self.rng.randint(10, 2**31), new)
        return [{"do": "text", "id": record["id"], "epoch": record.get("epoch", 0), "update": update}]

    def words(self) -> str:
        """Some characters that were never written before."""
        count = self.rng.choice((0, 1, 2, 4))
        self.chars += count
        return "".join(chr(FIRST_CHAR + self.chars - count + at) for at in range(count))


def undo(client: Client, n: int) -> dict[str, Any]:
    return {"do": "undo", "of": [client.id, n]}


def frames(scene: Scene) -> list[str]:
    return sorted(key for key, record in scene.items() if record["kind"] == "frame")


# --- the judge --------------------------------------------------------------------------------------


@dataclass
class Judge:
    """Reads the log once, oldest first, and keeps a sentence for everything that an undo broke."""

    scenes: Sequence[Scene]
    log: Sequence[Entry]
    broken: list[str] = field(default_factory=list)
    undone: int = 0
    # (item id, field) -> who set it last by anything but bringing it back, and in which entry
    setters: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def read(self) -> None:
        for entry in self.log:
            self.broken += [
                f"after entry {entry.seq}, {loose}" for loose in loose_ends(self.scenes[entry.seq])
            ]
            if entry.undoes is not None:
                self.undone += 1
                self.judge(entry, self.log[entry.undoes - 1])
            self.remember(entry)

    def remember(self, entry: Entry) -> None:
        before, after = self.scenes[entry.seq - 1], self.scenes[entry.seq]
        for item_id, record in after.items():
            old = before.get(item_id)
            if old is None and entry.undoes is not None:
                continue
            for name in KINDS[record["kind"]].fields:
                if old is None or value_of(old, name) != value_of(record, name):
                    self.setters[item_id, name] = (entry.actor, entry.seq)

    def judge(self, entry: Entry, undone: Entry) -> None:
        before, after = self.scenes[entry.seq - 1], self.scenes[entry.seq]
        if entry.actor != undone.actor:
            self.blame(entry, "undoes somebody else's change")
        if before == after:
            self.blame(entry, "changes nothing and was accepted")
        for item_id in before.keys() - after.keys():
            for name in KINDS[before[item_id]["kind"]].fields:
                self.check_setter(entry, item_id, name)
        for item_id in before.keys() & after.keys():
            self.judge_item(entry, before[item_id], after[item_id])
        for item_id in after.keys() - before.keys():
            self.judge_return(entry, undone, item_id)
        if undone.seq == entry.seq - 1 and plain(after) != plain(self.scenes[undone.seq - 1]):
            self.blame(entry, "is not the way back, although nobody acted in between")

    def judge_item(self, entry: Entry, before: Record, after: Record) -> None:
        for name in KINDS[before["kind"]].fields:
            if value_of(before, name) == value_of(after, name):
                continue
            if name == "text" and KINDS[before["kind"]].is_typed:
                self.judge_text(entry, before, after)
            else:
                self.check_setter(entry, before["id"], name)

    def judge_text(self, entry: Entry, before: Record, after: Record) -> None:
        """It takes out what the undone entry put in, and puts in what that took out: nothing else."""
        undone_seq = entry.undoes or 0
        was = self.scenes[undone_seq - 1].get(before["id"], {}).get("text", "")
        became = self.scenes[undone_seq].get(before["id"], {}).get("text", "")
        if set(before["text"]) - set(after["text"]) - (set(became) - set(was)):
            self.blame(entry, f"takes characters of somebody else out of {before['id']}")
        if set(after["text"]) - set(before["text"]) - (set(was) - set(became)):
            self.blame(entry, f"puts other characters into {before['id']}")
        if len(set(after["text"])) != len(after["text"]):
            self.blame(entry, f"doubles characters in {before['id']}")

    def judge_return(self, entry: Entry, undone: Entry, item_id: str) -> None:
        """What comes back is what the undone entry took away, but for a frame or cluster that is gone."""
        lost = self.scenes[undone.seq - 1].get(item_id)
        back = self.scenes[entry.seq][item_id]
        if lost is None or item_id in self.scenes[undone.seq]:
            self.blame(entry, f"brings {item_id} back, which was not taken away")
        elif without(lost, HELD_IN) != without(back, HELD_IN):
            self.blame(entry, f"brings {item_id} back in another form")
        elif any(back.get(name) not in (None, lost.get(name)) for name in HELD_IN):
            self.blame(entry, f"brings {item_id} back into something else")

    def check_setter(self, entry: Entry, item_id: str, name: str) -> None:
        actor, seq = self.setters.get((item_id, name), (entry.actor, 0))
        if actor != entry.actor and seq > (entry.undoes or 0):
            self.blame(entry, f"changes {name} of {item_id}, which {actor} set in {seq}")

    def blame(self, entry: Entry, what: str) -> None:
        self.broken.append(f"entry {entry.seq} of {entry.actor}, which undoes {entry.undoes}, {what}")


def plain(scene: Scene) -> dict[str, dict[str, Any]]:
    """The scene without how its texts came to be."""
    return {key: without(record, KEPT_BY_SERVER) for key, record in scene.items()}


def without(record: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def run(seed: int) -> list[str]:
    """What the schedule of this seed broke; nothing if all is well."""
    return played(seed)[0]


def check(seed: int) -> None:
    """For `make soak`. Raises AssertionError."""
    broken = run(seed)
    assert not broken, f"seed {seed}: " + "; ".join(broken[:3])


def played(seed: int) -> tuple[list[str], int]:
    """What was broken, and how many undos there were."""
    world = World(seed)
    world.play()
    log = world.bench.storage.read_after(BOARD, 0, 100_000)
    judge = Judge(world.scenes, log)
    judge.read()
    if world.scenes[-1] != world.bench.room.scene:
        judge.broken.append("the log replayed is not the room")
    return [*world.trouble, *judge.broken], judge.undone


if __name__ == "__main__":
    found, undos = played(int(sys.argv[1]))
    print("\n".join(found) or f"all is well with {undos} undos")
