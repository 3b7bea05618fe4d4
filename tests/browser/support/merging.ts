/** In every test of the browser's code: texts can be merged from the start, as on a page that has been open a moment. */

import { loadMerging } from "../../../static/src/core/merging.ts";

await loadMerging();
