/** Cuts a long change into messages that the server takes: at most 100 ops and about 60 KB each. */

import { LIMITS } from "../core/kinds.ts";
import type { Op } from "../core/types.ts";

/** Under the 64 KB that a message may have, with room for its envelope. */
const BYTES_LIMIT = 60_000;

const encoder = new TextEncoder();

/** `ops` in order, in as few groups as the limits allow. A single op is never cut. */
export function splitOps(ops: readonly Op[]): Op[][] {
  const groups: Op[][] = [];
  let bytes = 0;
  for (const op of ops) {
    const size = encoder.encode(JSON.stringify(op)).length + 1;
    const last = groups.at(-1);
    if (last !== undefined && last.length < LIMITS.ops && bytes + size <= BYTES_LIMIT) {
      last.push(op);
      bytes += size;
    } else {
      groups.push([op]);
      bytes = size;
    }
  }
  return groups;
}
