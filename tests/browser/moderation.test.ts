import assert from "node:assert/strict";
import { test } from "node:test";

import { ANNA, storeWith } from "./support/board.ts";

test("MOD1 HIDE1 who leads knows when to ask again: other words, something hidden, a new connection", () => {
  const { drafts } = storeWith([], ANNA);
  const asked = (): number[] => [drafts.inbox.value, drafts.inboxNews.value, drafts.hidingNews.value];

  drafts.hear({ inbox: 2 });
  assert.deepEqual(asked(), [2, 1, 0]);
  drafts.hear({ inbox: 2 });
  drafts.hear({ hiding: 7 });
  drafts.hear({ gone: ["note-1"] });
  assert.deepEqual(asked(), [2, 2, 1]);
  drafts.load([], undefined, 1);
  assert.deepEqual(asked(), [1, 3, 2]);
});
