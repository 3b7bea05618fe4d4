"""Everything that somebody can ask of a board, as one text."""

import json
from collections.abc import Sequence
from typing import Any

from board.core.apply import replay
from board.core.drafts import Draft
from board.core.history import describe
from board.core.log import PastEntry
from board.core.ops import Entry
from board.core.scene import Scene
from board.core.shares import shares
from board.core.visibility import Viewer, project
from board.export.to_csv import to_csv
from board.export.to_markdown import to_markdown
from board.live.inbox import shown_to_leader
from board.live.moderating import own_hidden
from board.web.draft_events import own_drafts
from tests.support.rooms import BOARD, Bench


def hello_of(bench: Bench, person_id: str) -> str:
    """What `hello` answers with (board/web/sockets.py)."""
    room = bench.room
    viewer = Viewer(person_id, room.role_of(person_id) or "viewer")
    told = {
        "board": room.board_for(viewer),
        "people": room.people_for(viewer),
        "here": room.here_for(viewer),
        "head": room.head,
        **own_drafts(room, person_id),
        **own_hidden(bench.storage, room, person_id),
    }
    return json.dumps([bench.now_ms, "hello", told], default=raw)


def look_of(bench: Bench, person_id: str, number: int) -> str:
    """The whole board, the entries after one of them, history, a moment and files."""
    viewer = bench.room.seen_by(Viewer(person_id, bench.room.role_of(person_id) or "viewer"))
    entries = bench.storage.read_after(BOARD, number % (bench.room.head + 1))
    state = bench.storage.load(BOARD)
    scene: Scene = {key: project(dict(record), viewer) for key, record in state.scene.items()}
    people = {member.person_id: member.name for member in bench.people.members.values()}
    kinds = {key: record["kind"] for key, record in scene.items()}
    found = [
        [state.head, sorted(state.used_ids), list(scene.values())],
        [project(entry, viewer) for entry in entries],
        [describe(_past(entry), viewer, kinds) for entry in entries],
        [project(dict(record), viewer) for record in _moment(bench, number).values()],
        to_csv(scene, people, "en").decode(),
        to_markdown("Workshop", scene, people, "en", bench.now_ms),
    ]
    return json.dumps([bench.now_ms, "look", found])


def _moment(bench: Bench, number: int) -> Scene:
    """The board as it was after one of its entries."""
    seq = number % (bench.room.head + 1)
    return replay({}, [op for entry in bench.storage.read_after(BOARD, 0)[:seq] for op in entry.ops])


def led_look_of(bench: Bench, waiting: Sequence[Draft]) -> str:
    """What only who leads may ask for: what waits to be read, and who contributes how much."""
    found = shares(bench.room.scene, bench.room.members.values(), {})
    told = {way: [group.told() for group in groups] for way, groups in found.items()}
    return json.dumps([bench.now_ms, "led", [shown_to_leader(one) for one in waiting], told])


def _past(entry: Entry) -> PastEntry:
    parts = (entry.seq, entry.at_ms, entry.actor, entry.op_id, entry.undoes, entry.restores)
    return PastEntry(*parts, entry.ops, entry.inverse)


def raw(value: Any) -> str:
    """JSON that was made beforehand."""
    return bytes(value).decode()
