/**
 * Fractional keys: a place between two others, as a string that sorts in plain ASCII order.
 * Mirrors `board/core/order.py`; `tests/protocol/order_*.json` holds cases that both run.
 *
 * Digits are 0-9 A-Z a-z (values 0 to 61, which is their ASCII order). A key is an integer part
 * and an optional fraction:
 *
 * - The first character of the integer part says how many digits follow: `a` one, `b` two ... `z`
 *   twenty-six for integers from zero up (`a0` is the first), `Z` one, `Y` two ... `A` twenty-six
 *   for those below (`Zz` is the one before `a0`). So longer means further out, on both sides.
 * - A fraction is any digits that do not end in `0`. `A` with twenty-six zeros alone is no key,
 *   because nothing could come before it.
 *
 * keyBetween(a, b), with null for "no limit":
 *
 * 1. null, null: `a0`.
 * 2. null, b: the integer part of b if b has a fraction; else the integer below it. The smallest
 *    integer is no key by itself: midpoint("", fraction of b, or null) follows it.
 * 3. a, null: the integer above that of a; after the largest, that integer and
 *    midpoint(fraction of a, null).
 * 4. a, b with the same integer part: that integer and midpoint of the two fractions.
 * 5. a, b otherwise: the integer above that of a if it sorts before b; else the integer part of a
 *    and midpoint(fraction of a, null).
 *
 * midpoint(low, high), fractions, null for one: take over the digits that both share (low padded
 * with `0`). Then look at the first digits L (0 if low is used up) and H (62 if high is null). If
 * H - L > 1: the digit floor((L + H + 1) / 2). Else if high has more digits: its first digit
 * alone. Else digit L followed by midpoint(rest of low, null).
 */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SMALLEST = `A${"0".repeat(26)}`;

/** Whether `value` is a well-formed key. */
export function isKey(value: string): boolean {
  if (!/^[A-Za-z][0-9A-Za-z]+$/.test(value)) return false;
  const size = integerSize(value);
  if (value.length < size || value === SMALLEST) return false;
  return value.length === size || !value.endsWith("0");
}

/**
 * A key that sorts after `before` and before `after`; null means no limit on that side.
 * Throws RangeError if a key is malformed or `before` is not less than `after`.
 */
export function keyBetween(before: string | null, after: string | null): string {
  for (const key of [before, after]) {
    if (key !== null && !isKey(key)) throw new RangeError(`not a key: ${key}`);
  }
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`${before} is not before ${after}`);
  }
  if (before === null) return after === null ? "a0" : keyBefore(after);
  return after === null ? keyAfter(before) : keyInside(before, after);
}

/** `count` keys in ascending order, all between the two. */
export function keysBetween(before: string | null, after: string | null, count: number): string[] {
  if (count <= 0) return [];
  if (after === null) {
    const keys: string[] = [];
    for (let key = before; keys.length < count; ) {
      key = keyBetween(key, null);
      keys.push(key);
    }
    return keys;
  }
  // Halving keeps the keys short: their length grows with log(count), not with count.
  const left = Math.floor((count - 1) / 2);
  const middle = keyBetween(before, after);
  return [...keysBetween(before, middle, left), middle, ...keysBetween(middle, after, count - 1 - left)];
}

function keyBefore(after: string): string {
  const [whole, fraction] = split(after);
  if (whole === SMALLEST) return whole + midpoint("", fraction);
  if (fraction !== "") return whole;
  const lower = decrement(whole);
  if (lower === null) throw new RangeError("no smaller key");
  return lower === SMALLEST ? lower + midpoint("", null) : lower;
}

function keyAfter(before: string): string {
  const [whole, fraction] = split(before);
  return increment(whole) ?? whole + midpoint(fraction, null);
}

function keyInside(before: string, after: string): string {
  const [wholeBefore, fractionBefore] = split(before);
  const [wholeAfter, fractionAfter] = split(after);
  if (wholeBefore === wholeAfter) return wholeBefore + midpoint(fractionBefore, fractionAfter);
  const higher = increment(wholeBefore);
  if (higher !== null && higher < after) return higher;
  return wholeBefore + midpoint(fractionBefore, null);
}

function integerSize(key: string): number {
  const head = key.charCodeAt(0);
  return head >= 97 ? head - 97 + 2 : 90 - head + 2; // "a" is 97, "Z" is 90
}

function split(key: string): [whole: string, fraction: string] {
  const size = integerSize(key);
  return [key.slice(0, size), key.slice(size)];
}

function midpoint(low: string, high: string | null): string {
  if (high !== null) {
    let shared = 0;
    while (shared < high.length && (low[shared] ?? "0") === high[shared]) shared += 1;
    if (shared > 0) return high.slice(0, shared) + midpoint(low.slice(shared), high.slice(shared));
  }
  const digitLow = low === "" ? 0 : valueAt(low, 0);
  const digitHigh = high === null ? DIGITS.length : valueAt(high, 0);
  if (digitHigh - digitLow > 1) return digit(Math.floor((digitLow + digitHigh + 1) / 2));
  if (high !== null && high.length > 1) return high.slice(0, 1);
  return digit(digitLow) + midpoint(low.slice(1), null);
}

/** The integer one above; null after the largest. */
function increment(whole: string): string | null {
  const head = whole.charAt(0);
  for (let place = whole.length - 1; place > 0; place -= 1) {
    const value = valueAt(whole, place) + 1;
    if (value < DIGITS.length) {
      return whole.slice(0, place) + digit(value) + "0".repeat(whole.length - 1 - place);
    }
  }
  if (head === "Z") return "a0";
  if (head === "z") return null;
  const next = String.fromCharCode(head.charCodeAt(0) + 1);
  return next + "0".repeat(next > "a" ? whole.length : whole.length - 2);
}

/** The integer one below; null before the smallest. */
function decrement(whole: string): string | null {
  const head = whole.charAt(0);
  for (let place = whole.length - 1; place > 0; place -= 1) {
    const value = valueAt(whole, place) - 1;
    if (value >= 0) {
      return whole.slice(0, place) + digit(value) + "z".repeat(whole.length - 1 - place);
    }
  }
  if (head === "a") return "Zz";
  if (head === "A") return null;
  const next = String.fromCharCode(head.charCodeAt(0) - 1);
  return next + "z".repeat(next < "Z" ? whole.length : whole.length - 2);
}

function digit(value: number): string {
  return DIGITS.charAt(value);
}

function valueAt(digits: string, place: number): number {
  return DIGITS.indexOf(digits.charAt(place));
}
