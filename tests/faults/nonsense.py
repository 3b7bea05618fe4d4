"""Messages that no honest client sends, made by a grammar and by mutation, from a seed."""

import json
import random
from collections.abc import Callable
from typing import Any

from tests.faults.wire import frame

# What is worth breaking: values where something else is expected.
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, 10**40, -(10**40), 0.1, 1e308, 1e-308, "", "a",
    "\x00", "\x7f",
    "\x1b[2J", "\u202e", "\ufeff", "’", "😀" * 50, "x" * 2_100, [], [[]], {}, {"": ""}, [None] * 50,
    {"__proto__": {"a": 1}}, {"constructor": {"prototype": 1}}, "__proto__", "../../etc/passwd", "%n%s",
    "'; DROP TABLE entry; --", "<script>alert(1)</script>", "=1+1", [1, [2, [3, [4]]]],
]  # fmt: skip
RAW_ODD = [
    "NaN",
    "-Infinity",
    "Infinity",
    "1e999",
    "-1e999",
    '"\\ud800"',
    '"\\udc00\\ud800"',
    "9" * 400,
    "01",
    "1.",
    "'a'",
]
EVENTS = [
    "op",
    "draft",
    "workshop",
    "tables",
    "hello",
    "sync",
    "presence",
    "move",
    "diverged",
    "vote",
    "ballot",
    "hand",
    "ready",
    "mode",
    "connect",
    "disconnect",
    "error",
    "bye",
    "__bad__",
    "",
]
OPS = ["create", "patch", "delete", "text", "undo", "batch", "", None, 7]
CODES = ["42", "43", "45", "46", "451-", "461-", "42/admin,", "42?", "43?", "48", "49", "4:", "4[", "4é"]
# These end a session, or are no packet at all.
ENDING_CODES = ["", "0", "1", "5", "6", "7", "40", "41", "44", "4", "x", "{", "\x00"]
CLOSING_SHARE = 0.0005  # of messages that must end the connection: each costs a new one


def _item(chance: random.Random) -> dict[str, Any]:
    item = {
        "kind": "note",
        "id": f"hostile-{chance.randrange(10**9):09d}",
        "x": 0,
        "y": 0,
        "w": 200,
        "h": 200,
    }
    return {
        **item,
        "z": "a0",
        "frame": None,
        "type": "I",
        "text": "",
        "author": "someone",
        "created_at_ms": 1,
    }


def _op(chance: random.Random) -> dict[str, Any]:
    do = chance.choice(OPS)
    target = chance.choice(["note-of-watcher", f"hostile-{chance.randrange(10**9):09d}", *map(str, ODD[:4])])
    return chance.choice(
        [
            {"do": do, "item": _item(chance)},
            {
                "do": do,
                "id": target,
                "set": {chance.choice(["x", "text", "author", "kind", "id", "epoch"]): 1},
            },
            {"do": do, "id": target},
            {
                "do": do,
                "id": target,
                "epoch": chance.choice(ODD),
                "update": chance.choice(["AAAA", "!!", "A" * 200]),
            },
            {"do": do, "of": [chance.choice(["client-of-nobody", 1, None]), chance.choice(ODD)]},
        ]
    )


