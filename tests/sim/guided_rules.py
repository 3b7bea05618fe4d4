"""What moderation, writing for others and tables promise, told from the log and what the disk holds beside
it. None of this asks the code that it judges."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from board.core.apply import replay
from board.core.hiding import Hidden
from board.core.kinds import KINDS
from board.core.ops import Entry
from board.core.scene import EMPTY, Record, Scene
from board.live.room import Room
from tests.sim.guiding import Account
from tests.sim.page import PERSONS, Broken
from tests.sim.server import BOARD, Disk

Told = tuple[Entry, Scene, Scene]  # an entry, and the board before and after it
_LINKS = ("frame", "cluster", "under", "from", "to", "on", "thread", "decision")


Made = Mapping[str, set[str]]  # what was waiting, and the ids of notes on the board that say it


def check_guided(disk: Disk, room: Room, account: Account) -> None:
    """Raises Broken with the first of these promises that does not hold."""
    told = list(_told(disk.log))
    _check_names(told)
    _check_waiting(disk, account, told)
    _check_hidden(disk.hidden(BOARD), account, told)
    _check_tables(account, told)
    _check_seats(room)


def _told(log: Sequence[Entry]) -> Iterator[Told]:
    scene: Scene = EMPTY
    for entry in log:
        before, scene = scene, replay(scene, entry.ops)
        yield entry, before, scene


# --- BEHALF1 --------------------------------------------------------------------------------------------


def _check_names(told: Sequence[Told]) -> None:
    """Whose an item is and who typed it is said when it is made, and stays."""
    names: dict[str, tuple[str | None, str | None]] = {}
    for entry, _before, after in told:
        for key, record in after.items():
            given = record.get("author"), record.get("entered_by")
            if names.setdefault(key, given) != given:
                raise Broken(f"BEHALF1: {key} was of {names[key]}, and is of {given} after {entry.seq}")
            if given[1] is not None and PERSONS[0] != given[1]:
                raise Broken(f"BEHALF1: {given[1]} has written {key} in the name of {given[0]}")
        if entry.op_id is None or entry.undoes is not None:
            continue
        for op in entry.ops:
            if op["do"] == "create" and entry.actor not in (
                op["item"].get("entered_by"),
                op["item"]["author"],
            ):
                raise Broken(f"BEHALF1: {entry.actor} makes {op['item']} and is not named")


# --- MOD1, MOD2, MOD3 -----------------------------------------------------------------------------------


def _check_waiting(disk: Disk, account: Account, told: Sequence[Told]) -> None:
    """What waits is kept until it is accepted or taken back, and is never in two places."""
    owner = {one.text: one.person_id for one in account.sent if one.text is not None}
    names: set[str] = set()  # of nobody, once a step has promised that
    made: dict[str, set[str]] = defaultdict(set)
    for entry, _before, after in told:
        names |= {""} if any(record.get("anonymous", False) for record in after.values()) else set()
        is_reveal = any("reveals" in op.get("set", ()) for op in entry.ops)
        for item in (op["item"] for op in entry.ops if op["do"] == "create"):
            text = item.get("text", "")
            if item["kind"] != "note" or text not in owner or item["id"] in made[text]:
                continue  # what comes back was let in before
            made[text].add(item["id"])
            if item["author"] not in {owner[text], *names}:
                raise Broken(f"MOD2: {text!r} of {owner[text]} is in the name of {item['author']}")
            is_read = entry.actor == PERSONS[0] and (text in account.read or is_reveal)
            if not is_read and entry.actor != owner[text]:
                raise Broken(f"MOD2: {entry.actor} puts {text!r} on the board without having read it")
    if twice := [text for text, ids in made.items() if len(ids) > 1]:
        raise Broken(f"MOD2: {twice} is put on the board more than once")
    drafts = {draft.key: draft for draft in disk.drafts(BOARD)}
    for draft in drafts.values():
        if draft.item["text"] in made:
            raise Broken(f"MOD2: {draft.item['text']!r} is on the board and still waits")
        if draft.state == "declined" and draft.why not in account.reasons:
            raise Broken(f"MOD3: {draft.item['text']!r} is declined for {draft.why!r}")
    texts = {key: draft.item["text"] for key, draft in drafts.items()}
    _check_kept(account, texts, made)


def _check_kept(account: Account, kept: dict[tuple[str, str], str], made: Made) -> None:
    """Of each note the newest words that were acknowledged are there, or later ones."""
    for key in {(one.person_id, one.item_id) for one in account.sent}:
        sent = [one for one in account.sent if (one.person_id, one.item_id) == key and not one.is_shown]
        taken = [at for at, one in enumerate(sent) if one in account.taken]
        if not taken:
            continue
        held = kept.get(key)
        newest = sent[taken[-1] :]
        if not any(_is_there(one.text, held, made) for one in newest):
            raise Broken(f"MOD1: {newest[0]} was acknowledged, and what is kept is {held!r}")


def _is_there(text: str | None, held: str | None, made: Made) -> bool:
    return held is None if text is None else (held == text) != (text in made)


# --- HIDE1, HIDE2 ---------------------------------------------------------------------------------------


def _check_hidden(hidden: Sequence[Hidden], account: Account, told: Sequence[Told]) -> None:
    """Every deletion that no page sent has its reason beside the log, and every reason its deletion."""
    left = list(hidden)
    for entry, before, _after in told:
        gone = [op["id"] for op in entry.ops if op["do"] == "delete"]
        if entry.op_id is not None or not any(KINDS[before[key]["kind"]].is_on_board for key in gone):
            continue
        found = next((one for one in left if one.ops == entry.ops and one.by == entry.actor), None)
        if found is None or found.why not in account.reasons or entry.actor != PERSONS[0]:
            raise Broken(f"HIDE1: {entry.actor} takes {gone} away in entry {entry.seq} without a reason")
        left.remove(found)
        if found.author != before[found.item_id]["author"]:
            raise Broken(f"HIDE1: {found.item_id} is said to be of {found.author}")
    if left:
        raise Broken(f"HIDE1: {[one.item_id for one in left]} is said to be hidden and never was")
    _check_back(hidden, told)


def _check_back(hidden: Sequence[Hidden], told: Sequence[Told]) -> None:
    """What comes back is what went, of the same author, and its record says by whom."""
    were: dict[str, Record] = {}  # everything that ever was, as it went
    for entry, before, after in told:
        were.update({key: record for key, record in before.items() if key not in after})
        for key in (after.keys() - before.keys()) & were.keys():
            if entry.op_id is not None:
                continue
            back = [one for one in hidden if key in items_of(one)]
            if not any(one.back_by == entry.actor for one in back):
                raise Broken(f"HIDE2: {key} is back in entry {entry.seq}, and nothing says by whom")
            if _own(after[key]) != _own(were[key]):
                raise Broken(f"HIDE2: {key} was {were[key]} and came back as {after[key]}")


def items_of(hidden: Hidden) -> set[str]:
    """Ids of what went with it."""
    return {op["id"] for op in hidden.ops if op["do"] == "delete"}


def _own(record: Record) -> Record:
    """What it says of itself: what it was in or on may be gone, and texts begin anew."""
    return {name: value for name, value in record.items() if name not in (*_LINKS, "epoch", "edits")}


# --- TABLE1 to TABLE3 -------------------------------------------------------------------------------------


def _check_tables(account: Account, told: Sequence[Told]) -> None:
    counts = dict(account.spread)
    for entry, before, after in told:
        was, now = _tables(before), _tables(after)
        if was != now and entry.op_id is not None:
            raise Broken(f"TABLE3: {entry.actor} changes tables in entry {entry.seq}")
        seats = [person for people in now.values() for person in people]
        if len(seats) != len(set(seats)):
            raise Broken(f"TABLE1: after entry {entry.seq} somebody sits twice: {now}")
        sizes = sorted(map(len, now.values()))
        if entry.seq in counts and (len(sizes) != counts[entry.seq] or sizes[-1] - sizes[0] > 1):
            raise Broken(f"TABLE1: entry {entry.seq} spreads people over {counts[entry.seq]} as {now}")


def _check_seats(room: Room) -> None:
    """TABLE2: while people are apart, each participant who is here sits somewhere."""
    if not room.scene.get("workshop", {}).get("apart_ms", 0):
        return
    seats = [person for people in _tables(room.scene).values() for person in people]
    here = {session.person_id for session in room.sessions.values()}
    if left := [key for key in here if room.members[key].role == "participant" and key not in seats]:
        raise Broken(f"TABLE2: people are apart, and {left} have no table")


def _tables(scene: Scene) -> dict[str, Sequence[str]]:
    return {key: record.get("people", ()) for key, record in scene.items() if record["kind"] == "table"}
