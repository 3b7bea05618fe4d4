"""Where Tavolo starts: `python wsgi.py` serves, `flask --app wsgi board ...` is the command line.

eventlet must patch the standard library before anything else is imported, so it comes first.
"""

import os
import warnings

if os.environ.get("BOARD_ASYNC", "eventlet") == "eventlet":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet

    eventlet.monkey_patch()

from board import create_app
from board.settings import Settings
from board.start import serve

if __name__ == "__main__":
    serve(Settings.from_environ())
else:
    app = create_app()
