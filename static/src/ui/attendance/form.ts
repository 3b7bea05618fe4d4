/** The list of who is at a meeting saves itself, row by row. Without a script its form does, by its button. */

import { createHttp } from "../../sync/http.ts";
import { type Fields, SavedRow, type Trouble } from "./row.ts";

interface Answer {
  readonly person: Fields;
  /** How many are there, in words. */
  readonly told: string;
  /** How many are in the list. */
  readonly listed: number;
}

type Field = HTMLInputElement | HTMLSelectElement;

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
    this.part("[data-more] button").addEventListener("click", () => {
      void this.saveAll().then((isDone) => isDone && location.reload());
    });
    this.show();
  }

  private part(selector: string): HTMLElement {
    const found = this.form.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`there is no ${selector}`);
    return found;
  }

  private rowOf(event: Event): SavedRow | undefined {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-save]");
    return row === null ? undefined : this.rows.get(row);
  }

  private made(row: HTMLElement): SavedRow {
    const fields = fieldsOf(row);
    const kept = row.querySelector<HTMLInputElement>("input[name^=seen-]");
    const made: SavedRow = new SavedRow(JSON.parse(kept?.value ?? "{}") as Fields, {
      read: () => Object.fromEntries([...fields].map(([name, field]) => [name, said(field)])),
      show: (values) => {
        for (const [name, field] of fields) {
          const value = values[name];
          if (value !== undefined && field !== document.activeElement) fill(field, value);
        }
      },
      send: async (set, seen) => {
        const { person, told, listed } = await http.patch<Answer>(row.dataset.save ?? "", { set, seen });
        row.setAttribute("aria-label", String(person.name));
        if (kept) kept.value = JSON.stringify(person); // what the form would send without a script
        this.saved(String(person.name), told, listed);
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

  private saved(name: string, told: string, listed: number): void {
    this.hasSaved = true;
    const summary = document.getElementById("people-summary");
    if (summary) summary.textContent = told;
    this.part("[data-live]").textContent = (this.form.dataset.said ?? "").replace("%(name)s", () => name);
    this.part("[data-more]").hidden = listed === this.rows.size;
  }

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
    const copy = this.form.querySelector("template")?.content.cloneNode(true) as DocumentFragment;
    const part = (selector: string): HTMLElement => copy.querySelector(selector) as HTMLElement;
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
