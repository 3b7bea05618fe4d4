/** The gallery of methods finds while one types; without a script the server does, by its form. */

import { folded, wantedWords } from "../core/folding.ts";

/** How the text of a count is written: two forms, the second for everything but one. */
type CountText = (forms: readonly string[], n: number) => string;

/** The search field and the choice of a moment hide the methods that somebody does not look for. */
export function findWhileTyping(form: HTMLFormElement, countText: CountText): void {
  const search = form.querySelector<HTMLInputElement>("input[type=search]");
  const stage = form.querySelector<HTMLSelectElement>("select[name=stage]");
  const count = form.querySelector<HTMLElement>("[data-gallery-count]");
  const button = form.querySelector<HTMLElement>("[data-gallery-find]");
  if (!search || !stage || !count) return;
  if (button) button.hidden = true;
  const forms = JSON.parse(count.dataset.galleryCount ?? "[]") as string[];

  const find = (): void => {
    const words = wantedWords(search.value);
    let n = 0;
    for (const card of form.querySelectorAll<HTMLElement>("[data-method]")) {
      const has = folded(card.dataset.words ?? "");
      const isWanted =
        words.every((word) => has.includes(word)) &&
        (stage.value === "" || (card.dataset.stages ?? "").split(" ").includes(stage.value));
      card.hidden = !isWanted;
      if (isWanted) n += 1;
    }
    const text = countText(forms, n);
    // An equal text would be read out again.
    if (count.textContent !== text) count.textContent = text;
  };
  search.addEventListener("input", find);
  stage.addEventListener("change", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // what is found is shown already
  });
}

/** The field for the name shows what the board will be called when it is left empty. */
export function showChosenName(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[name=name]");
  const show = (): void => {
    const chosen = form.querySelector("input[name=method]:checked");
    const name = document.getElementById(chosen?.getAttribute("aria-labelledby") ?? "");
    if (field) field.placeholder = name?.textContent ?? "";
  };
  form.addEventListener("change", show);
  show();
}
