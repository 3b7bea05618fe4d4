"""A bad network as a TCP proxy: slow, narrow, silent for a while, cut, reset.

One proxy stands before the server for each page, so each page has weather of its own.
"""

import asyncio
import random
from dataclasses import dataclass, field

CHUNK = 4_096
LOOK_S = 0.05


@dataclass
class Weather:
    """How the network is now. Bytes a second and delay hold for each direction."""

    delay_s: float = 0.0
    bytes_per_s: float = float("inf")
    is_silent: bool = False  # accepts, delivers nothing, says nothing

    @property
    def is_good(self) -> bool:
        return self == Weather()


@dataclass
class Counts:
    """What has happened so far, by kind."""

    cuts: int = 0
    resets: int = 0
    silences: int = 0
    connections: int = 0
    bytes: int = 0


@dataclass
class _Pipe:
    writer: asyncio.StreamWriter
    free_at: float = 0.0
    queue: asyncio.Queue[tuple[float, bytes]] = field(default_factory=asyncio.Queue)


class Proxy:
    """Listens on a port of its own; `weather` can change at any time."""

    def __init__(self, server_port: int, counts: Counts) -> None:
        self.port = 0
        self.weather = Weather()
        self.counts = counts
        self._server_port = server_port
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.cut(is_reset=True)
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()

    def cut(self, *, is_reset: bool) -> None:
        """End all connections: with RST, or as a proxy that closes does."""
        for writer in self._writers:
            if is_reset:
                writer.transport.abort()
            else:
                writer.close()
        self._writers.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.counts.connections += 1
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        for source, target in ((reader, back), (there, writer)):
            pipe = _Pipe(target)
            self._run(self._take(source, pipe))
            self._run(self._deliver(pipe))

    def _run(self, work: "asyncio.Future[None] | object") -> None:
        task = asyncio.create_task(work)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _take(self, source: asyncio.StreamReader, pipe: _Pipe) -> None:
        """Read what one side sends; when it may leave follows from the weather."""
        loop = asyncio.get_running_loop()
        try:
            while data := await source.read(CHUNK):
                while self.weather.is_silent:
                    await asyncio.sleep(LOOK_S)
                self.counts.bytes += len(data)
                now = loop.time()
                busy_until = now if self.weather.is_good else max(pipe.free_at, now)
                pipe.free_at = busy_until + len(data) / self.weather.bytes_per_s
                await pipe.queue.put((pipe.free_at + self.weather.delay_s, data))
                # No more than a second's worth is under way, as on a line with small buffers.
                await self._bad_until(pipe.free_at - 1.0)
        except OSError:
            pass
        await pipe.queue.put((loop.time(), b""))

    async def _bad_until(self, at: float) -> None:
        """Wait until then, or until the weather is good: a good line holds nothing back."""
        loop = asyncio.get_running_loop()
        while (left := at - loop.time()) > 0 and not self.weather.is_good:
            await asyncio.sleep(min(left, LOOK_S))

    async def _deliver(self, pipe: _Pipe) -> None:
        leave_at = 0.0
        try:
            while True:
                due, data = await pipe.queue.get()
                leave_at = max(leave_at, due)  # in order, also when the delay has become shorter
                await self._bad_until(leave_at)
                if not data:
                    break
                pipe.writer.write(data)
                await pipe.writer.drain()
        except OSError:
            pass
        finally:
            self._writers.discard(pipe.writer)
            pipe.writer.close()


async def storms(proxy: Proxy, chance: random.Random, cut_s: tuple[float, float]) -> None:
    """Change the weather of one page for ever: a cut every so often, something else in between."""
    while True:
        proxy.weather = Weather(
            delay_s=chance.choice([0.05, 0.1, 0.3, 0.8, 2.0]) / 2,
            bytes_per_s=chance.choice([1, 2, 8, 32, 64]) * 1_024,
        )
        await asyncio.sleep(chance.uniform(*cut_s))
        end = chance.random()
        if end < 0.2:
            proxy.counts.silences += 1
            proxy.weather.is_silent = True
            await asyncio.sleep(chance.uniform(*cut_s) / 2)
            proxy.weather.is_silent = False
        elif end < 0.6:
            proxy.counts.resets += 1
            proxy.cut(is_reset=True)
        else:
            proxy.counts.cuts += 1
            proxy.cut(is_reset=False)
