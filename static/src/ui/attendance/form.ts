/** The list of who is at a meeting saves itself, row by row. Without a script its form does, by its button. */

import { CallFailed, createHttp } from "../../sync/http.ts";
import { bringUp, type Listed } from "./arriving.ts";
import { keepingPlace } from "./place.ts";
import { type Fields, SavedRow, type Trouble } from "./row.ts";

interface Answer {
  readonly person: Fields;
  /** How many are there, in words. */
  readonly told: string;
  /** How many are in the list. */
  readonly listed: number;
}

interface Everybody {
  readonly people: readonly (Fields & { readonly id: string })[];
  readonly told: string;
}

type Field = HTMLInputElement | HTMLSelectElement;

const LOOK_MS = 4_000;

// What is under way goes on when the page is left, where the browser can do that.
const isKept = "keepalive" in Request.prototype;
const http = createHttp({ base: "", fetch: (url, init) => fetch(url, { ...init, keepalive: true }) });

/** By name: organisation, may_vote and so on. */
function fieldsOf(row: HTMLElement): Map<string, Field> {
  const found = new Map<string, Field>();
  for (const field of row.querySelectorAll<Field>("input:not([type=hidden]), select")) {
    found.set(field.name.slice(0, field.name.indexOf("-")), field);
  }
  return found;
}

function said(field: Field): string | boolean {
  return field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : field.value;
}

function partOf(place: ParentNode, selector: string): HTMLElement {
  const found = place.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`there is no ${selector}`);
  return found;
}

function idOf(row: HTMLElement): string {
  return row.querySelector<HTMLInputElement>("input[name=row]")?.value ?? "";
}

function fill(field: Field, value: string | boolean): void {
  if (field instanceof HTMLInputElement && typeof value === "boolean") field.checked = value;
  else if (field.value !== value) field.value = String(value);
}

/** "Organisation: Comune; May vote: ✓", for what somebody else wrote. */
function inWords(now: Fields, fields: ReadonlyMap<string, Field>): string {
  const parts = Object.entries(now).map(([name, value]) => {
    const field = fields.get(name);
    const label = field?.closest("label")?.querySelector("span")?.textContent ?? name;
    const option =
      field instanceof HTMLSelectElement ? [...field.options].find((one) => one.value === value) : null;
    const words = typeof value === "boolean" ? (value ? "✓" : "–") : (option?.text ?? value);
    return `${label}: ${words === "" ? "–" : words}`;
  });
  return parts.join("; ");
}

class PeopleForm {
  private readonly form: HTMLFormElement;
  private readonly rows = new Map<HTMLElement, SavedRow>();
  private hasSaved = false;

  constructor(form: HTMLFormElement) {
    this.form = form;
    for (const row of form.querySelectorAll<HTMLElement>("[data-save]")) this.rows.set(row, this.made(row));
    form.addEventListener("input", (event) => this.rowOf(event)?.typed());
    // Left, chosen or ticked: there is nothing to wait for.
    form.addEventListener("change", (event) => void this.rowOf(event)?.save());
    this.watchLeaving();
    this.part("[data-plain]").hidden = true;
    this.part("[data-again]").addEventListener("click", () => void this.saveAll());
    this.show();
    this.lookAgain();
  }

  private part(selector: string): HTMLElement {
    return partOf(this.form, selector);
  }

