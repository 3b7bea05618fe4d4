/** Going from item to item with the keyboard, in reading order. */

export type RovingKey = "next" | "previous" | "first" | "last";

export function rovingKeyOf(key: string): RovingKey | null {
  if (key === "ArrowDown" || key === "ArrowRight") return "next";
  if (key === "ArrowUp" || key === "ArrowLeft") return "previous";
  if (key === "Home") return "first";
  return key === "End" ? "last" : null;
}

/**
 * The id to go to from `id`, among those of `order` that are still there; null when there is none.
 *
 * At either end one stays. "next" from an item that is gone is the one that followed it, or failing that
 * the one before.
 */
export function nextItem(
  order: readonly string[],
  id: string,
  key: RovingKey,
  isThere: (id: string) => boolean,
): string | null {
  const at = order.indexOf(id);
  const after = order.slice(at + 1).find(isThere) ?? null;
  const before = order.slice(0, Math.max(0, at)).findLast(isThere) ?? null;
  const self = isThere(id) ? id : null;
  if (key === "first") return order.find(isThere) ?? null;
  if (key === "last") return order.findLast(isThere) ?? null;
  return key === "next" ? (after ?? self ?? before) : (before ?? self ?? after);
}
