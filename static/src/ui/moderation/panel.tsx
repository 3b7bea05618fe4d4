/** For who leads: what waits to be read, and what was taken off the board, why, and the way back. */

import type { JSX } from "preact";
import { HiddenList } from "./hiddenlist.tsx";
import { InboxList } from "./inboxlist.tsx";

export function ModerationPanel(): JSX.Element {
  return (
    <div class="moderation">
      <InboxList />
      <HiddenList />
    </div>
  );
}