def _payload(chance: random.Random, event: str) -> Any:
    if event == "op":
        return {
            "id": ["hostile-client-1", chance.choice([0, -1, 10**9, chance.randrange(10**6)])],
            "ops": [_op(chance)],
        }
    if event == "draft":
        n, note_round = chance.choice([0, -1, chance.randrange(10**6)]), chance.choice([0, -1, 1.5])
        return {"id": ["hostile-client-1", n], "put": _item(chance), "round": note_round}
    if event == "workshop":
        return {"do": chance.choice(["start", "step", "end", "reveal"]), "step": "step-of-nobody"}
    if event == "tables":
        count = chance.choice([0, -1, 101, 1e9, "2"])
        return {"do": chance.choice(["random", "assign", "end", ""]), "count": count, "table": None}
    if event == "hello":
        return {"board": chance.choice(["board-of-nobody", 1]), "client": "hostile-client-1", "since": -1}
    if event == "sync":
        return {"since": chance.choice([-1, 10**9, 1.5, "1"])}
    if event in ("presence", "diverged"):
        box = {"note-of-watcher": {"x": 1e9, "y": 0}}
        return {"cursor": [1e300, 0], "selection": ["note-of-watcher"] * 300, "preview": box, "view": "none"}
    if event == "move":
        return chance.choice([[1, 2], [1e9, 0], [1], [1, 2, 3], ["a", "b"], [None, None, 1, 1]])
    if event == "vote":
        return {"vote": "note-of-watcher", "do": chance.choice(["open", "close", "reveal", "cancel", "", 1])}
    if event == "ballot":
        whom = chance.choice([{"room": chance.choice([0, 2, 1e9])}, {"name": "\u202e"}, {"person": 1}])
        other = chance.choice([{}, {"for": whom}])
        return {"vote": "vote-of-watcher", "choices": {"note-of-watcher": chance.choice(ODD)}, **other}
    if event == "mode":
        return {"mode": chance.choice([*ODD, "room"]), "person": chance.choice(["nobody", *ODD])}
    if event in ("hand", "ready"):
        rest = chance.choice([{}, {"hand": -1}, {"name": "\u202e"}])
        return {"up": chance.choice([True, False, 1]), "on": chance.choice(ODD), **rest}
    return chance.choice(ODD)


