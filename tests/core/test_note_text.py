"""TXT: judging and merging what is typed. The cases that both languages share run in test_apply.py too."""

import json
import random
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from board.core.errors import BadText, BoardError, TextBad, TextEpoch, TextTooLong
from board.core.note_text import DOCUMENTS_KEPT, EDITS_LIMIT, NoteTexts, merge3
from board.core.text_diff import diff
from board.core.text_update import UPDATE_LIMIT
from tests.support.typists import typed

PROTOCOL = Path(__file__).parent.parent / "protocol"


def cases(name):
    found = json.loads((PROTOCOL / f"{name}.json").read_text("utf-8"))["cases"]
    return [pytest.param(case, id=case["name"]) for case in found]


def note(text, **more):
    return {"id": "note-0001", "kind": "note", "text": text, **more}


def written(record, text, client):
    """The note after somebody new typed in it."""
    found = NoteTexts().merge(record, typed(record, text, client)["update"])
    return {**record, "text": found.text, "edits": found.edits}


@pytest.mark.parametrize("case", cases("text_diff"))
def test_TXT_diff_shared_case(case):
    found = [[edit.start, edit.removed, edit.inserted] for edit in diff(case["old"], case["new"])]

    assert found == case["edits"]


@pytest.mark.parametrize("case", cases("text_merge"))
def test_TXT_merge_of_three_texts_shared_case(case):
    assert merge3(case["base"], case["mine"], case["theirs"]) == case["merged"]


@pytest.mark.parametrize("seed", range(50))
def test_TXT_a_diff_always_leads_from_one_text_to_the_other(seed):
    rng = random.Random(seed)
    for _ in range(40):
        old, new = ("".join(rng.choices("abc 😀\n", k=rng.randrange(15))) for _ in range(2))
        edits = diff(old, new)
        text = old
        for edit in reversed(edits):
            text = text[: edit.start] + edit.inserted + text[edit.start + edit.removed :]
        assert text == new, f"seed {seed}: {old!r} to {new!r}"
        ends = [edit.start + edit.removed for edit in edits]
        assert all(end < later.start for end, later in zip(ends, edits[1:], strict=False)), f"seed {seed}"


@pytest.mark.parametrize("case", cases("text_refused"))
def test_TXT2_what_is_not_plain_typing_is_refused(case):
    with pytest.raises(TextBad):
        NoteTexts().merge(note(case["base"]), case["update"])


@pytest.mark.parametrize(
    "update", ["", "AA", "AA==", "AAA", "AAA=\n", " AAA=", "AAB=", "é", "AAA=" * 10, "AQ=="]
)
def test_TXT2_base64_has_one_form_and_holds_one_update(update):
    with pytest.raises(TextBad):
        NoteTexts().merge(note("Ciao"), update)


def test_TXT2_an_update_is_bounded():
    just = typed(note(""), "a" * 1900, 7)["update"]
    NoteTexts().merge(note(""), just)

    with pytest.raises(TextBad):
        NoteTexts().merge(note(""), b64encode(bytes(UPDATE_LIMIT + 1)).decode())


def test_TXT2_nothing_is_taken_twice():
    record = note("Un cortile")
    update = typed(record, "Un cortile verde", 7)["update"]
    after = written(record, "Un cortile verde", 7)

    with pytest.raises(TextBad):
        NoteTexts().merge(after, update)


@pytest.mark.parametrize("bad", ["\0", "\x07", "\x7f"])
def test_LIM2_control_characters_are_refused_also_when_they_are_typed(bad):
    with pytest.raises(BadText):
        NoteTexts().merge(note("Ciao"), typed(note("Ciao"), f"Ciao{bad}", 7)["update"])


def test_LIM1_a_refused_text_leaves_the_note_as_it_was_for_the_next():
    texts = NoteTexts()
    record = note("a" * 1990)
    with pytest.raises(TextTooLong):
        texts.merge(record, typed(record, "a" * 2001, 7)["update"])

    assert texts.merge(record, typed(record, "a" * 2000, 8)["update"]).text == "a" * 2000


def test_TXT4_too_many_updates_have_to_wait_until_the_text_begins_anew():
    record = note("", edits={"base": "", "updates": ["AAA="] * EDITS_LIMIT})

    with pytest.raises(TextEpoch):
        NoteTexts().merge(record, typed(note(""), "a", 7)["update"])


def test_TXT_a_note_is_judged_alike_whether_its_document_is_kept_or_not():
    kept = NoteTexts()
    record = note("Un cortile 😀")
    for number in range(30):
        op = typed(record, f"{record['text']} {number} 😀", 100 + number)
        one, other = kept.merge(record, op["update"]), NoteTexts().merge(record, op["update"])
        assert (one.text, one.edits) == (other.text, other.edits)
        record = {**record, "text": one.text, "edits": one.edits}
        # Another note's documents must not push out what matters, nor mix with it.
        kept.merge(note("Altro"), typed(note("Altro"), "Altro!", 7)["update"])


def test_TXT_documents_are_kept_for_so_many_notes_and_no_more():
    texts = NoteTexts()
    for number in range(DOCUMENTS_KEPT + 20):
        texts.merge(note(f"Nota {number}"), typed(note(f"Nota {number}"), "Altro", 7)["update"])

    assert len(texts._kept) == DOCUMENTS_KEPT


@pytest.mark.parametrize("seed", range(40))
def test_TXT2_no_bytes_at_all_do_harm(seed):
    rng = random.Random(seed)
    record = written(note("Un cortile 😀 con ombra"), "Un bel cortile 😀", 7)
    good = [b64decode(typed(record, text, 9)["update"]) for text in ("", "Un bel", "Un bel cortile 😀😀!")]
    for _ in range(100):
        content = bytearray(rng.choice(good))
        for _ in range(rng.randint(1, 4)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        content = content[: rng.randint(1, len(content))] if rng.random() < 0.3 else content
        try:
            found = NoteTexts().merge(record, b64encode(content).decode())
        except BoardError:
            continue
        # What is taken is plain text, and everybody who starts from the record gets the same.
        again = {**record, "text": found.text, "edits": found.edits}
        assert written(again, f"{found.text}!", 11)["text"] == f"{found.text}!", f"seed {seed}"
