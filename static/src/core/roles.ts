/** Who may do what, as far as the page shows it: the server decides (`board/core/roles.py`). */

import type { Role } from "./types.ts";

export const ROLES: readonly Role[] = [
  "facilitator",
  "co-facilitator",
  "participant",
  "observer",
  "staff",
  "viewer",
];

/** Whether this role has the controls of the workshop. */
export function leads(role: Role | null): boolean {
  return role === "facilitator" || role === "co-facilitator";
}

/** Whether this role may put something on the board. */
export function writes(role: Role | null): boolean {
  return leads(role) || role === "participant";
}

/** Whether this role may look back, and take the board home. */
export function takesHome(role: Role | null): boolean {
  return leads(role) || role === "staff";
}