def _spoil(chance: random.Random, value: Any) -> Any:
    """The same with one part replaced, left out or added."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        name = chance.choice(list(value))
        kind = chance.random()
        if kind < 0.5:
            return {**value, name: _spoil(chance, value[name])}
        if kind < 0.7:
            return {other: part for other, part in value.items() if other != name}
        return {**value, chance.choice(["extra", "__proto__", "", name * 2]): chance.choice(ODD)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], _spoil(chance, value[at]), *value[at + 1 :]]
    return chance.choice(ODD)


def _event_text(chance: random.Random) -> str:
    event = chance.choice(EVENTS)
    payload = _payload(chance, event)
    for _ in range(chance.randrange(3)):
        payload = _spoil(chance, payload)
    ack = chance.choice(["", "", "1", "99999", "-1", "9" * 30])
    return f"42{ack}{json.dumps([event, payload])}"


def _raw_number(chance: random.Random) -> str:
    item = json.dumps(_item(chance)).replace('"x": 0', f'"x": {chance.choice(RAW_ODD)}')
    return f'421["op",{{"id":["hostile-client-1",1],"ops":[{{"do":"create","item":{item}}}]}}]'


def _deep(chance: random.Random) -> str:
    depth = chance.choice([15, 17, 100, 500, 900, 1_200, 5_000])
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    return f'42["op",{opening * depth}1{closing * depth}]'


def _prefix(chance: random.Random, codes: list[str] = CODES) -> str:
    return chance.choice(codes) + chance.choice(
        ["", "[]", '["op"]', '["op",{"_placeholder":true,"num":0}]', "{", "x" * 100]
    )


def _mutated(chance: random.Random) -> str:
    text = list(_event_text(chance))
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(text) + 1)
        text[at : at + chance.randrange(3)] = chance.choice(
            ["", '"', "[", "}", "\\", "\x00", "é", ",", "\\u0000"]
        )
    return "4" + "".join(text)[1:]


def _wrong_ack(chance: random.Random) -> str:
    return (
        f"43{chance.choice(['', '1', '999999999', '-1', 'x'])}{chance.choice(['[]', '[1]', '{}', '', '[[['])}"
    )


def _wide(chance: random.Random) -> str:
    keys = ",".join(f'"k{number}":{number}' for number in range(chance.choice([50, 200, 400])))
    return f'42["presence",{{{keys}}}]'


TEXTS: list[tuple[int, Callable[[random.Random], str]]] = [
    (40, _event_text), (15, _mutated), (10, _raw_number), (6, _deep), (12, _prefix), (12, _wrong_ack),
    (2, _wide),
]  # fmt: skip
_DECK = [make for weight, make in TEXTS for _ in range(weight)]


def message(chance: random.Random) -> bytes:
    """One hostile message as bytes for an open WebSocket."""
    kind = chance.random()
    if kind < CLOSING_SHARE:
        return _breach(chance)
    if kind < 0.03:
        return frame(chance.randbytes(chance.randrange(200)), opcode=2)  # binary
    if kind < 0.05:
        return frame(chance.randbytes(chance.randrange(100)), opcode=chance.choice([9, 10]))  # ping and pong
    if kind < 0.06:
        return _fragments(chance)
    text = chance.choice(_DECK)(chance)
    return frame(text.encode("utf-8", "surrogatepass"))


def _fragments(chance: random.Random) -> bytes:
    """One message in pieces of a byte or two."""
    text = _event_text(chance).encode()[: chance.choice([20, 200])]
    pieces = [text[at : at + 2] for at in range(0, len(text), 2)]
    parts = []
    for number, piece in enumerate(pieces):
        head = (0x80 if number == len(pieces) - 1 else 0) | (1 if number == 0 else 0)
        parts.append(bytes([head, 0x80 | len(piece)]) + b"\0\0\0\0" + piece)
    return b"".join(parts)


def _breach(chance: random.Random) -> bytes:
    """What a WebSocket server has to hang up on."""
    return chance.choice(
        [
            b"\x81\x05hello",  # not masked
            frame(b"\xff\xfe\x80", opcode=1),  # not UTF-8
            b"\xf1\x80\0\0\0\0",  # reserved bits
            b"\x83\x80\0\0\0\0",  # an opcode that does not exist
            b"\x81\xff" + (2**63 - 1).to_bytes(8, "big") + b"\0\0\0\0" + b"x" * 100,  # endless
            b"\x81\xff" + (300 * 1024).to_bytes(8, "big") + b"\0\0\0\0" + b"x" * 300 * 1024,  # too long
            frame(b"\x03", opcode=8),  # a close with half a code
            frame(b"1"),  # engine.io: close
            frame(b"41"),  # socket.io: leave
            frame(b"42" + b'["op","' + b"x" * 70_000 + b'"]'),  # a message above the limit
            chance.randbytes(chance.randrange(1, 400)),
            frame(_prefix(chance, ENDING_CODES).encode()),
            frame(_prefix(chance, ENDING_CODES).encode()),
        ]
    )


def http_request(chance: random.Random, host: str, sid: str) -> bytes:
    """A request that a proxy, a scanner or an attacker sends."""
    path = f"/socket.io/?EIO=4&transport=polling&sid={sid}"
    long_body = b"4" + b"x" * 60_000
    many = b"\x1e".join([b'42["sync",{}]'] * 17)
    requests = [
        ("GET", "/socket.io/?EIO=4&transport=polling&j=0", b"", {}),
        ("GET", "/socket.io/?EIO=3&transport=polling", b"", {}),
        ("GET", f"{path}&j=1", b"", {}),
        ("POST", path, b"4" * 10, {"Content-Length": str(10**12)}),
        ("POST", path, b"", {"Content-Length": "-5"}),
        ("POST", path, b"x", {"Content-Length": "9" * 60}),
        ("POST", path, many, {}),
        ("POST", path, long_body * 5, {}),
        ("POST", path, chance.randbytes(300), {}),
        ("POST", "/api/join", b'{"code": NaN, "name": "\\ud800"}', {"Content-Type": "application/json"}),
        ("POST", "/api/join", b"[" * 10_000, {"Content-Type": "application/json"}),
        ("PUT", "/api/boards/x/../../y", b"", {}),
        ("GET", "/%00%ff/..%2f..%2fetc", b"", {}),
        ("GET", path.replace("polling", "websocket"), b"", {"Upgrade": "websocket"}),
    ]  # fmt: skip
    method, target, body, extra = chance.choice(requests)
    headers = {"Host": host, "Connection": "close", "Content-Length": str(len(body)), **extra}
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
