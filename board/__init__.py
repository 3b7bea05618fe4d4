"""Tavolo, a self-hosted workshop board. The map is in README.md beside this file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from board.live.concurrency import Concurrency
    from board.settings import Settings


def create_app(settings: "Settings | None" = None, concurrency: "Concurrency | None" = None) -> "Flask":
    """The application, ready to serve: database migrated, routes and events attached.

    The pieces with a state of their own are in `app.extensions["tavolo"]`.
    """
    # Imported here: `import board.core` must not load Flask and the database.
    from board.app import build_app

    return build_app(settings, concurrency)
