/** What people call the ways to take part. */

import type { PartMode } from "../../core/attention.ts";
import { msgid } from "../../core/i18n.ts";

/** Keys for `t`. */
export const PART_MODES: Readonly<Record<PartMode, string>> = {
  room: msgid("In the room"),
  remote: msgid("Remote"),
  phone: msgid("By telephone"),
  assisted: msgid("With a helper"),
};
