/**
 * The merging of typed text and the library that it takes: nothing that a page needs to show a board, so
 * a file of its own that comes right after it.
 */

type Merging = typeof import("./note_text.ts");

let here: Merging | null = null;

const AGAIN_MS = 3_000;

/** Whether `merging` can be asked for. */
export function isMergingHere(): boolean {
  return here !== null;
}

/** Throws before `loadMerging` has resolved. */
export function merging(): Merging {
  if (here === null) throw new Error("Text cannot be merged yet.");
  return here;
}

/** Rejects when it cannot be had now; it may be asked for again. */
export async function loadMerging(): Promise<void> {
  here ??= await import("./note_text.ts");
}

/** Resolves when it is there, however long the network is gone. */
export async function whenMerging(): Promise<void> {
  for (;;) {
    try {
      return await loadMerging();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
