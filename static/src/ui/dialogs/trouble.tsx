/** The sentence about a call that failed, beside the control it belongs to; nothing while there is none. */

import type { JSX } from "preact";
import { Icon } from "../icon.tsx";

export function Trouble({ sentence }: { readonly sentence: string }): JSX.Element | null {
  if (sentence === "") return null;
  return (
    <p class="field-error" role="alert">
      <Icon name="circle-alert" />
      {sentence}
    </p>
  );
}
