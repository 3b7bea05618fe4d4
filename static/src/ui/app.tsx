/** The whole interface of a board around its canvas. */

import { useComputed, useSignalEffect } from "@preact/signals";
import type { ComponentChild, JSX } from "preact";
import { hasPrivateWriting } from "../core/drafts.ts";
import { t } from "../core/i18n.ts";
import { isBare } from "../core/records.ts";
import { hasStacks } from "../core/relations.ts";
import { leads, takesHome } from "../core/roles.ts";
import { stepOn, stepsOf, workshopOf } from "../core/workshop.ts";
import { StorageBand } from "./band.tsx";
import { CanvasHost } from "./canvashost.tsx";
import { type Ui, UiProvider, useUi } from "./context.ts";
import {
  BeginBand,
  dialogFor,
  EndedPanel,
  FollowBand,
  HistoryDock,
  isOnSheet,
  List,
  Menu,
  PastBand,
  PhoneDock,
  PrivateBand,
  SelectionBar,
  SidePanel,
  SideSheet,
  StackMarks,
  StepBand,
  VoteBand,
  VoteMarks,
  WallWords,
} from "./rare.ts";
import { Toasts } from "./toasts.tsx";
import { PhoneTools, Toolbar } from "./toolbar.tsx";
import { TopBar } from "./topbar.tsx";
import { HelpBar, ZoomBar } from "./zoombar.tsx";

function OpenDialog(): JSX.Element | null {
  const request = useUi().shell.dialog.value;
  if (request === null || request.name === "changes") return null;
  const Dialog = dialogFor(request.name);
  return <Dialog key={request} {...request} />;
}

/** Loaded with the first selection, if not before. */
function SelectedBar(): JSX.Element | null {
  const { view } = useUi();
  return view.selection.value.size > 0 ? <SelectionBar /> : null;
}

function Stage({ canvas }: { readonly canvas: HTMLElement }): JSX.Element {
  const { store, view, shell, ballots } = useUi();
  const isPhone = shell.isPhone.value;
  const isEmpty = store.seq.value >= 0 && isBare(store.scene.value);
  // Kept in the page while the list is shown: the canvas keeps its size and its place.
  const isHidden = view.mode.value === "list";
  return (
    <div class="stage" hidden={isHidden} inert={isHidden}>
      {isPhone ? <PhoneTools /> : <Toolbar />}
      <CanvasHost element={canvas} />
      <SelectedBar />
      {(ballots.mine.value !== null || view.panel.value === "votes") && <VoteMarks />}
      {hasStacks(store.scene.value) && <StackMarks />}
      {isEmpty && (
        <p class="stage-hint">
          {store.past.value
            ? t("The board was empty then.")
            : isPhone
              ? t("The board is empty. Add the first note.")
              : t("The board is empty. Double-click anywhere to write the first note.")}
        </p>
      )}
      {!isPhone && <HelpBar />}
      <ZoomBar />
    </div>
  );
}

/** The dock of a phone, or what takes its place. */
function PhoneBottom(): JSX.Element {
  const { store, view } = useUi();
  const panel = view.panel.value;
  if (isOnSheet(panel)) return <SideSheet />;
  const isHistory = panel === "history" && takesHome(store.me.value.role);
  return isHistory ? <HistoryDock /> : <PhoneDock />;
}

function Board({ canvas }: { readonly canvas: HTMLElement }): JSX.Element {
  const { store, view, shell, ballots } = useUi();
  const isPhone = shell.isPhone.value;
  const isList = view.mode.value === "list";
  const hasPrivate = useComputed(
    () =>
      store.drafts.notes.value.length + store.drafts.hidden.value.length + store.drafts.inbox.value > 0 ||
      hasPrivateWriting(store.present.value),
  );
  const isLed = useComputed(() => {
    const scene = store.present.value;
    return stepOn(scene) !== null || workshopOf(scene)?.apart_ms !== undefined;
  });
  const mayBegin = useComputed(() => {
    const scene = store.present.value;
    return leads(store.me.value.role) && workshopOf(scene) === null && stepsOf(scene).length > 0;
  });
  return (
    <div class="app" data-mode={view.mode.value}>
      <TopBar />
      <div class="bands">
        <StorageBand />
        {isLed.value && <StepBand />}
        {mayBegin.value && <BeginBand />}
        {hasPrivate.value && <PrivateBand />}
        {view.follows.value !== null && <FollowBand />}
        {ballots.hasAny.value && <VoteBand />}
        {store.past.value !== null && <PastBand />}
      </div>
      <main class="middle">
        {isList && <List look={isPhone ? "phone" : "full"} />}
        <Stage canvas={canvas} />
        {store.seq.value < 0 && <p class="stage-hint">{t("Opening the board…")}</p>}
      </main>
      {!isPhone && view.panel.value !== "none" && <SidePanel />}
      {isPhone && <PhoneBottom />}
    </div>
  );
}

/** The board for a whole room to look at: the words around it are loaded with it. */
function Wall({ canvas }: { readonly canvas: HTMLElement }): JSX.Element {
  return (
    <main class="wall">
      <div class="wall-stage" inert>
        <CanvasHost element={canvas} />
      </div>
      <WallWords />
    </main>
  );
}

function MenuLayer(): JSX.Element | null {
  return useUi().shell.menu.value && <Menu />;
}

/** Always in the page, so that every change of its text is heard. */
function LiveRegion(): JSX.Element {
  const { announcer } = useUi();
  return (
    <p class="hidden-text" role="status" aria-live="polite">
      {announcer.sentence}
    </p>
  );
}

export function App({ ui, canvas }: { readonly ui: Ui; readonly canvas: HTMLElement }): ComponentChild {
  const { store, view, shell } = ui;
  const ended = store.ended.value;
  const isWall = ui.boot.projector !== undefined;

  useSignalEffect(() => {
    document.title = `${store.name.value} · Tavolo`;
  });
  useSignalEffect(() => {
    // The canvas and the list beside each other need more room than a phone has.
    if (shell.isPhone.value && !isWall) view.mode.value = "list";
  });

  if (isWall && !ended) {
    return (
      <UiProvider value={ui}>
        <Wall canvas={canvas} />
        <LiveRegion />
      </UiProvider>
    );
  }
  return (
    <UiProvider value={ui}>
      {ended ? <EndedPanel ended={ended} /> : <Board canvas={canvas} />}
      {!ended && <OpenDialog />}
      {!ended && <MenuLayer />}
      <Toasts />
      <LiveRegion />
    </UiProvider>
  );
}
