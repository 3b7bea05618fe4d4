"""Tables on a real registry: one entry for all, and a seat for who comes while people are apart."""

from board.core.kinds import value_of
from board.core.tables import is_apart, read_action, seated, tables_of
from board.core.visibility import Member
from board.live.tables import arrange
from tests.support.rooms import Bench, refusal_code


def work(bench, person_id, **payload):
    return arrange(bench.room, person_id, read_action(payload), bench.answers.append)


def test_TABLE1_participants_who_are_here_are_spread_by_one_entry_that_everybody_is_told():
    bench = Bench.with_everybody()
    assert bench.write(work(bench, "ada", do="random", count=2)) == [1]
    bench.room.flush()

    [entry] = bench.outbox.news("sid-vera", "entries")
    assert entry["actor"] == "ada"
    people = [person for op in entry["ops"] for person in op["item"].get("people", [])]
    assert sorted(people) == ["bob", "cai"]


def test_TABLE1_only_who_leads_when_its_turn_comes_arranges_tables():
    bench = Bench.with_everybody()
    assert refusal_code(bench.write(work(bench, "bob", do="random", count=2))[0]) == "denied"
    asked = work(bench, "ada", do="random", count=2)
    bench.room.meet(Member("ada", "Ada", "participant"))
    assert refusal_code(bench.write(asked)[0]) == "denied"
    assert tables_of(bench.room.scene) == []


def test_TABLE2_who_comes_while_people_are_apart_gets_a_seat_and_others_do_not():
    bench = Bench.with_everybody()
    bench.write(work(bench, "ada", do="random", count=2), work(bench, "ada", do="start"))
    assert is_apart(bench.room.scene)
    bench.people.members["dora"] = Member("dora", "Dora", "participant")
    bench.people.members["olga"] = Member("olga", "Olga", "observer")
    for person_id in ("dora", "olga"):
        bench.join(person_id)

    for _ in range(2):  # asked twice, seated once
        bench.registry.seat_late(bench.room)
    bench.write(*[bench.registry._waiting.get_nowait() for _ in range(2)])

    assert seated(bench.room.scene) == {"bob", "cai", "dora"}
    assert sorted(len(value_of(table, "people")) for table in tables_of(bench.room.scene)) == [1, 2]
    bench.registry.seat_late(bench.room)
    assert bench.registry._waiting.empty()
