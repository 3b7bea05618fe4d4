"""Where Tavolo starts: `python wsgi.py` serves, `flask --app wsgi board ...` is the command line.

To serve, eventlet must patch the standard library before anything else is imported, so it comes
first. The command line needs no hub: Flask is loaded by then, and patching would come too late.
"""

import os
import warnings

if __name__ == "__main__" and os.environ.get("BOARD_ASYNC", "eventlet") == "eventlet":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet

    eventlet.monkey_patch()

from board.start import command_line_app, serve

if __name__ == "__main__":
    serve()
else:
    app = command_line_app()
