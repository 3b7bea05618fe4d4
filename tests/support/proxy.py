"""A small proxy between browser and server that does to connections what bad networks do."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from tests.support.server import free_port

HEAD_LIMIT = 64 * 1024
CHUNK = 64 * 1024


@dataclass
class Proxy:
    """Passes bytes on to 127.0.0.1:`server_port`. Its switches may be changed at any time.

    `websockets`: what happens to a request for one: it passes, is forwarded as a plain request (as
    proxies do that do not know the header), or is swallowed without an answer. `is_silent`: all
    connections stay open, new ones too, and nothing gets through. `idle_limit_s`: a connection on
    which nothing was sent for so long is cut. `delay_s`: everything arrives so much later, each way.
    """

    server_port: int
    port: int = field(default_factory=free_port)
    websockets: Literal["pass", "strip", "swallow"] = "pass"
    is_silent: bool = False
    idle_limit_s: float | None = None
    delay_s: float = 0.0
    swallowed: int = 0  # requests for a websocket that were not passed on
    cuts: int = 0  # connections cut because nothing was sent
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop | None = None
    _is_over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Close all connections at once."""
        assert self._loop is not None, "the proxy does not run"
        self._loop.call_soon_threadsafe(self._close_all)

    def _close_all(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, is_up: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        is_up.set()
        await self._is_over.wait()
        server.close()
        self.is_silent = False
        self._close_all()
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self._connect(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # one side went away: so does the other
        finally:
            self._writers.discard(writer)
            writer.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"\nupgrade: websocket" in head.lower() and self.websockets != "pass":
            self.swallowed += 1
            if self.websockets == "swallow":
                await reader.read()
                return
            kept = [
                line
                for line in head.split(b"\r\n")
                if not line.lower().startswith((b"upgrade:", b"connection:"))
            ]
            head = b"\r\n".join([*kept[:-2], b"Connection: close", b"", b""])
        while self.is_silent:
            await asyncio.sleep(0.05)
        there, back = await asyncio.open_connection("127.0.0.1", self.server_port)
        self._writers.add(back)
        try:
            back.write(head)
            await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))
        finally:
            self._writers.discard(back)
            back.transport.abort()

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while True:
            try:
                data = await asyncio.wait_for(source.read(CHUNK), self.idle_limit_s)
            except TimeoutError:
                self.cuts += 1
                raise ConnectionError("nothing was sent") from None
            if not data:
                await asyncio.sleep(self.delay_s)
                raise ConnectionError("one side is done")
            if self.is_silent:
                continue
            if self.delay_s:
                asyncio.get_running_loop().call_later(self.delay_s, target.write, data)
            else:
                target.write(data)
                await target.drain()

    def run(self, is_up: threading.Event) -> None:
        """Serve until `stop`."""
        asyncio.run(self._serve(is_up))

    def stop(self) -> None:
        """Close everything; `run` returns."""
        assert self._loop is not None, "the proxy does not run"
        self._loop.call_soon_threadsafe(self._is_over.set)


@contextmanager
def running_proxy(server_port: int) -> Iterator[Proxy]:
    """A proxy that ends with the block."""
    proxy = Proxy(server_port)
    is_up = threading.Event()
    thread = threading.Thread(target=proxy.run, args=(is_up,), daemon=True)
    thread.start()
    assert is_up.wait(10), "the proxy does not start"
    try:
        yield proxy
    finally:
        proxy.stop()
        thread.join(10)
