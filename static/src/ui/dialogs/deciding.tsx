/** The dialogs for decisions and commitments. */

import type { JSX } from "preact";
import type { DecidingRequest } from "../shell.ts";
import { CommitmentDialog } from "./commitment.tsx";
import { DecisionDialog } from "./decision.tsx";
import { TakeOverDialog } from "./takeover.tsx";

export function DecidingDialog(request: DecidingRequest): JSX.Element {
  if (request.name === "takeOver") return <TakeOverDialog />;
  const { id } = request;
  if (request.name === "decision") return <DecisionDialog key={id} id={id} sources={request.sources ?? []} />;
  return <CommitmentDialog key={id} id={id} decision={request.decision ?? null} />;
}