  private rowOf(event: Event): SavedRow | undefined {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-save]");
    return row === null ? undefined : this.rows.get(row);
  }

  private made(row: HTMLElement): SavedRow {
    const fields = fieldsOf(row);
    const seen = row.querySelector<HTMLInputElement>("input[name^=seen-]")?.value;
    const made: SavedRow = new SavedRow(JSON.parse(seen || "{}") as Fields, {
      read: () => Object.fromEntries([...fields].map(([name, field]) => [name, said(field)])),
      show: (values) => {
        const free = [...fields].filter(
          ([name, field]) =>
            name in values && (field !== document.activeElement || said(field) === values[name]),
        );
        for (const [name, field] of free) fill(field, values[name] ?? "");
        return free.map(([name]) => name);
      },
      send: async (set, seen) => {
        const { person, told, listed } = await http.patch<Answer>(row.dataset.save ?? "", { set, seen });
        this.called(row, person);
        this.saved(String(person.name), told);
        if (listed !== this.rows.size) void this.look();
        return person;
      },
      later: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
      changed: () => {
        this.showTrouble(row, made, fields);
        this.show();
      },
    });
    return made;
  }

  private saved(name: string, told: string): void {
    this.hasSaved = true;
    this.tell(told);
    this.part("[data-live]").textContent = (this.form.dataset.said ?? "").replace("%(name)s", () => name);
  }

  /** How many are there, above the list. */
  private tell(told: string): void {
    partOf(document, "#people-summary").textContent = told;
  }

  /** The row is called after its person, and its form would send this as what was seen. */
  private called(row: HTMLElement, { name, ...rest }: Fields): void {
    row.setAttribute("aria-label", String(name));
    const kept = row.querySelector<HTMLInputElement>("input[name^=seen-]");
    if (kept) kept.value = JSON.stringify({ name, ...rest });
  }

  // --- who comes while the list is open ----------------------------------------------------------------

  private lookAgain(): void {
    const later = (): void => {
      setTimeout(() => void (document.hidden ? Promise.resolve() : this.look()).then(later), LOOK_MS);
    };
    later();
    document.addEventListener("visibilitychange", () => !document.hidden && void this.look());
  }

  /** Asks who is in the list now. What cannot be asked is asked again later. */
  private async look(): Promise<void> {
    const turns = new Map([...this.rows.values()].map((row) => [row, row.turns]));
    try {
      const { people, told } = await http.get<Everybody>(this.form.dataset.people ?? "");
      const now = people.map(({ id, ...fields }) => ({ id, fields: fields as Fields }));
      keepingPlace(this.form, () => this.bring(now, turns));
      this.tell(told);
    } catch (error) {
      if (error instanceof CallFailed) return;
      throw error;
    }
  }

  private bring(now: readonly Listed[], turns: ReadonlyMap<SavedRow, number>): void {
    const rows = new Map([...this.rows.keys()].map((row) => [idOf(row), row]));
    const came = bringUp(now, {
      ids: () => [...this.form.querySelectorAll<HTMLElement>("[data-save]")].map(idOf),
      hear: (id, fields) => {
        const row = rows.get(id);
        const saved = row && this.rows.get(row);
        if (!row || !saved) return;
        saved.heard(fields, turns.get(saved) ?? -1);
        this.called(row, saved.seen);
      },
      add: (id, fields, after) => {
        const row = this.newRow(id, fields);
        const above = after === null ? null : rows.get(after);
        if (above) above.after(row);
        else this.part(".people").prepend(row);
        rows.set(id, row);
        this.rows.set(row, this.made(row));
      },
      remove: (id) => this.removed(rows.get(id)),
    });
    for (const shown of document.querySelectorAll<HTMLElement>("[data-with-people]")) {
      shown.hidden = this.rows.size === 0;
    }
    this.announce(came.map((id) => rows.get(id)?.getAttribute("aria-label") ?? ""));
  }

  private newRow(id: string, fields: Fields): HTMLElement {
    const row = this.template("[data-row]").firstElementChild as HTMLElement;
    for (const field of row.querySelectorAll<Field>("[name$='-']")) field.name += id;
    row.dataset.save = `${this.form.dataset.people}/${id}`;
    for (const held of row.querySelectorAll<HTMLInputElement | HTMLButtonElement>(
      "[name=row], [name=remove]",
    )) {
      held.value = id;
    }
    const words = partOf(row, ".hidden-text");
    words.textContent = (words.textContent ?? "").replace("%(name)s", () => String(fields.name));
    for (const [name, field] of fieldsOf(row)) fill(field, fields[name] ?? "");
    this.called(row, fields);
    return row;
  }

  private removed(row: HTMLElement | undefined): boolean {
    const saved = row && this.rows.get(row);
    if (!row || !saved || row.contains(document.activeElement) || Object.keys(saved.unsaved()).length > 0)
      return false;
    row.remove();
    this.rows.delete(row);
    this.show();
    return true;
  }

  private announce(names: readonly string[]): void {
    if (names.length === 0) return;
    const words = this.form.dataset.came ?? "";
    this.part("[data-live]").textContent = words.replace("%(names)s", () => names.join(", "));
  }

  private template(selector: string): DocumentFragment {
    const found = this.form.querySelector<HTMLTemplateElement>(`template${selector}`);
    return found?.content.cloneNode(true) as DocumentFragment;
  }

  // --- how it stands ---------------------------------------------------------------------------------

  /** One line for the whole list: what is to be known of it now. */
  private show(): void {
    const states = new Set([...this.rows.values()].map(({ state }) => state));
    const isBusy = states.has("waiting") || states.has("saving");
    const rest = isBusy ? "saving" : this.hasSaved ? "saved" : "idle";
    const state = states.has("failed") ? "failed" : rest;
    // What two have written can only be chosen.
    this.part("[data-again]").hidden = [...this.rows.values()].every(
      ({ trouble }) => trouble === null || trouble.kind === "clash",
    );
    for (const line of this.form.querySelectorAll<HTMLElement>("[data-state]")) {
      line.hidden = line.dataset.state !== state;
    }
  }

  private showTrouble(element: HTMLElement, row: SavedRow, fields: ReadonlyMap<string, Field>): void {
    const { trouble } = row;
    const shown = element.querySelector<HTMLElement>(".people-trouble");
    if (trouble === null) {
      shown?.remove();
      return;
    }
    const words = this.wordsOf(trouble, fields);
    if (shown?.querySelector("span")?.textContent === words) return; // or it would be read out again
    const copy = this.template("[data-trouble]");
    const part = (selector: string): HTMLElement => partOf(copy, selector);
    part("span").textContent = words;
    for (const selector of ["[data-theirs]", "[data-mine]"]) part(selector).hidden = trouble.kind !== "clash";
    for (const [selector, way] of [
      ["[data-mine]", "keepMine"],
      ["[data-theirs]", "takeTheirs"],
    ] as const) {
      part(selector).addEventListener("click", () => {
        row[way]();
        fields.get(Object.keys(trouble.now)[0] ?? "")?.focus(); // the button goes away
      });
    }
    shown?.remove();
    element.append(copy);
  }

  private wordsOf({ kind, message, now }: Trouble, fields: ReadonlyMap<string, Field>): string {
    const { offline = "", clash = "" } = this.form.dataset;
    if (kind === "clash") return clash.replace("%(now)s", () => inWords(now, fields));
    return message === "" ? offline : message;
  }

  /** One after the other: there may be hundreds that waited for a connection. Whether all are saved. */
  private async saveAll(): Promise<boolean> {
    let isDone = true;
    for (const row of this.rows.values()) {
      if (row.state !== "saved" || Object.keys(row.unsaved()).length > 0)
        isDone = (await row.save()) && isDone;
    }
    return isDone;
  }

  private isSaved(): boolean {
    return [...this.rows.values()].every(({ state }) => state === "saved");
  }

  private watchLeaving(): void {
    const isFailed = (): boolean => [...this.rows.values()].some(({ state }) => state === "failed");
    document.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => void this.saveAll());
    document.addEventListener("visibilitychange", () => document.hidden && void this.saveAll());
    addEventListener("beforeunload", (event) => {
      if (this.isSaved()) return;
      void this.saveAll();
      if (!isKept || !navigator.onLine || isFailed()) event.preventDefault();
    });
  }

  /** Before any form of the page goes, what was written here is saved. */
  private submitted(event: SubmitEvent): void {
    const target = event.target as HTMLFormElement;
    const submitter = event.submitter as HTMLButtonElement | null;
    if (event.defaultPrevented) return;
    const isPlain = target === this.form && (submitter?.name ?? "") === "";
    if (!isPlain && this.isSaved()) return;
    event.preventDefault();
    void this.saveAll().then((isDone) => isDone && !isPlain && target.requestSubmit(submitter));
  }
}

export function saveByItself(form: HTMLFormElement): void {
  new PeopleForm(form);
}
