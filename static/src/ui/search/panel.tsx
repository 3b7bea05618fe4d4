/** Searching the board: the field, what it is narrowed to, and the results as they are now. */

import { useComputed } from "@preact/signals";
import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { wantedWords } from "../../core/folding.ts";
import { t, tn } from "../../core/i18n.ts";
import { keysOf } from "../../tools/shortcuts.ts";
import { useUi } from "../context.ts";
import { fieldHasFocus } from "../heldkeys.ts";
import { Icon } from "../icon.tsx";
import { jumpTo } from "../jump.ts";
import { Filters } from "./filters.tsx";
import { type Found, findIn, hasFilter, isEmpty, neighbour } from "./finding.ts";
import { Results } from "./results.tsx";

/** The count is said when somebody has stopped typing. */
const SAY_AFTER_MS = 600;

function countWords(count: number): string {
  return count === 0 ? t("Nothing found") : tn("%(n)s result", "%(n)s results", count);
}

interface Going {
  /** Goes to a result and gives it the focus. */
  go(id: string): void;
  /** Goes on to the next or the previous one; the focus stays where it is unless it is on the board. */
  step(by: 1 | -1): void;
}

function useGoing(found: readonly Found[]): Going {
  const ui = useUi();
  const { search, isPhone } = ui.shell;
  const newest = useRef(found);
  newest.current = found;

  function go(id: string): void {
    search.current.value = id;
    if (isPhone.peek()) ui.view.panel.value = "none"; // it would hide what was found
    jumpTo(ui, id);
  }

  function step(by: 1 | -1): void {
    const next = neighbour(newest.current, search.current.peek(), by);
    if (!next) {
      ui.announcer.say(t("Nothing found"));
      return;
    }
    const isOnBoard = document.activeElement?.closest(".board-root, .list") ?? null;
    search.current.value = next.record.id;
    jumpTo(ui, next.record.id, isOnBoard !== null);
  }

  useEffect(() => {
    search.step.value = step;
    return () => {
      search.step.value = null;
    };
  }, [search]);
  return { go, step };
}

/** Says how many there are, once, after each change of what is looked for. */
function useSaidCount(count: number): void {
  const { shell, announcer } = useUi();
  const wish = shell.search.wish.value;
  const newest = useRef(count);
  newest.current = count;
  useEffect(() => {
    if (isEmpty(wish)) return;
    const timer = setTimeout(() => announcer.say(countWords(newest.current)), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wish, announcer]);
}

function useAskedFocus(field: RefObject<HTMLInputElement | null>): void {
  const asked = useUi().shell.search.asked.value;
  // Before the next key.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
    fieldHasFocus();
  }, [asked]);
}

function Field({ going }: { readonly going: Going }): JSX.Element {
  const { search } = useUi().shell;
  const field = useRef<HTMLInputElement>(null);
  useAskedFocus(field);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const first = document.querySelector<HTMLElement>(".result[tabindex='0']");
    if (event.key === "Enter") going.step(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown" && first) first.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="search-line">
      <Icon name="search" />
      <input
        ref={field}
        class="input search-field"
        type="text"
        inputMode="search"
        enterkeyhint="search"
        autocomplete="off"
        dir="auto"
        aria-label={t("Search the board")}
        placeholder={t("Search the board")}
        value={search.wish.value.words}
        onInput={(event) => {
          search.current.value = null;
          search.wish.value = { ...search.wish.peek(), words: event.currentTarget.value };
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function StepButton({ by, going }: { readonly by: 1 | -1; readonly going: Going }): JSX.Element {
  const name = by === 1 ? t("Next result") : t("Previous result");
  const keys = keysOf(by === 1 ? "search.next" : "search.previous");
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={`${name} (${keys})`}
      onClick={() => going.step(by)}
    >
      <Icon name={by === 1 ? "chevron-down" : "chevron-up"} />
    </button>
  );
}

/** How many there are, which one it is, and the way to the others. */
function CountLine({
  found,
  going,
}: {
  readonly found: readonly Found[];
  readonly going: Going;
}): JSX.Element {
  const current = useUi().shell.search.current.value;
  const at = found.findIndex(({ record }) => record.id === current);
  const place = at < 0 ? null : t("%(n)s of %(all)s", { n: at + 1, all: found.length });
  return (
    <div class="search-count">
      <span>{place ?? countWords(found.length)}</span>
      {found.length > 0 && (
        <>
          <StepButton by={-1} going={going} />
          <StepButton by={1} going={going} />
        </>
      )}
    </div>
  );
}

function FilterSwitch({ isOpen, toggle }: { readonly isOpen: boolean; toggle(): void }): JSX.Element {
  const { words: _, ...filters } = useUi().shell.search.wish.value;
  const count = Object.values(filters).filter((part) => part !== "").length;
  return (
    <button type="button" class="button filter-switch" aria-expanded={isOpen} onClick={toggle}>
      <Icon name={isOpen ? "chevron-up" : "chevron-down"} />
      {count === 0 ? t("Filters") : tn("%(n)s filter", "%(n)s filters", count)}
    </button>
  );
}

export function SearchPanel(): JSX.Element {
  const { store, shell } = useUi();
  const wish = shell.search.wish.value;
  const found = useComputed(() => findIn(store.scene.value, shell.search.wish.value)).value;
  const [areFiltersOpen, setFiltersOpen] = useState(hasFilter(wish));
  const going = useGoing(found);
  useSaidCount(found.length);

  return (
    <div class="search">
      <search class="search-top">
        <Field going={going} />
        <div class="search-bar">
          <FilterSwitch isOpen={areFiltersOpen} toggle={() => setFiltersOpen(!areFiltersOpen)} />
          {!isEmpty(wish) && <CountLine found={found} going={going} />}
        </div>
        {areFiltersOpen && <Filters />}
      </search>
      {isEmpty(wish) ? (
        <p class="empty">
          <Icon name="search" />
          {t("Find a word in notes, texts, lines, links and comments. Accents and capitals do not matter.")}
        </p>
      ) : (
        <Results found={found} words={wantedWords(wish.words)} go={going.go} />
      )}
    </div>
  );
}
