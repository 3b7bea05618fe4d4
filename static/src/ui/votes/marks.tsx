/** On the canvas: the control of an open vote on each thing that is voted on, and the result once revealed. */

import type { JSX } from "preact";
import type { Box } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { coverOf, isBoxed } from "../../core/records.ts";
import type { VoteRecord } from "../../core/types.ts";
import type { VoteWay } from "../../core/vote_types.ts";
import { boxToScreen } from "../../render/camera.ts";
import { ballotOf } from "../../store/ballots.ts";
import { type Ui, useUi } from "../context.ts";
import { ItemChoice } from "./choice.tsx";
import { lastRevealed } from "./latest.ts";
import { totalWords } from "./results.tsx";
import { choiceWords } from "./words.ts";

/** Narrower than this on the screen a thing has no room for anything: the panel has all controls. */
const NARROWEST_PX = 96;
/** How wide the control of each way is; on what is narrower a button leads to the panel. */
const WIDTHS_PX: Readonly<Record<VoteWay, number>> = {
  dots: NARROWEST_PX,
  points: NARROWEST_PX,
  budget: 120,
  scale: 190,
  yesno: 240,
  matrix: 290,
};

/** A thing this wide has room for its rank and its total. */
const OUTCOME_PX = 110;

interface Placed {
  readonly id: string;
  readonly box: Box;
}

function shown({ store, view }: Ui, vote: VoteRecord): Placed[] {
  const scene = store.scene.value;
  const { width, height } = view.viewport.value;
  const camera = view.camera.value;
  return (vote.items ?? []).flatMap((id) => {
    const record = scene.get(id);
    if (record === undefined || !isBoxed(record)) return [];
    const box = boxToScreen(camera, coverOf(record));
    const isIn = box.x < width && box.y < height && box.x + box.w > 0 && box.y + box.h > 0;
    return isIn && box.w >= NARROWEST_PX ? [{ id, box }] : [];
  });
}

/** What I say of a thing that has no room for its control, and the way to where there is. */
function ToPanel({ vote, id }: { readonly vote: VoteRecord; readonly id: string }): JSX.Element {
  const { view, ballots } = useUi();
  const choice = ballotOf(ballots, vote.id)[id];
  return (
    <button
      type="button"
      class="button vote-chip"
      tabIndex={-1}
      onClick={() => {
        view.panel.value = "votes";
      }}
    >
      {choice === undefined ? t("Vote now") : choiceWords(vote, choice)}
    </button>
  );
}

/** Where the totals are short enough to stand on a thing; of the others the rank is told. */
const TOLD: readonly VoteWay[] = ["dots", "points", "budget", "scale"];

/** While the votes are open beside the board: what came of the last one, on each thing. The panel says it too. */
function ResultMarks(): JSX.Element | null {
  const ui = useUi();
  const vote = lastRevealed(ui.store.scene.value);
  const items = (vote?.result?.items ?? []).filter(({ people }) => people > 0);
  if (vote === null || ui.view.panel.value !== "votes" || items.length === 0) return null;
  const byId = new Map(items.map((item) => [item.id, item]));
  return (
    <div class="vote-marks-layer" aria-hidden="true">
      {shown(ui, vote).map(({ id, box: { x, y, w, h } }) => {
        const item = byId.get(id);
        return (
          item && (
            <span
              key={id}
              class="vote-mark vote-outcome"
              data-item={id}
              style={{ transform: `translate(${x + w / 2}px, ${y + h}px) translate(-50%, -40%)` }}
            >
              <b>{item.rank}</b>
              {w >= OUTCOME_PX && TOLD.includes(vote.way) && <span>{totalWords(vote, item)}</span>}
            </span>
          )
        );
      })}
    </div>
  );
}

export function VoteMarks(): JSX.Element | null {
  const ui = useUi();
  const vote = ui.ballots.mine.value;
  if (vote === null) return <ResultMarks />;
  return (
    <div class="vote-marks-layer">
      {shown(ui, vote).map(({ id, box: { x, y, w, h } }) => (
        <span
          key={id}
          class="vote-mark"
          data-item={id}
          style={{ transform: `translate(${x + w / 2}px, ${y + h}px) translate(-50%, -40%)` }}
        >
          {w < WIDTHS_PX[vote.way] ? (
            <ToPanel vote={vote} id={id} />
          ) : (
            <ItemChoice vote={vote} id={id} isForPointer />
          )}
        </span>
      ))}
    </div>
  );
}
