/** Updates of a note's text as they travel, without the library that merges them. */

/** Characters of an update in base64, at most; more typing becomes another one. The server takes 16 KB. */
export const UPDATE_BYTES = 16_000;
/** The update that says nothing. */
export const NOTHING = "AAA=";

const CLIENTS = 2 ** 32;
/** Lower numbers are given away: see `note_text.ts`. */
const TYPISTS_FROM = 4;

/** A number for somebody who types: nobody else's, as chance goes. */
export function newClient(random: () => number = Math.random): number {
  return TYPISTS_FROM + Math.floor(random() * (CLIENTS - TYPISTS_FROM));
}

/** The client number of who inserts something in an update; null when it only removes. */
export function typistOf(update: string): number | null {
  const bytes = fromBase64(update);
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
  };
  const typists = next();
  next(); // how many parts follow
  return typists === 0 ? null : next();
}

export function toBase64(bytes: Uint8Array): string {
  let chars = "";
  for (const byte of bytes) chars += String.fromCharCode(byte);
  return btoa(chars);
}

/** Throws when it is not base64. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
