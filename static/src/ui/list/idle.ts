/** Work that can wait until the browser has nothing else to do. */

/** At the latest after so long: far rows come even while a board is never still. */
const LATEST_MS = 200;

/** Calls back once; answers with what cancels it. */
export function whenIdle(callback: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const id = requestIdleCallback(callback, { timeout: LATEST_MS });
    return () => cancelIdleCallback(id);
  }
  const timer = setTimeout(callback, 16); // Safari does not tell
  return () => clearTimeout(timer);
}
