"""A workshop over real sockets: everybody is told of the step, bound by it, and finds it after a kill."""

from tests.support.items import create
from tests.support.rooms import note
from tests.support.server import SocketPerson, running_server, wait_until

AGENDA = (
    create("step", "step-writing", z="a1", title="Write", mode="silent", minutes=5),
    create("step", "step-voting", z="a2", title="Vote", mode="vote"),
)


def seated(facilitator, server):
    """A board with an agenda, who leads it and who takes part."""
    board = facilitator.post("/api/boards", {"method": "blank"})["board"]
    code = facilitator.get(f"/api/boards/{board['id']}/invite").json()["code"]
    facilitator.token = facilitator.http.cookies["tavolo_session"]
    leading = SocketPerson(facilitator, board["id"]).connect()
    guest = SocketPerson(server.guest(code, "Bob"), board["id"]).connect()
    assert leading.op(*AGENDA)["ok"]
    return leading, guest


def step_told(person):
    """The step that the newest entry about the workshop says is on."""
    values = [op.get("set") or op["item"] for entry in person.entries for op in entry["ops"]]
    steps = [one["step"] for one in values if "step" in one]
    return steps[-1] if steps else None


def test_STEP2_PERM3_everybody_is_told_of_the_step_and_bound_by_it(server, facilitator):
    leading, guest = seated(facilitator, server)

    assert leading.call("workshop", {"do": "start"})["ok"]
    wait_until(lambda: step_told(guest) == "step-writing", "the first step")
    assert guest.op(note("note-of-bob"))["ok"]
    assert guest.call("workshop", {"do": "end"})["code"] == "denied"
    assert leading.call("workshop", {"do": "step", "step": "step-voting"})["ok"]
    refused = guest.op(note("note-too-late"))

    assert (refused["code"], refused["data"]["step"]) == ("step.not_now", "Vote")
    wait_until(lambda: step_told(guest) == "step-voting", "the second step")
    assert leading.call("workshop", {"do": "dance"})["code"] == "bad.shape"
    for person in (leading, guest):
        person.disconnect()


def test_TIMER1_TIMER2_after_a_kill_step_and_timer_are_what_they_were(tmp_path):
    with running_server(tmp_path / "data") as server:
        leading, guest = seated(server.facilitator(), server)
        assert leading.call("workshop", {"do": "step", "step": "step-writing"})["ok"]
        before = workshop_of(guest)
        server.kill()
        server.start()
        guest.reconnect()

        assert workshop_of(guest) == before
        hello = {"board": guest.board_id, "client": guest.client_id}
        now_ms = guest.call("hello", hello)["now_ms"]
        assert before["since_ms"] <= now_ms < before["timer"]["ends_at_ms"] == before["since_ms"] + 300_000
        for person in (leading, guest):
            person.disconnect()


def workshop_of(person):
    items = person.caller.snapshot(person.board_id)["items"]
    return next(item for item in items if item["kind"] == "workshop")
