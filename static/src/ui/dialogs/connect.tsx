/** A line between two items, in words: "A causes B". For a new line, and to change one. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import { parentOf, wordsOf } from "../../core/records.ts";
import { mayHold, namedBy } from "../../core/relations.ts";
import type { ConnectorRecord, ItemRecord } from "../../core/types.ts";
import { sentenceOf } from "../../render/item_names.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createRelating, type Link } from "../../tools/commands/relating.ts";
import { type Ui, useUi } from "../context.ts";
import { Form } from "./form.tsx";
import { choicesOf, Picker } from "./picker.tsx";

type Way = "to" | "from" | "both" | "none";

/** The words that are offered; any others can be written. */
const relations = (): string[] => [
  t("causes"),
  t("leads to"),
  t("needs"),
  t("solves"),
  t("supports"),
  t("speaks against"),
  t("is part of"),
];

const OTHER = "other";

interface RelationProps {
  readonly label: string;
  set(label: string): void;
}

function RelationField({ label, set }: RelationProps): JSX.Element {
  const offered = relations();
  const [isOther, setOther] = useState(label !== "" && !offered.includes(label));
  return (
    <>
      <div class="field">
        <label for="line-relation">{t("How they belong together")}</label>
        <select
          id="line-relation"
          class="input"
          value={isOther ? OTHER : label}
          onChange={({ currentTarget: { value } }) => {
            setOther(value === OTHER);
            set(value === OTHER ? "" : value);
          }}
        >
          <option value="">{t("A line without words")}</option>
          {offered.map((words) => (
            <option key={words} value={words}>
              {words}
            </option>
          ))}
          <option value={OTHER}>{t("Other words…")}</option>
        </select>
      </div>
      {isOther && (
        <div class="field">
          <label for="line-label">{t("Words on the line")}</label>
          <input
            id="line-label"
            class="input"
            dir="auto"
            maxLength={LIMITS.title}
            value={label}
            onInput={(event) => set(event.currentTarget.value)}
          />
        </div>
      )}
    </>
  );
}

function WayField({ way, set }: { readonly way: Way; set(way: Way): void }): JSX.Element {
  return (
    <div class="field">
      <label for="line-way">{t("Direction")}</label>
      <select
        id="line-way"
        class="input"
        value={way}
        onChange={(event) => set(event.currentTarget.value as Way)}
      >
        <option value="to">{t("From this to the other")}</option>
        <option value="from">{t("From the other to this")}</option>
        <option value="both">{t("Both ways")}</option>
        <option value="none">{t("No direction")}</option>
      </select>
    </div>
  );
}

/** The line as the form has it now; null while nothing is chosen. */
function linkOf(here: string, other: string | null, label: string, way: Way): Link | null {
  if (other === null) return null;
  const heads = way === "both" || way === "none" ? way : "end";
  const [from, to] = way === "from" ? [other, here] : [here, other];
  return { from, to, label: label.trim(), heads };
}

/** False when the board refused it. */
function save(ui: Ui, id: string | null, link: Link): boolean {
  const relating = createRelating(createCommandBoard(ui.store, ui.view, makeId));
  const line = id ?? relating.connect(link);
  if (line === null || (id !== null && !relating.reconnect(id, link))) return false;
  const record = ui.store.scene.peek().get(line);
  if (record?.kind === "connector") ui.announcer.say(sentenceOf(record, ui.store.scene.peek()));
  return true;
}

export interface ConnectProps {
  /** The item that the line is about. */
  readonly item: string;
  /** The line to change; null for a new one. */
  readonly line: string | null;
}

/** What the form begins with. */
function begun(line: ConnectorRecord | undefined, here: string): { other: string | null; way: Way } {
  if (!line) return { other: null, way: "to" };
  const [from, to] = [namedBy(line.from), namedBy(line.to)];
  const isForward = from === here;
  const heads = line.heads ?? "end";
  const way = heads === "both" || heads === "none" ? heads : (heads === "end") === isForward ? "to" : "from";
  return { other: isForward ? to : from, way };
}

export function ConnectDialog({ item, line }: ConnectProps): JSX.Element | null {
  const ui = useUi();
  const scene = ui.store.scene.value;
  const here = scene.get(item);
  const record = scene.get(line ?? "");
  const before = record?.kind === "connector" ? record : undefined;
  const start = useMemo(() => begun(before, item), [line]);
  const [other, setOther] = useState(start.other);
  const [label, setLabel] = useState(before?.label ?? "");
  const [way, setWay] = useState(start.way);
  const choices = useMemo(() => {
    const isEnd = (one: ItemRecord): boolean => one.id !== item && mayHold("from", one);
    return choicesOf(ui, isEnd, here ? parentOf(here) : null);
  }, [ui, item]);
  if (!here) return null;
  const link = linkOf(item, other, label, way);
  const name = wordsOf(here).replace(/\s+/g, " ").trim().slice(0, 60);

  return (
    <Form
      title={line === null ? t("Connect") : t("Change the line")}
      done={line === null ? t("Connect") : t("Save")}
      isReady={link !== null}
      save={() => link && save(ui, line, link)}
    >
      <p class="field-hint" dir="auto">
        {name === "" ? t("This item, and another one.") : t("“%(name)s”, and another one.", { name })}
      </p>
      <Picker label={t("The other one")} choices={choices} value={other} choose={setOther} />
      <RelationField label={label} set={setLabel} />
      <WayField way={way} set={setWay} />
    </Form>
  );
}
