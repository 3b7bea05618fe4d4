/** What the interface shows around the board: the open dialog, the open menu, the width, the end. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentChildren, FunctionComponent } from "preact";
import type { Point } from "../core/geometry.ts";
import { remember, remembered } from "./remember.ts";
import { createSearch, type Search } from "./search/wish.ts";
import { createTalk, type Talk } from "./talk/opening.ts";

/** `sources`, `decision`: what a new one comes from. */
export type DecidingRequest =
  | { readonly name: "takeOver" }
  | { readonly name: "decision"; readonly id: string | null; readonly sources?: readonly string[] }
  | { readonly name: "commitment"; readonly id: string | null; readonly decision?: string };

export type DialogRequest =
  | { readonly name: "invite" | "takeHome" | "people" | "shortcuts" | "palette" | "rename" | "leave" }
  | { readonly name: "restore" | "copyBoard" | "changes" | "reveal" }
  | { readonly name: "who" | "item" | "pin" | "voteFor" | "stack" | "under"; readonly id: string }
  | {
      readonly name: "addLink";
      readonly at: Point | null;
      readonly url: string;
      readonly frame?: string | null;
    }
  | { readonly name: "connect"; readonly item: string; readonly line: string | null }
  | { readonly name: "cluster"; readonly frame: string | null; readonly notes: readonly string[] }
  | { readonly name: "shape"; readonly frame: string | null }
  | { readonly name: "frame" | "step" | "vote"; readonly id: string | null }
  | DecidingRequest
  | {
      readonly name: "paste";
      /** "": it is written in the dialog. */
      readonly text: string;
      readonly at: Point | null;
      readonly frame?: string | null;
      readonly whose?: string;
    }
  | { readonly name: "addNote"; readonly frame: string | null }
  | { readonly name: "hide"; readonly ids: readonly string[] }
  | { readonly name: "repair" | "removePerson"; readonly personId: string };

/** The dialogs, each for the requests with its name. The sheet of changes belongs to the panel that asks for it. */
export type Dialogs = {
  readonly [Name in Exclude<DialogRequest["name"], "changes">]: FunctionComponent<
    DialogRequest & { readonly name: Name }
  >;
};

/** A place on the screen in CSS pixels: a control's rectangle, or a point with no size. */
export interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface MenuItem {
  readonly label: string;
  readonly icon?: string;
  /** Drawn before the label instead of an icon. */
  readonly mark?: ComponentChildren;
  /** Given for a choice among several: says which one holds now. */
  readonly isChecked?: boolean;
  readonly isDanger?: boolean;
  readonly startsGroup?: boolean;
  /** A key that does the same, as shown to people. */
  readonly keys?: string;
  run(): void;
}

export interface MenuRequest {
  /** Names who opened it, so that a button can say that its menu is open. */
  readonly owner: string;
  readonly label: string;
  /** To be read above the items. */
  readonly heading?: string | undefined;
  readonly anchor: Anchor;
  readonly items: readonly MenuItem[];
  /** Who gets the focus back; the element that had it, when not given. */
  readonly returnTo?: HTMLElement;
}

export interface Shell {
  readonly dialog: Signal<DialogRequest | null>;
  readonly menu: Signal<MenuRequest | null>;
  /**
   * Notes begun in the list, by frame id, "" outside all frames and in the phone's sheet: closing the sheet by
   * mistake or looking at the canvas must not lose them.
   */
  readonly newTexts: Map<string, string>;
  /** The section that the phone's list is narrowed to: a new note goes there. */
  readonly nearFrame: Signal<string | null>;
  /** Whether single letters are shortcuts on the canvas. People who dictate turn them off. */
  readonly hasLetterKeys: Signal<boolean>;
  /** Whether what is dragged finds the lines of its neighbours. */
  readonly isSnapping: Signal<boolean>;
  /** Whether the small map of the board is open. */
  readonly isMapShown: Signal<boolean>;
  /** Notes to find similar ones among; fewer than two are the whole board. */
  readonly alike: Signal<readonly string[]>;
  /** What a panel points at: its rows are marked in the list. */
  readonly pointed: Signal<ReadonlySet<string>>;
  readonly talk: Talk;
  readonly search: Search;
  /** The row that the list is to show, with or without the focus. */
  readonly wantedRow: Signal<{ readonly id: string; readonly isFocused: boolean } | null>;
  /** Too narrow for the canvas and its bars side by side (under 640 px). */
  readonly isPhone: ReadonlySignal<boolean>;
}

const PHONE = "(max-width: 639.98px)";

/** As somebody left it on this device. */
function rememberedSwitch(key: string, isOnAtFirst: boolean): Signal<boolean> {
  const isOn = signal((remembered(key) ?? (isOnAtFirst ? "on" : "off")) === "on");
  isOn.subscribe((now) => remember(key, now ? "on" : "off"));
  return isOn;
}

export function createShell(): Shell {
  const query = matchMedia(PHONE);
  const isPhone = signal(query.matches);
  query.addEventListener("change", () => {
    isPhone.value = query.matches;
  });
  return {
    dialog: signal(null),
    menu: signal(null),
    newTexts: new Map(),
    nearFrame: signal(null),
    hasLetterKeys: rememberedSwitch("letter_keys", true),
    isSnapping: rememberedSwitch("snap", true),
    isMapShown: rememberedSwitch("map", false),
    alike: signal([]),
    pointed: signal(new Set()),
    talk: createTalk(),
    search: createSearch(),
    wantedRow: signal(null),
    isPhone,
  };
}

/** Where a control is, for the menu that opens beside it. */
export function anchorOf(element: Element): Anchor {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}
