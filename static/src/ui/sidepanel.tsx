/** The panel on the right: one thing at a time, as wide as wanted. The canvas makes room for it. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clamp } from "../core/geometry.ts";
import { t } from "../core/i18n.ts";
import { leads, takesHome } from "../core/roles.ts";
import type { Role } from "../core/types.ts";
import { type Ui, useUi } from "./context.ts";
import { IconButton } from "./icon.tsx";
import { PeopleList } from "./peoplelist.tsx";
import {
  AgendaPanel,
  CommentsPanel,
  DecisionsPanel,
  HistoryPanel,
  isOnSheet,
  List,
  ModerationPanel,
  SearchPanel,
  SimilarPanel,
  TablesPanel,
  VotesPanel,
} from "./rare.ts";
import { remember, remembered } from "./remember.ts";

const NARROWEST_PX = 280;
const WIDEST_PX = 640;
const USUAL_PX = 360;
const STEP_PX = 24;

/** The edge between canvas and panel: drag it, or use the arrow keys. */
function Splitter({ width, resize }: { readonly width: number; resize(width: number): void }): JSX.Element {
  const start = useRef({ x: 0, width });

  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    resize(width + by);
  }

  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("Width of the panel")}
      aria-valuenow={width}
      aria-valuemin={NARROWEST_PX}
      aria-valuemax={WIDEST_PX}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        resize(start.current.width + start.current.x - event.clientX);
      }}
    />
  );
}

/** Some panels are not for everybody. */
function mayOpen(panel: string, role: Role | null): boolean {
  if (panel === "workshop" || panel === "tables" || panel === "moderation") return leads(role);
  return panel !== "history" || takesHome(role);
}

interface Content {
  readonly title: string;
  readonly body: ComponentChildren;
}

function contentOf(panel: string): Content | null {
  if (panel === "list") return { title: t("List"), body: <List look="panel" /> };
  if (panel === "history") return { title: t("History"), body: <HistoryPanel /> };
  if (panel === "people") return { title: t("People"), body: <PeopleList /> };
  if (panel === "workshop") return { title: t("Agenda"), body: <AgendaPanel /> };
  if (panel === "tables") return { title: t("Tables"), body: <TablesPanel /> };
  if (panel === "search") return { title: t("Search"), body: <SearchPanel /> };
  if (panel === "votes") return { title: t("Votes"), body: <VotesPanel /> };
  if (panel === "similar") return { title: t("Similar notes"), body: <SimilarPanel /> };
  if (panel === "moderation") return { title: t("Moderation"), body: <ModerationPanel /> };
  if (panel === "decisions") return { title: t("Decisions and commitments"), body: <DecisionsPanel /> };
  if (panel === "comments") return { title: t("Comments"), body: <CommentsPanel /> };
  return null;
}

/** The focus goes to what opens the panel that is closed. */
function close({ view }: Ui): void {
  const opens = `.topbar [data-opens="${view.panel.peek()}"]`;
  view.panel.value = "none";
  const opener = document.querySelector<HTMLElement>(opens);
  (opener ?? document.querySelector<HTMLElement>(".topbar [aria-haspopup=menu]"))?.focus();
}

function SideHead({ title }: { readonly title: string }): JSX.Element {
  const ui = useUi();
  return (
    <header class="side-head">
      <h2 class="side-title">{title}</h2>
      <IconButton icon="x" name={t("Close the panel")} onClick={() => close(ui)} />
    </header>
  );
}

/** Escape closes the panels that are opened for a moment. */
function closeByKey(ui: Ui): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOnSheet(ui.view.panel.peek())) return;
    event.preventDefault();
    event.stopPropagation();
    close(ui);
  };
}

export function SidePanel(): JSX.Element | null {
  const ui = useUi();
  const { store, view } = ui;
  const [width, setWidth] = useState(Number(remembered("panel_px") ?? USUAL_PX) || USUAL_PX);
  const panel = view.panel.value;
  const isAllowed = mayOpen(panel, store.me.value.role);
  const content = isAllowed ? contentOf(panel) : null;

  useEffect(() => remember("panel_px", String(width)), [width]);

  if (!content) return null;
  return (
    <aside
      class="side-panel"
      aria-label={content.title}
      style={{ width: `${width}px` }}
      onKeyDown={closeByKey(ui)}
    >
      <Splitter
        width={width}
        resize={(wanted) => setWidth(Math.round(clamp(wanted, NARROWEST_PX, WIDEST_PX)))}
      />
      <SideHead title={content.title} />
      <div class="side-body">{content.body}</div>
    </aside>
  );
}

/** On phones, in place of the dock: the board above it stays in reach. */
export function SideSheet(): JSX.Element | null {
  const ui = useUi();
  const content = contentOf(ui.view.panel.value);
  if (!content) return null;
  return (
    <aside class="dock side-sheet" aria-label={content.title} onKeyDown={closeByKey(ui)}>
      <SideHead title={content.title} />
      <div class="side-body">{content.body}</div>
    </aside>
  );
}
