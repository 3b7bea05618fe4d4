"""The command line of a server: `flask --app wsgi board ...`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NoReturn

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo

from board.core.errors import BoardError, FormatMissing, ImportBad, ItemMissing
from board.core.errors_documents import DocumentEmpty, DocumentFailed
from board.core.kinds import TITLE_LIMIT
from board.core.ops import check_name
from board.core.scene import Scene
from board.export.child import Child
from board.export.documents import Wish, as_format
from board.export.sheets import OWN, PAPER_NAMES
from board.export.strings import strings
from board.export.to_csv import to_csv
from board.export.to_json import to_json
from board.export.to_markdown import to_markdown
from board.store.compact import compact_board
from board.store.migrating import migrate
from board.store.passwords import hash_password
from board.store.projects import FIRST
from board.store.transfer import export_board, import_board
from board.store.verify import verify
from board.web.auth import check_email, check_password
from board.web.services import services

FORMATS: Final = ("json", "csv", "md")
STANDARD_STREAM: Final = "-"


class _Commands(AppGroup):
    """Commands whose errors are one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        # The command's own context is gone by the time its error arrives here.
        with ctx.ensure_object(ScriptInfo).load_app().app_context():
            try:
                return super().invoke(ctx)
            except BoardError as error:
                _stop(_text(error.message) % error.data)


commands = _Commands("board", help="Keep this Tavolo: its people and its boards.")


def register(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(commands)


@commands.command("create-user")
@click.option("--name", prompt=True, help="As others on a board see it.")
@click.option("--email", prompt=True)
@click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    envvar="BOARD_PASSWORD",
    help="Better typed when asked for, or in BOARD_PASSWORD, than on the command line.",
)
@click.option("--project", help="The id or name of the one project to lead. Without it: the first.")
@click.option("--new-project", help="The name of a project to make, and to lead instead.")
def create_user(name: str, email: str, password: str, project: str | None, new_project: str | None) -> None:
    """Add a facilitator who signs in with e-mail and password."""
    if project is not None and new_project is not None:
        _stop(_text("Choose --project or --new-project, not both."))
    shown, address = check_name(name), check_email(email)
    password_hash = hash_password(check_password(password))
    people, projects, now_ms = services().people, services().projects, services().clock_ms()
    project_id = FIRST if project is None else projects.named(project).id
    wanted = None if new_project is None else check_name(new_project, TITLE_LIMIT)
    person = people.create_account(
        shown, address, password_hash, None, now_ms=now_ms, project_id=project_id, new_project=wanted
    )
    click.echo(_text("%(name)s can sign in now.") % {"name": person.name})


@commands.command("setup-link")
def setup_link() -> None:
    """Print a link that signs one facilitator in, once, within seven days."""
    token = services().people.make_setup_link(now_ms=services().clock_ms())
    click.echo(f"{services().settings.address}/setup/{token}")


@commands.command("projects")
def list_projects() -> None:
    """List all projects, the first one first."""
    rows = [[_text("Project"), _text("Meetings"), _text("Boards"), _text("Name")]]
    for one in services().projects.list_all():
        shown = f"{one.name} ({_text('put aside')})" if one.is_aside else one.name
        rows.append([one.id, str(one.meetings), str(one.boards), shown])
    _echo_table(rows)


@commands.command("list")
def list_boards() -> None:
    """List all boards, the last changed first."""
    rows = [[_text("Board"), _text("Notes"), _text("People"), _text("Changed"), _text("Name")]]
    for card in services().boards.list_all():
        changed = datetime.fromtimestamp(card.updated_at_ms / 1000, UTC).astimezone()
        counts = [str(card.note_count), str(card.people_count)]
        rows.append([card.id, *counts, f"{changed:%Y-%m-%d %H:%M}", card.name])
    if len(rows) == 1:
        click.echo(_text("There are no boards yet."))
        return
    _echo_table(rows)


