/** Who does what by when, in the panel: open ones first. */

import type { JSX } from "preact";
import { isLate, statusOf } from "../../core/decisions.ts";
import { t } from "../../core/i18n.ts";
import type { CommitmentRecord } from "../../core/types.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { addressOf } from "../jump.ts";
import { MenuButton } from "../menubutton.tsx";
import { openDecisions } from "./decided.ts";
import { commitmentMenu, decidingOf, mayDecide } from "./doing.ts";
import { dayWords, nameOfDecision, STATUSES, textOf, today } from "./words.ts";

interface PartProps {
  readonly commitment: CommitmentRecord;
}

/** A box to tick for those who lead, and for all others a word. */
function Status({ commitment }: PartProps): JSX.Element {
  const ui = useUi();
  const status = statusOf(commitment);
  if (!mayDecide(ui) || status === "dropped") {
    return (
      <>
        <span class="commitment-box" data-status={status} aria-hidden="true">
          {status === "done" && <Icon name="check" />}
          {status === "dropped" && <Icon name="x" />}
        </span>
        <span class="commitment-text" dir="auto">
          {status !== "open" && <span class="hidden-text">{t(STATUSES[status])}: </span>}
          {textOf(commitment)}
        </span>
      </>
    );
  }
  return (
    <label class="check commitment-check">
      <input
        type="checkbox"
        checked={status === "done"}
        onChange={(event) => {
          const isDone = event.currentTarget.checked;
          decidingOf(ui).setStatus(commitment.id, isDone ? "done" : "open");
          ui.announcer.say(t(STATUSES[isDone ? "done" : "open"]));
        }}
      />
      <span class="commitment-text" dir="auto">
        {textOf(commitment)}
      </span>
    </label>
  );
}

function Facts({ commitment }: PartProps): JSX.Element {
  const ui = useUi();
  const { who = "", due = "", carried } = commitment;
  const decision = ui.store.scene.value.get(commitment.decision ?? "");
  return (
    <p class="commitment-facts">
      <b dir="auto" translate={false}>
        {who || t("Nobody yet")}
      </b>
      <span>{due ? t("by %(day)s", { day: dayWords(due) }) : t("no date")}</span>
      {isLate(commitment, today()) && <span class="commitment-late">{t("late")}</span>}
      {statusOf(commitment) === "dropped" && <span class="muted">{t(STATUSES.dropped)}</span>}
      {decision?.kind === "decision" && (
        <button
          type="button"
          class="decision-chip"
          title={textOf(decision)}
          onClick={() => openDecisions(ui, decision.id)}
        >
          <Icon name="gavel" />
          {nameOfDecision(decision)}
        </button>
      )}
      {carried && (
        <a class="muted" dir="auto" href={addressOf(ui, carried.board, carried.id)}>
          {t("from “%(board)s”", { board: carried.title })}
        </a>
      )}
    </p>
  );
}

export function Commitment({ commitment }: PartProps): JSX.Element {
  const ui = useUi();
  return (
    <li class="commitment" data-decided={commitment.id} data-status={statusOf(commitment)} tabIndex={-1}>
      <div class="commitment-head">
        <Status commitment={commitment} />
        {mayDecide(ui) && (
          <MenuButton
            owner={`decided ${commitment.id}`}
            class="tool"
            label={t("More for: %(text)s", { text: textOf(commitment) })}
            title={t("More")}
            items={() => commitmentMenu(ui, commitment)}
          >
            <Icon name="ellipsis" />
          </MenuButton>
        )}
      </div>
      <Facts commitment={commitment} />
    </li>
  );
}
