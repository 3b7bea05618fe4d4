"""The pictures of boards, kept by the hash of their content."""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Connection, func, insert, literal, select

from board.core.errors_items import PictureMissing, PicturesFull
from board.store import log_rows
from board.store.database import Database
from board.store.pictures import Picture
from board.store.tables import asset

BOARD_MOST_BYTES: Final = 300 * 1024 * 1024  # of all pictures of a board


class Assets:
    """The pictures of all boards. A board never loses one: an undo may bring its item back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, board_id: str, picture: Picture, *, now_ms: int) -> None:
        """Keep a picture for this board; again is no mistake. Raises BoardMissing, PicturesFull."""

        def work(connection: Connection) -> None:
            log_rows.head_of(connection, board_id)
            add_assets(connection, board_id, [picture], now_ms)

        self._database.write(work)

    def get(self, board_id: str, asset_id: str) -> Picture:
        """A picture of this board. Raises PictureMissing."""
        query = select(asset).where(asset.c.board_id == board_id, asset.c.id == asset_id)
        row = self._database.read(lambda connection: connection.execute(query).first())
        if row is None:
            raise PictureMissing
        return Picture(row.id, row.mimetype, row.width, row.height, row.content)


def copy_assets(connection: Connection, source_id: str, target_id: str, wanted: Collection[str]) -> None:
    """Give the target board those of the wanted pictures that the source has."""
    columns = [column.name for column in asset.c if column.name != "board_id"]
    here = (asset.c.board_id == source_id, asset.c.id.in_(wanted))
    found = select(literal(target_id), *[asset.c[name] for name in columns]).where(*here)
    if wanted:
        connection.execute(insert(asset).from_select(["board_id", *columns], found))


def add_assets(connection: Connection, board_id: str, pictures: Iterable[Picture], now_ms: int) -> None:
    """Keep those that the board does not have. Raises PicturesFull."""
    for picture in pictures:
        here = asset.c.board_id == board_id
        if connection.execute(select(asset.c.id).where(here, asset.c.id == picture.id)).first() is not None:
            continue
        used = connection.execute(select(func.sum(asset.c.size)).where(here)).scalar() or 0
        if used + len(picture.content) > BOARD_MOST_BYTES:
            raise PicturesFull(limit=BOARD_MOST_BYTES // 1024 // 1024)
        row = {
            "board_id": board_id,
            "id": picture.id,
            "mimetype": picture.mimetype,
            "width": picture.width,
            "height": picture.height,
            "size": len(picture.content),
            "content": picture.content,
            "created_at_ms": now_ms,
        }
        connection.execute(insert(asset).values(row))


def assets_of(connection: Connection, board_id: str) -> list[Picture]:
    """Every picture of a board, by id."""
    rows = connection.execute(select(asset).where(asset.c.board_id == board_id).order_by(asset.c.id))
    return [Picture(row.id, row.mimetype, row.width, row.height, row.content) for row in rows]
