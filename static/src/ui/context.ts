/** What every piece of the interface receives: the board, what can be done to it, and the shell. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Person } from "../core/types.ts";
import type { Renderer } from "../render/renderer.ts";
import type { Ballots } from "../store/ballots.ts";
import type { Queue } from "../store/queue.ts";
import type { BoardStore } from "../store/store.ts";
import type { View } from "../store/view.ts";
import type { Calls } from "../sync/calls.ts";
import type { Clock } from "../sync/clock.ts";
import type { Commands } from "../tools/commands.ts";
import type { Announcer } from "./announcer.ts";
import type { BoardServer, Invite } from "./server.ts";
import type { Shell } from "./shell.ts";

/** The JSON that the server writes into the board page. */
export interface Boot {
  /** The path that the application lives under: "" or "/tavolo". */
  readonly base: string;
  readonly locale: string;
  /** Address of the icon sprite. */
  readonly icons: string;
  readonly board: { readonly id: string; readonly name: string };
  readonly me: Person;
  /** Methods belong to a project, and only accounts belong to one. */
  readonly hasAccount: boolean;
  readonly strings: Record<string, string | string[]>;
  readonly limits: Readonly<Record<string, number>>;
  /** Given when this page is the projector view: how people join, and where. */
  readonly projector?: Invite & { readonly address: string };
}

/** What the bars ask of the canvas: a part of the renderer. */
export type Canvas = Pick<Renderer, "fit" | "show" | "zoomStep" | "zoomTo" | "reveal" | "goTo" | "textPlace">;

export interface Ui {
  readonly boot: Boot;
  readonly store: BoardStore;
  readonly view: View;
  readonly commands: Commands;
  readonly server: BoardServer;
  readonly queue: Queue;
  /** Questions over the socket. */
  readonly calls: Calls;
  /** What time it is for everybody. */
  readonly clock: Clock;
  /** My own, and how many have voted. */
  readonly ballots: Ballots;
  readonly canvas: Canvas;
  readonly shell: Shell;
  readonly announcer: Announcer;
}

const UiContext = createContext<Ui | null>(null);

export const UiProvider = UiContext.Provider;

export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (!ui) throw new Error("The interface was drawn outside of UiProvider.");
  return ui;
}
