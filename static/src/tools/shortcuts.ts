/**
 * The keys of every command, by the command's id. What a command does and how it is called is in
 * `static/src/ui/actions`, which is loaded when it is needed; the keys are known from the start.
 */

import { t } from "../core/i18n.ts";

/**
 * Written as "Mod+Shift+K": Mod is Ctrl, or Cmd on a Mac. Signs that need Shift on some keyboards are
 * written alone ("?"); digits after Shift mean the key, whatever it types.
 */
export const SHORTCUTS = {
  "tool.select": "V",
  "tool.hand": "H",
  "tool.note": "N",
  "tool.text": "T",
  "tool.frame": "F",
  "tool.lasso": "Q",
  "tool.shape": "S",
  "tool.connector": "L",
  "tool.pen": "P",
  "tool.highlighter": "Shift+P",
  "tool.eraser": "E",
  "tool.stamp": "G",
  "tool.dot": "O",
  "tool.comment": "C",
  "edit.copy": "Mod+C",
  "edit.cut": "Mod+X",
  "edit.paste": "Mod+V",
  "edit.duplicate": "Mod+D",
  "edit.delete": "Delete",
  "edit.undo": "Mod+Z",
  "edit.redo": "Mod+Shift+Z",
  "select.all": "Mod+A",
  "select.similar": "Shift+S",
  "item.write": "Enter",
  "item.frame": "M",
  "item.group": "Mod+G",
  "item.ungroup": "Mod+Shift+G",
  "item.lock": "Mod+Shift+L",
  "item.connect": "Shift+L",
  "style.copy": "Mod+Alt+C",
  "style.paste": "Mod+Alt+V",
  "turn.right": "R",
  "turn.left": "Shift+R",
  "turn.right1": "Alt+R",
  "turn.left1": "Alt+Shift+R",
  "order.front": "PageUp",
  "order.back": "PageDown",
  "align.left": "Alt+Shift+ArrowLeft",
  "align.right": "Alt+Shift+ArrowRight",
  "align.top": "Alt+Shift+ArrowUp",
  "align.bottom": "Alt+Shift+ArrowDown",
  "arrange.tidy": "Shift+T",
  "view.closer": "+",
  "view.further": "-",
  "view.actual": "0",
  "view.all": "Shift+1",
  "view.selection": "Shift+2",
  "panel.comments": "Shift+C",
  "panel.search": "Mod+F",
  "search.next": "F3",
  "search.previous": "Shift+F3",
  "help.palette": "Mod+K",
  "help.shortcuts": "?",
} as const;

export type ShortcutId = keyof typeof SHORTCUTS;

/** Handled by the browser's own events, or by keys that mean more than one command. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "edit.copy",
  "edit.cut",
  "edit.paste",
  "edit.undo",
  "edit.redo",
  "edit.delete",
  "item.write",
  "panel.comments",
  "panel.search",
  "search.next",
  "search.previous",
  "help.palette",
  "help.shortcuts",
]);

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command that a key stands for, as far as it is found here; null for all other keys. */
export function shortcutOf(press: KeyPress): ShortcutId | null {
  for (const [id, chord] of Object.entries(SHORTCUTS)) {
    if (!ELSEWHERE.has(id) && isChord(press, chord)) return id as ShortcutId;
  }
  return null;
}

/** Whether a key is the one of this command. */
export function isShortcut(press: KeyPress, id: ShortcutId): boolean {
  return isChord(press, SHORTCUTS[id]);
}

/** Whether it is a letter, digit or sign without Ctrl or Alt: what people who dictate turn off. */
export function isSingleKey(press: KeyPress): boolean {
  return press.key.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey;
}

function isChord({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyPress, chord: string): boolean {
  const parts = chord === "+" ? ["+"] : chord.split("+");
  const wanted = parts.at(-1) ?? "";
  const has = (part: string): boolean => parts.includes(part);
  if (has("Mod") !== (ctrlKey || metaKey) || has("Alt") !== altKey) return false;
  if (wanted === "+" || wanted === "-") return key === wanted || (wanted === "+" && key === "=");
  if (has("Shift") !== shiftKey) return false;
  if (/^\d$/.test(wanted) && shiftKey) return code === `Digit${wanted}`;
  return key.length === 1 ? key.toUpperCase() === wanted : key === wanted;
}

const isMac = (): boolean => typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);

/** The keys as people read them on their keyboard: "Ctrl Shift Z". */
export function keysOf(id: ShortcutId): string {
  const chord: string = SHORTCUTS[id];
  if (chord === "+" || chord === "-") return chord;
  return chord.split("+").map(keyName).join(" ");
}

function keyName(part: string): string {
  switch (part) {
    case "Mod":
      return isMac() ? "⌘" : t("Ctrl");
    case "Shift":
      return t("Shift");
    case "Alt":
      return isMac() ? "⌥" : t("Alt");
    case "Delete":
      return t("Del");
    case "Enter":
      return t("Enter");
    case "PageUp":
      return t("Page up");
    case "PageDown":
      return t("Page down");
    case "ArrowLeft":
      return "←";
    case "ArrowRight":
      return "→";
    case "ArrowUp":
      return "↑";
    case "ArrowDown":
      return "↓";
    default:
      return part;
  }
}

/** For `aria-keyshortcuts`. */
export function ariaKeysOf(id: ShortcutId): string {
  const chord: string = SHORTCUTS[id];
  return chord.replace("Mod", "Control");
}
