/** What the browser finds alike, to be accepted or put aside one by one. Nothing leaves the page for it. */

import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { t, tn } from "../../core/i18n.ts";
import { isInside } from "../../core/relations.ts";
import type { NoteRecord, Scene } from "../../core/types.ts";
import { framesOf } from "../../tools/commands/board.ts";
import {
  COMPARED_MOST,
  comparable,
  type Suggestion,
  suggestionsFor,
} from "../../tools/similar/suggestions.ts";
import { titleOf } from "../choices.ts";
import { type Ui, useUi } from "../context.ts";
import { type Choice, ChoiceField } from "../dialogs/parts.tsx";
import { fieldHasFocus } from "../heldkeys.ts";
import { IconButton } from "../icon.tsx";
import { point } from "./alike.ts";
import { Suggested } from "./suggested.tsx";

type Found = readonly [Suggestion, readonly NoteRecord[]];

const keyOf = ({ what, notes }: Suggestion): string => `${what} ${notes.join(" ")}`;

/** The value of the choice for what was selected; no id is like it. */
const SELECTED = "*";

function notesIn(scene: Scene, where: string, ids: readonly string[]): NoteRecord[] {
  const notes = [...scene.values()].filter((record) => record.kind === "note");
  if (where === SELECTED) return notes.filter(({ id }) => ids.includes(id));
  return where === "" ? notes : notes.filter(({ frame }) => frame !== null && isInside(scene, frame, where));
}

/** The notes of a suggestion, as long as all can still be put together. */
function standing(ui: Ui, { notes }: Suggestion, scene: Scene): NoteRecord[] {
  const there = notes.flatMap((id) => scene.get(id) ?? []).filter((record) => record.kind === "note");
  const are = comparable(there, scene).filter((note) => ui.commands.canEdit(note, "group"));
  return are.length === notes.length ? are : [];
}

interface Looking {
  /** Where: a frame's id, "" for the whole board. */
  readonly where: string;
  setWhere(where: string): void;
  /** How many notes there are to compare. */
  readonly looked: number;
  /** In the order in which they are shown. */
  readonly found: readonly Found[];
  putAside(suggestion: Suggestion): void;
  /** With what the board says now. */
  again(): void;
}

function useLooking(): Looking {
  const ui = useUi();
  const ids = ui.shell.alike.value;
  const scene = ui.store.scene.value;
  const first = ids.length > 1 ? SELECTED : "";
  const [where, setWhere] = useState(first);
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set());
  const [round, setRound] = useState(0);
  useLayoutEffect(() => {
    setWhere(first);
    setAside((before) => (before.size === 0 ? before : new Set()));
  }, [ids]);
  const [looked, suggestions] = useMemo(() => {
    const now = ui.store.scene.peek();
    const notes = comparable(notesIn(now, where, ids), now);
    return [notes.length, suggestionsFor(notes.slice(0, COMPARED_MOST))] as const;
  }, [ui, where, ids, round]);
  const found = suggestions
    .filter((suggestion) => !aside.has(keyOf(suggestion)))
    .map((suggestion): Found => [suggestion, standing(ui, suggestion, scene)])
    .filter(([, notes]) => notes.length > 1);
  return {
    where,
    setWhere,
    looked,
    found,
    putAside: (suggestion) => setAside(new Set([...aside, keyOf(suggestion)])),
    again: () => setRound(round + 1),
  };
}

const stopsIn = (root: HTMLElement | null): HTMLElement[] => [
  ...(root?.querySelectorAll<HTMLElement>(".similar-notes") ?? []),
];

/**
 * The focus begins at the first suggestion, and is never lost when the one that has it goes away: it stays at
 * the same place of the list.
 */
