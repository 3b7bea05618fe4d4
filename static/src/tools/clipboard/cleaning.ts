/** Values of fields that somebody else wrote: what a record may hold, or nothing. */

import { clamp, round2 } from "../../core/geometry.ts";
import { COLOURS, type FieldType, LIMITS, NOTE_TYPES } from "../../core/kinds.ts";
import { cleanText, cleanTitle } from "../../core/words.ts";

export type Fields = { readonly [name: string]: unknown };

const WORDS: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  note_type: NOTE_TYPES,
  colour: COLOURS,
  align: ["start", "center", "end"],
  weight: ["normal", "bold"],
  shape: ["rectangle", "rounded", "ellipse", "diamond", "triangle", "arrow", "callout"],
  route: ["straight", "elbow", "curved"],
  heads: ["none", "end", "start", "both"],
  tool: ["pen", "highlighter"],
};
const GRIDS: readonly unknown[] = ["columns", "rows", "matrix", "rings"];
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/;
const SIDES: readonly unknown[] = ["auto", "top", "right", "bottom", "left"];
const LINE_MOST = 64;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value made fit for the field; undefined when it is nothing of the kind. */
export function cleaned(type: FieldType, value: unknown): unknown {
  const words = WORDS[type];
  if (words) return words.find((word) => word === value);
  if (typeof value === "number") return Number.isFinite(value) ? cleanedNumber(type, value) : undefined;
  if (typeof value === "string") return cleanedText(type, value);
  if (type === "flag") return typeof value === "boolean" ? value : undefined;
  if (type === "frame") return value === null ? null : undefined;
  if (type === "end") return cleanedEnd(value);
  if (type === "grid") return cleanedGrid(value);
  return type === "points" ? cleanedPoints(value) : undefined;
}

function cleanedNumber(type: FieldType, value: number): number | undefined {
  if (type === "position") return round2(clamp(value, -LIMITS.world, LIMITS.world));
  if (type === "size") return round2(clamp(value, LIMITS.sizeMin, LIMITS.sizeMax));
  if (type === "line") return round2(clamp(value, 1, LINE_MOST));
  return type === "rotation" && value > -180 && value <= 180 ? round2(value) : undefined;
}

function cleanedText(type: FieldType, value: string): string | undefined {
  if (type === "text") return shortened(cleanText(value), LIMITS.text);
  if (type === "title") return shortened(cleanTitle(value), LIMITS.title);
  if (type === "alt") return shortened(cleanTitle(value), LIMITS.alt);
  if (type === "url")
    return /^(https?:\/\/|mailto:)/i.test(value) && value.length <= LIMITS.url ? value : undefined;
  if (type === "emoji") return /\p{Emoji}/u.test(value) && value.length <= 16 ? value : undefined;
  if (type === "asset") return /^[\w-]{8,128}$/.test(value) ? value : undefined;
  if (type === "language") return LANGUAGE.test(value) ? value : undefined;
  const isId = type === "frame" || type === "cluster" || type === "group" || type === "z";
  return isId && value.length <= LIMITS.z ? value : undefined;
}

function cleanedEnd(value: unknown): unknown {
  if (!isFields(value)) return undefined;
  const { item, side, x, y } = value;
  if (typeof item === "string") return SIDES.includes(side) ? { item, side } : undefined;
  const at = [cleaned("position", x), cleaned("position", y)];
  return at.includes(undefined) ? undefined : { x: at[0], y: at[1] };
}

function cleanedGrid(value: unknown): unknown {
  if (!isFields(value) || !GRIDS.includes(value.kind) || !Array.isArray(value.labels)) return undefined;
  const [x, y, ...labels] = [value.x, value.y, ...value.labels.slice(0, LIMITS.grid)].map((words: unknown) =>
    typeof words === "string" ? cleanedText("title", words) : undefined,
  );
  const isWhole = ![x, y, ...labels].includes(undefined);
  return isWhole ? { kind: value.kind, labels, x, y } : undefined;
}

function cleanedPoints(value: unknown): unknown {
  const isStroke = Array.isArray(value) && value.length % 3 === 0 && value.length <= 3 * LIMITS.points;
  const isInside = (number: unknown): boolean =>
    Number.isInteger(number) && Number(number) >= 0 && Number(number) <= 10_000;
  return isStroke && value.length > 0 && value.every(isInside) ? value : undefined;
}

export function shortened(text: string, most: number): string {
  return [...text].slice(0, most).join("");
}
