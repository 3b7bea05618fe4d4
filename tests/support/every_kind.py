"""A board with every kind of item on it, as a workshop would leave it; for pictures and for the states."""

import io
import math
from typing import Any

from PIL import Image, ImageDraw

from tests.support.items import create
from tests.support.server import Caller, SocketPerson

NEEDS, PATHS = "frame-needs", "frame-paths"


def picture_of_a_park() -> bytes:
    """A PNG of 480 by 320: sky, hill, path and a tree."""
    image = Image.new("RGB", (480, 320), "#BFDDF2")
    draw = ImageDraw.Draw(image)
    draw.ellipse((-120, 180, 600, 620), fill="#8FBF7F")
    draw.polygon([(210, 320), (290, 320), (262, 205), (250, 205)], fill="#E8D9B5")
    draw.rectangle((350, 140, 364, 220), fill="#7A5B3A")
    draw.ellipse((305, 60, 410, 165), fill="#4F8F52")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _wave(points: int = 60) -> list[int]:
    """A line that swings twice and is pressed harder in its middle."""
    flat = []
    for place in range(points + 1):
        along = place / points
        flat += [round(10_000 * along), round(5_000 + 4_900 * math.sin(along * 4 * math.pi))]
        flat.append(round(30 + 60 * math.sin(along * math.pi)))
    return flat


def _notes() -> list[dict[str, Any]]:
    def put(key: str, kind: str, text: str, x: int, y: int, **more: Any) -> dict[str, Any]:
        place = {"x": x, "y": y, "w": 200, "h": 200, "frame": NEEDS}
        return create("note", f"note-{key}", **{**place, "type": kind, "text": text, **more})

    return [
        put("bench", "B", "Panchine all'ombra davanti alla scuola", 60, 160, cluster="cluster-stay"),
        put("water", "B", "Una fontanella d'acqua", 280, 160, cluster="cluster-stay"),
        put("heat", "P", "D'estate il cortile è troppo caldo", 60, 520),
        put("firm", "S", "Le aziende della via adottano gli alberi", 640, 160),
        put("turned", "I", "Un mercato ogni mese", 640, 520, rotation=-6),
        put("far", "D", "حديقة للجميع", 900, 520, lang="ar"),
        put("kept", "A", "Nota bloccata da chi conduce", 900, 160, locked=True),
    ]


def _things(asset: str) -> list[dict[str, Any]]:
    def put(kind: str, key: str, x: int, y: int, w: int, h: int, **more: Any) -> dict[str, Any]:
        place = {"x": x, "y": y, "w": w, "h": h, "frame": PATHS}
        return create(kind, f"{kind}-{key}", **{**place, **more})

    left, down = 1_400, 140
    shapes = ("rectangle", "rounded", "ellipse", "diamond", "triangle", "arrow", "callout")
    fills = ("yellow", "", "green", "blue", "orange", "grey", "purple")
    return [
        *(
            put("shape", name, left + 170 * place, down, 150, 110, shape=name, text=name.title(), fill=fill)
            for place, (name, fill) in enumerate(zip(shapes, fills, strict=True))
        ),
        put("image", "park", left, 320, 360, 240, asset=asset, alt="Il parco con il sentiero e un albero"),
        put("link", "city", left + 400, 320, 360, 120, url="https://example.org/parco", title="Il parco"),
        put("stroke", "wave", left + 400, 480, 360, 80, tool="pen", points=_wave(), width=6, colour="blue"),
        put(
            "stroke",
            "mark",
            left + 400,
            600,
            360,
            30,
            tool="highlighter",
            points=[0, 5000, 50, 10000, 5000, 50],
        ),
        put("stamp", "like", left + 820, 330, 64, 64, emoji="👍"),
        put("stamp", "star", left + 900, 330, 64, 64, emoji="⭐"),
        *(
            put("dot", f"dot{n}", left + 820 + 40 * n, 430, 32, 32, colour=c)
            for n, c in enumerate(("red", "green"))
        ),
        put("text", "title", left + 820, 500, 320, 60, text="Percorsi da provare", weight="bold"),
    ]


def every_kind(asset: str) -> list[dict[str, Any]]:
    """The ops that make the board. `asset`: the id of a picture that the board has."""
    frames = [
        create(
            "frame",
            NEEDS,
            x=0,
            y=0,
            w=1_160,
            h=780,
            title="Bisogni del cortile",
            prompt="Che cosa serve a chi vive e lavora qui?",
            grid={"kind": "matrix", "labels": [], "x": "Costo", "y": "Valore"},
        ),
        create(
            "frame",
            PATHS,
            x=1_340,
            y=0,
            w=1_300,
            h=780,
            title="Percorsi",
            background="yellow",
        ),
    ]
    group = {"x": 40, "y": 100, "w": 460, "h": 290, "frame": NEEDS}
    ends = {"from": {"item": "note-heat", "side": "auto"}, "to": {"item": "note-firm", "side": "auto"}}
    between = {
        "from": {"item": "shape-ellipse", "side": "bottom"},
        "to": {"item": "link-city", "side": "top"},
    }
    ops = [
        *frames,
        create("cluster", "cluster-stay", **group, title="Restare"),
        *_notes(),
        *_things(asset),
        create("connector", "connector-why", **ends, label="porta a"),
        create("connector", "connector-see", **between, route="curved", dash=True),
        create("comment", "comment-ask", x=860, y=150, on="note-firm", text="Chi le contatta?"),
        create("reply", "reply-us", thread="comment-ask", text="Lo facciamo noi, entro venerdì."),
    ]
    for place, op in enumerate(ops):
        op["item"]["z"] = f"b{place:02}"
    return ops


def fill_with_every_kind(caller: Caller, board_id: str) -> None:
    """Put one of each on a board of this facilitator."""
    answer = caller.send_file(f"/api/boards/{board_id}/assets", picture_of_a_park(), "image/png")
    person = SocketPerson(caller, board_id).connect()
    told = person.op(*every_kind(answer["asset"]["id"]))
    person.disconnect()
    assert told["ok"], told
