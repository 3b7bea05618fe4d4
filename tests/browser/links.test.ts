import assert from "node:assert/strict";
import { test } from "node:test";

import { linksIn } from "../../static/src/core/links.ts";
import { everyCase } from "./support/cases.ts";

interface LinkCase {
  readonly text: string;
  readonly expect: readonly { readonly shown: string; readonly address: string }[];
}

for (const { file, given } of everyCase<LinkCase>("links_")) {
  test(`${file}: the addresses in ${JSON.stringify(given.text.slice(0, 30))}`, () => {
    const found = linksIn(given.text).map(({ start, end, address }) => ({
      shown: given.text.slice(start, end),
      address,
    }));

    assert.deepEqual(found, given.expect);
  });
}

test("a text of a hundred thousand letters without an address is read in one go", () => {
  assert.deepEqual(linksIn("a".repeat(100_000)), []);
  assert.deepEqual(linksIn("a@".repeat(50_000)), []);
});
