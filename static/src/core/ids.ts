/** Ids: made here from random bits, checked by the server, never used again (DATA3). */

const ID_CHARS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 20; // log2(62 ** 20) = 119 random bits
// The largest multiple of 62 in a byte: bytes above it would make the first characters likelier.
const FAIR_BYTES = 256 - (256 % ID_CHARS.length);

/** A new id of 20 characters. `randomBytes` fills the array it gets; the browser's by default. */
export function makeId(randomBytes: (into: Uint8Array<ArrayBuffer>) => void = fillRandom): string {
  const bytes = new Uint8Array(ID_LENGTH);
  let id = "";
  while (id.length < ID_LENGTH) {
    randomBytes(bytes);
    for (const byte of bytes) {
      if (byte < FAIR_BYTES && id.length < ID_LENGTH) id += ID_CHARS[byte % ID_CHARS.length];
    }
  }
  return id;
}

function fillRandom(into: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(into);
}
