/** The fonts of the canvas: loaded before the first picture, measured for layout, fetched when a text needs them. */

import { createLayout, type Layout, lineHeightOf } from "../core/layout/layout.ts";
import { LABEL_SIZES, NOTE_SIZES } from "../core/layout/sizes.ts";
import type { WrittenRecord } from "../core/types.ts";
import { MARK_SIZE } from "./shapes.ts";
import type { Theme } from "./theme.ts";

export interface Face {
  /** CSS weight. */
  readonly weight: number;
  /** CSS families. */
  readonly family: string;
  /** From the top of a line to its baseline, as a share of the size; where CSS would put it. */
  readonly baseline: number;
  readonly layout: Layout;
}

export interface Faces {
  readonly note: Face;
  /** Labels that are not bold. */
  readonly label: Face;
  /** Bold labels, what stands in shapes, and the titles of frames. */
  readonly head: Face;
  /** The letter and icon of a note's type. */
  readonly mark: Face;
}

const MEASURED_AT = 1000;
/** A page whose fonts do not come paints with the system's after this time. */
const PATIENCE_MS = 3000;

const ARABIC = /[\u0600-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u;
const HEBREW = /[\u0590-\u05ff]/u;
const EMOJI = /[\u203c-\u3299\u{1f000}-\u{1faff}]/u;

/** The CSS `font` of a face at a size in pixels. */
export function fontOf(face: { weight: number; family: string }, size: number): string {
  return `${face.weight} ${size}px ${face.family}`;
}

function createFace(weight: number, family: string, sizes: readonly number[]): Face {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) throw new Error("This browser has no 2D canvas.");
  pen.font = fontOf({ weight, family }, MEASURED_AT);
  // Not "normal": Firefox would then kern CJK punctuation and break lines elsewhere.
  pen.fontKerning = "auto";
  pen.textRendering = "geometricPrecision";
  const line = pen.measureText("x");
  const ascent = line.fontBoundingBoxAscent / MEASURED_AT;
  const descent = line.fontBoundingBoxDescent / MEASURED_AT;
  return {
    weight,
    family,
    baseline: (lineHeightOf(1) - ascent - descent) / 2 + ascent,
    layout: createLayout((run) => pen.measureText(run).width, sizes),
  };
}

/** Faces that measure with the fonts loaded now. */
export function createFaces(theme: Theme): Faces {
  return {
    note: createFace(400, theme.bodyFont, NOTE_SIZES),
    label: createFace(400, theme.bodyFont, LABEL_SIZES),
    head: createFace(600, theme.headFont, LABEL_SIZES),
    mark: createFace(600, theme.bodyFont, [MARK_SIZE]),
  };
}

/** The face of what is written on an item. */
export function faceOf(faces: Faces, record: WrittenRecord): Face {
  if (record.kind === "note") return faces.note;
  return record.kind === "text" && record.weight !== "bold" ? faces.label : faces.head;
}

/** Resolves when the fonts of every board are there, or have failed, or take too long. */
export async function loadFonts(theme: Theme): Promise<void> {
  const wanted = [
    fontOf({ weight: 400, family: theme.bodyFont }, 16),
    fontOf({ weight: 600, family: theme.bodyFont }, 16),
    fontOf({ weight: 600, family: theme.headFont }, 16),
  ];
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.allSettled(wanted.map((font) => document.fonts.load(font))), patience]);
}

/**
 * Fetches the fonts of scripts that only some boards use, at the first text that needs them.
 *
 * `onLoaded` is called after each arrival: the text measured so far must be measured again.
 */
export function createRareFonts(theme: Theme, onLoaded: () => void): { notice(text: string): void } {
  const wanted = new Map<string, RegExp>([
    ["\u0639", ARABIC],
    ["\u05d0", HEBREW],
    ["\u{1f3eb}", EMOJI],
  ]); // a character of the font -> what needs it

  function notice(text: string): void {
    for (const [sample, pattern] of wanted) {
      if (!pattern.test(text)) continue;
      wanted.delete(sample);
      const font = fontOf({ weight: 400, family: theme.bodyFont }, 16);
      document.fonts.load(font, sample).then(
        (faces) => {
          if (faces.length > 0) onLoaded();
        },
        () => undefined, // the system's font stays
      );
    }
  }

  return { notice };
}
