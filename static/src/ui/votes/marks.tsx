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
import { isVoted, lastRevealed } from "./latest.ts";
import { totalWords } from "./results.tsx";
import { choiceWords } from "./words.ts";

/** Narrower than this on the screen a thing has no room for a control. */
const NARROWEST_PX = 96;
/** Lower than this it has only words. */
const TALL_PX = 140;
/** So wide there is room for what was said of it. */
const SAID_PX = 32;
/** How far below its edge the control of what is small lies, beside the handle that turns it or under it. */
const NEAR_PX = 8;
const FAR_PX = 36;
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
    return isIn ? [{ id, box }] : [];
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
  const items = (vote?.result?.items ?? []).filter(isVoted);
  if (vote === null || ui.view.panel.value !== "votes" || items.length === 0) return null;
  const byId = new Map(items.map((item) => [item.id, item]));
  return (
    <div class="vote-marks-layer" aria-hidden="true">
      {shown(ui, vote).map(({ id, box: { x, y, w, h } }) => {
        const item = w >= NARROWEST_PX ? byId.get(id) : undefined;
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

interface MarkProps {
  readonly vote: VoteRecord;
  readonly placed: Placed;
  readonly isSelected: boolean;
}

/**
 * The control lies on the lower edge of what is large, where it leaves the words free. What is small has it
 * below its edge, while it is selected; else only what I have said of it, in short.
 */
function Mark({ vote, placed: { id, box }, isSelected }: MarkProps): JSX.Element | null {
  const { ballots, view } = useUi();
  const { x, y, w, h } = box;
  const isLarge = h >= TALL_PX && w >= NARROWEST_PX;
  const choice = ballotOf(ballots, vote.id)[id];
  if (!isLarge && !isSelected && (choice === undefined || w < SAID_PX)) return null;
  const isSaid = !isLarge && !isSelected;
  const width = WIDTHS_PX[vote.way];
  const isFit = width <= (isSelected ? view.viewport.value.width / 2 : w);
  // Below the handles of what is selected; what was said lies half on the edge, so that one sees of what.
  const below = isSaid ? "-50%" : isLarge ? "-40%" : `${width < w ? NEAR_PX : FAR_PX}px`;
  return (
    <span
      class="vote-mark"
      data-item={id}
      style={{ transform: `translate(${x + w / 2}px, ${y + h}px) translate(-50%, ${below})` }}
    >
      {isSaid && choice !== undefined ? (
        <span class="vote-said" aria-hidden="true">
          {choiceWords(vote, choice)}
        </span>
      ) : isFit ? (
        <ItemChoice vote={vote} id={id} isForPointer />
      ) : (
        <ToPanel vote={vote} id={id} />
      )}
    </span>
  );
}

export function VoteMarks(): JSX.Element | null {
  const ui = useUi();
  const vote = ui.ballots.mine.value;
  if (vote === null) return <ResultMarks />;
  const { selection } = ui.view;
  return (
    <div class="vote-marks-layer">
      {shown(ui, vote).map((placed) => (
        <Mark
          key={placed.id}
          vote={vote}
          placed={placed}
          isSelected={selection.value.size === 1 && selection.value.has(placed.id)}
        />
      ))}
    </div>
  );
}
