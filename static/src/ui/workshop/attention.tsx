/** Who wants to speak, and who is ready: buttons for those who take part, a queue for who leads. */

import type { JSX } from "preact";
import type { Hand, PartMode } from "../../core/attention.ts";
import { formatNumber, t, tn } from "../../core/i18n.ts";
import { leads, writes } from "../../core/roles.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { MenuButton } from "../menubutton.tsx";
import { sentenceOf } from "../server.ts";
import type { MenuItem } from "../shell.ts";
import { PART_MODES } from "./partmodes.ts";

type Wish =
  | { readonly event: "hand"; readonly up: boolean; readonly hand?: number }
  | { readonly event: "ready"; readonly on: boolean }
  | { readonly event: "mode"; readonly mode: PartMode };

/** Whether the server has taken it; otherwise a notice says why not. */
async function tell({ calls, store }: Ui, { event, ...wish }: Wish): Promise<boolean> {
  try {
    await calls.call(event, wish);
    return true;
  } catch (error) {
    store.notify("error", sentenceOf(error));
    return false;
  }
}

function nameOf({ store }: Ui, { person, name }: Hand): string {
  return name ?? store.people.value.get(person ?? "")?.name ?? t("Someone");
}

function HandButton(): JSX.Element {
  const ui = useUi();
  const me = ui.store.me.value.id;
  const place = ui.view.attention.value.hands.findIndex(({ person }) => person === me) + 1;
  const isUp = place > 0;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isUp}
      onClick={() => void tell(ui, { event: "hand", up: !isUp })}
    >
      <Icon name="hand" />
      {isUp ? t("Hand up, number %(n)s", { n: place }) : t("Raise your hand")}
    </button>
  );
}

/** Asked once, of who has raised a hand: those in the room and those far away speak in turns. */
function WhereQuestion(): JSX.Element | null {
  const ui = useUi();
  const { me, people } = ui.store;
  const isUp = ui.view.attention.value.hands.some(({ person }) => person === me.value.id);
  if (!isUp || people.value.get(me.value.id)?.mode !== undefined) return null;
  return (
    <div class="step-attention" role="group" aria-label={t("Where are you?")}>
      <span class="muted">{t("Where are you?")}</span>
      {(["room", "remote"] as const).map((mode) => (
        <button
          key={mode}
          type="button"
          class="button button-quiet"
          onClick={() => void tell(ui, { event: "mode", mode })}
        >
          {t(PART_MODES[mode])}
        </button>
      ))}
    </div>
  );
}

function ReadyButton(): JSX.Element {
  const ui = useUi();
  const { attention } = ui.view;
  const isReady = attention.value.is_ready;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isReady}
      onClick={async () => {
        if (!(await tell(ui, { event: "ready", on: !isReady }))) return;
        attention.value = { ...attention.peek(), is_ready: !isReady };
      }}
    >
      <Icon name="check" />
      {t("Ready")}
    </button>
  );
}

/** Whoever is chosen has the turn, and their hand goes down. */
function handItems(ui: Ui): MenuItem[] {
  return ui.view.attention.value.hands.map((hand) => {
    const name = nameOf(ui, hand);
    const mode = hand.name === undefined ? ui.store.people.value.get(hand.person ?? "")?.mode : "room";
    return {
      label: mode === undefined ? name : `${name} (${t(PART_MODES[mode])})`,
      icon: "hand",
      async run() {
        if (await tell(ui, { event: "hand", up: false, hand: hand.hand }))
          ui.announcer.say(t("%(name)s has the turn.", { name }));
      },
    };
  });
}

function Queue(): JSX.Element | null {
  const ui = useUi();
  const { hands, ready } = ui.view.attention.value;
  const count = tn("%(n)s hand up", "%(n)s hands up", hands.length);
  return (
    <>
      {ready.n > 0 && <span class="muted">{t("%(n)s of %(all)s ready", { n: ready.n, all: ready.of })}</span>}
      {hands.length > 0 && (
        <MenuButton
          owner="hands"
          class="button"
          label={count}
          heading={t("Give the turn to")}
          items={() => handItems(ui)}
        >
          <Icon name="hand" />
          <b class="step-hands">{formatNumber(hands.length)}</b>
          <span>{count}</span>
          <Icon name="chevron-down" />
        </MenuButton>
      )}
    </>
  );
}

export function AttentionTools(): JSX.Element | null {
  const { store } = useUi();
  const { role } = store.me.value;
  if (!writes(role)) return null;
  return (
    <div class="step-attention" role="group" aria-label={t("Hands")}>
      {leads(role) ? (
        <Queue />
      ) : (
        <>
          <HandButton />
          <ReadyButton />
          <WhereQuestion />
        </>
      )}
    </div>
  );
}
