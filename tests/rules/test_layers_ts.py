"""Who may import whom in static/src (core <- store <- {sync, render, tools} <- ui <- main)."""

from pathlib import Path, PurePosixPath

from tests.rules.sources import ROOT, Import, files_in, listed, name_of, typescript_imports

SOURCE = ROOT / "static" / "src"

# Layer -> the layers below that it may import, beside itself.
BELOW = {
    "core": set(),
    "store": {"core"},
    "sync": {"core", "store"},
    "render": {"core", "store"},
    "tools": {"core", "store"},
    "ui": {"core", "store", "sync", "render", "tools"},
}
ENTRIES = ("main.ts", "canvas.ts", "hands.ts", "pages.ts")

# Package -> the only layers that may import it; the entries may import all.
HOMES = {
    "@preact/signals-core": {"store", "sync", "render", "tools", "ui"},
    "@preact/signals": {"ui"},
    "preact": {"ui"},
    "perfect-freehand": {"core"},
    "rbush": {"render"},
    "socket.io-client": {"sync"},
    "yjs": {"core"},
}

FILES = files_in("static/src", ".ts", ".tsx")


def layer_of(path: Path) -> str | None:
    """The layer of a file of static/src; None for an entry."""
    first = path.relative_to(SOURCE).parts[0]
    return None if first in ENTRIES else first


def resolved(one: Import) -> Path | None:
    """The file that a relative import means; None for a package."""
    if not one.target.startswith("."):
        return None
    return Path(str(one.path.parent.joinpath(one.target))).resolve()


def package_of(target: str) -> str:
    parts = PurePosixPath(target).parts
    return "/".join(parts[:2] if target.startswith("@") else parts[:1])


def test_a_layer_imports_only_itself_and_those_below() -> None:
    wrong = []
    for file in FILES:
        layer = layer_of(file)
        if layer is None:
            continue
        assert layer in BELOW, f"{name_of(file)} is in no layer"
        for one in typescript_imports(file):
            target = resolved(one)
            is_ours = target is not None and target.is_relative_to(SOURCE)
            if target is not None and not (is_ours and layer_of(target) in {layer} | BELOW[layer]):
                wrong.append(str(one))

    assert not wrong, listed(wrong)


def test_an_import_names_its_file() -> None:
    targets = [(one, resolved(one)) for file in FILES for one in typescript_imports(file)]

    wrong = [str(one) for one, target in targets if target is not None and not target.is_file()]

    assert not wrong, listed(wrong)


def test_a_package_stays_in_its_home() -> None:
    unknown, abroad = [], []
    for file in FILES:
        layer = layer_of(file)
        for one in typescript_imports(file):
            package = package_of(one.target)
            if resolved(one) is not None:
                continue
            if package not in HOMES:
                unknown.append(str(one))
            elif layer is not None and layer not in HOMES[package]:
                abroad.append(str(one))

    assert not unknown, listed(unknown)
    assert not abroad, listed(abroad)
