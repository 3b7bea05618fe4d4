"""Bringing the tables up to date: apart, because Alembic takes long to load and little else needs it."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from board.core.errors import BackupFailed, SchemaNewer, StorageFailed
from board.store.database import Database

BACKUPS: Final = "backup"  # folder beside the database
_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Bring the tables up to date in one transaction; nothing to do is fine.

    What a process left that was killed while it copied is deleted: it may hold what is in no copy (VOTE1).
    A database that an earlier release made is first copied to the folder `backup` beside it. Raises
    BackupFailed when that cannot be done, SchemaNewer when a newer Tavolo has already changed the tables.
    """
    current = database.read(_revision)
    newest = _scripts(_config()).get_current_head()
    if database.file is not None:
        for unfinished in (database.file.parent / BACKUPS).glob("*.part*"):
            unfinished.unlink(missing_ok=True)
    if current is not None and current != newest and database.file is not None:
        try:
            database.copy_to(database.file.parent / BACKUPS / f"before-{newest}.sqlite3")
        except StorageFailed as error:
            raise BackupFailed from error
    if current != newest:
        database.write(_upgrade)
    # A server that was killed may have left ballots there of a vote that it had closed (VOTE1).
    with suppress(StorageFailed):
        database.empty_log()


def _revision(connection: Connection) -> str | None:
    """Which migration the database has come to; None for an empty one. Raises SchemaNewer."""
    current = MigrationContext.configure(connection).get_current_heads()
    known = {script.revision for script in _scripts(_config()).walk_revisions()}
    if not known.issuperset(current):
        raise SchemaNewer
    return current[0] if current else None


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _scripts(config: Config) -> ScriptDirectory:
    return ScriptDirectory.from_config(config)
