"""A board that is open now: its committed scene, its people and its sessions."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from board.core.errors import BoardError
from board.core.ops import Entry
from board.core.roles import Role
from board.core.scene import Scene
from board.core.visibility import Here, Member, Viewer, project
from board.live.session import Session
from board.live.storage import BoardState, Cursor


class Transport(Protocol):
    """How a room reaches its sessions. `send` never blocks and never raises for a lost session."""

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> None: ...

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
        self._transport = transport
        self._unsent: list[Entry] = []  # committed, not yet told to the sessions
        self._moved: set[str] = set()  # sids whose presence changed since the last flush

    # --- people -----------------------------------------------------------------------------------

    def role_of(self, person_id: str) -> Role | None:
        member = self.members.get(person_id)
        return None if member is None else member.role

    def viewer(self, session: Session) -> Viewer | None:
        """Who is looking through this session; None once they are no member any more."""
        role = self.role_of(session.person_id)
        return None if role is None else Viewer(session.person_id, role)

    def people_for(self, viewer: Viewer) -> list[dict[str, Any]]:
        """Everyone on the board or in its history, by name."""
        members = sorted(self.members.values(), key=lambda member: (member.name.casefold(), member.person_id))
        return [project(member, viewer) for member in members]

    def here_for(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The presence of every session in the room."""
        return [project(session.here, viewer) for session in self.sessions.values()]

    # --- sessions ---------------------------------------------------------------------------------

    def join(self, session: Session) -> None:
        """Add the session and show it to the others."""
        self.sessions[session.sid] = session
        self._moved.add(session.sid)

    def leave(self, sid: str, now_ms: int) -> None:
        """Take the session out and tell the others."""
        session = self.sessions.pop(sid, None)
        if session is None:
            return
        self._moved.discard(sid)
        self.idle_since_ms = now_ms
        self._to_all("gone", {"session": session.here.session})

    def show(self, sid: str, here: Here) -> None:
        """Take over a session's newest presence; the next flush tells the others."""
        self.sessions[sid].here = here
        self._moved.add(sid)

    # --- what goes out ----------------------------------------------------------------------------

    def advance(self, entries: Sequence[Entry], scene: Scene, cursors: dict[str, Cursor]) -> None:
        """Take over what has just been committed."""
        self.head += len(entries)
        self.scene = scene
        self.cursors.update(cursors)
        for entry in entries:
            self.used_ids.update(op["item"]["id"] for op in entry.ops if op["do"] == "create")
        self._unsent.extend(entries)

    def flush(self) -> None:
        """Send what changed since the last flush: one message each for entries and presence."""
        entries, self._unsent = self._unsent, []
        if entries:
            actors = {entry.actor for entry in entries}
            for viewer, sids in self._views(actors):
                self._transport.send(sids, "entries", {"entries": [project(e, viewer) for e in entries]})
        moved, self._moved = self._moved & self.sessions.keys(), set()
        if moved:
            for viewer, sids in self._views(()):
                shown = [project(self.sessions[sid].here, viewer) for sid in moved]
                self._transport.send(sids, "presence", {"here": shown})

    def tell_people(self) -> None:
        """Send the list of people: somebody joined, has a new name or a new role."""
        for viewer, sids in self._views(()):
            self._transport.send(sids, "people", {"people": self.people_for(viewer)})

    def tell_board(self) -> None:
        """Send the board's own properties."""
        self._to_all("board", {"id": self.board_id, "name": self.name})

    def tell_head(self) -> None:
        """Send the beacon that lets a client notice a silent loss (SEQ4)."""
        self._to_all("head", {"seq": self.head})

    def dismiss(self, sids: Iterable[str], error: BoardError) -> None:
        """Say goodbye to these sessions, each in its language, and close them."""
        for sid in list(sids):
            self._transport.send([sid], "bye", self.sessions[sid].tell(error))
            self._transport.close(sid)

    def _to_all(self, event: str, payload: dict[str, Any]) -> None:
        if self.sessions:
            self._transport.send(list(self.sessions), event, payload)

    def _views(self, authors: Iterable[str]) -> list[tuple[Viewer, list[str]]]:
        """The distinct ways to see this room now, each with the sessions that see it so.

        An author of what is sent sees more than others with the same role: their own op ids.
        """
        own = set(authors)
        views: dict[tuple[str, str], tuple[Viewer, list[str]]] = {}
        for sid, session in self.sessions.items():
            viewer = self.viewer(session)
            if viewer is None:
                continue
            key = (viewer.role, viewer.person_id if viewer.person_id in own else "")
            views.setdefault(key, (viewer, []))[1].append(sid)
        return list(views.values())
