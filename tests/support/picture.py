"""What a screenshot shows: the colours in it and how many pixels have each."""

import base64
import json
from collections import Counter

from playwright.sync_api import Page

# Decoded by the browser itself, in a page of its own, so that nothing of the board is in the way.
_COUNT = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return JSON.stringify([...counts]);
}"""


def colours_of(blank: Page, png: bytes) -> Counter[str]:
    """ "#RRGGBB" -> number of pixels. `blank` is any page outside of the board."""
    counts = json.loads(blank.evaluate(_COUNT, base64.b64encode(png).decode()))
    return Counter({f"#{colour:06X}": count for colour, count in counts})
