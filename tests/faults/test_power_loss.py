"""A power cut at any moment loses nothing that was acknowledged; `make soak` looks at 100,000 of them."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from board.core.errors import StorageFailed
from board.store.database import FILE_NAME, Database
from board.store.migrating import migrate
from tests.faults import power_loss
from tests.faults.power_loss import Counts, Recorded, run

IMAGES = 120


def of(*seeds: int, **changes: Any) -> Counts:
    total = Counts()
    for seed in seeds:
        total.add(run(seed, IMAGES, **changes))
    return total


def test_ACK1_a_power_cut_loses_nothing_that_was_promised() -> None:
    counts = of(0, 1)

    assert counts.failures == []
    assert counts.images == 2 * IMAGES


def test_ACK1_SEQ3_nor_does_a_disk_that_also_fails_to_sync() -> None:
    """Seed 5 is the one that found what a failed sync leaves in the kernel's memory."""
    counts = of(1, 5, sync_fails=power_loss.SYNC_FAILS)

    assert counts.failures == []


def test_ACK1_the_control_with_weaker_settings_loses_writes() -> None:
    counts = of(0, settings="&synchronous=NORMAL")

    assert counts.lost > IMAGES / 20
    assert counts.worst >= 1


class Trusting(Recorded):
    """The store without the care it takes of what a failed sync has left behind."""

    def _open_soundly(self) -> None:
        return


def test_ACK1_the_control_that_trusts_the_kernel_loses_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power_loss, "Recorded", Trusting)

    counts = of(0, 1, sync_fails=0.3)

    assert counts.lost + counts.corrupt > 0


def test_DATA4_a_power_cut_in_a_migration_leaves_the_old_tables_or_the_new(tmp_path: Path) -> None:
    assert power_loss.cut_migrations(tmp_path, seed=0, images=40).failures == []


def test_ACK3_a_disk_that_cannot_be_opened_is_a_storage_failure(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none' / FILE_NAME}")

    with pytest.raises(StorageFailed):
        migrate(database)
    (tmp_path / "none").mkdir()
    migrate(database)

    assert database.read(_one) == 1
    database.close()


def _one(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT 1").scalar_one())
