"""Finds the lines of a corpus in Python and on a page, and says where they differ.

`python -m tests.layout.agreement --seed 5` prints the agreement on texts of another seed, browser by browser.
"""

import argparse
import json
import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from board.core.layout import Layout, Line
from board.export.measuring import head_face, note_face
from tests.layout.make_corpus import COUNT, Case, make
from tests.support.browser import running_chromium
from tests.support.bundled_page import bundled_page
from tests.support.firefox import running_firefox
from tests.support.loop import call_apart

# A text is wrapped and shortened as if it were this large; layout_page.ts has the same.
WRAPPED_AT = 16

# "note" and "head", the two faces, -> an answer for each case.
Answers = dict[str, list[dict[str, Any]]]


def python_answers(cases: list[Case]) -> Answers:
    """What board/core/layout finds."""
    faces = {"note": note_face().layout, "head": head_face().layout}
    return {name: [_answer(layout, *case) for case in cases] for name, layout in faces.items()}


def _answer(layout: Layout, text: str, w: float, h: float) -> dict[str, Any]:
    limit = math.floor(w * 1000 / WRAPPED_AT)
    fitted = layout.fit(text, w, h, h / 2)
    return {
        "wrapped": [_plain(line) for line in layout.wrap(text, limit)],
        "fitted": [fitted.size, fitted.is_cut, [_plain(line) for line in fitted.lines]],
        "shortened": _plain(layout.shorten(text, limit)),
    }


def _plain(line: Line) -> list[Any]:
    return [line.text, line.width, line.is_right_to_left]


def expression(cases: list[Case]) -> str:
    """What to evaluate on the page for its answers."""
    return f"layoutAnswers({json.dumps(cases)})"


def chromium_answers(cases: list[Case], address: str) -> Answers:
    """What Chromium finds."""
    return call_apart(_ask_chromium, cases, address)


def _ask_chromium(cases: list[Case], address: str) -> Answers:
    with running_chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        found: Answers = page.evaluate(expression(cases))
        return found


def firefox_answers(cases: list[Case], address: str) -> Answers:
    """What Firefox finds."""
    with running_firefox() as firefox:
        firefox.go(address)
        found: Answers = firefox.evaluate(expression(cases))
        return found


BROWSERS: dict[str, Callable[[list[Case], str], Answers]] = {
    "Chromium": chromium_answers,
    "Firefox": firefox_answers,
}


def layout_page() -> AbstractContextManager[str]:
    """The address of a page that has the fonts of the app and its layout."""
    return bundled_page("layout_page")


def differences(cases: list[Case], ours: Answers, theirs: Answers) -> list[str]:
    """One sentence for each case that is not the same in both, however little differs."""
    found = []
    for number, case in enumerate(cases):
        for face in ours:
            mine, other = ours[face][number], theirs[face][number]
            if mine != other:
                part = next(name for name in mine if mine[name] != other[name])
                text = json.dumps(case[0])
                found.append(f"{number} {face} {part}: {text}\n  {mine[part]}\n  {other[part]}")
    return found


def main() -> None:
    """Prints how many cases agree, and the first that do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--show", type=int, default=3)
    chosen = parser.parse_args()
    cases = make(chosen.seed, chosen.count)
    ours = python_answers(cases)
    with layout_page() as address:
        for name, answers in BROWSERS.items():
            wrong = differences(cases, ours, answers(cases, address))
            bad = {line.split(" ", 1)[0] for line in wrong}
            print(f"{name}: {len(cases) - len(bad)} of {len(cases)} texts agree (seed {chosen.seed})")
            print("\n".join(wrong[: chosen.show]))


if __name__ == "__main__":
    main()
