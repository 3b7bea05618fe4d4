/** Paper cards for who writes by hand: which question they ask, in which language, on which paper. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { currentLocale, t } from "../../core/i18n.ts";
import { stepOn, stepsOf } from "../../core/workshop.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { Outcome, useDocument } from "./document.tsx";
import { ChoiceField } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

const BOTH = "both";

export function CardsForm(): JSX.Element {
  const { store, server } = useUi();
  const { now, trouble, start, stop } = useDocument();
  const mine = currentLocale().slice(0, 2) === "it" ? "it" : "en";
  const steps = stepsOf(store.scene.value);
  const [step, setStep] = useState(stepOn(store.scene.peek())?.id ?? steps[0]?.id ?? "");
  const [language, setLanguage] = useState(mine);
  const [paper, setPaper] = useState("a4");
  const languages = language === BOTH ? ["it", "en"] : [language];
  const changing =
    (set: (value: string) => void) =>
    (value: string): void => {
      stop();
      set(value);
    };

  return (
    <details class="invite-cards">
      <summary>{t("Paper cards to print")}</summary>
      <div class="dialog-part">
        <p class="field-hint">
          {t("For who writes by hand: lines, a place for a name, and the code of the board.")}
        </p>
        <ChoiceField
          id="cards-step"
          label={t("Question")}
          choices={[
            { value: "", name: t("No question") },
            ...steps.map(({ id, title }, at) => ({ value: id, name: title.trim() || `${at + 1}` })),
          ]}
          value={step}
          set={changing(setStep)}
        />
        <ChoiceField
          id="cards-language"
          label={t("Language")}
          choices={[
            { value: "it", name: "Italiano" },
            { value: "en", name: "English" },
            { value: BOTH, name: "Italiano, English" },
          ]}
          value={language}
          set={changing(setLanguage)}
        />
        <ChoiceField
          id="cards-paper"
          label={t("Paper")}
          choices={[
            { value: "a4", name: t("A4, four to cut out") },
            { value: "a6", name: t("A6, one card") },
          ]}
          value={paper}
          set={changing(setPaper)}
        />
        {now === null && (
          <button
            type="button"
            class="button"
            onClick={() => start(() => server.startCards({ step, languages, paper }))}
          >
            <Icon name="file-text" />
            {t("Make the cards")}
          </button>
        )}
        <Outcome now={now} stop={stop} />
        <Trouble sentence={trouble} />
      </div>
    </details>
  );
}
