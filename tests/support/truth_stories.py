"""What happens to two people and their pages, told by a seed."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.soak.runs import Result
from tests.support.browser import running_chromium
from tests.support.truth import Truth

Episode = Callable[[Truth, Random], None]


def some_notes(truth: Truth, random: Random) -> None:
    """One to three notes, on any page that is open, or words more in the note of both."""
    tabs = [*truth.mia.live_tabs, *truth.leo.live_tabs]
    for _ in range(random.randint(1, 3)):
        how = truth.write if random.random() < 0.6 else truth.write_together
        how(random.choice(tabs))


def the_server_is_killed(truth: Truth, random: Random) -> None:
    truth.write(truth.mia.live_tabs[0])
    truth.server.kill()
    for tab in (*truth.mia.live_tabs, *truth.leo.live_tabs):
        tab.board.wait_offline()
    some_notes(truth, random)
    truth.server.start()


def somebody_is_offline(truth: Truth, random: Random) -> None:
    person = random.choice([truth.mia, truth.leo])
    truth.set_offline(person, True)
    truth.write(person.live_tabs[0])
    some_notes(truth, random)
    truth.set_offline(person, False)


def a_tab_crashes_with_unsent_notes(truth: Truth, random: Random) -> None:
    """The next page of the same person sends them."""
    person = random.choice([truth.mia, truth.leo])
    truth.set_offline(person, True)
    tab = random.choice(person.live_tabs)
    for _ in range(random.randint(1, 3)):
        truth.write(tab)
    truth.write_together(tab)
    truth.crash(tab)
    truth.set_offline(person, False)
    truth.open_tab(person)
    truth.write(person.live_tabs[-1])


def a_tab_crashes_while_it_saves(truth: Truth, random: Random) -> None:
    """Nobody knows whether the server has it, so it is sent again."""
    tab = random.choice(truth.mia.live_tabs)
    truth.write(tab)
    truth.crash(tab)
    truth.open_tab(truth.mia)


def one_of_two_tabs_crashes(truth: Truth, random: Random) -> None:
    """What it left is the other's to send, in the end by a third that opens."""
    first = truth.mia.live_tabs[0]
    second = truth.open_tab(truth.mia)
    truth.set_offline(truth.mia, True)
    gone = random.choice([first, second])
    truth.write(first)
    truth.write(second)
    truth.crash(gone)
    truth.set_offline(truth.mia, False)
    truth.open_tab(truth.mia)
    for tab in truth.mia.live_tabs[1:]:
        tab.board.wait_saved()
        tab.page.close()
        tab.go()


def the_browser_is_killed(truth: Truth, random: Random) -> None:
    """The profile on the disk is all that is left."""
    truth.server.kill()
    for tab in truth.mia.live_tabs:
        tab.board.wait_offline()
        truth.write(tab)
    truth.kill_browser(truth.mia)
    some_notes(truth, random)
    truth.server.start()
    truth.open_browser(truth.mia)
    truth.open_tab(truth.mia)


EPISODES: tuple[Episode, ...] = (
    the_server_is_killed,
    somebody_is_offline,
    a_tab_crashes_with_unsent_notes,
    a_tab_crashes_while_it_saves,
    one_of_two_tabs_crashes,
    the_browser_is_killed,
)


@contextmanager
def a_board(browser: Browser, folder: Path, script: str | None = None) -> Iterator[Truth]:
    """Mia and Leo, each with a page on an empty board. `script`: see `Truth`."""
    with closing(Truth(browser, folder, script=script)) as truth:
        for person in (truth.mia, truth.leo):
            truth.open_browser(person)
            truth.open_tab(person)
        truth.begin_together()
        truth.rest()
        yield truth


def tell(truth: Truth, random: Random, episodes: Iterator[Episode] | list[Episode]) -> list[str]:
    """What was wrong after these episodes: lost or doubled notes, and lies of the save state."""
    for episode in episodes:
        episode(truth, random)
        some_notes(truth, random)
    truth.rest()
    return truth.lies + truth.lost()


def soak(count: int, seed: int) -> Result:
    """`count` stories of twelve episodes each, one after the other."""
    failures: list[str] = []
    notes = 0
    with running_chromium() as browser:
        for story in range(seed, seed + count):
            random = Random(story)
            with TemporaryDirectory() as folder, a_board(browser, Path(folder)) as truth:
                wrong = tell(truth, random, random.choices(EPISODES, k=12))
                notes += len(truth.written)
            failures += [f"seed {story}: {sentence}" for sentence in wrong]
            print(f"truth: seed {story}, {wrong or 'nothing wrong'}", flush=True)
    failed = len({sentence.split(":")[0] for sentence in failures})
    return Result(count - failed, failed, {"notes": notes, "first_seed": seed}, failures)
