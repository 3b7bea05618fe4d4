"""The board file as text."""

import json

import pytest

from board.export.to_json import to_json
from board.methods.demo import golden_file


def test_the_file_reads_back_the_same() -> None:
    file = golden_file("it")

    content = to_json(file)

    assert json.loads(content) == file
    assert "Perché" in content.decode("utf-8") or "è" in content.decode("utf-8")


def test_a_number_that_json_does_not_have_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json({"x": float("nan")})
