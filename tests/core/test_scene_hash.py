"""The hash of a scene: equal scenes, equal numbers, in both languages."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from board.core.scene_hash import moved_hash, record_hash, scene_hash

CASES = json.loads((Path(__file__).parents[1] / "protocol" / "scene_hash.json").read_text())

records = st.builds(
    lambda key, x, text: {"id": key, "kind": "note", "x": x, "text": text},
    st.text("abc", min_size=1, max_size=3),
    st.integers(-1000, 1000).map(lambda n: n / 4),
    st.text(max_size=5),
)
scenes = st.dictionaries(st.text("abc", min_size=1, max_size=3), records, max_size=6)


def test_SEQ4_the_shared_cases_have_their_hashes() -> None:
    for case in CASES["cases"]:
        assert scene_hash(case["items"]) == case["hash"], case["name"]


@given(scenes)
def test_SEQ4_order_does_not_matter(scene: dict[str, dict[str, object]]) -> None:
    values = list(scene.values())
    assert scene_hash(values) == scene_hash(reversed(values))


@given(scenes, records)
def test_SEQ4_a_hash_follows_each_change(scene: dict[str, dict[str, object]], new: dict[str, object]) -> None:
    before = scene.get(str(new["id"]))
    after = {**scene, str(new["id"]): new}
    known = scene_hash(scene.values())
    assert moved_hash(known, before, new) == scene_hash(after.values())
    assert moved_hash(scene_hash(after.values()), new, before) == known


def test_SEQ4_equal_changes_to_two_records_do_not_cancel_out() -> None:
    one, two = {"id": "a", "x": 1}, {"id": "b", "x": 1}
    moved = {**one, "x": 2}, {**two, "x": 2}
    assert scene_hash([one, two]) != scene_hash(moved)
    assert record_hash(one) ^ record_hash(moved[0]) != record_hash(two) ^ record_hash(moved[1])
