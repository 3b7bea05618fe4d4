/**
 * One number for a whole scene, so that this page's copy can be compared with the server's in a few
 * bytes (SEQ4). Mirrors `board/core/scene_hash.py`; `tests/protocol/scene_hash.json` holds the cases
 * that both run.
 */

import type { ItemRecord, Scene } from "./types.ts";

/** Follows a scene from change to change: what did not change is not looked at again. */
export interface SceneHash {
  /** These records may have changed, come or gone. */
  touch(ids: Iterable<string>): void;
  /**
   * The hash of `scene`. null while more than `most` touched records are still to be looked at: it
   * has looked at `most` of them, and asking again looks at more.
   */
  of(scene: Scene, most?: number): number | null;
}

export function createSceneHash(): SceneHash {
  const known = new Map<string, number>(); // id -> hash of its record, as counted in `sum`
  const touched = new Set<string>();
  let sum = 0;
  return {
    touch(ids) {
      for (const id of ids) touched.add(id);
    },
    of(scene, most = Number.POSITIVE_INFINITY) {
      let left = most;
      for (const id of touched) {
        if (left <= 0) return null;
        left -= 1;
        touched.delete(id);
        const record = scene.get(id);
        const hash = record === undefined ? 0 : recordHash(record);
        sum = (sum - (known.get(id) ?? 0) + hash) >>> 0;
        if (record === undefined) known.delete(id);
        else known.set(id, hash);
      }
      return sum;
    },
  };
}

/** From 0 to 2^32 - 1: the CRC-32 of the record's canonical JSON, mixed as MurmurHash3 does. */
export function recordHash(record: ItemRecord): number {
  let value = crc32(canonicalJson(record));
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Keys sorted, no spaces, characters as they are. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const encoder = new TextEncoder();

function crc32(text: string): number {
  let value = 0xffffffff;
  for (const byte of encoder.encode(text)) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0);
  return ~value >>> 0;
}
