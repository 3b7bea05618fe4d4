/**
 * The projector view: what the whole room looks at. The instruction, the time and the code to join, around
 * the area in play in letters that can be read from the last row; no tools, no pointers.
 */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { stateOf, votesOf } from "../../core/ballot.ts";
import { t } from "../../core/i18n.ts";
import { hasStacks } from "../../core/relations.ts";
import type { StepRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { StackMarks } from "../organise/marks.tsx";
import { type Invite, sentenceOf } from "../server.ts";
import { titleOfVote, turnoutWords } from "../votes/words.ts";
import { agendaOf } from "./now.ts";
import { seatsOf } from "./seats.ts";
import { StepTime } from "./time.tsx";
import { createTour } from "./tour.ts";
import type { Turning } from "./turning.ts";
import { WallPages, WallSwitch } from "./wallpages.tsx";
import { createWallViews } from "./wallviews.ts";
import { MODE_LOOKS, sayOf, titleOfStep } from "./words.ts";

/** The code may be changed or closed on another page. */
const LOOK_AGAIN_MS = 20_000;

function useInvite(first: Invite): Invite {
  const { server } = useUi();
  const [invite, setInvite] = useState(first);
  useEffect(() => {
    const timer = setInterval(() => {
      // Without a network the wall keeps what it knew.
      server.invite().then(setInvite, sentenceOf);
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [server]);
  return invite;
}

function JoinCorner({ first, address }: { readonly first: Invite; readonly address: string }): JSX.Element {
  const invite = useInvite(first);
  return (
    <aside class="wall-join" aria-label={t("How to join")}>
      {invite.is_open ? (
        <>
          <img class="wall-qr" src={invite.qr} alt={t("QR code with the link to join")} />
          <p>
            <span>{t("Join at %(address)s", { address })}</span>
            <b class="wall-code">{invite.code}</b>
          </p>
        </>
      ) : (
        <p>
          <Icon name="lock" />
          {t("The code is closed.")}
        </p>
      )}
    </aside>
  );
}

/** While people vote: how many have. */
function Turnout({ step }: { readonly step: StepRecord }): JSX.Element | null {
  const ui = useUi();
  const vote = votesOf(ui.store.present.value).find((one) => stateOf(one) === "open");
  if (vote === undefined) return null;
  const title = titleOfVote(vote);
  return (
    <p class="wall-turnout">
      <Icon name="vote" />
      {title !== titleOfStep(step) && <span dir="auto">{title}</span>}
      <b>{turnoutWords(ui, vote)}</b>
    </p>
  );
}

/** The server's page says it until now (templates/board/wall.html). */
function useFirstWords(): void {
  useLayoutEffect(() => document.getElementById("wall-first")?.remove(), []);
}

function Now(): JSX.Element {
  useFirstWords();
  const { store } = useUi();
  const agenda = agendaOf(store);
  const step = agenda.step.value;
  if (step === null) {
    const isApart = seatsOf(store).apart.value > 0;
    return (
      <header class="wall-now">
        <div class="wall-words">
          <h1 class="wall-title">{store.name.value}</h1>
          <p class="wall-say">
            {isApart
              ? t("Go to your table and work there together.")
              : t("We begin soon. Join with the code at the bottom.")}
          </p>
        </div>
      </header>
    );
  }
  const place = t("Step %(n)s of %(all)s", { n: agenda.place.value + 1, all: agenda.steps.value.length });
  return (
    <header class="wall-now">
      <div class="wall-words">
        <h1 class="wall-title">
          <Icon name={MODE_LOOKS[step.mode].icon} />
          <span class="wall-place">{place}</span>
          <span dir="auto">{titleOfStep(step)}</span>
        </h1>
        <p class="wall-say" dir="auto">
          {sayOf(step)}
        </p>
        <Turnout step={step} />
      </div>
      <StepTime step={step.id} timer={agenda.workshop.value?.timer} />
    </header>
  );
}

/** How many notes lie in each stack: nobody opens one here. */
function Stacks(): JSX.Element | null {
  const { store } = useUi();
  if (!hasStacks(store.scene.value)) return null;
  return (
    <div class="wall-stacks" inert>
      <StackMarks />
    </div>
  );
}

/** Which part of what has no room at once is shown; keys and buttons for who stands at the projector. */
function Parts({ tour, label }: { readonly tour: Turning; readonly label: string }): JSX.Element | null {
  const all = tour.count.value;
  const n = tour.part.value + 1;
  const isPaused = tour.isPaused.value;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "ArrowRight" || event.key === "PageDown") tour.turn(1);
      else if (event.key === "ArrowLeft" || event.key === "PageUp") tour.turn(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [tour]);
  if (all < 2) return null;
  return (
    <div class="wall-parts" role="group" aria-label={label}>
      <button type="button" aria-label={t("The part before")} onClick={() => tour.turn(-1)}>
        <Icon name="arrow-left" />
      </button>
      <span>{t("Part %(n)s of %(all)s", { n, all })}</span>
      <button
        type="button"
        aria-label={isPaused ? t("Go through the parts") : t("Stay at this part")}
        onClick={() => {
          tour.isPaused.value = !isPaused;
        }}
      >
        <Icon name={isPaused ? "play" : "pause"} />
      </button>
      <button type="button" aria-label={t("The next part")} onClick={() => tour.turn(1)}>
        <Icon name="arrow-right" />
      </button>
    </div>
  );
}

export function WallWords(): JSX.Element | null {
  const ui = useUi();
  const { projector } = ui.boot;
  const tour = useMemo(() => createTour(ui, agendaOf(ui.store)), [ui]);
  const views = useMemo(() => createWallViews(ui.store), [ui]);
  const isOver = useComputed(() => ui.store.seq.value < 0);
  useEffect(() => () => tour.stop(), [tour]);
  useEffect(() => () => views.stop(), [views]);
  if (!projector || isOver.value) return null;
  const isBoard = views.shown.value === "board";
  return (
    <>
      <Now />
      {isBoard ? <Stacks /> : <WallPages views={views} />}
      {!tour.isThere.value && <div class="wall-cover" />}
      <div class="wall-foot">
        <WallSwitch views={views} />
        {isBoard ? (
          <Parts key="board" tour={tour} label={t("Parts of the area")} />
        ) : (
          <Parts key="pages" tour={views.turning} label={t("Pages")} />
        )}
        <JoinCorner first={projector} address={projector.address} />
      </div>
    </>
  );
}
