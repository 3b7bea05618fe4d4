/** Pictures from a file, by drop or by paste: kept by the server, put on the board, described by who adds them. */

import type { Point } from "../../core/geometry.ts";
import { formatNumber, t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { viewMiddle } from "../../tools/commands/adding.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createMaking } from "../../tools/commands/making.ts";
import { createSettling } from "../../tools/commands/settling.ts";
import type { Ui } from "../context.ts";
import { sentenceOf } from "../server.ts";
import type { Action, Subject } from "./action.ts";

const TYPES: readonly string[] = ["image/png", "image/jpeg", "image/webp"];
const MEGABYTES_MOST = 20;
/** Board units: a picture is at most so wide and high at first. */
const SIDE_MOST = 480;
/** Board units between pictures that come together. */
const STEP = 40;
const AT_ONCE = 10;

/** Whether there is a picture among files that were pasted or dropped. */
export function hasPicture(files: readonly File[]): boolean {
  return files.some(({ type }) => type.startsWith("image/"));
}

/**
 * Adds them one after the other; what is no picture, or too large, is named and left out. They go around
 * `at`, or on free spots of a `frame` (null: outside all frames), or into the middle of the view.
 */
export async function addPictures(
  ui: Ui,
  files: readonly File[],
  at: Point | null,
  frame?: string | null,
): Promise<void> {
  const board = createCommandBoard(ui.store, ui.view, makeId);
  const first = at ?? viewMiddle(board);
  let last: string | null = null;
  for (const [place, file] of files.slice(0, AT_ONCE).entries()) {
    const why = whyNotThis(file);
    if (why !== null) {
      ui.store.notify("error", why);
      continue;
    }
    ui.announcer.say(t("Adding the picture…"));
    try {
      const { id, w, h } = await ui.server.addPicture(file);
      const share = Math.min(1, SIDE_MOST / Math.max(w, h));
      const size = { w: Math.max(24, w * share), h: Math.max(24, h * share) };
      const { x, y } = { x: first.x + place * STEP, y: first.y + place * STEP };
      const box = { x: x - size.w / 2, y: y - size.h / 2, ...size };
      last =
        frame === undefined
          ? createMaking(board).image(box, id, "")
          : createSettling(board).image(frame, size, id);
    } catch (error) {
      ui.store.notify("error", sentenceOf(error));
    }
  }
  if (last === null) return;
  ui.announcer.say(t("Picture added."));
  ui.shell.dialog.value = { name: "item", id: last };
}

function whyNotThis({ name, type, size }: File): string | null {
  if (!TYPES.includes(type)) {
    return t("“%(name)s” is not a picture that can be shown here: PNG, JPEG or WebP.", { name });
  }
  if (size <= MEGABYTES_MOST * 1024 * 1024) return null;
  return t("“%(name)s” is too large: a picture has at most %(most)s MB.", {
    name,
    most: formatNumber(MEGABYTES_MOST),
  });
}

/** Asks for a file. */
export function pictureAction({ ui, at }: Subject): Action {
  return {
    id: "add.image",
    name: at ? t("Add a picture here") : t("Add a picture"),
    icon: "image",
    group: "edit",
    isOn: ui.commands.canAdd("image"),
    run: () => askForPictures((files) => addPictures(ui, files, at)),
  };
}

/** The browser's own window for choosing files. */
export function askForPictures(add: (files: readonly File[]) => Promise<void>): void {
  const field = document.createElement("input");
  field.type = "file";
  field.accept = TYPES.join(",");
  field.multiple = true;
  field.addEventListener("change", () => void add([...(field.files ?? [])]));
  field.click();
}
