"""Somebody is sent away during a vote, from a table: nothing of theirs counts or stays (VOTE5, TABLE4)."""

from typing import Any

from board.core.errors import BoardError, BoardMissing
from board.core.errors_people import PersonMissing
from board.core.errors_voting import VoteNotYours
from board.core.kinds import value_of
from board.core.tables import Add, Remove, Seat, Spread, seated, tables_of
from board.core.visibility import Member
from board.live.departing import send_away
from board.live.tables import arrange
from board.live.voting import Voter
from board.live.work import Work
from tests.support.polling import VOTE, Polling, refused, vote_op
from tests.support.rooms import BOARD, Bench

FIVE = [f"voter_{number:04}" for number in range(5)]


def leaving(bench: Bench, person_id: str) -> Work:
    person = Member(person_id, person_id, "participant")
    return send_away(bench.registry, bench.storage, bench.room, "ada", person, bench.answers.append)


def polling_of_five(**vote: Any) -> Polling:
    """An open vote in which five have said the same."""
    polling = Polling(**vote)
    polling.do("open")
    for person_id in FIVE:
        polling.cast(person_id, {"note_0001": 1})
    return polling


def test_VOTE5_the_ballot_of_who_is_sent_away_goes_and_the_turnout_says_so() -> None:
    polling = polling_of_five()

    (answer,) = polling.write(leaving(polling.bench, FIVE[1]))
    polling.room.flush()

    assert isinstance(answer, int)
    assert polling.room.role_of(FIVE[1]) is None
    assert polling.bench.outbox.news("sid-helper_0001", "turnout")[-1] == {"vote": VOTE, "people": 4}
    assert polling.bench.outbox.to(f"sid-{FIVE[1]}", "bye")[0]["code"] == "board.removed"
    assert polling.told[-1].turnout == 5
    polling.cast(FIVE[0], {"note_0002": 1})
    assert polling.told[-1].turnout == 4
    polling.do("close")
    polling.do("reveal")
    result = polling.vote["result"]
    assert (result["voters"], result["cast"]) == (4, 4)


def test_VOTE5_it_goes_whoever_entered_it_and_other_ballots_stay() -> None:
    polling = Polling(helped=1)
    polling.do("open")
    polling.cast("ada", {"note_0001": 1}, Voter(FIVE[0], is_other=True))
    polling.cast("ada", {"note_0001": 1}, Voter(name="Rosa", is_other=True))
    polling.cast(FIVE[1], {"note_0001": 1})

    polling.write(leaving(polling.bench, FIVE[0]))

    assert len(polling.bench.storage.ballots(BOARD, VOTE)) == 2
    refused_as = refused(polling.cast("ada", {"note_0001": 1}, Voter(FIVE[0], is_other=True)))
    assert refused_as is VoteNotYours


def test_VOTE5_a_ballot_in_the_same_batch_counts_for_nothing() -> None:
    polling = polling_of_five()
    early, late = (polling.ballot(FIVE[2], {"note_0003": 1}) for _ in range(2))
    helped = polling.ballot("ada", {"note_0003": 1}, Voter(FIVE[2], is_other=True))

    first, gone, second, third = polling.write(early, leaving(polling.bench, FIVE[2]), late, helped)

    assert isinstance(first, int)
    assert isinstance(gone, int)
    assert refused(second) is BoardMissing
    assert refused(third) is VoteNotYours
    assert len(polling.bench.storage.ballots(BOARD, VOTE)) == 4


def test_VOTE5_named_voters_lose_who_is_sent_away_and_closed_votes_stay_as_they_are() -> None:
    polling = polling_of_five(voters=FIVE)
    polling.do("close")
    polling.op(vote_op("vote_0002", voters=FIVE))
    polling.op(vote_op("vote_0003", voters=[FIVE[1], FIVE[3]]))
    polling.do("open", vote_id="vote_0003")

    polling.write(leaving(polling.bench, FIVE[3]))

    scene = polling.room.scene
    assert scene[VOTE]["voters"] == FIVE
    assert scene["vote_0002"]["voters"] == [*FIVE[:3], FIVE[4]]
    assert scene["vote_0003"]["voters"] == [FIVE[1]]
    polling.do("reveal")
    assert polling.vote["result"]["voters"] == 5


def test_VOTE5_when_it_cannot_be_stored_nothing_has_changed() -> None:
    polling = polling_of_five()
    polling.bench.storage.is_failing = True

    (answer,) = polling.write(leaving(polling.bench, FIVE[0]))

    assert isinstance(answer, BoardError)
    assert polling.room.role_of(FIVE[0]) == "participant"
    polling.bench.storage.is_failing = False
    assert len(polling.bench.storage.ballots(BOARD, VOTE)) == 5


def test_VOTE5_where_no_vote_is_open_and_no_table_there_is_no_entry() -> None:
    bench = Bench.with_everybody()

    (head,) = bench.write(leaving(bench, "bob"))

    assert head == 0
    assert bench.room.role_of("bob") is None


# --- tables ---------------------------------------------------------------------------------------


def at_tables(bench: Bench) -> list[list[str]]:
    return [list(value_of(table, "people")) for table in tables_of(bench.room.scene)]


def arranged(bench: Bench, action: Any) -> Work:
    return arrange(bench.room, "ada", action, bench.answers.append)


def test_TABLE4_who_is_sent_away_gets_up() -> None:
    bench = Bench.with_everybody()
    bench.write(arranged(bench, Spread(count=1)))
    assert seated(bench.room.scene) == {"bob", "cai"}

    bench.write(leaving(bench, "bob"))

    assert at_tables(bench) == [["cai"]]


def test_TABLE4_only_who_is_on_the_board_gets_a_place() -> None:
    bench = Bench.with_everybody()
    bench.write(arranged(bench, Spread(count=1)), arranged(bench, Add()))
    first, second = (table["id"] for table in tables_of(bench.room.scene))

    stranger, before, leaver, after = bench.write(
        arranged(bench, Seat("nobody-there", second)),
        arranged(bench, Seat("cai", second)),
        leaving(bench, "bob"),
        arranged(bench, Seat("bob", second)),
    )

    assert refused(stranger) is PersonMissing
    assert refused(after) is PersonMissing
    assert isinstance(before, int)
    assert isinstance(leaver, int)
    assert at_tables(bench) == [[], ["cai"]]
    assert isinstance(bench.write(arranged(bench, Seat("nobody-there", None)))[0], int)
    assert first != second


def test_TABLE4_who_had_a_place_from_before_gets_up_with_the_next_change() -> None:
    bench = Bench.with_everybody()
    bench.write(arranged(bench, Spread(count=2)))
    bench.registry.member_changed(BOARD, Member("bob", "Bob", None))
    assert "bob" in seated(bench.room.scene)

    empty = next(
        table["id"] for table in tables_of(bench.room.scene) if "cai" not in value_of(table, "people")
    )
    bench.write(arranged(bench, Remove(empty)))

    assert at_tables(bench) == [["cai"]]
