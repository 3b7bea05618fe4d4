/** Gives keys that were held back (`heldkeys.ts`) to who has the focus, as if they were pressed now. */

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Between two keys: what one of them opens or closes is drawn, and has the focus. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

let isPlaying = false;

/** Takes the keys from `held`, oldest first, until it is empty or something else is waited for. */
export async function playKeys(held: KeyboardEvent[], isWaiting: () => boolean): Promise<void> {
  if (isPlaying) return;
  isPlaying = true;
  await drawn(); // a dialog opens after it is drawn
  while (true) {
    await drawn();
    if (isWaiting()) break;
    const key = held.shift();
    if (key === undefined) break;
    playKey(key);
  }
  isPlaying = false;
}

function playKey({ key, code, shiftKey, altKey }: KeyboardEvent): void {
  const focused = document.activeElement ?? document.body;
  const again = new KeyboardEvent("keydown", {
    key,
    code,
    shiftKey,
    altKey,
    bubbles: true,
    cancelable: true,
  });
  // The browser does nothing by itself for keys that a page makes.
  if (focused.dispatchEvent(again)) doByHand(focused, key);
}

function doByHand(focused: Element, key: string): void {
  const isField = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
  if (key === "Escape") focused.closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
  else if (isField && focused.selectionStart !== null) write(focused, key);
  else if ((key === "Enter" || key === " ") && focused instanceof HTMLElement) focused.click();
}

function write(field: Field, key: string): void {
  const { selectionStart: start, selectionEnd: end } = field;
  if (start === null || end === null) return;
  if (key === "Enter" && field instanceof HTMLInputElement) field.form?.requestSubmit();
  else if (key === "Backspace") replace(field, start === end ? Math.max(0, start - 1) : start, end, "");
  else if (key === "Enter") replace(field, start, end, "\n");
  else if (key.length === 1) replace(field, start, end, key);
}

function replace(field: Field, start: number, end: number, text: string): void {
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
