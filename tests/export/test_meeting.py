"""MEET4: how the minute of a meeting begins."""

from datetime import UTC

import pytest

from board.core.attendance import Attendee, Gathering
from board.core.meetings import Meeting
from board.export.attendance import attendance_csv
from board.export.to_markdown import to_markdown
from tests.support.scenes import note, scene_after

MEETING = Meeting(
    "Priorità e aree target",
    4,
    6,
    day="2026-10-14",
    starts="17:00",
    ends="19:30",
    place="Sala riunioni del municipio",
    way="hybrid",
)


PEOPLE = (
    Attendee(
        "Giulia M.",
        organisation="Comune",
        role="facilitatrice",
        sector="public",
        mode="room",
        may_vote=False,
        is_present=True,
    ),
    Attendee(
        "Rosa F.",
        organisation="IC Gelsomini (fittizio)",
        role="dirigente scolastica",
        sector="public",
        mode="room",
        is_present=True,
    ),
    Attendee(
        "Luca B.",
        organisation="Colori Srl (fittizia)",
        role="titolare",
        sector="private",
        mode="remote",
        is_present=True,
    ),
    Attendee("Ines T.", role="cittadina attiva", sector="civic", mode="assisted", is_present=True),
    Attendee("Zeno Z.", organisation="Municipio 4", sector="public"),
)


def minute(people: tuple[Attendee, ...], locale: str = "it") -> str:
    gathering, names = Gathering(MEETING, people), {"p1": "Ada"}
    scene = scene_after(note(1, text="Il cortile è chiuso"))
    return to_markdown("Scuole", scene, names, locale, 0, zone=UTC, gathering=gathering)


def test_MEET4_the_minute_begins_with_what_the_meeting_was() -> None:
    assert minute(PEOPLE).startswith(
        "# Scuole\n"
        "\n"
        "**Incontro 4 di 6: Priorità e aree target**\n"
        "\n"
        "**Data:** 14 ottobre 2026, 17:00–19:30 · **Luogo:** Sala riunioni del municipio · "
        "**Come ci si incontra:** Ibrido, in presenza e da remoto\n"
        "\n"
        "## Presenti\n"
        "\n"
        "| Ente | Ruolo | Settore | Modalità |\n"
        "| --- | --- | --- | --- |\n"
    )


def test_MEET4_who_was_there_is_counted_by_sector_and_way() -> None:
    text = minute(PEOPLE)

    assert "Presenti: 4. Aventi voto: 3. Assenti: 1." in text
    assert "Settore: pubblico 2, privato 1, civico 1\n" in text
    assert "Modalità: in sala 2, da remoto 1, in sala, con assistenza 1\n" in text
    assert "| IC Gelsomini (fittizio) | dirigente scolastica | pubblico | in sala |" in text
    assert "| – | cittadina attiva | civico | in sala, con assistenza |" in text
    assert "Municipio 4" not in text


def test_MEET4_nobody_is_named_for_having_been_there() -> None:
    text = minute((*PEOPLE, Attendee("Only A Name", is_present=True)))

    assert not [one.name for one in PEOPLE if one.name in text]
    assert "Only A Name" not in text
    assert "Ada" not in text
    assert "Presenti: 5." in text


def test_MEET4_what_is_not_known_is_left_out() -> None:
    scene = scene_after(note(1, text="Il cortile è chiuso"))

    text = to_markdown(
        "Schools", scene, {"p1": "Ada"}, "en", 0, gathering=Gathering(Meeting("Kick-off", 1, 1), ())
    )

    assert text.startswith("# Schools\n\n**Meeting 1 of 1: Kick-off**\n\nMinutes of the board,")
    assert text.endswith("## People\n\n- Ada\n")


@pytest.mark.parametrize(
    ("bad", "shown"),
    [("# x", "\\# x"), ("<b>x</b>", "&lt;b>x&lt;/b>"), ("a | b", "a \\| b"), ("[x](y)", "\\[x\\](y)")],
)
def test_MEET4_what_people_wrote_stays_text(bad: str, shown: str) -> None:
    people = (Attendee("A", organisation=bad, role=bad, is_present=True),)
    meeting = Meeting(bad, 1, 1, place=bad)

    text = to_markdown("Board", {}, {}, "en", 0, gathering=Gathering(meeting, people))

    assert f"**Meeting 1 of 1: {shown}**" in text
    assert f"**Place:** {shown}\n" in text
    assert f"\n| {shown} | {shown} | – | – |\n" in text


def test_MEET3_the_table_has_all_of_the_list() -> None:
    lines = attendance_csv(PEOPLE, "it").decode("utf-8-sig").split("\r\n")

    assert lines[0] == '"Nome";"Ente";"Ruolo";"Settore";"Modalità";"Vota";"Presente";"Firma"'
    assert lines[1] == '"Giulia M.";"Comune";"facilitatrice";"pubblico";"in sala";"no";"sì";""'
    assert len(lines) == 1 + 5 + 1
