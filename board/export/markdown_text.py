"""What people wrote, so that Markdown shows it as it is."""

import re

_ANYWHERE = re.compile(r"([\\`*_\[\]#|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^([-+=:>]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """One line of what people wrote, so that Markdown shows it as it is."""
    plain = _ANYWHERE.sub(r"\\\1", _ENTITY.sub("&amp;", text.strip()).replace("<", "&lt;"))
    start = _LINE_START.match(plain)
    if start is None:
        return plain
    # "1." loses its meaning by an escaped dot, the other signs by an escape before them.
    return f"{start[1]}\\{plain[start.end() :]}" if start[1].isdigit() else f"\\{plain}"


def one_line(text: str) -> str:
    """All of it on one line, escaped."""
    return escape(" ".join(text.split()))
