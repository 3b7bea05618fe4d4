"""What somebody could trip over, as far as a program can tell: axe-core and a few measures."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TARGET_PX = 24

# What the edge of something that scrolls cuts is measured again where it is whole.
_RUN = """async (tags) => {
  const { violations } = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  const isStillSmall = async ({ target }) => {
    const node = document.querySelector(target[0]);
    if (!node) return true;
    node.scrollIntoView({ block: "center", behavior: "instant" });
    const again = await axe.run(node, { runOnly: { type: "rule", values: ["target-size"] } });
    return again.violations.length > 0;
  };
  for (const one of violations.filter(({ id }) => id === "target-size")) {
    const small = [];
    for (const node of one.nodes) if (await isStillSmall(node)) small.push(node);
    one.nodes = small;
  }
  return violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
  }));
}"""

# Text that is cut off is no better than text that needs scrolling sideways.
_WIDE = """() => {
  const wide = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) wide.push(`the page: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const node of document.querySelectorAll("body *")) {
    if (node.closest(".board-root, .hidden-text, svg, [hidden]")) continue;
    const { overflowX } = getComputedStyle(node);
    const scrolls = overflowX === "auto" || overflowX === "scroll";
    if (scrolls && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0) {
      wide.push(`${node.tagName}.${node.className}: ${node.scrollWidth} > ${node.clientWidth}`);
    }
    const { left, right, width } = node.getBoundingClientRect();
    if (width > 1 && (right > innerWidth + 1 || left < -1) && getComputedStyle(node).position !== "fixed") {
      wide.push(`${node.tagName}.${node.className}: ${Math.round(left)} to ${Math.round(right)}`);
    }
  }
  return wide;
}"""

# Links inside a sentence may be as high as the line (WCAG 2.5.8, "inline").
_SMALL = """(least) => {
  const small = [];
  const all = "a[href], button, input, select, textarea, summary, [role=button], [role=separator]";
  const dialog = document.querySelector("dialog[open]");
  for (const node of (dialog ?? document).querySelectorAll(all)) {
    if (node.closest(".board-mirror, [inert], [hidden]") || node.type === "hidden" || node.disabled) continue;
    const style = getComputedStyle(node);
    if (style.visibility === "hidden" || style.display === "inline") continue;
    const spot = (node.closest("label") ?? node).getBoundingClientRect();
    const isHidden = spot.width <= 1 || spot.height <= 1 || !node.checkVisibility();
    if (!isHidden && (spot.width < least || spot.height < least)) {
      small.push(`${node.outerHTML.slice(0, 120)}: ${spot.width} x ${spot.height}`);
    }
  }
  return small;
}"""


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, one line each."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(_axe())
    found = page.evaluate(_RUN, list(TAGS))
    return [f"{one['id']} ({one['help']}): {node}" for one in found for node in one["nodes"]]


def small_targets(page: Page) -> list[str]:
    """What can be pressed and is smaller than 24 pixels."""
    return list(page.evaluate(_SMALL, TARGET_PX))


def too_wide(page: Page) -> list[str]:
    """What needs scrolling sideways, or is cut off."""
    return list(page.evaluate(_WIDE))
