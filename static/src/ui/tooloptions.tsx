/** Beside the bar of tools: the shape, colour, width or sign that the tool makes next. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { COLOURS } from "../core/kinds.ts";
import type { Colour, ShapeRecord } from "../core/types.ts";
import type { Making, Tool } from "../store/view.ts";
import { SHAPES } from "../tools/commands/making.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";

/** Board units of a pen's line. */
export const WIDTHS: readonly (readonly [width: number, name: string])[] = [
  [2, "thin"],
  [4, "medium"],
  [8, "thick"],
];
const STAMPS: readonly string[] = ["👍", "👎", "❤️", "⭐", "✅", "❓", "❗", "💡", "🎉", "🔥"];

export function colourName(colour: Colour): string {
  switch (colour) {
    case "grey":
      return t("Grey");
    case "red":
      return t("Red");
    case "orange":
      return t("Orange");
    case "yellow":
      return t("Yellow");
    case "green":
      return t("Green");
    case "blue":
      return t("Blue");
    case "purple":
      return t("Purple");
    case "white":
      return t("White");
    case "ink":
      return t("Dark blue");
    default:
      return t("Plain");
  }
}

/** A spot of the colour. */
export function colourMark(colour: Colour): JSX.Element {
  return <span class="swatch" data-colour={colour} aria-hidden="true" />;
}

export function shapeName(shape: ShapeRecord["shape"]): string {
  switch (shape) {
    case "rounded":
      return t("Rounded rectangle");
    case "ellipse":
      return t("Ellipse");
    case "diamond":
      return t("Diamond");
    case "triangle":
      return t("Triangle");
    case "arrow":
      return t("Arrow");
    case "callout":
      return t("Speech bubble");
    default:
      return t("Rectangle");
  }
}

export function shapeIcon(shape: ShapeRecord["shape"]): string {
  if (shape === "rounded") return "square-round-corner";
  if (shape === "ellipse") return "circle";
  if (shape === "arrow") return "move-right";
  if (shape === "callout") return "message-circle";
  return shape === "rectangle" ? "square" : shape;
}

interface ChoiceProps {
  readonly name: string;
  readonly isNow: boolean;
  readonly children: JSX.Element | string;
  choose(): void;
}

function Choice({ name, isNow, children, choose }: ChoiceProps): JSX.Element {
  return (
    <button type="button" class="tool" aria-pressed={isNow} aria-label={name} title={name} onClick={choose}>
      {children}
    </button>
  );
}

export function widthName(name: string): string {
  if (name === "thin") return t("Thin");
  return name === "thick" ? t("Thick") : t("Medium");
}

export function ToolOptions({ tool }: { readonly tool: Tool }): JSX.Element {
  const { view } = useUi();
  const making = view.making.value;
  const set = (change: Partial<Making>): void => {
    view.making.value = { ...making, ...change };
  };
  const isPen = tool === "pen" || tool === "highlighter";
  return (
    <div class="tool-options" role="group" aria-label={t("What the tool makes")}>
      {tool === "shape" &&
        SHAPES.map((shape) => (
          <Choice
            key={shape}
            name={shapeName(shape)}
            isNow={shape === making.shape}
            choose={() => set({ shape })}
          >
            <Icon name={shapeIcon(shape)} />
          </Choice>
        ))}
      {tool === "stamp" &&
        STAMPS.map((emoji) => (
          <Choice key={emoji} name={emoji} isNow={emoji === making.emoji} choose={() => set({ emoji })}>
            {emoji}
          </Choice>
        ))}
      {isPen &&
        WIDTHS.map(([width, name]) => (
          <Choice
            key={name}
            name={widthName(name)}
            isNow={width === making.width}
            choose={() => set({ width })}
          >
            <span class={`pen-width is-${name}`} />
          </Choice>
        ))}
      {(tool === "shape" || isPen) && <hr />}
      {tool !== "stamp" &&
        COLOURS.map((colour) => (
          <Choice
            key={colour}
            name={colourName(colour)}
            isNow={colour === making.colour}
            choose={() => set({ colour })}
          >
            {colourMark(colour)}
          </Choice>
        ))}
    </div>
  );
}
