"""Bad input: what people put on a board does not take the memory of the server."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MB = 1024  # kilobytes, as the system counts them

# The most that this process ever had. Not `ru_maxrss`: that begins with what the tests themselves have.
PEAK = """
from pathlib import Path

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])
"""

DOCUMENT = """
import json
from board.core.scene import scene_of
from board.export.documents import Wish, make
from tests.export.test_pictures_in_documents import image, picture

photo = picture(4096, 4096, "JPEG")
items = [image(id=f"image_{n}", asset=f"{n:040x}", w=1200, h=900, x=n * 40) for n in range(6)]
made = make("x", scene_of(items), {}, Wish("png"), 0, lambda _step: None, find=lambda _asset: photo)
print(json.dumps([len(made.content), peak()]))
"""

UPLOAD = """
import json, threading
from board.core.errors import BoardError
from board.store.pictures import Pictures
from tests.web.test_pictures import claiming, picture

pictures = Pictures(threading.Lock())
before = peak()
for content in (claiming(50_000, 50_000), claiming(9_000, 9_000), b"GIF89a" + b"x" * 30_000_000):
    try:
        pictures.read(content)
    except BoardError:
        pass
refused = peak() - before
pictures.read(picture((7_000, 7_000), "JPEG"))
print(json.dumps([refused, peak()]))
"""


def told(script):
    done = subprocess.run(
        [sys.executable, "-c", PEAK + script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-1000:]
    return json.loads(done.stdout)


def test_PIC1_what_is_refused_takes_no_memory_and_the_largest_picture_less_than_a_gigabyte():
    refused_kb, most_kb = told(UPLOAD)

    assert refused_kb < 100 * MB
    assert most_kb < 1_000 * MB


def test_FILE4_a_document_of_large_pictures_stays_within_its_memory():
    size, most_kb = told(DOCUMENT)

    assert size > 10_000
    assert most_kb < 1_200 * MB
