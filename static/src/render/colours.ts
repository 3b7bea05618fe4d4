/** Colours of people, and arithmetic on colours. All colours here are `#rrggbb` or `#rgb`. */

type Rgb = readonly [number, number, number];

/**
 * For the people in the room; white text on each has a contrast of at least 4.5 to 1. None is the accent,
 * which marks one's own selection.
 */
export const PEOPLE_COLOURS = [
  "#b3005e",
  "#00734d",
  "#8a4b00",
  "#6b3fa0",
  "#006b7d",
  "#a8322d",
  "#4d6600",
  "#9c2f9c",
  "#455a64",
  "#c2410c",
  "#5d4bc4",
  "#74542d",
] as const;

/** The colour of a person: the same on every screen, for everybody. */
export function personColour(personId: string): string {
  // FNV-1a: spreads ids that differ in one character.
  let hash = 0x811c9dc5;
  for (let at = 0; at < personId.length; at += 1) {
    hash = Math.imul(hash ^ personId.charCodeAt(at), 0x01000193) >>> 0;
  }
  hash = (hash ^ (hash >>> 15)) >>> 0;
  return PEOPLE_COLOURS[hash % PEOPLE_COLOURS.length] ?? PEOPLE_COLOURS[0];
}

/** One or two letters for a name: first and last word; "?" when there is none. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.,;:_/()'’-]+/u).filter((word) => word !== "");
  const first = words[0];
  const last = words[words.length - 1];
  if (first === undefined || last === undefined) return "?";
  const letter = (word: string): string => [...word][0] ?? "";
  return (words.length === 1 ? letter(first) : letter(first) + letter(last)).toLocaleUpperCase();
}

function parse(colour: string): Rgb {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join("") : colour.slice(1);
  const value = Number.parseInt(digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `share` of `top` over `bottom`: 0 is all bottom, 1 all top. */
export function mix(top: string, bottom: string, share: number): string {
  const a = parse(top);
  const b = parse(bottom);
  const channel = (at: 0 | 1 | 2): string => {
    const value = Math.round(a[at] * share + b[at] * (1 - share));
    return value.toString(16).padStart(2, "0");
  };
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

function luminance(colour: string): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = parse(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The contrast ratio of WCAG between two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const lighter = Math.max(luminance(a), luminance(b));
  const darker = Math.min(luminance(a), luminance(b));
  return (lighter + 0.05) / (darker + 0.05);
}
