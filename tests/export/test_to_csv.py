"""The table of notes, read back as a spreadsheet would."""

import csv
import io
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.core.scene import Scene, scene_of
from board.export.to_csv import COLUMNS, to_csv
from board.methods.demo import golden_file
from tests.support.golden import EDGE_TEXTS
from tests.support.scenes import frame, label, note, scene_after

ADA = {"person_ada": "Ada"}
MILAN = timezone(timedelta(hours=2))


def rows_of(table: bytes) -> list[dict[str, str]]:
    """The rows of the table by column name, without the heading."""
    text = io.StringIO(table.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def cells_of(scene: Scene, locale: str = "it") -> list[dict[str, str]]:
    return rows_of(to_csv(scene, ADA, locale, zone=UTC))


def test_the_table_opens_in_an_italian_spreadsheet() -> None:
    table = to_csv(scene_after(note(1, text="Perché «sì»")), ADA, "it", zone=MILAN)

    assert table.startswith(b"\xef\xbb\xbf")
    assert table.decode("utf-8-sig") == (
        '"id";"type";"type_name";"text";"frame";"author";"created";"entered_by";"decisions"\r\n'
        '"note_0001";"I";"Idea";"Perché «sì»";"";"Ada";"1970-01-01 02:00:00";"";""\r\n'
    )


def test_an_empty_board_gives_a_table_with_its_heading_only() -> None:
    assert to_csv({}, {}, "en").decode("utf-8-sig") == ";".join(f'"{name}"' for name in COLUMNS) + "\r\n"


@pytest.mark.parametrize(("locale", "name"), [("it", "Bisogno"), ("en", "Need"), ("xx", "Need")])
def test_TEXT1_the_type_is_named_in_the_readers_language(locale: str, name: str) -> None:
    assert cells_of(scene_after(note(1, type="B")), locale)[0]["type_name"] == name


def test_rows_follow_the_reading_order_frame_by_frame() -> None:
    scene = scene_after(
        frame(1, "Second", z="a1"),
        frame(2, "First", z="a0"),
        note(1, frame="frame_0001", z="a5"),
        note(2, frame="frame_0002", z="a7"),
        note(3, frame="frame_0002", z="a6"),
        note(4, z="Zz"),
    )

    rows = [(row["id"], row["frame"]) for row in cells_of(scene)]

    assert rows == [
        ("note_0003", "First"),
        ("note_0002", "First"),
        ("note_0001", "Second"),
        ("note_0004", ""),
    ]


def test_only_written_notes_are_in_the_table() -> None:
    scene = scene_after(note(1, text="   "), note(2, text="\n\t"), label(3, "A label"), note(4, text="x"))

    assert [row["id"] for row in cells_of(scene)] == ["note_0004"]


def test_who_is_not_known_has_no_name() -> None:
    assert rows_of(to_csv(scene_after(note(1)), {}, "it"))[0]["author"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u00a0=1",
        "\u3000＝1",
    ],
)
def test_a_formula_is_neutralised(text: str) -> None:
    record = {**scene_after(note(1))["note_0001"], "text": text}

    assert cells_of(scene_of([record]))[0]["text"] == f"'{text}"


def test_a_formula_is_neutralised_in_names_and_titles_too() -> None:
    scene = scene_after(frame(1, "=cmd|' /C calc'!A0"), note(1, frame="frame_0001"))

    row = rows_of(to_csv(scene, {"person_ada": "@SUM(1+1)"}, "en"))[0]

    assert row["frame"] == "'=cmd|' /C calc'!A0"
    assert row["author"] == "'@SUM(1+1)"


def test_a_formula_behind_a_comma_stays_inside_its_cell() -> None:
    table = to_csv(scene_after(note(1, text="a,=1+1,b")), ADA, "en").decode("utf-8-sig")

    assert '"a,=1+1,b"' in table


def test_the_edge_notes_come_back_character_for_character() -> None:
    scene = scene_after(*[note(key, text=text, z=f"a{key}") for key, text in enumerate(EDGE_TEXTS)])

    texts = [row["text"] for row in cells_of(scene)]

    assert texts == ["'=SUM(A1:A9)", *EDGE_TEXTS[1:-1]]


def test_the_golden_workshop_has_60_rows_with_their_authors() -> None:
    file = golden_file("it")
    people = {person["id"]: person["name"] for person in file["people"]}

    rows = rows_of(to_csv(scene_of(file["items"]), people, "it", zone=MILAN))

    assert len(rows) == 60
    first = next(row for row in rows if row["id"] == "demo_note_D01")
    assert first == {
        "id": "demo_note_D01",
        "type": "D",
        "type_name": "Dato",
        "text": "A.s. 2018/19: il 42,1% degli alunni italiani frequenta la scuola del proprio bacino "
        "(studio Politecnico-Comune)",
        "frame": "Albero dei problemi",
        "author": "Sara N.",
        "created": "2026-10-14 17:10:00",
        "entered_by": "",
        "decisions": "",
    }


characters = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t;,\"'=")


@given(
    texts=st.lists(st.text(characters, max_size=30), max_size=5),
    title=st.text(characters, max_size=10),
    name=st.text(characters, max_size=10),
)
def test_every_table_reads_back(texts: list[str], title: str, name: str) -> None:
    notes = [note(key, text=text, z=f"a{key}", frame="frame_0001") for key, text in enumerate(texts)]
    scene = scene_after(frame(1, title), *notes)

    rows = rows_of(to_csv(scene, {"person_ada": name}, "en"))

    assert len(rows) == len([text for text in texts if text.strip()])
    for row, text in zip(rows, filter(str.strip, texts), strict=True):
        assert row["text"] in (text, f"'{text}")
        assert row["frame"] in (title, f"'{title}")
        assert row["author"] in (name, f"'{name}")
        assert all(cell.lstrip()[:1] not in tuple("=+-@＝＋－＠") for cell in row.values() if cell.strip())
