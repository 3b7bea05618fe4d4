"""A board that is open now: its committed scene, its people and its sessions."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from board.core.errors import BoardError
from board.core.ops import Entry
from board.core.roles import Role
from board.core.scene import Scene
from board.core.scene_hash import moved_hash, scene_hash
from board.core.visibility import Here, Member, Viewer, project, project_move
from board.live.session import Session
from board.live.storage import BoardState, Cursor


class Transport(Protocol):
    """How a room reaches its sessions. `send` never blocks and never raises for a lost session; it tells
    how many bytes each gets."""

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> int: ...

    def close(self, sid: str) -> None: ...


class Room:
    """Committed state only; the writer keeps what is on its way to the disk (SEQ3).

    Every method is called with the registry's lock held.
    """

    def __init__(self, board_id: str, name: str, state: BoardState, transport: Transport) -> None:
        self.board_id = board_id
        self.name = name
        self.head = state.head
        self.scene: Scene = state.scene
        self.used_ids = set(state.used_ids)
        self.cursors: dict[str, Cursor] = {}  # client id -> committed state, for clients seen here
        self.members: dict[str, Member] = {}  # person id -> everyone known on this board
        self.sessions: dict[str, Session] = {}  # sid -> session
        self.queued = 0  # submissions on their way to the writer
        self.idle_since_ms = 0
        self.is_stale = False  # a commit failed: read the store again before the next one
        self.is_writable = True  # False while the store cannot write
        self.hash = scene_hash(state.scene.values())
        # Item id -> when somebody typed in it last, for texts that have edits (TXT4).
        self.typed = {item_id: 0 for item_id, record in state.scene.items() if "edits" in record}
        self._transport = transport
        self._last_session = 0  # the newest number given to a session
        # Since the last flush:
        self._unsent: list[Entry] = []  # committed entries
        self._shown: set[str] = set()  # sids that joined or whose presence changed
        self._moved: set[str] = set()  # sids of which only the cursor, or the shift, changed
        self._gone: list[int] = []  # session numbers of those that left
        self._met: dict[str, None] = {}  # person ids that joined or have a new name or role, in order
        self._people: dict[Role, list[dict[str, Any]]] = {}  # what `people_for` last said, by view

    # --- people -----------------------------------------------------------------------------------

    def role_of(self, person_id: str) -> Role | None:
        member = self.members.get(person_id)
        return None if member is None else member.role

    def viewer(self, session: Session) -> Viewer | None:
        """Who is looking through this session; None once they are no member any more."""
        role = self.role_of(session.person_id)
        return None if role is None else Viewer(session.person_id, role)

    def meet(self, member: Member) -> None:
        """Take over a person's name and role; the next flush tells the others what is new."""
        if self.members.get(member.person_id) != member:
            self.members[member.person_id] = member
            self._met[member.person_id] = None
            self._people.clear()

    def people_for(self, viewer: Viewer) -> list[dict[str, Any]]:
        """Everyone on the board or in its history, by name. Not to be changed: it is used again."""
        if viewer.role not in self._people:
            in_order = sorted(
                self.members.values(), key=lambda member: (member.name.casefold(), member.person_id)
            )
            self._people[viewer.role] = [project(member, viewer) for member in in_order]
        return self._people[viewer.role]

    def here_for(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The presence of every session in the room."""
        return [project(session.here, viewer) for session in self.sessions.values()]

    # --- sessions ---------------------------------------------------------------------------------

    def next_session(self) -> int:
        """A number for a session that is about to join, never given before in this room."""
        self._last_session += 1
        return self._last_session

    def join(self, session: Session) -> None:
        """Add the session and show it to the others."""
        self.sessions[session.sid] = session
        self._shown.add(session.sid)

    def leave(self, sid: str, now_ms: int) -> None:
        """Take the session out and tell the others."""
        session = self.sessions.pop(sid, None)
        if session is None:
            return
        self.idle_since_ms = now_ms
        self._gone.append(session.here.session)

    def show(self, sid: str, here: Here) -> None:
        """Take over a session's newest presence; the next flush tells the others."""
        self.sessions[sid].here = here
        self._shown.add(sid)

    def move(self, sid: str, here: Here) -> None:
        """The same when only the cursor and the shift are new: this is told in fewer bytes."""
        self.sessions[sid].here = here
        self._moved.add(sid)

    # --- what goes out ----------------------------------------------------------------------------

    def advance(self, entries: Sequence[Entry], scene: Scene, cursors: dict[str, Cursor]) -> None:
        """Take over what has just been committed."""
        self.head += len(entries)
        for item_id in {item_id for entry in entries for item_id in _touched(entry)}:
            self.hash = moved_hash(self.hash, self.scene.get(item_id), scene.get(item_id))
        self.scene = scene
        self.cursors.update(cursors)
        for entry in entries:
            self.used_ids.update(op["item"]["id"] for op in entry.ops if op["do"] == "create")
            self.typed.update(dict.fromkeys(_touched(entry), entry.at_ms))
        for item_id in [item_id for item_id in self.typed if "edits" not in scene.get(item_id, {})]:
            del self.typed[item_id]
        self._unsent.extend(entries)

    def flush(self) -> None:
        """Send what changed since the last flush: one message, the same for all who see the same."""
        entries, self._unsent = self._unsent, []
        gone, self._gone = self._gone, []
        met, self._met = [self.members[person_id] for person_id in self._met], {}
        shown, self._shown = self._shown & self.sessions.keys(), set()
        moved, self._moved = (self._moved & self.sessions.keys()) - shown, set()
        if not (entries or met or shown or moved or gone):
            return
        for viewer, sids in self._views():
            here = [self.sessions[sid].here for sid in shown]
            moves = [self.sessions[sid].here for sid in moved]
            news = {
                "entries": [project(entry, viewer) for entry in entries],
                "people": [project(member, viewer) for member in met],
                "here": [project(one, viewer) for one in here],
                "moves": [project_move(one, viewer) for one in moves],
                "gone": gone,
            }
            self._transport.send(sids, "news", {name: part for name, part in news.items() if part})

    def board_for(self, _viewer: Viewer) -> dict[str, Any]:
        """The board's own properties."""
        return {"id": self.board_id, "name": self.name, "is_writable": self.is_writable}

    def tell_board(self) -> None:
        """Send the board's own properties."""
        for viewer, sids in self._views():
            self._transport.send(sids, "board", self.board_for(viewer))

    def tell_head(self) -> None:
        """Send the beacon that lets a client notice a silent loss (SEQ4): every viewer sees the whole
        scene, so its hash is the same for all."""
        if self.sessions:
            self._transport.send(list(self.sessions), "head", {"seq": self.head, "hash": self.hash})

    def dismiss(self, sids: Iterable[str], error: BoardError) -> None:
        """Say goodbye to these sessions, each in its language, and close them."""
        for sid in list(sids):
            self._transport.send([sid], "bye", self.sessions[sid].tell(error))
            self._transport.close(sid)

    def _views(self) -> list[tuple[Viewer, list[str]]]:
        """The distinct ways to see this room now, each with the sessions that see it so.

        A view is a role: what only one person may see is never told to a whole view.
        """
        views: dict[Role, list[str]] = {}
        for sid, session in self.sessions.items():
            role = self.role_of(session.person_id)
            if role is not None:
                views.setdefault(role, []).append(sid)
        return [(Viewer("", role), sids) for role, sids in views.items()]


def _touched(entry: Entry) -> list[str]:
    """Ids of the items that an entry changes."""
    return [op["item"]["id"] if op["do"] == "create" else op["id"] for op in entry.ops]
