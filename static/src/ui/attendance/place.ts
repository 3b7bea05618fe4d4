/** What somebody reads or writes stays where it is on the screen while rows come above it. */

/** What is in sight and is to stay: the field that somebody is in, else the uppermost row, else what is below. */
function anchorOf(list: HTMLElement): Element | null {
  const isInSight = (element: Element): boolean => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const focused = document.activeElement;
  if (focused !== null && focused !== document.body && isInSight(focused)) return focused;
  const below = list.parentElement?.querySelectorAll(":scope > :last-child") ?? [];
  return [...list.querySelectorAll("[data-save]"), ...below].find(isInSight) ?? null;
}

/** Does something to the list, and scrolls by as much as that has moved what is in sight. */
export function keepingPlace(list: HTMLElement, act: () => void): void {
  document.documentElement.style.overflowAnchor = "none"; // or browsers that do it too would do it twice
  const anchor = anchorOf(list);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  act();
  const moved = (anchor?.getBoundingClientRect().top ?? before) - before;
  if (moved !== 0) scrollBy(0, moved);
}
