"""Kills, crashes and cuts under real pages: nothing written is lost, and "Saved" is never a lie."""

from random import Random

from tests.support.server import wait_until
from tests.support.truth_stories import EPISODES, a_board, a_tab_crashes_with_unsent_notes, tell

SEED = 1
NO_QUEUE = "Object.defineProperty(window, 'indexedDB', { value: undefined })"
SAYS_SAVED = """new MutationObserver(() => {
  const words = document.querySelector(".save-words");
  if (words !== null && words.textContent !== "Saved") words.textContent = "Saved";
}).observe(document, { subtree: true, childList: true, characterData: true })"""


def test_OFFLINE1_ACK2_nothing_is_lost_and_saved_is_true_whatever_happens(chromium, tmp_path):
    random = Random(SEED)
    episodes = random.sample(EPISODES, k=len(EPISODES))

    with a_board(chromium, tmp_path) as truth:
        wrong = tell(truth, random, episodes)

    assert wrong == [], f"seed {SEED}: {[episode.__name__ for episode in episodes]}"
    assert len(truth.written) > len(EPISODES)


def test_OFFLINE1_without_the_queue_the_same_crash_loses_notes(chromium, tmp_path):
    with a_board(chromium, tmp_path, NO_QUEUE) as truth:
        wrong = tell(truth, Random(SEED), [a_tab_crashes_with_unsent_notes])

    assert any("is stored 0 times" in sentence for sentence in wrong)


def test_ACK2_a_page_that_says_saved_too_early_is_noticed(chromium, tmp_path):
    with a_board(chromium, tmp_path, SAYS_SAVED) as truth:
        page = truth.mia.live_tabs[0].page
        truth.set_offline(truth.mia, True)
        truth.write(truth.mia.live_tabs[0])

        wait_until(lambda: page.title() and truth.lies, "the lie to be noticed")

    assert truth.lies[0] == "Mia was told Saved while ['mark 1'] were not stored"
