"""Makes the texts whose lines must be the same in Python and in every browser.

`python -m tests.layout.make_corpus` writes tests/layout/corpus.json again, byte by byte, from its seed.
"""

import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus.json")
WORDS = Path(__file__).with_name("words.txt")
SEED = 4
COUNT = 3000

# A text, and the box that it goes into (board units).
Case = tuple[str, float, float]

# One language a line, after its name.
LANGUAGES = [line.split(": ", 1)[1].split(" ") for line in WORDS.read_text("utf-8").splitlines()]

# What notes are, what they become when resized, and what nobody should make of them.
BOXES = (
    (172, 150), (172, 150), (118, 96), (252, 214), (372, 300), (900, 520), (60, 40), (24, 20), (8, 4),
    (172.37, 150.5), (300, 48), (640, 64), (1200, 33.3),
)  # fmt: skip

FUZZ_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x590, 0x5FF),
    (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x1E00, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x20FF), (0x2100, 0x22FF), (0x2300, 0x23FF), (0x2500, 0x27BF),
    (0x2B00, 0x2BFF), (0x3000, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xADFF), (0xE000, 0xE0FF),
    (0xFB00, 0xFBFF), (0xFE00, 0xFFEF), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1FAFF), (0x01, 0x1F),
    (0x20000, 0x200FF),
)  # fmt: skip
JOINTS = " \n\t\u200d\ufe0f\u00a0\u200b\u00ad-—–?/.…"


def texts_of_one_language(random_: random.Random) -> str:
    """A note as people write it: some words, sometimes in two paragraphs."""
    words = random_.choice(LANGUAGES)
    return _sentence(random_, words, random_.randint(1, 14))


def texts_of_many(random_: random.Random) -> str:
    """Words of several languages, emoji and addresses in one note."""
    words = [random_.choice(random_.choice(LANGUAGES)) for _ in range(random_.randint(2, 16))]
    return _sentence(random_, words, len(words))


def long_words(random_: random.Random) -> str:
    """Words without a space between them, wider than any note."""
    words = random_.choice(LANGUAGES)
    return "".join(random_.choice(words) for _ in range(random_.randint(4, 24)))


def fuzz(random_: random.Random) -> str:
    """Characters of any kind in any order; only such as have been in Unicode for long."""
    blocks = random_.sample(FUZZ_BLOCKS, random_.randint(1, 6))
    found = []
    for _ in range(random_.randint(1, 40)):
        if random_.random() < 0.2:
            found.append(random_.choice(JOINTS))
            continue
        character = chr(random_.randint(*random_.choice(blocks)))
        if unicodedata.category(character) != "Cn":
            found.append(character)
    return "".join(found)


MAKERS: tuple[Callable[[random.Random], str], ...] = (
    texts_of_one_language, texts_of_one_language, texts_of_many, long_words, fuzz, fuzz,
)  # fmt: skip


def _sentence(random_: random.Random, words: list[str] | tuple[str, ...], count: int) -> str:
    parts = []
    for _ in range(count):
        parts += [random_.choice(words), random_.choice([" "] * 12 + ["  ", "\n", ", ", "\r\n", "/", "-"])]
    text = "".join(parts[:-1])
    return unicodedata.normalize("NFD", text) if random_.random() < 0.1 else text


def make(seed: int, count: int = COUNT) -> list[Case]:
    """The same cases for the same seed."""
    random_ = random.Random(seed)
    return [(MAKERS[number % len(MAKERS)](random_), *random_.choice(BOXES)) for number in range(count)]


def written(cases: list[Case]) -> str:
    """The cases as JSON, one a line."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    return f"[\n{lines}\n]\n"


def read() -> list[Case]:
    """The committed cases."""
    return [(text, w, h) for text, w, h in json.loads(CORPUS.read_text("utf-8"))]


if __name__ == "__main__":
    CORPUS.write_text(written(make(SEED)), "utf-8")
