/** How items look: colours, sizes of notes, lines and their heads, grids of frames. Each a menu of choices. */

import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { COLOURS, KINDS } from "../../core/kinds.ts";
import { fieldOf, isSame } from "../../core/records.ts";
import type { Colour, ConnectorRecord, Grid, ItemRecord } from "../../core/types.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createHolding, type Style } from "../../tools/commands/holding.ts";
import { SHAPES } from "../../tools/commands/making.ts";
import type { MenuItem } from "../shell.ts";
import { colourMark, colourName, shapeIcon, shapeName, WIDTHS, widthName } from "../tooloptions.tsx";
import type { Action, Subject } from "./action.ts";

/** The fields that a colour goes to, by kind. */
const COLOURED: readonly string[] = ["colour", "fill", "background"];

export function lookActions(subject: Subject): Action[] {
  const { items } = subject;
  const has = (field: string): boolean => items.some((item) => field in KINDS[item.kind].fields);
  return [
    menu(subject, "look.colour", t("Colour"), "palette", COLOURED.some(has), colourChoices),
    menu(subject, "look.shape", t("Change the shape"), "shapes", has("shape"), shapeChoices),
    menu(subject, "look.edge", t("Colour of the edge"), "circle", has("line"), edgeChoices),
    menu(subject, "look.width", t("Width of the line"), "pen-line", has("points"), widthChoices),
    menu(subject, "look.size", t("Size of the note"), "square-dashed", has("type"), sizeChoices),
    menu(subject, "look.line", t("Shape of the line"), "spline", has("route"), routeChoices),
    menu(subject, "look.heads", t("Arrow heads"), "move-right", has("heads"), headChoices),
    menu(subject, "look.align", t("Text alignment"), "align-left", has("align"), alignChoices),
    menu(subject, "look.grid", t("Divide the frame"), "layout-grid", has("grid"), gridChoices),
  ];
}

function menu(
  subject: Subject,
  id: string,
  name: string,
  icon: string,
  isOn: boolean,
  choices: (subject: Subject) => MenuItem[],
): Action {
  const { ui, anchor } = subject;
  return {
    id,
    name,
    icon,
    group: "edit",
    isOn,
    run() {
      ui.shell.menu.value = { owner: id, label: name, anchor, items: choices(subject) };
    },
  };
}

/** Gives these values to all items that have such a field, in one change. */
function give({ ui, ids }: Subject, style: Style): void {
  createHolding(createCommandBoard(ui.store, ui.view, makeId)).set(t("Change the look"), ids, style);
}

/** Whether all items that have the field hold this value. */
function isNow(items: readonly ItemRecord[], field: string, value: unknown): boolean {
  const having = items.filter((item) => field in KINDS[item.kind].fields);
  return having.length > 0 && having.every((item) => isSame(fieldOf(item, field), value));
}

function colourChoices(subject: Subject): MenuItem[] {
  return COLOURS.map((colour: Colour) => ({
    label: colourName(colour),
    mark: colourMark(colour),
    isChecked: COLOURED.every((field) => {
      const having = subject.items.filter((item) => field in KINDS[item.kind].fields);
      return having.length === 0 || isNow(subject.items, field, colour);
    }),
    run: () => give(subject, { colour, fill: colour, background: colour }),
  }));
}

function edgeChoices(subject: Subject): MenuItem[] {
  return choicesFor(
    subject,
    "line",
    COLOURS.map((colour) => [colour, colourName(colour)]),
  ).map((choice, at) => ({ ...choice, mark: colourMark(COLOURS[at] ?? "") }));
}

function shapeChoices(subject: Subject): MenuItem[] {
  return choicesFor(
    subject,
    "shape",
    SHAPES.map((shape) => [shape, shapeName(shape)]),
  ).map((choice, at) => ({ ...choice, icon: shapeIcon(SHAPES[at] ?? "rectangle") }));
}

function widthChoices(subject: Subject): MenuItem[] {
  return choicesFor(
    subject,
    "width",
    WIDTHS.map(([width, name]) => [width, widthName(name)]),
  );
}

function sizeChoices(subject: Subject): MenuItem[] {
  const sizes: readonly (readonly [number, string])[] = [
    [140, t("Small")],
    [200, t("Medium size")],
    [280, t("Large")],
    [400, t("Very large")],
  ];
  const notes = subject.items.filter((item) => item.kind === "note");
  return sizes.map(([side, label]) => ({
    label,
    isChecked: notes.every(({ w, h }) => w === side && h === side),
    run() {
      // Around their middles, so that rows stay rows.
      const boxes = notes.map(
        ({ id, x, y, w, h }): [string, { x: number; y: number; w: number; h: number }] => [
          id,
          { x: x + (w - side) / 2, y: y + (h - side) / 2, w: side, h: side },
        ],
      );
      subject.ui.commands.resizeAll(new Map(boxes));
    },
  }));
}

function choicesFor(
  subject: Subject,
  field: string,
  values: readonly (readonly [value: unknown, label: string])[],
): MenuItem[] {
  return values.map(([value, label]) => ({
    label,
    isChecked: isNow(subject.items, field, value),
    run: () => give(subject, { [field]: value }),
  }));
}

function routeChoices(subject: Subject): MenuItem[] {
  const isDashed = isNow(subject.items, "dash", true);
  const dashed: MenuItem = {
    label: t("Dashed"),
    isChecked: isDashed,
    startsGroup: true,
    run: () => give(subject, { dash: !isDashed }),
  };
  const routes: readonly (readonly [NonNullable<ConnectorRecord["route"]>, string])[] = [
    ["straight", t("Straight")],
    ["elbow", t("With corners")],
    ["curved", t("Curved")],
  ];
  return [...choicesFor(subject, "route", routes), dashed];
}

function headChoices(subject: Subject): MenuItem[] {
  return choicesFor(subject, "heads", [
    ["none", t("No arrow")],
    ["end", t("Arrow at the end")],
    ["start", t("Arrow at the start")],
    ["both", t("Arrows at both ends")],
  ]);
}

function alignChoices(subject: Subject): MenuItem[] {
  const isBold = isNow(subject.items, "weight", "bold");
  const bold: MenuItem = {
    label: t("Bold"),
    isChecked: isBold,
    startsGroup: true,
    run: () => give(subject, { weight: isBold ? "normal" : "bold" }),
  };
  const sides = [
    ["start", t("At the start")],
    ["center", t("In the middle")],
    ["end", t("At the end")],
  ] as const;
  return [...choicesFor(subject, "align", sides), bold];
}

function gridChoices(subject: Subject): MenuItem[] {
  const grid = (kind: Grid["kind"], count: number): Grid => ({
    kind,
    labels: Array.from({ length: count }, () => ""),
    x: "",
    y: "",
  });
  const choices = choicesFor(subject, "grid", [
    [null, t("Not divided")],
    [grid("columns", 2), t("Two columns")],
    [grid("columns", 3), t("Three columns")],
    [grid("columns", 4), t("Four columns")],
    [grid("rows", 2), t("Two rows")],
    [grid("rows", 3), t("Three rows")],
    [grid("matrix", 4), t("Matrix with two axes")],
    [grid("rings", 3), t("Three rings")],
  ]);
  const [only] = subject.ids;
  // Parts without titles say nothing: they are asked for at once.
  return choices.map((choice, at) => ({
    ...choice,
    run() {
      choice.run();
      if (at > 0 && only !== undefined && subject.ids.length === 1) {
        subject.ui.shell.dialog.value = { name: "frame", id: only };
      }
    },
  }));
}