def _echo_table(rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@commands.command("export")
@click.argument("board_id", metavar="BOARD")
@click.option(
    "--format", "file_format", default="json", show_default=True, help="json, csv, md, pdf, png or svg."
)
@click.option("--out", default=STANDARD_STREAM, show_default=True, help="A file; - is the standard output.")
@click.option("--locale", type=click.Choice(("it", "en")), help="The language of csv, md and pdf.")
@click.option("--frame", help="For pdf, png and svg: the id of the one area to show.")
@click.option("--each-frame", is_flag=True, help="For pdf, png and svg: a page, or a picture in a ZIP, each.")
@click.option("--paper", type=click.Choice(PAPER_NAMES), default=OWN, show_default=True, help="For pdf.")
@click.option("--comments", is_flag=True, help="For pdf: numbered pins, and pages of what was said.")
def export(board_id: str, file_format: str, out: str, locale: str | None, **picture: Any) -> None:
    """Write the board with the id BOARD as a file."""
    language = locale or services().settings.locale
    drawn = as_format(file_format)
    if drawn is None:
        content = _content(board_id, file_format, language)
    else:
        ids = () if picture["frame"] is None else (picture["frame"],)
        wish = Wish(
            drawn,
            ids,
            picture["each_frame"],
            picture["paper"],
            language,
            has_comments=picture["comments"],
        )
        content = _document(board_id, wish)
    if out == STANDARD_STREAM:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(out).write_bytes(content)
    except OSError as error:
        _stop_file("%(file)s could not be written: %(why)s.", out, error)


@commands.command("import")
@click.argument("file")
@click.option("--project", help="The id or name of the project that the board is to belong to.")
def import_file(file: str, project: str | None) -> None:
    """Bring a board back from the JSON file FILE; - is the standard input."""
    try:
        content = sys.stdin.buffer.read() if file == STANDARD_STREAM else Path(file).read_bytes()
    except OSError as error:
        _stop_file("%(file)s could not be read: %(why)s.", file, error)
    if project is None:
        first, project_id = services().people.first_account(), None
        owner = None if first is None else first.id
    else:
        project_id = services().projects.named(project).id
        owner = services().projects.first_lead(project_id)
    database, now_ms = services().database, services().clock_ms()
    board = import_board(database, _parse(content), imported_by=owner, now_ms=now_ms, project_id=project_id)
    click.echo(_text("“%(name)s” is here as board %(id)s.") % {"name": board.name, "id": board.id})


@commands.command("migrate")
def migrate_database() -> None:
    """Bring the database up to date; starting the server does the same."""
    migrate(services().database)
    folder = services().settings.data_dir
    click.echo(_text("The data in %(folder)s is up to date.") % {"folder": folder})


@commands.command("verify")
@click.argument("board_id", metavar="[BOARD]", required=False)
def verify_boards(board_id: str | None) -> None:
    """Check that no byte of the board with the id BOARD, or of any board, has changed by itself."""
    verified = verify(services().database, board_id)
    if verified.fault is not None:
        _stop(_text(verified.fault.message) % verified.fault.data)
    counts = {"boards": verified.boards, "entries": verified.entries, "snapshots": verified.snapshots}
    click.echo(
        _text("All is as it was written. Boards: %(boards)s, entries: %(entries)s, snapshots: %(snapshots)s.")
        % counts
    )


@commands.command("compact")
@click.argument("board_id", metavar="BOARD")
@click.option(
    "--before",
    required=True,
    type=click.DateTime(("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")),
    help="A day, 2026-11-23, or a moment, 2026-11-23T18:00:00, in the time of this machine.",
)
def compact(board_id: str, before: datetime) -> None:
    """Forget what was changed on the board with the id BOARD before a day.

    Who changed it and when stays, and the board itself; moments before that day cannot be shown or
    brought back any more.
    """
    before_ms = int(before.astimezone().timestamp() * 1000)
    now_ms = services().clock_ms()
    done = compact_board(services().database, board_id, before_ms=before_ms, now_ms=now_ms)
    click.echo(
        _text("Entries compacted: %(entries)s. The history of the board begins with entry %(seq)s now.")
        % {"entries": done.entries, "seq": done.seq}
    )


def _content(board_id: str, file_format: str, locale: str) -> bytes:
    """The board in this format. Raises BoardMissing, FormatMissing."""
    if file_format not in FORMATS:
        raise FormatMissing
    board = services().boards.get(board_id)
    if file_format == "json":
        return to_json(export_board(services().database, board_id))
    scene: Scene = services().storage.load(board_id).scene
    known = services().boards.authors(board_id)
    people = {member.person_id: member.name for member in known}
    if file_format == "csv":
        return to_csv(scene, people, locale)
    roles = {member.person_id: member.role for member in known}
    more: dict[str, Any] = {"roles": roles, "gathering": services().attendance.of_board(board_id)}
    return to_markdown(board.name, scene, people, locale, services().clock_ms(), **more).encode()


def _document(board_id: str, wish: Wish) -> bytes:
    """The picture or PDF, made by a child process as the server does. Raises BoardMissing, ItemMissing,
    DocumentEmpty, DocumentFailed."""
    services().boards.get(board_id)
    scene = services().storage.load(board_id).scene
    for item_id in wish.ids:
        if item_id not in scene:
            raise ItemMissing(id=item_id)
    with TemporaryDirectory(prefix="tavolo-") as folder:
        out = Path(folder) / "document"
        order = {
            "data_dir": str(services().settings.data_dir),
            "board_id": board_id,
            "person_id": "",
            "role": "facilitator",  # who has the shell has the data
            "wish": wish.to_json(),
            "at_ms": services().clock_ms(),
            "out": str(out),
        }
        answer = Child().run(order, lambda _step: None)
        if not answer.get("done"):
            raise DocumentEmpty if answer.get("error") == "empty" else DocumentFailed
        if answer["missing"]:
            told = _text("No font has these characters, so they became □: %(characters)s")
            click.echo(told % {"characters": " ".join(answer["missing"])}, err=True)
        if not answer["is_standard"]:
            click.echo(
                _text(
                    "This PDF is complete, but not made for reading aloud: "
                    "something on the board does not allow it."
                ),
                err=True,
            )
        return out.read_bytes()


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ImportBad(why="it is not JSON") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _text(key: str) -> str:
    return strings(services().settings.locale).gettext(key)


def _stop_file(key: str, file: str, error: OSError) -> NoReturn:
    _stop(_text(key) % {"file": file, "why": error.strerror})


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
