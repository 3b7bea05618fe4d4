"""The minute: how it reads, and that what people wrote stays text."""

from datetime import UTC, timedelta, timezone

import pytest

from board.core.scene import Scene, scene_of
from board.export.to_markdown import escape, to_markdown
from board.methods.demo import golden_file
from tests.support.golden import EDGE_TEXTS
from tests.support.scenes import frame, label, note, scene_after

MILAN = timezone(timedelta(hours=2))
AT_MS = 1_791_993_600_000  # 14 October 2026, 18:00 in Milan


def minute_of(scene: Scene, *, name: str = "Board", locale: str = "en", **people: str) -> str:
    return to_markdown(name, scene, people, locale, AT_MS, zone=MILAN)


def small_scene() -> Scene:
    return scene_after(
        frame(1, "Problemi", prompt="Che cosa non va?", z="a0"),
        note(1, type="P", text="Il cortile è chiuso", frame="frame_0001", z="a1"),
        label(2, "Spazi", frame="frame_0001", z="a2"),
        note(3, type="P", text="Nessuna ombra", frame="frame_0001", z="a3"),
        note(4, type="D", text="40 gradi", frame="frame_0001", z="a4"),
        frame(5, "Soluzioni", z="a5"),
        note(6, type="S", text="Piantare alberi", z="a6"),
    )


def test_the_minute_reads_well_in_italian() -> None:
    assert minute_of(small_scene(), name="Scuole", locale="it", p2="Bruno", p1="Ada") == (
        "# Scuole\n"
        "\n"
        "Verbale della lavagna, 14 ottobre 2026, ore 18:00\n"
        "\n"
        "4 note · 2 aree · 2 persone\n"
        "\n"
        "| Tipo | Note |\n"
        "| --- | ---: |\n"
        "| Dato | 1 |\n"
        "| Problema | 2 |\n"
        "| Soluzione | 1 |\n"
        "\n"
        "## Problemi\n"
        "\n"
        "> Che cosa non va?\n"
        "\n"
        "- **Problema:** Il cortile è chiuso\n"
        "\n"
        "### Spazi (2 note)\n"
        "\n"
        "- **Problema:** Nessuna ombra\n"
        "- **Dato:** 40 gradi\n"
        "\n"
        "## Soluzioni\n"
        "\n"
        "Qui non ci sono note.\n"
        "\n"
        "## Fuori dalle aree\n"
        "\n"
        "- **Soluzione:** Piantare alberi\n"
        "\n"
        "## Persone\n"
        "\n"
        "- Ada\n"
        "- Bruno\n"
    )


def test_the_minute_reads_well_in_english() -> None:
    lines = minute_of(small_scene(), p1="Ada").splitlines()

    assert "4 notes · 2 areas · 1 person" in lines
    assert "- **Problem:** Il cortile è chiuso" in lines
    assert "### Spazi (2 notes)" in lines
    assert "No notes here." in lines
    assert lines[2] == "Minutes of the board, 14 October 2026, 18:00"


def test_the_minute_of_an_empty_board_is_short() -> None:
    lines = minute_of({}, locale="it").splitlines()

    assert lines == [
        "# Board",
        "",
        "Verbale della lavagna, 14 ottobre 2026, ore 18:00",
        "",
        "0 note · 0 aree · 0 persone",
    ]


def test_blank_notes_and_labels_are_left_out() -> None:
    scene = scene_after(note(1, text="  "), label(2, "\n"), note(3, text="One"))

    minute = minute_of(scene)

    assert "1 note ·" in minute
    assert minute.count("- **") == 1
    assert "###" not in minute


def test_notes_stand_without_their_authors() -> None:
    minute = minute_of(scene_after(note(1, text="A secret worry"), actor="p1"), p1="Ada")

    assert "- **Idea:** A secret worry\n" in minute
    assert minute.count("Ada") == 1


def test_a_note_of_several_lines_stays_in_its_place() -> None:
    scene = scene_after(
        frame(1, "", prompt="One?\n\nTwo?"), note(1, text="first\n\n  # second\n- third", frame="frame_0001")
    )

    minute = minute_of(scene)

    assert (
        "## Area without a title\n\n> One?  \n> Two?\n\n- **Idea:** first  \n  \\# second  \n  \\- third\n"
        in minute
    )


def test_a_long_label_is_a_paragraph() -> None:
    scene = scene_after(label(1, "x" * 81, z="a0"), note(2, z="a1"), label(3, "two\nlines", z="a2"))

    minute = minute_of(scene)

    assert "\n\n" + "x" * 81 + "\n\n- **Idea:** A note\n\ntwo  \nlines\n" in minute
    assert "###" not in minute


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with. (all) signs! 42,1% + 3 = 5 - 1", "plain, with. (all) signs! 42,1% + 3 = 5 - 1"),
        ("# heading", r"\# heading"),
        ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
        ("[link](http://x.it)", r"\[link\](http://x.it)"),
        ("![image](x)", r"!\[image\](x)"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("&lt;b&gt; & &#60; R&D", r"&amp;lt;b&amp;gt; & &amp;\#60; R&D"),
        ("> quote", r"\> quote"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("1. item", r"1\. item"),
        ("12) item", r"12\) item"),
        ("2026 anno", "2026 anno"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("`code` ```", r"\`code\` \`\`\`"),
        ("a | b", r"a \| b"),
        ("\\*", r"\\\*"),
        ("    indented", "indented"),
    ],
)
def test_what_people_write_is_shown_as_it_is(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize("text", EDGE_TEXTS[:-1])
def test_no_edge_note_breaks_out_of_its_line(text: str) -> None:
    minute = minute_of(
        scene_after(frame(1, text[:100], prompt=text), note(1, text=text, frame="frame_0001")), name=text
    )

    assert "<" not in minute
    assert [line[:2] for line in minute.splitlines() if line.startswith("#")] == ["# ", "##"]
    assert minute.count("\n- ") == 1


def test_the_golden_workshop_tells_all_60_notes_under_their_groups() -> None:
    file = golden_file("it")
    people = {person["id"]: person["name"] for person in file["people"]}

    minute = to_markdown(file["board"]["name"], scene_of(file["items"]), people, "it", AT_MS, zone=UTC)

    assert "60 note · 7 aree · 16 persone" in minute
    assert minute.count("\n- **") == 60
    assert minute.count("\n### ") == 20
    assert minute.count("\n## ") == 8
    assert "### Reputazione e racconto (9 note)" in minute


def test_the_minute_says_who_led_and_who_only_looked() -> None:
    people = {"p1": "Ada", "p2": "Bruno", "p3": "Carla", "p4": "Dario"}
    roles = {"p1": "facilitator", "p2": "participant", "p3": "observer", "p4": None}

    minute = to_markdown("Scuole", small_scene(), people, "it", AT_MS, roles=roles)

    assert minute.endswith("- Ada (Facilitatore)\n- Bruno\n- Carla (Osservatore)\n- Dario\n")
