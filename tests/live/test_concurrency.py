"""Bells, locks and watched sockets, under both kinds of concurrency."""

import socket
import threading
import warnings

import pytest

from board.live.concurrency import EventletConcurrency, ThreadConcurrency

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet


class Threads(ThreadConcurrency):
    def all_done(self, tasks):
        threads = [threading.Thread(target=task) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

    def give_way(self):
        threading.Event().wait(0.001)


class Green(EventletConcurrency):
    def all_done(self, tasks):
        with eventlet.Timeout(20):
            for green in [eventlet.spawn(task) for task in tasks]:
                green.wait()

    def give_way(self):
        eventlet.sleep(0)


@pytest.fixture(params=[Threads, Green])
def concurrency(request):
    return request.param()


def test_a_bell_wakes_who_waits_and_who_will_wait(concurrency):
    bell, heard = concurrency.bell(), []

    def wait():
        for _ in range(2):
            bell.wait()
            heard.append("rung")

    def ring():
        bell.ring()
        while not heard:
            concurrency.give_way()
        bell.ring()

    concurrency.all_done([ring, wait])

    assert heard == ["rung", "rung"]


def test_a_bell_rung_twice_before_it_is_heard_wakes_once(concurrency):
    bell = concurrency.bell()
    bell.ring()
    bell.ring()

    bell.wait()
    before = threading.get_ident()
    bell.wait(0.01)  # returns because the time is over

    assert before == threading.get_ident()


def test_a_lock_lets_one_task_in_at_a_time_in_the_order_they_came(concurrency):
    lock, inside, log = concurrency.lock(), [], []

    def work(name):
        for _ in range(20):
            with lock, lock:  # a task may take it again
                assert not inside
                inside.append(name)
                concurrency.give_way()
                inside.remove(name)
                log.append(name)

    concurrency.all_done([lambda name=name: work(name) for name in "abc"])

    assert sorted(log) == ["a"] * 20 + ["b"] * 20 + ["c"] * 20


def test_a_lock_is_free_again_after_a_mistake_inside(concurrency):
    lock, log = concurrency.lock(), []

    with pytest.raises(ValueError, match="inside"), lock:
        raise ValueError("inside")

    def work():
        with lock:
            log.append("in")

    concurrency.all_done([work])
    assert log == ["in"]


def test_a_watched_socket_calls_back_until_it_is_told_to_stop():
    hub, (ours, theirs) = EventletConcurrency().hub, socket.socketpair()
    seen = []

    def on_readable():
        seen.append(ours.recv(100))

    watch = hub.watch(ours, on_readable, lambda: seen.append("room"))
    theirs.sendall(b"one")
    hub.look()
    watch.read(False)
    watch.write(True)
    theirs.sendall(b"two")
    hub.look()
    watch.write(False)
    seen_before = list(seen)
    watch.read(True)
    hub.look()
    watch.stop()
    watch.stop()
    theirs.sendall(b"three")
    hub.look()

    assert seen_before[0] == b"one"
    assert set(seen_before[1:]) == {"room"}
    assert seen[len(seen_before) :] == [b"two"]
    ours.close()
    theirs.close()
    watch.stop()


@pytest.fixture
def watched():
    """A hub, and a function that makes a watched socket: its other end, its watch and what it has read."""
    hub, made = EventletConcurrency().hub, []

    def watch(fails=False):
        ours, theirs = socket.socketpair()
        seen = []

        def on_readable():
            if fails:
                raise ValueError("a mistake of ours")
            seen.append(ours.recv(100))

        made.append((ours, theirs, hub.watch(ours, on_readable, lambda: None)))
        return theirs, made[-1][2], seen, ours

    yield hub, watch
    for ours, theirs, one in made:
        one.stop()
        ours.close()
        theirs.close()


def test_LIVE1_one_look_hears_all_that_are_ready(watched):
    hub, watch = watched
    some = [watch() for _ in range(3)]
    for theirs, *_ in some:
        theirs.sendall(b"here")

    assert hub.look() == 3
    assert [seen for _, _, seen, _ in some] == [[b"here"]] * 3
    assert hub.look() == 0


def test_LIVE1_a_mistake_at_one_socket_does_not_make_the_others_deaf(watched):
    hub, watch = watched
    bad, good = watch(fails=True), watch()
    for _ in range(2):
        bad[0].sendall(b"x")
        good[0].sendall(b"x")
        hub.look()

    assert good[2] == [b"x", b"x"]


def test_a_number_that_the_system_gives_away_belongs_to_the_new_socket(watched):
    hub, watch = watched
    _, old, _, ours = watch()
    number = ours.detach()
    socket.close(number)
    theirs, _, seen, ours = watch()
    assert ours.fileno() == number

    old.stop()
    theirs.sendall(b"new")
    hub.look()

    assert seen == [b"new"]


def test_what_comes_to_a_watched_socket_is_heard_by_itself(watched):
    _, watch = watched
    theirs, _, seen, _ = watch()

    for message in (b"one", b"two"):
        theirs.sendall(message)
        with eventlet.Timeout(20):
            while seen[-1:] != [message]:
                eventlet.sleep(0.001)


def test_a_task_that_is_ended_while_it_waits_for_a_lock_holds_up_nobody():
    green = Green()
    lock, log = green.lock(), []

    def work(name):
        with lock:
            log.append(name)

    with lock:
        first, second, third = (eventlet.spawn(work, name) for name in "abc")
        eventlet.sleep(0)
        second.kill()
    first.kill()  # it has the lock already, and has not run
    with eventlet.Timeout(20):
        third.wait()

    assert log[-1] == "c"
    green.all_done([lambda: work("d")])
    assert log[-1] == "d"
