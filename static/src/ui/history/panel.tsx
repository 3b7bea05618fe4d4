/** Looking back: beside the board on wide screens, instead of the dock on phones. */

import { useSignalEffect } from "@preact/signals";
import type { JSX, RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { union } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { isBoxed } from "../../core/records.ts";
import { type Ui, useUi } from "../context.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { Trouble } from "../dialogs/trouble.tsx";
import { Icon } from "../icon.tsx";
import { ChangeList } from "./changelist.tsx";
import { type Changes, createChanges } from "./changes.ts";
import { MomentActions, TimeControls } from "./controls.tsx";
import type { Line } from "./lines.ts";
import { timelineOf, useTimeline } from "./usetimeline.ts";
import { whenOf } from "./when.ts";
import { wordsOf } from "./words.ts";

/** From this zoom on the items of a line can be made out. */
const LEAST_ZOOM = 0.3;

/** The changes, loaded and followed as long as the caller is on the page; then one is back in the present. */
function useChanges(): Changes {
  const { server } = useUi();
  const timeline = useTimeline();
  const changes = useMemo(
    () => createChanges({ server, head: timeline.head, oldest: timeline.oldest }),
    [server, timeline],
  );
  useEffect(() => {
    const stop = changes.follow();
    return () => {
      stop();
      timeline.leave();
    };
  }, [changes, timeline]);
  return changes;
}

/** The focus goes to the slider when the history opens, and to the menu that it came from at the end. */
function useFocus(): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    element?.querySelector<HTMLElement>(".time-slider")?.focus();
    return () => {
      const active = document.activeElement;
      if (active !== document.body && !element?.contains(active)) return;
      document.querySelector<HTMLElement>(".topbar [aria-haspopup=menu]")?.focus();
    };
  }, []);
  return place;
}

/** Selects the items of a line and brings them into view, on the canvas and in the list. */
function pointAt({ store, view, canvas }: Ui, line: Line): void {
  const scene = store.scene.peek();
  const records = line.ids.flatMap((id) => scene.get(id) ?? []);
  view.selection.value = new Set(records.map(({ id }) => id));
  const box = union(records.filter(isBoxed));
  if (box) canvas.reveal(box, LEAST_ZOOM);
  const [first] = records;
  const row = first && document.querySelector(`[data-item="${CSS.escape(first.id)}"]`);
  row?.scrollIntoView({ block: "nearest" });
}

/** Goes to the moment of a line; its items are pointed at as soon as that moment is shown. */
function useShow(): (line: Line) => void {
  const ui = useUi();
  const { announcer } = ui;
  const timeline = timelineOf(ui);
  const awaited = useRef<Line | null>(null);

  const arrive = (line: Line): void => {
    awaited.current = null;
    pointAt(ui, line);
    const shown = timeline.shown.peek();
    announcer.say(`${wordsOf(line)}. ${shown === null ? t("Now") : whenOf(shown)}.`);
  };
  useSignalEffect(() => {
    const shown = timeline.shown.value;
    if (awaited.current !== null && shown?.seq === awaited.current.last) arrive(awaited.current);
  });
  return (line) => {
    timeline.pause();
    awaited.current = line;
    timeline.goTo(line.last);
    const seq = timeline.shown.peek()?.seq ?? timeline.head.peek();
    if (awaited.current === line && seq === line.last) arrive(line);
  };
}

export function HistoryPanel(): JSX.Element {
  const timeline = useTimeline();
  const changes = useChanges();
  const show = useShow();
  const place = useFocus();
  return (
    <div ref={place} class="history">
      <div class="history-top">
        <TimeControls />
        <Trouble sentence={timeline.trouble.value} />
        <MomentActions />
      </div>
      <ChangeList changes={changes} show={show} />
    </div>
  );
}

function ChangesSheet({ changes, show }: { readonly changes: Changes; show(line: Line): void }): JSX.Element {
  const { shell } = useUi();
  return (
    <Dialog title={t("Changes")} look="sheet">
      <MomentActions />
      <ChangeList
        changes={changes}
        show={(line) => {
          shell.dialog.value = null;
          show(line);
        }}
      />
    </Dialog>
  );
}

interface TabProps {
  readonly icon: string;
  readonly name: string;
  /** Given for the two ways to see the board: whether it is seen so now. */
  readonly isNow?: boolean;
  go(): void;
}

function Tab({ icon, name, isNow, go }: TabProps): JSX.Element {
  return (
    <button type="button" aria-pressed={isNow} onClick={go}>
      <Icon name={icon} />
      {name}
    </button>
  );
}

export function HistoryDock(): JSX.Element {
  const { view, shell } = useUi();
  const timeline = useTimeline();
  const changes = useChanges();
  const show = useShow();
  const place = useFocus();
  const mode = view.mode.value;
  const openChanges = (): void => {
    timeline.pause();
    shell.dialog.value = { name: "changes" };
  };
  return (
    <>
      <footer class="dock history-dock" aria-label={t("History")}>
        <div ref={place}>
          <TimeControls />
        </div>
        <Trouble sentence={timeline.trouble.value} />
        <nav class="dock-tabs" aria-label={t("How to see the board")}>
          <Tab icon="list" name={t("List")} isNow={mode === "list"} go={() => (view.mode.value = "list")} />
          <Tab
            icon="layout-dashboard"
            name={t("Canvas")}
            isNow={mode === "canvas"}
            go={() => (view.mode.value = "canvas")}
          />
          <Tab icon="history" name={t("Changes")} go={openChanges} />
          <Tab icon="x" name={t("Close")} go={() => (view.panel.value = "none")} />
        </nav>
      </footer>
      {shell.dialog.value?.name === "changes" && <ChangesSheet changes={changes} show={show} />}
    </>
  );
}
