/** What is still to do from the other boards of the project: the next meeting goes on with it. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { openDecisions } from "../decisions/decided.ts";
import { decidingOf } from "../decisions/doing.ts";
import { dayWords, textOf } from "../decisions/words.ts";
import { type OpenElsewhere, sentenceOf } from "../server.ts";
import { Form } from "./form.tsx";
import { Trouble } from "./trouble.tsx";

interface ChoicesProps {
  readonly all: readonly OpenElsewhere[];
  readonly chosen: ReadonlySet<OpenElsewhere>;
  choose(one: OpenElsewhere): void;
}

function factsOf({ who, due }: OpenElsewhere): string {
  return [who || t("Nobody yet"), due ? t("by %(day)s", { day: dayWords(due) }) : t("no date")].join(" · ");
}

/** Board by board. */
function Choices({ all, chosen, choose }: ChoicesProps): JSX.Element {
  const boards = new Map(all.map(({ board }) => [board.id, board.name]));
  return (
    <>
      {[...boards].map(([id, name]) => (
        <fieldset key={id} class="field take-over">
          <legend dir="auto">{name}</legend>
          {all
            .filter(({ board }) => board.id === id)
            .map((one) => (
              <label key={one.id} class="check">
                <input type="checkbox" checked={chosen.has(one)} onChange={() => choose(one)} />
                <span>
                  <span dir="auto">{textOf(one)}</span>
                  <span class="muted" dir="auto">
                    {factsOf(one)}
                  </span>
                </span>
              </label>
            ))}
        </fieldset>
      ))}
    </>
  );
}

export function TakeOverDialog(): JSX.Element {
  const ui = useUi();
  const [all, setAll] = useState<readonly OpenElsewhere[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<OpenElsewhere>>(new Set());
  const [trouble, setTrouble] = useState("");

  useEffect(() => {
    ui.server.openElsewhere().then(
      (found) => {
        setAll(found);
        setChosen(new Set(found));
      },
      (error: unknown) => setTrouble(sentenceOf(error)),
    );
  }, [ui]);

  function choose(one: OpenElsewhere): void {
    const others = new Set([...chosen].filter((other) => other !== one));
    setChosen(chosen.has(one) ? others : others.add(one));
  }

  function save(): void {
    const wanted = (all ?? []).filter((one) => chosen.has(one));
    const taken = wanted.map(({ board, id, text, who, due }) => {
      return { text, who, due, carried: { title: board.name, board: board.id, id } };
    });
    if (!decidingOf(ui).takeOver(taken)) return;
    ui.announcer.say(tn("%(n)s commitment taken over", "%(n)s commitments taken over", taken.length));
    openDecisions(ui);
  }

  return (
    <Form
      title={t("Take over open commitments")}
      done={tn("Take over %(n)s", "Take over %(n)s", chosen.size)}
      isReady={chosen.size > 0}
      save={save}
    >
      <Trouble sentence={trouble} />
      {all === null && trouble === "" && <p class="loading">{t("Loading…")}</p>}
      {all?.length === 0 && <p>{t("Nothing is left to do from the other boards of the project.")}</p>}
      {all && <Choices all={all} chosen={chosen} choose={choose} />}
    </Form>
  );
}
