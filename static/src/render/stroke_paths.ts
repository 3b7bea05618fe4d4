/** The outlines of strokes as paths to fill, kept while a stroke looks the same. */

import type { StrokeRecord } from "../core/types.ts";

export interface StrokePaths {
  /** Around the stroke, in board units from the corner of its box; null while it cannot be had. */
  get(record: StrokeRecord): Path2D | null;
}

interface Kept {
  readonly w: number;
  readonly h: number;
  readonly width: number | undefined;
  readonly path: Path2D;
}

type Outlines = typeof import("../core/stroke_outline.ts");

/** `onLoaded` is called when the first outlines can be had: the code comes with the first stroke. */
export function createStrokePaths(onLoaded: () => void): StrokePaths {
  const kept = new WeakMap<readonly number[], Kept>(); // points of a stroke -> its outline at this size
  let outlines: Outlines | null = null;
  let isAskedFor = false;

  function load(): void {
    if (isAskedFor) return;
    isAskedFor = true;
    import("../core/stroke_outline.ts").then(
      (found) => {
        outlines = found;
        onLoaded();
      },
      () => {
        isAskedFor = false; // without a network strokes are even lines; the next one asks again
      },
    );
  }

  return {
    get(record) {
      const { w, h, width, points } = record;
      const known = kept.get(points);
      if (known && known.w === w && known.h === h && known.width === width) return known.path;
      if (!outlines) {
        load();
        return null;
      }
      const path = new Path2D(outlines.outlinePath(outlines.outlineOf(record)));
      kept.set(points, { w, h, width, path });
      return path;
    },
  };
}
