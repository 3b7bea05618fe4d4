"""What an installation can choose, all of it by environment variables that start with BOARD_."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The settings of one server; see README.md for what each is for."""

    host: str = "127.0.0.1"  # BOARD_HOST: the address to listen on
    port: int = 5000  # BOARD_PORT
    data_dir: Path = ROOT / "data"  # BOARD_DATA: database, log file and lock live here
    public_url: str | None = None  # BOARD_PUBLIC_URL: what people type, when a proxy stands in front
    city_name: str = ""  # BOARD_CITY_NAME: shown in the header of every page
    locale: str = "it"  # BOARD_LOCALE: the language when nothing else tells, and of the demo
    async_mode: str = "eventlet"  # BOARD_ASYNC: "eventlet" or "threading"
    is_fast: bool = True  # BOARD_FAST_PATH: 0 sends everything through the public interface of the library
    connections: int = 3_000  # BOARD_CONNECTIONS: live ones at once; those beyond are asked to come later
    min_free_mb: int = 50  # BOARD_MIN_FREE_MB: with less than this on the disk, boards are read-only

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from BOARD_* variables. Raises ValueError with a sentence that names the variable."""
        port = environ.get("BOARD_PORT", "5000")
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError(f"BOARD_PORT is {port!r}: it must be a number from 1 to 65535.")
        public_url = environ.get("BOARD_PUBLIC_URL", "").rstrip("/") or None
        if public_url is not None and urlsplit(public_url).scheme not in ("http", "https"):
            raise ValueError(f"BOARD_PUBLIC_URL is {public_url!r}: it must start with https:// or http://.")
        locale = environ.get("BOARD_LOCALE", "it")
        if locale not in ("it", "en"):
            raise ValueError(f"BOARD_LOCALE is {locale!r}: it must be it or en.")
        async_mode = environ.get("BOARD_ASYNC", "eventlet")
        if async_mode not in ("eventlet", "threading"):
            raise ValueError(f"BOARD_ASYNC is {async_mode!r}: it must be eventlet or threading.")
        fast_path = environ.get("BOARD_FAST_PATH", "1")
        if fast_path not in ("0", "1"):
            raise ValueError(f"BOARD_FAST_PATH is {fast_path!r}: it must be 0 or 1.")
        connections = environ.get("BOARD_CONNECTIONS", "3000")
        if not connections.isdigit() or int(connections) < 1:
            raise ValueError(f"BOARD_CONNECTIONS is {connections!r}: it must be a number from 1 on.")
        min_free_mb = environ.get("BOARD_MIN_FREE_MB", "50")
        if not min_free_mb.isdigit():
            raise ValueError(f"BOARD_MIN_FREE_MB is {min_free_mb!r}: it must be a whole number of megabytes.")
        return cls(
            host=environ.get("BOARD_HOST", "127.0.0.1"),
            port=int(port),
            data_dir=Path(environ.get("BOARD_DATA", str(ROOT / "data"))).expanduser().resolve(),
            public_url=public_url,
            city_name=environ.get("BOARD_CITY_NAME", "").strip(),
            locale=locale,
            async_mode=async_mode,
            connections=int(connections),
            is_fast=fast_path == "1",
            min_free_mb=int(min_free_mb),
        )

    @property
    def base_path(self) -> str:
        """The sub-path that everything lives under: "" or, say, "/tavolo" (NET1)."""
        return urlsplit(self.public_url).path.rstrip("/") if self.public_url else ""

    @property
    def is_secure(self) -> bool:
        """Whether people reach this server by https."""
        return bool(self.public_url and self.public_url.startswith("https://"))

    @property
    def origin(self) -> str | None:
        """The one origin that pages come from, or None: the host of each request."""
        if self.public_url is None:
            return None
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def address(self) -> str:
        """The start of every link that is printed: the public URL, or host and port."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return self.public_url or f"http://{host}:{self.port}"
