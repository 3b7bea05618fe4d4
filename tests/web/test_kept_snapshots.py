"""Snapshots that are ready to be sent."""

import gzip
import json

import pytest

from board.live.concurrency import ThreadConcurrency
from board.web.kept_snapshots import KeptSnapshots

WORDS = {"items": ["Un cortile con ombra e verde"] * 50}


@pytest.fixture
def made():
    return []


@pytest.fixture
def make(made):
    """Makes a snapshot, and remembers that it was asked to."""

    def make():
        made.append("once")
        return WORDS

    return make


def kept(**options):
    return KeptSnapshots(ThreadConcurrency(), **options)


def test_a_snapshot_is_made_once_for_one_seq(make, made):
    snapshots = kept()

    first, second = (
        snapshots.get("board-participant", "7", make),
        snapshots.get("board-participant", "7", make),
    )

    assert made == ["once"]
    assert first is second
    assert json.loads(first.text) == json.loads(gzip.decompress(first.zipped)) == WORDS


@pytest.mark.parametrize(
    ("place", "tag"), [("board-participant", "8"), ("board-viewer", "7"), ("other-viewer", "7")]
)
def test_SEQ3_another_seq_or_role_or_board_has_its_own(make, made, place, tag):
    snapshots = kept()
    snapshots.get("board-participant", "7", make)

    snapshots.get(place, tag, make)

    assert len(made) == 2


def test_what_nobody_asks_for_goes_first(make, made):
    one = kept().get("a", "1", make)
    snapshots = kept(bytes_limit=one.size * 2)
    for place in ("a", "b", "a", "c"):
        snapshots.get(place, "1", make)
    made.clear()

    snapshots.get("a", "1", make)
    snapshots.get("b", "1", make)

    assert made == ["once"]


def test_a_snapshot_that_is_too_large_to_keep_is_still_sent(make):
    assert json.loads(kept(bytes_limit=1).get("a", "1", make).text) == WORDS
