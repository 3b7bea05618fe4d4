"""The command line: what it prints, what it writes, and one sentence when it cannot."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result
from flask import Flask

from board import create_app
from board.methods.demo import golden_file
from board.settings import ROOT, Settings
from board.store.passwords import password_matches
from board.web.services import Services

Run = Callable[..., Result]
PASSWORD = {"BOARD_PASSWORD": "una frase segreta"}
ADA = ("create-user", "--name", "Ada B.", "--email", "Ada@Example.org")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(Settings(data_dir=tmp_path / "data", locale="en", async_mode="threading"))
    yield made
    made.extensions["tavolo"].database.close()


@pytest.fixture
def services(app: Flask) -> Services:
    found: Services = app.extensions["tavolo"]
    return found


@pytest.fixture
def run(app: Flask) -> Run:
    """A function that runs `flask board` with these arguments."""
    runner = app.test_cli_runner()
    return lambda *args, **options: runner.invoke(args=["board", *args], **options)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    file = tmp_path / "demo.json"
    file.write_text(json.dumps(golden_file("it"), ensure_ascii=False), "utf-8")
    return file


def board_id_of(services: Services) -> str:
    return services.boards.list_all()[0].id


def assert_one_sentence(result: Result, sentence: str) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"{sentence}\n"


def test_a_user_can_sign_in_with_the_password_from_the_environment(run: Run, services: Services) -> None:
    result = run(*ADA, env=PASSWORD)

    assert (result.exit_code, result.stdout) == (0, "Ada B. can sign in now.\n")
    found = services.people.account_by_email("ada@example.org")
    assert found is not None
    assert found[0].name == "Ada B."
    assert found[1].startswith("$argon2id$")
    assert password_matches(found[1], "una frase segreta")


def test_what_is_not_given_is_asked_for_and_the_password_is_not_shown(run: Run, services: Services) -> None:
    answers = "Ada\nada@example.org\nuna frase segreta\nuna frase segreta\n"

    result = run("create-user", input=answers)

    assert result.exit_code == 0
    assert "segreta" not in result.output
    assert services.people.has_sign_in()


@pytest.mark.parametrize(
    ("name", "email", "password", "sentence"),
    [
        (" ", "ada@example.org", "una frase segreta", "Write a name first."),
        ("x" * 41, "a@b.it", "una frase segreta", "The name is too long: 40 characters at most."),
        ("Ada", "ada", "una frase segreta", "This does not look like an e-mail address."),
        ("Ada", "a@b.it", "short", "The password is too short: 10 characters at least."),
    ],
)
def test_ERR1_a_user_who_cannot_be_made_is_one_sentence(
    run: Run, services: Services, name: str, email: str, password: str, sentence: str
) -> None:
    result = run("create-user", "--name", name, "--email", email, "--password", password)

    assert_one_sentence(result, sentence)
    assert services.people.first_account() is None


def test_ERR1_an_address_that_is_taken_is_one_sentence(run: Run) -> None:
    run(*ADA, env=PASSWORD)

    assert_one_sentence(run(*ADA, env=PASSWORD), "There is already an account with this e-mail address.")


def test_an_empty_list_says_so(run: Run) -> None:
    assert run("list").stdout == "There are no boards yet.\n"


def test_an_imported_board_is_in_the_list(run: Run, services: Services, demo: Path) -> None:
    run(*ADA, env=PASSWORD)

    result = run("import", str(demo))

    board_id = board_id_of(services)
    assert result.stdout == f"“Scuole attrattive, incontro 4 (demo)” is here as board {board_id}.\n"
    heading, row = run("list").stdout.splitlines()
    assert heading.split() == ["Board", "Notes", "People", "Changed", "Name"]
    assert row.split()[:3] == [board_id, "60", "17"]
    assert row.endswith("Scuole attrattive, incontro 4 (demo)")
    owner = services.people.first_account()
    assert owner is not None
    assert services.boards.role_of(board_id, owner.id) == "facilitator"


def test_a_board_can_be_imported_before_anybody_has_an_account(
    run: Run, services: Services, demo: Path
) -> None:
    assert run("import", str(demo)).exit_code == 0

    assert services.boards.members(board_id_of(services)) == []


def test_what_is_exported_can_be_imported_again(
    run: Run, services: Services, demo: Path, tmp_path: Path
) -> None:
    run("import", str(demo))
    out = tmp_path / "out.json"

    result = run("export", board_id_of(services), "--out", str(out))

    assert (result.exit_code, result.output) == (0, "")
    exported = json.loads(out.read_text("utf-8"))
    assert exported["items"] == golden_file("it")["items"]
    assert run("import", str(out)).exit_code == 0
    assert run("import", "-", input=out.read_bytes()).exit_code == 0
    assert len(services.boards.list_all()) == 3


def test_tables_and_minutes_are_in_the_language_asked_for(run: Run, services: Services, demo: Path) -> None:
    run("import", str(demo))
    board_id = board_id_of(services)

    table = run("export", board_id, "--format", "csv", "--locale", "it")
    minute = run("export", board_id, "--format", "md")

    assert table.stdout_bytes.startswith(b'\xef\xbb\xbf"id";"type"')
    assert "Dato" in table.stdout
    assert minute.stdout.startswith("# Scuole attrattive, incontro 4 (demo)\n\nMinutes of the board")
    assert "- **Fact:**" in minute.stdout


def test_ERR1_a_board_or_format_that_is_not_there_is_one_sentence(
    run: Run, services: Services, demo: Path
) -> None:
    assert_one_sentence(run("export", "board_none"), "This board does not exist, or you have not joined it.")
    run("import", str(demo))
    assert_one_sentence(
        run("export", board_id_of(services), "--format", "exe"), "There is no such file format."
    )


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000])
def test_ERR1_a_file_that_is_no_json_is_one_sentence(run: Run, services: Services, content: bytes) -> None:
    result = run("import", "-", input=content)

    assert_one_sentence(result, "This file is not a board that Tavolo can open. (it is not JSON)")
    assert services.boards.list_all() == []


def test_ERR1_files_that_cannot_be_read_or_written_are_one_sentence(
    run: Run, services: Services, demo: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.json"
    assert_one_sentence(run("import", str(gone)), f"{gone} could not be read: No such file or directory.")
    run("import", str(demo))
    out = tmp_path / "no folder" / "out.json"
    assert_one_sentence(
        run("export", board_id_of(services), "--out", str(out)),
        f"{out} could not be written: No such file or directory.",
    )


def test_migrating_again_says_that_all_is_well(run: Run, services: Services) -> None:
    assert run("migrate").stdout == f"The data in {services.settings.data_dir} is up to date.\n"


def test_a_setup_link_works_once(run: Run, services: Services) -> None:
    link = run("setup-link").stdout.strip()

    address, _, token = link.rpartition("/setup/")
    assert address == services.settings.address
    assert services.people.use_setup_link(token, now_ms=services.clock_ms()).is_account


def flask(data_dir: Path, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command line as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "board", *args],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "BOARD_DATA": str(data_dir), **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_flask_finds_the_commands_and_says_nothing_else(tmp_path: Path) -> None:
    listed = flask(tmp_path, "list", BOARD_LOCALE="it")

    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "Non ci sono ancora lavagne.\n", "")


def test_ERR1_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    refused = flask(tmp_path, "list", BOARD_PORT="ninety")

    assert refused.returncode == 1
    assert refused.stderr == (
        "Tavolo cannot start: BOARD_PORT is 'ninety': it must be a number from 1 to 65535.\n"
    )


def test_DATA4_a_folder_of_a_newer_version_is_one_sentence(tmp_path: Path) -> None:
    flask(tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "tavolo.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    refused = flask(tmp_path, "list")

    assert refused.returncode == 1
    assert refused.stderr == (
        "Tavolo cannot start: The data folder was last used by a newer Tavolo. Update this one first.\n"
    )


def test_CHAIN1_verify_says_that_all_is_well(run: Run, services: Services, demo: Path) -> None:
    run("import", str(demo))

    for arguments in ((), (board_id_of(services),)):
        result = run("verify", *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("All is as it was written. Boards: 1, entries: ")


def test_CHAIN1_verify_names_the_first_bad_row_and_fails(
    run: Run, services: Services, demo: Path, tmp_path: Path
) -> None:
    run("import", str(demo))
    board_id = board_id_of(services)
    with sqlite3.connect(tmp_path / "data" / "tavolo.sqlite3") as connection:
        connection.execute("UPDATE entry SET at_ms = at_ms + 1 WHERE seq IN (3, 5)")
    connection.close()

    assert_one_sentence(run("verify"), f"Board {board_id}: entry 3 is not as it was written.")


def test_COMPACT1_compact_forgets_what_is_older_than_a_day(run: Run, services: Services, demo: Path) -> None:
    run("import", str(demo))
    board_id = board_id_of(services)
    before = services.storage.load(board_id)

    result = run("compact", board_id, "--before", "2036-01-31")

    assert result.exit_code == 0
    head = before.head
    sentence = f"Entries compacted: {head}. The history of the board begins with entry {head} now.\n"
    assert result.stdout == sentence
    assert services.storage.load(board_id) == before
    assert run("verify").exit_code == 0


def test_COMPACT1_compact_needs_a_board_and_a_day(run: Run) -> None:
    assert run("compact", "board_none").exit_code == 2
    assert_one_sentence(
        run("compact", "board_none", "--before", "2026-01-31"),
        "This board does not exist, or you have not joined it.",
    )


def test_FILE4_a_board_is_written_as_a_pdf_with_a_page_for_each_frame(
    run: Run, services: Services, demo: Path, tmp_path: Path
) -> None:
    run("import", str(demo))
    out, options = tmp_path / "out.pdf", ("--format", "pdf", "--each-frame", "--paper", "a4")

    result = run("export", board_id_of(services), *options, "--out", str(out))

    assert (result.exit_code, result.output) == (0, "")
    frames = [item for item in golden_file("it")["items"] if item["kind"] == "frame"]
    assert len(pypdfium2.PdfDocument(out)) == len(frames)


def test_FILE4_one_frame_is_written_and_one_that_is_not_there_is_one_sentence(
    run: Run, services: Services, demo: Path
) -> None:
    run("import", str(demo))
    first = next(item for item in golden_file("it")["items"] if item["kind"] == "frame")

    drawn = run("export", board_id_of(services), "--format", "svg", "--frame", first["id"])

    assert first["title"] in drawn.stdout
    gone = run("export", board_id_of(services), "--format", "svg", "--frame", "nothing_here")
    assert_one_sentence(gone, "Somebody has deleted this in the meantime.")


def test_PROJ3_a_new_account_leads_the_project_that_is_named(run: Run, services: Services) -> None:
    eve = ("create-user", "--name", "Eve", "--email", "eve@example.org")
    leo = ("create-user", "--name", "Leo", "--email", "leo@example.org")
    assert run(*ADA, env=PASSWORD).exit_code == 0

    assert run(*eve, "--new-project", "Nord", env=PASSWORD).exit_code == 0
    assert run(*leo, "--project", "nord", env=PASSWORD).exit_code == 0

    def led(email: str) -> list[str]:
        found = services.people.account_by_email(email)
        assert found is not None
        return [one.name for one in services.projects.list_for(found[0].id)]

    assert (led("ada@example.org"), led("eve@example.org"), led("leo@example.org")) == (
        ["Tavolo"],
        ["Nord"],
        ["Nord"],
    )
    listed = run("projects").stdout.splitlines()
    assert listed[0].split() == ["Project", "Meetings", "Boards", "Name"]
    assert [line.split()[-1] for line in listed[1:]] == ["Tavolo", "Nord"]


def test_PROJ3_an_account_that_cannot_be_made_leaves_no_project(run: Run, services: Services) -> None:
    assert run(*ADA, env=PASSWORD).exit_code == 0

    assert_one_sentence(run(*ADA, "--project", "Nowhere", env=PASSWORD), "There is no such project.")
    both = run(*ADA, "--project", "a", "--new-project", "b", env=PASSWORD)
    assert_one_sentence(both, "Choose --project or --new-project, not both.")
    assert run(*ADA, "--new-project", "Nord", env=PASSWORD).exit_code == 1

    assert [one.name for one in services.projects.list_all()] == ["Tavolo"]


def test_PROJ1_a_file_is_imported_into_the_project_that_is_named(
    run: Run, services: Services, demo: Path
) -> None:
    eve = ("create-user", "--name", "Eve", "--email", "eve@example.org", "--new-project", "Nord")
    assert run(*ADA, env=PASSWORD).exit_code == run(*eve, env=PASSWORD).exit_code == 0

    assert run("import", str(demo), "--project", "Nord").exit_code == 0

    [card] = services.boards.list_all()
    people = {email: services.people.account_by_email(f"{email}@example.org") for email in ("ada", "eve")}
    roles = {name: found and services.boards.role_of(card.id, found[0].id) for name, found in people.items()}
    assert roles == {"ada": None, "eve": "facilitator"}
