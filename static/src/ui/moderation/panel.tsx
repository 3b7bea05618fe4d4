/** For who leads: what was taken off the board, why, and the way back. */

import type { JSX } from "preact";
import { HiddenList } from "./hiddenlist.tsx";

export function ModerationPanel(): JSX.Element {
  return (
    <div class="moderation">
      <HiddenList />
    </div>
  );
}
