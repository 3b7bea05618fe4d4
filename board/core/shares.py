"""Who contributes how much, by table, by way of taking part and by language: for who leads, never by name."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from board.core.kinds import value_of
from board.core.scene import Scene
from board.core.tables import tables_of
from board.core.visibility import Member

LEAST: Final = 3  # people who are shown apart
_CONTRIBUTIONS: Final = frozenset({"note", "comment", "reply"})


@dataclass(frozen=True)
class Group:
    """Some people, and how many notes and comments are theirs. `name` None: all others, of groups that are
    too small to be shown, and of whom it is not known."""

    name: str | None
    people: int
    contributions: int

    def told(self) -> dict[str, Any]:
        return {"name": self.name, "people": self.people, "contributions": self.contributions}


def shares(
    scene: Scene, members: Iterable[Member], languages: Mapping[str, str | None]
) -> dict[str, list[Group]]:
    """The participants, all of them and grouped in three ways. `languages`: person id -> that of their page.

    What is anonymous is nobody's, and what is private is not on the board: neither counts.
    """
    people = [member for member in members if member.role == "participant"]
    made = Counter(record["author"] for record in scene.values() if record["kind"] in _CONTRIBUTIONS)
    seats = {person: table["id"] for table in tables_of(scene) for person in value_of(table, "people")}
    by: dict[str, Callable[[Member], str | None]] = {
        "table": lambda member: seats.get(member.person_id),
        "mode": lambda member: member.mode or ("assisted" if member.is_helped else None),
        "language": lambda member: languages.get(member.person_id),
    }
    total = Group(None, len(people), sum(made[member.person_id] for member in people))
    return {"all": [total], **{way: _groups(people, made, name) for way, name in by.items()}}


def _groups(
    people: Iterable[Member], made: Mapping[str, int], name_of: Callable[[Member], str | None]
) -> list[Group]:
    """The groups of enough people, by name, then the others, who are enough too: a group of fewer could be
    told by taking the shown ones from all. None where nobody can be told apart."""
    sizes: Counter[str | None] = Counter()
    counts: Counter[str | None] = Counter()
    for member in people:
        sizes[name_of(member)] += 1
        counts[name_of(member)] += made.get(member.person_id, 0)
    named = sorted((name for name in sizes if name is not None), key=lambda name: (sizes[name], name))
    hidden: list[str | None] = [None] if sizes[None] else []
    hidden += [name for name in named if sizes[name] < LEAST]
    shown = [name for name in named if sizes[name] >= LEAST]
    while shown and 0 < sum(sizes[name] for name in hidden) < LEAST:
        hidden.append(shown.pop(0))  # the smallest
    if not shown:
        return []
    groups = [Group(name, sizes[name], counts[name]) for name in sorted(shown)]
    if hidden:
        others = Group(None, sum(sizes[name] for name in hidden), sum(counts[name] for name in hidden))
        groups.append(others)
    return groups
