"""The steps of `make`: done once, done again when what they are made from has changed."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from static.build import prepare
from static.build.prepare import Step


@dataclass
class Workshop:
    """Two steps with one stamp, `small` and `large`, where the large one holds the small one."""

    source: Path
    done: list[str] = field(default_factory=list)
    is_there: bool = True

    def step(self, name: str, *, enough: str | None = None) -> Step:
        return Step(
            say=f"{name} ...",
            inputs=lambda: [self.source, "fixed"],
            is_there=lambda: self.is_there,
            do=lambda: self.done.append(name),
            stamp="shared",
            enough=enough,
        )


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    made = Workshop(source=tmp_path / "source.txt")
    made.source.write_text("one")
    (tmp_path / "stamps").mkdir()
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "MAKE", tmp_path)
    monkeypatch.setitem(prepare.STEPS, "small", made.step("small", enough="large"))
    monkeypatch.setitem(prepare.STEPS, "large", made.step("large"))
    return made


def test_a_step_is_done_once(workshop: Workshop) -> None:
    prepare.take("small")
    prepare.take("small")

    assert workshop.done == ["small"]


def test_a_step_is_done_again_when_its_source_changes(workshop: Workshop) -> None:
    prepare.take("small")
    workshop.source.write_text("two")
    prepare.take("small")

    assert workshop.done == ["small", "small"]


def test_a_step_is_not_done_again_when_only_times_change(workshop: Workshop) -> None:
    prepare.take("small")
    workshop.source.write_text("one")
    prepare.take("small")

    assert workshop.done == ["small"]


def test_a_step_is_done_again_when_its_outcome_is_gone(workshop: Workshop) -> None:
    prepare.take("small")
    workshop.is_there = False
    prepare.take("small")

    assert workshop.done == ["small", "small"]


def test_running_after_testing_installs_nothing(workshop: Workshop) -> None:
    prepare.take("large")
    prepare.take("small")

    assert workshop.done == ["large"]


def test_testing_after_running_installs_the_rest(workshop: Workshop) -> None:
    prepare.take("small")
    prepare.take("large")
    prepare.take("small")

    assert workshop.done == ["small", "large"]


def test_a_step_that_failed_is_done_again(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare.take("large")
    workshop.source.write_text("two")

    def fail() -> None:
        raise prepare.StepFailed("no network")

    broken = Step("large ...", lambda: [workshop.source, "fixed"], lambda: True, fail, "shared")
    monkeypatch.setitem(prepare.STEPS, "large", broken)
    with pytest.raises(prepare.StepFailed):
        prepare.take("large")
    workshop.source.write_text("one")
    prepare.take("small")

    assert workshop.done == ["large", "small"]


def test_an_old_Node_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, answer in (("node", "v18.20.4"), ("npm", "10.0.0")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {answer}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert prepare.system_node.__wrapped__() == ""

    (tmp_path / "node").write_text("#!/bin/sh\necho v20.1.0\n")

    assert prepare.system_node.__wrapped__() == "v20.1.0"


def test_a_Node_without_npm_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "node").write_text("#!/bin/sh\necho v22.1.0\n")
    (tmp_path / "node").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert prepare.system_node.__wrapped__() == ""


def test_what_the_browser_loads_is_whole_only_with_every_file_of_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "DIST", tmp_path)
    assert not prepare.dist_is_whole()

    for name in ("board-1.js", "part-1.js", "part-2.js"):
        (tmp_path / name).touch()
    manifest = {"board.js": "board-1.js", "board.js parts": ["part-1.js", "part-2.js"]}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert prepare.dist_is_whole()

    (tmp_path / "part-2.js").unlink()
    assert not prepare.dist_is_whole()
