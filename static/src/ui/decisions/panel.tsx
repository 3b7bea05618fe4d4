/** What was decided, and who does what by when: the same on canvas, list and phone. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import type { DecisionRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { MenuButton } from "../menubutton.tsx";
import { agendaOf } from "../workshop/now.ts";
import { Commitment } from "./commitments.tsx";
import { decidedOf } from "./decided.ts";
import { beginDecision, decisionMenu, mayDecide } from "./doing.ts";
import { Sources } from "./sources.tsx";
import { toldOf } from "./told.ts";
import { nameOfDecision, textOf } from "./words.ts";

function Decision({ decision }: { readonly decision: DecisionRecord }): JSX.Element {
  const ui = useUi();
  const { how = "", objections = "" } = decision;
  return (
    <li class="decision" data-decided={decision.id} tabIndex={-1}>
      <div class="decision-head">
        <h4 class="decision-title" dir="auto">
          <span class="decision-number" aria-hidden="true">
            {decision.number}
          </span>
          <span class="hidden-text">{nameOfDecision(decision)}: </span>
          {textOf(decision)}
        </h4>
        {mayDecide(ui) && (
          <MenuButton
            owner={`decided ${decision.id}`}
            class="tool"
            label={t("More for: %(text)s", { text: nameOfDecision(decision) })}
            title={t("More")}
            items={() => decisionMenu(ui, decision)}
          >
            <Icon name="ellipsis" />
          </MenuButton>
        )}
      </div>
      {how && (
        <p class="decision-line" dir="auto">
          <span class="decision-label">{t("How:")}</span> {how}
        </p>
      )}
      {objections && (
        <p class="decision-line decision-objections" dir="auto">
          <span class="decision-label">{t("Objections:")}</span> {objections}
        </p>
      )}
      <Sources decision={decision} />
    </li>
  );
}

interface SectionProps {
  readonly title: string;
  readonly empty: string;
  readonly isEmpty: boolean;
  /** For those who lead. */
  readonly buttons: ComponentChildren;
  readonly children: ComponentChildren;
}

function Section({ title, empty, isEmpty, buttons, children }: SectionProps): JSX.Element {
  return (
    <section class="decided-part" aria-label={title}>
      <h3 class="decided-title">{title}</h3>
      {buttons && <div class="decided-buttons">{buttons}</div>}
      {isEmpty ? (
        <p class="decided-none muted">{empty}</p>
      ) : (
        <ul role="list" class="decided-list">
          {children}
        </ul>
      )}
    </section>
  );
}

function Decisions({ isMain }: { readonly isMain: boolean }): JSX.Element {
  const ui = useUi();
  const decisions = decidedOf(ui.store).decisions.value;
  const add = mayDecide(ui) && (
    <button
      type="button"
      class={isMain ? "button button-primary" : "button"}
      onClick={() => beginDecision(ui)}
    >
      <Icon name="plus" />
      {t("New decision")}
    </button>
  );
  return (
    <Section
      title={t("Decisions")}
      empty={t("Nothing has been decided yet.")}
      isEmpty={decisions.length === 0}
      buttons={add}
    >
      {decisions.map((decision) => (
        <Decision key={decision.id} decision={decision} />
      ))}
    </Section>
  );
}

function Commitments({ isMain }: { readonly isMain: boolean }): JSX.Element {
  const ui = useUi();
  const { shell, store } = ui;
  const commitments = toldOf(store).commitments.value;
  const add = mayDecide(ui) && (
    <button
      type="button"
      class={isMain ? "button button-primary" : "button"}
      onClick={() => (shell.dialog.value = { name: "commitment", id: null })}
    >
      <Icon name="plus" />
      {t("New commitment")}
    </button>
  );
  const takeOver = mayDecide(ui) && (
    <button type="button" class="button" onClick={() => (shell.dialog.value = { name: "takeOver" })}>
      {t("Take over open ones…")}
    </button>
  );
  return (
    <Section
      title={t("Commitments")}
      empty={t("Nobody has taken anything on yet.")}
      isEmpty={commitments.length === 0}
      buttons={
        mayDecide(ui) && (
          <>
            {add}
            {takeOver}
          </>
        )
      }
    >
      {commitments.map((commitment) => (
        <Commitment key={commitment.id} commitment={commitment} />
      ))}
    </Section>
  );
}

/** Shows what somebody came here for, with the focus on it. */
function useWanted(): void {
  const { store } = useUi();
  const { wanted } = decidedOf(store);
  const id = wanted.value;
  useEffect(() => {
    if (id === null) return;
    const found = document.querySelector<HTMLElement>(`.decided [data-decided="${CSS.escape(id)}"]`);
    found?.scrollIntoView({ block: "nearest" });
    found?.focus();
    wanted.value = null;
  }, [id]);
}

export function DecisionsPanel(): JSX.Element {
  const { store } = useUi();
  const mode = agendaOf(store).step.value?.mode;
  useWanted();
  const isForOwners = mode === "owners";
  const decisions = <Decisions key="decisions" isMain={!isForOwners} />;
  const commitments = <Commitments key="commitments" isMain={isForOwners} />;
  return <div class="decided">{isForOwners ? [commitments, decisions] : [decisions, commitments]}</div>;
}