function useKeptPlace(root: RefObject<HTMLDivElement | null>): void {
  const place = useRef(0);
  const active = document.activeElement;
  const hadFocus = root.current?.contains(active) ?? false;
  if (hadFocus) {
    const at = [...(root.current?.querySelectorAll(".similar") ?? [])].findIndex((one) =>
      one.contains(active),
    );
    if (at >= 0) place.current = at;
  }
  useLayoutEffect(() => {
    if (!hadFocus || document.activeElement !== document.body) return;
    const stops = stopsIn(root.current);
    (stops[Math.min(place.current, stops.length - 1)] ?? root.current)?.focus();
  });
  useLayoutEffect(() => {
    (stopsIn(root.current)[0] ?? root.current?.querySelector("select"))?.focus();
    fieldHasFocus();
  }, [root]);
}

/** Up and down go from suggestion to suggestion. */
function step(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const stops = stopsIn(event.currentTarget);
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  stops[to]?.focus();
}

interface PartProps {
  readonly heading: string;
  readonly found: readonly Found[];
  readonly chosen: string | null;
  choose(found: Found): void;
  putAside(suggestion: Suggestion): void;
}

function Part({ heading, found, chosen, choose, putAside }: PartProps): JSX.Element | null {
  if (found.length === 0) return null;
  return (
    <section class="similar-part">
      <h3>{heading}</h3>
      <ol role="list" class="stack-list">
        {found.map((one) => (
          <Suggested
            key={keyOf(one[0])}
            suggestion={one[0]}
            notes={one[1]}
            isChosen={keyOf(one[0]) === chosen}
            choose={() => choose(one)}
            putAside={() => putAside(one[0])}
          />
        ))}
      </ol>
    </section>
  );
}

/** What is chosen is marked on the board, until it is answered or the panel closes. */
function useChosen({ found, putAside }: Looking) {
  const ui = useUi();
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(
    () => () => {
      ui.shell.pointed.value = new Set();
    },
    [ui],
  );

  function choose(one: Found | undefined): void {
    setChosen(one ? keyOf(one[0]) : null);
    point(ui, one?.[1] ?? []);
  }

  /** Whoever looks at one sees the next as soon as it is answered. */
  function answer(suggestion: Suggestion): void {
    const key = keyOf(suggestion);
    const at = found.findIndex(([one]) => keyOf(one) === key);
    putAside(suggestion);
    if (key === chosen) choose(found[at + 1]);
  }
  return { chosen, choose, answer };
}

export function SimilarPanel(): JSX.Element {
  const ui = useUi();
  const root = useRef<HTMLDivElement>(null);
  const looking = useLooking();
  const { where, looked, found } = looking;
  const { chosen, choose, answer } = useChosen(looking);
  useKeptPlace(root);
  const choices: Choice[] = [
    ...(ui.shell.alike.value.length > 1 ? [{ value: SELECTED, name: t("What is selected") }] : []),
    { value: "", name: t("The whole board") },
    ...framesOf(ui.store.scene.value).map((frame) => ({ value: frame.id, name: titleOf(frame) })),
  ];
  const part = (heading: string, what: Suggestion["what"]): JSX.Element => (
    <Part
      heading={heading}
      found={found.filter(([suggestion]) => suggestion.what === what)}
      chosen={chosen}
      choose={choose}
      putAside={answer}
    />
  );

  return (
    <div
      class="similar-panel"
      role="group"
      aria-label={t("Similar notes")}
      ref={root}
      tabIndex={-1}
      onKeyDown={step}
    >
      <ChoiceField
        id="similar-where"
        label={t("Where to look")}
        choices={choices}
        value={where}
        set={looking.setWhere}
      />
      <p class="field-hint">
        {t(
          "Found by their words, in Italian and English, on this page alone. Nothing changes until you say so.",
        )}
      </p>
      {looked > COMPARED_MOST && (
        <p class="field-hint">{t("Only the first %(n)s notes are compared.", { n: COMPARED_MOST })}</p>
      )}
      <div class="similar-head">
        <p role="status" class="similar-count">
          {found.length === 0
            ? t("Nothing more that looks alike here.")
            : tn("%(n)s suggestion", "%(n)s suggestions", found.length)}
        </p>
        <IconButton icon="refresh-cw" name={t("Look again")} onClick={looking.again} />
      </div>
      {part(t("Perhaps these say the same"), "same")}
      {part(t("Perhaps these belong together"), "together")}
    </div>
  );
}
