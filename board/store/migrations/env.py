"""Run by Alembic, on the connection that `migrating.migrate` hands over."""

from alembic import context

from board.store.tables import metadata

connection = context.config.attributes["connection"]
# SQLite can roll back table changes when the driver does not interfere (see `_set_up_sqlite`), so
# a migration that fails half-way leaves nothing behind.
context.configure(
    connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
