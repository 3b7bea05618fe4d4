/** The addresses in texts, looked for with the first text that may have one. */

import type { Point } from "../core/geometry.ts";
import type { FittedText, Layout } from "../core/layout/layout.ts";
import type { WrittenRecord } from "../core/types.ts";
import type { Faces } from "./fonts.ts";
import type { LinkSpan } from "./link_spans.ts";

export interface TextLinks {
  /** The addresses of a text in its lines; none while they cannot be found yet. */
  spans(text: string, fitted: FittedText, layout: Layout): readonly LinkSpan[];
  /** The address under a point of the board that lies on the item; null when there is none. */
  at(record: WrittenRecord, point: Point, faces: Faces): string | null;
}

/** Most texts have none. */
const MAY_HAVE_LINKS = /:\/\/|www\.|@/i;
const NONE: readonly LinkSpan[] = [];

/** `onLoaded` is called when addresses can be found from now on. */
export function createTextLinks(onLoaded: () => void): TextLinks {
  let finder: typeof import("./link_spans.ts") | null = null;
  let isAskedFor = false;

  function load(): void {
    if (isAskedFor) return;
    isAskedFor = true;
    import("./link_spans.ts").then(
      (found) => {
        finder = found;
        onLoaded();
      },
      () => {
        isAskedFor = false; // without a network nothing is underlined; the next text asks again
      },
    );
  }

  return {
    spans(text, fitted, layout) {
      if (!MAY_HAVE_LINKS.test(text)) return NONE;
      if (!finder) load();
      return finder?.linkSpans(text, fitted, layout) ?? NONE;
    },
    at: (record, point, faces) => finder?.linkAt(record, point, faces) ?? null,
  };
}
