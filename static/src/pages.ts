/** What a script adds to the pages of the server. Each page works without it. */

import { openDisk } from "./store/disk.ts";
import { browserStorage, countBallots, forgetBallots, forgetForeign } from "./store/unsent_ballots.ts";
import { CallFailed, createHttp } from "./sync/http.ts";
import { findWhileTyping, showChosenName } from "./ui/methodgallery.ts";

const COUNT_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 2_000;
const COPIED_FOR_MS = 3_000;

/** Buttons that need a script are hidden until there is one. */
function show(button: HTMLElement): void {
  button.hidden = false;
}

/** `data-copy="TEXT"` copies the text; `data-copied="WORDS"` then stands on the button for a moment. */
function offerCopying(button: HTMLElement): void {
  const text = button.dataset.copy;
  if (text === undefined || !navigator.clipboard) return;
  show(button);
  const label = [...button.childNodes].find(
    (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
  );
  const usual = label?.nodeValue ?? "";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    if (!label) return;
    label.nodeValue = button.dataset.copied ?? usual;
    setTimeout(() => {
      label.nodeValue = usual;
    }, COPIED_FOR_MS);
  });
}

/** `data-fullscreen` fills the screen with the page, and back. */
function offerFullScreen(button: HTMLElement): void {
  if (!document.fullscreenEnabled) return;
  show(button);
  button.addEventListener("click", () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen();
  });
}

/** The text for a count: two gettext forms, the second for everything but one. */
function countText(forms: readonly string[], n: number): string {
  const locale = document.documentElement.lang;
  const isOne = new Intl.PluralRules(locale).select(n) === "one";
  const form = (isOne ? forms[0] : forms.at(-1)) ?? "%(n)s";
  return form.replace("%(n)s", new Intl.NumberFormat(locale).format(n));
}

/** `data-people-count-url` answers with a board's people: their number is written every ten seconds. */
function countPeople(place: HTMLElement): void {
  const url = place.dataset.peopleCountUrl;
  const words = place.querySelector<HTMLElement>("[data-people-count-texts]");
  if (url === undefined || !words) return;
  const forms = JSON.parse(words.dataset.peopleCountTexts ?? "[]") as string[];
  const http = createHttp({ base: "" });

  async function count(): Promise<void> {
    const { people } = await http.get<{ people: { role: string | null }[] }>(url ?? "");
    const text = countText(forms, people.filter(({ role }) => role !== null).length);
    // An equal text would be read out again.
    if (words && words.textContent !== text) words.textContent = text;
  }

  const again = (): void => {
    // The old number stays while the server cannot be reached.
    count().catch(() => undefined);
  };
  setInterval(again, COUNT_EVERY_MS);
}

/**
 * `data-door-url` tells whether one still waits to be let in; then the page goes to `data-door-to`. What the
 * server says instead, to who is turned away, takes the place of `data-door-words`.
 */
function waitAtDoor(place: HTMLElement): void {
  const { doorUrl = "", doorTo = "" } = place.dataset;
  const words = place.querySelector<HTMLElement>("[data-door-words]");
  const hint = place.querySelector<HTMLElement>("[data-door-hint]");
  const http = createHttp({ base: "" });

  async function look(): Promise<boolean> {
    try {
      const { is_waiting } = await http.get<{ is_waiting: boolean }>(doorUrl);
      if (!is_waiting) location.replace(doorTo);
      return is_waiting;
    } catch (error) {
      // While the server cannot be reached one goes on waiting.
      if (!(error instanceof CallFailed) || !isTurnedAway(error)) return true;
      if (words) words.textContent = error.message;
      if (hint) hint.hidden = true;
      return false;
    }
  }

  const later = (): void => {
    setTimeout(() => void look().then((isWaiting) => isWaiting && later()), LOOK_EVERY_MS);
  };
  later();
}

function isTurnedAway({ code }: CallFailed): boolean {
  return code === "board.removed" || code === "board.missing" || code === "auth.needed";
}

/** `<details data-menu>` closes like a menu: by Escape, by a press elsewhere, when the focus leaves. */
function closeLikeMenu(menu: HTMLDetailsElement): void {
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

/**
 * `data-sign-out="PERSON"` asks before changes that could not be sent from this browser are removed:
 * nobody else who uses it shall find them (OFFLINE2). `data-ask-texts` is the question in its two forms.
 */
function askBeforeForgetting(form: HTMLFormElement): void {
  const person = form.dataset.signOut ?? "";
  const forms = JSON.parse(form.dataset.askTexts ?? "[]") as string[];
  const storage = browserStorage();
  forgetForeign(storage, person, Date.now());

  async function leave(): Promise<void> {
    const disk = await openDisk(Date.now());
    const changes = (await disk?.count(person).catch(() => 0)) ?? 0;
    const waiting = changes + countBallots(storage, person);
    if (waiting === 0) return form.submit();
    if (!confirm(`${countText(forms, waiting)} ${form.dataset.askEnd ?? ""}`)) return;
    // Only once one is signed out: until then they could still be sent.
    const answer = await fetch(form.action, { method: "POST" });
    if (answer.ok) {
      forgetBallots(storage, person);
      await disk?.forget(person).catch(() => undefined);
    }
    location.assign(answer.url);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Without an answer from the server the form says so by itself.
    leave().catch(() => form.submit());
  });
}

function each<Found extends HTMLElement>(selector: string, act: (element: Found) => void): void {
  for (const element of document.querySelectorAll<Found>(selector)) act(element);
}

each("[data-copy]", offerCopying);
each("[data-fullscreen]", offerFullScreen);
each("[data-people-count-url]", countPeople);
each("[data-door-url]", waitAtDoor);
each<HTMLFormElement>("form[data-sign-out]", askBeforeForgetting);
each<HTMLDetailsElement>("details[data-menu]", closeLikeMenu);
each<HTMLFormElement>("form[data-people]", (form) => {
  // Without it the form is saved by its button.
  import("./ui/attendance/form.ts").then(({ saveByItself }) => saveByItself(form)).catch(() => undefined);
});
each<HTMLFormElement>("form[data-gallery]", (form) => {
  findWhileTyping(form, countText);
  showChosenName(form);
});
