"""Members and presences as JSON, made once for each view: when hundreds come back at once, each is told of
all the others."""

from collections.abc import Mapping

from msgspec import Raw
from msgspec.json import encode

from board.core.roles import ROLES, Role
from board.core.visibility import Here, Member, Viewer, project
from board.live.post import as_list
from board.live.session import Session


class Once:
    """What one room has made of its people."""

    def __init__(self) -> None:
        self._people: dict[Role, Raw] = {}  # what `people` last said, by view
        # (kind, role, person id or sid) -> what it was made of, and the JSON
        self._made: dict[tuple[str, Role, str], tuple[Member | Here, bytes]] = {}

    def people_have_changed(self) -> None:
        """What was said of all of them is not true any more."""
        self._people.clear()

    def forget(self, sid: str) -> None:
        """This session is gone."""
        for role in ROLES:
            self._made.pop(("here", role, sid), None)

    def people(self, viewer: Viewer, members: Mapping[str, Member]) -> Raw:
        """All of these people, by name."""
        if viewer.role not in self._people:
            in_order = sorted(members.values(), key=lambda member: (member.name.casefold(), member.person_id))
            self._people[viewer.role] = as_list(
                self._json("person", viewer, member.person_id, member) for member in in_order
            )
        return self._people[viewer.role]

    def here(self, viewer: Viewer, sessions: Mapping[str, Session]) -> Raw:
        """The presence of each of these sessions."""
        return as_list(self._json("here", viewer, sid, session.here) for sid, session in sessions.items())

    def _json(self, kind: str, viewer: Viewer, key: str, subject: Member | Here) -> bytes:
        known = self._made.get((kind, viewer.role, key))
        if known is None or known[0] is not subject:
            known = self._made[kind, viewer.role, key] = (subject, encode(project(subject, viewer)))
        return known[1]
