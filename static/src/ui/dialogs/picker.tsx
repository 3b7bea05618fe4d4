/** Choosing one item of the board: type a few letters, choose with the arrow keys or a press. */

import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { inReadingOrder } from "../../core/outline.ts";
import { parentOf } from "../../core/records.ts";
import type { ItemRecord, Scene } from "../../core/types.ts";
import { nameOf } from "../../render/item_names.ts";
import { titleOf } from "../choices.ts";
import type { Ui } from "../context.ts";
import { matching } from "../palette/matching.ts";

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** The frame that it lies in; "" outside. */
  readonly where: string;
}

/** Rows that the list shows at once: more letters narrow it. */
const ROWS_MOST = 60;

/** All items that `isWanted`, in reading order, those of the frame `near` first. */
export function choicesOf(
  { store }: Ui,
  isWanted: (item: ItemRecord) => boolean,
  near: string | null,
): Choice[] {
  const scene = store.scene.peek();
  const wanted = inReadingOrder(scene).filter(isWanted);
  const isNear = (item: ItemRecord): boolean => parentOf(item) === near;
  return [...wanted.filter(isNear), ...wanted.filter((item) => !isNear(item))].map((item) => ({
    id: item.id,
    name: nameOf(item, scene, store.people.peek()),
    where: frameTitle(item, scene),
  }));
}

function frameTitle(item: ItemRecord, scene: Scene): string {
  const frame = scene.get(parentOf(item) ?? "");
  return frame?.kind === "frame" ? titleOf(frame) : "";
}

interface PickerProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Id of what is chosen. */
  readonly value: string | null;
  choose(id: string | null): void;
}

const rowId = (id: string): string => `picker-${id}`;

export function Picker({ label, choices, value, choose }: PickerProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState("");
  const found = useMemo(() => matching(choices, query), [choices, query]);
  const shown = found.slice(0, ROWS_MOST);
  const at = shown.findIndex(({ id }) => id === value);

  function go(to: number): void {
    const next = shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (!next) return;
    choose(next.id);
    list.current?.querySelector(`#${CSS.escape(rowId(next.id))}`)?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(Math.max(0, at - 1));
    else if (event.key === "PageDown") go(at + 8);
    else if (event.key === "PageUp") go(at - 8);
    else return;
    event.preventDefault();
  }

  function narrow(words: string): void {
    setQuery(words);
    choose(matching(choices, words)[0]?.id ?? null);
  }

  return (
    <div class="field">
      <label for="picker-words">{label}</label>
      <input
        id="picker-words"
        type="text"
        class="input"
        data-first
        role="combobox"
        aria-expanded="true"
        aria-controls="picker-list"
        aria-autocomplete="list"
        aria-activedescendant={at < 0 ? undefined : rowId(shown[at]?.id ?? "")}
        autocomplete="off"
        spellcheck={false}
        placeholder={t("Type a word of it")}
        value={query}
        onInput={(event) => narrow(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} id="picker-list" class="picker-list" role="listbox" aria-label={label}>
        {shown.map(({ id, name, where }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field above.
          <li
            key={id}
            id={rowId(id)}
            role="option"
            tabIndex={-1}
            aria-selected={id === value}
            class="palette-row"
            onClick={() => choose(id)}
          >
            <span class="palette-name" dir="auto">
              {name}
            </span>
            <span class="palette-group">{where}</span>
          </li>
        ))}
      </ul>
      <p class="field-hint" role="status">
        {found.length === 0
          ? t("Nothing has this word. Try another one.")
          : tn("%(n)s to choose from", "%(n)s to choose from", found.length)}
      </p>
    </div>
  );
}
