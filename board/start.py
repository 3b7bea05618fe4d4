"""Start the server: one process for each data folder, the demo on the first day, and a greeting."""

import fcntl
import logging
import os
import secrets
import signal
import socket
import sys
from dataclasses import replace
from typing import IO, NoReturn

from flask import Flask

from board import create_app
from board.core.errors import BoardError
from board.live.concurrency import sleep_s
from board.live.garbage import settle, tend_garbage
from board.live.watch import watch_hub
from board.methods.demo import golden_file
from board.settings import Settings
from board.store.passwords import password_matches
from board.store.transfer import import_board
from board.web.services import Services

log = logging.getLogger("board.start")

RETURN_WITHIN_MS = 1_500  # pages come back spread over this time after a planned stop
GOODBYE_S = 0.3  # for the goodbyes to leave
END_S = 4.5  # from the wish to stop to the end, whatever the disk does


def serve() -> None:
    """Serve until stopped. Ends with one sentence when a setting is wrong, the folder is in use or
    cannot be written, or the address is taken."""
    try:
        settings = Settings.from_environ()
        lock = _lock_folder(settings)
        _check_address(settings)
        app = create_app(settings)
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(f"Tavolo cannot start: {error}")
    except BoardError as error:
        sys.exit(f"Tavolo cannot start: {error.message % error.data}")
    services: Services = app.extensions["tavolo"]
    settle()
    services.registry.start()
    services.concurrency.spawn(watch_hub, services.registry.metrics)
    services.concurrency.spawn(tend_garbage, services.registry.count_sessions)
    # The first unknown account must not take longer than a wrong password (AUTH1).
    services.concurrency.spawn(services.concurrency.run_native, password_matches, None, "")
    _greet(services)
    log.info("serving %s from %s", settings.address, settings.data_dir)
    try:
        services.concurrency.serve(app, settings.host, settings.port, lambda: _wind_down(services))
    finally:
        lock.close()


def _wind_down(services: Services) -> None:
    """Leave nothing undone: ops on their way are stored and told, pages know when to come back, the
    write-ahead log is folded into the database. Ends the process with a sentence where that cannot be."""
    _end_within(END_S, services.settings)
    services.registry.stop(lambda: secrets.randbelow(RETURN_WITHIN_MS))
    sleep_s(GOODBYE_S)
    if not (services.database.is_in_place() and services.registry.is_writable):
        _end_unsaved(services.settings)
    services.database.close()
    signal.setitimer(signal.ITIMER_REAL, 0)
    log.info("stopped")


def _end_within(seconds: float, settings: Settings) -> None:
    """Whatever a disk that does not answer holds up, the process ends."""
    signal.signal(signal.SIGALRM, lambda *_: _end_unsaved(settings))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _end_unsaved(settings: Settings) -> NoReturn:
    """What was not stored stays with the pages that sent it. Nothing is waited for any more."""
    sentence = (
        f"Tavolo has stopped, and could not save at the end: look at the folder {settings.data_dir} and its"
        " disk. What people have changed since is kept by their browsers and is sent when Tavolo is back."
    )
    log.error("stopped without saving")
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
    os._exit(1)


def command_line_app() -> Flask:
    """The application for `flask --app wsgi board ...`, on plain threads. Ends with one sentence when
    a setting is wrong or the data folder cannot be used."""
    try:
        return create_app(replace(Settings.from_environ(), async_mode="threading"))
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(f"Tavolo cannot start: {error}")
    except BoardError as error:
        sys.exit(f"Tavolo cannot start: {error.message % error.data}")


def _lock_folder(settings: Settings) -> IO[str]:
    """The open lock file; the lock ends with the process, however it ends."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = (settings.data_dir / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise OSError(f"another Tavolo already uses the folder {settings.data_dir}.") from None
    return lock


def _check_address(settings: Settings) -> None:
    """Raises OSError with a sentence when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            raise OSError(f"it cannot listen on {where} ({error.strerror}). Set BOARD_PORT.") from None


def _greet(services: Services) -> None:
    """Print the three things that a first facilitator needs."""
    settings = services.settings
    demo_code = _demo_code(services)
    if services.people.has_sign_in():
        sign_in = ("Sign in", f"{settings.address}/sign-in")
    else:
        token = services.people.make_setup_link(now_ms=services.clock_ms())
        sign_in = ("First facilitator (one-time link)", f"{settings.address}/setup/{token}")
    lines = [sign_in]
    if demo_code is not None:
        lines.append(("Demo board, join with code " + demo_code, f"{settings.address}/join/{demo_code}"))
    lines.append(("Data", str(settings.data_dir)))
    width = max(len(label) for label, _ in lines)
    rows = [f"  {label:<{width}}  {text}" for label, text in lines]
    sys.stdout.write("\n".join(["", "  Tavolo is running.", *rows, "", ""]))
    sys.stdout.flush()


def _demo_code(services: Services) -> str | None:
    """The join code of the demo board, made on the first start; None once it is deleted or closed."""
    boards = services.boards
    marker = services.settings.data_dir / "demo"
    if not marker.exists():
        board = import_board(
            services.database,
            golden_file(services.settings.locale),
            imported_by=None,
            now_ms=services.clock_ms(),
        )
        marker.write_text(board.id)
    board_id = marker.read_text().strip()
    if board_id not in {card.id for card in boards.list_all()}:
        return None
    invite = boards.invite(board_id)
    return invite.code if invite.is_open else None
