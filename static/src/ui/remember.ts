/** Small choices kept on this device. A browser that forbids storage only forgets them. */

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`tavolo.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`tavolo.${key}`, value);
  } catch {
    // Storage is off or full: the choice holds for this page only.
  }
}
