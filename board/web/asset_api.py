"""HTTP for pictures: what people put on a board, and only they see."""

import re
from typing import Final

from flask import Blueprint, Response, jsonify

from board.core.errors import TooBig
from board.core.errors_items import PictureMissing, PictureTooBig
from board.web.answers import is_known
from board.web.bodies import allow_upload, read_bytes
from board.web.limits import PICTURE_LIMIT_BYTES
from board.web.services import services

blueprint = Blueprint("asset_api", __name__, url_prefix="/api/boards/<board_id>/assets")

_ID: Final = re.compile(r"[0-9a-f]{40}\Z")
# What it is called by is what it holds, so it never changes. Only for who may see the board.
_FOR_EVER: Final = "private, max-age=31536000, immutable"


@blueprint.post("")
def add(board_id: str) -> tuple[Response, int]:
    """Keep a picture (PNG, JPEG or WebP, the bare file as the body) for items of this board."""
    try:
        allow_upload(PICTURE_LIMIT_BYTES)
        content = read_bytes()
    except TooBig as error:
        raise PictureTooBig(limit=PICTURE_LIMIT_BYTES // 1024 // 1024) from error
    found = services()
    picture = found.concurrency.run_native(found.pictures.read, content)
    found.assets.add(board_id, picture, now_ms=found.clock_ms())
    told = {"id": picture.id, "w": picture.width, "h": picture.height, "mimetype": picture.mimetype}
    return jsonify(ok=True, asset={**told, "bytes": len(picture.content)}), 201


@blueprint.get("/<asset_id>")
def show(board_id: str, asset_id: str) -> Response:
    """A picture of this board."""
    if _ID.match(asset_id) is None:
        raise PictureMissing
    if is_known(asset_id):
        return _kept(Response(status=304), asset_id)
    picture = services().assets.get(board_id, asset_id)
    return _kept(Response(picture.content, mimetype=picture.mimetype), asset_id)


def _kept(response: Response, asset_id: str) -> Response:
    response.set_etag(asset_id)
    response.headers["Cache-Control"] = _FOR_EVER
    return response
