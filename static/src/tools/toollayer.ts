/** What tools draw above the board while a gesture goes on: guides, ghosts of copies, a line being drawn. */

import { effect, signal } from "@preact/signals-core";

import type { Box, Point } from "../core/geometry.ts";
import type { View } from "../store/view.ts";
import type { Guide } from "./arrange/snapping.ts";

export interface DrawnPath {
  readonly d: string;
  /** A class of the style sheet. */
  readonly look: string;
  /** A colour as a style sheet writes it, to fill it with. */
  readonly colour?: string;
}

export interface ToolLayer {
  /** Lines that what is dragged has met; none with []. Board units, as all below. */
  guides(lines: readonly Guide[]): void;
  /** Where copies would go. */
  ghosts(boxes: readonly Box[]): void;
  /** The line that is selected, as an SVG path; none with "". */
  chosen(d: string): void;
  /** Around what lies under the mouse, as an SVG path; none with "". */
  hover(d: string): void;
  /** Small round handles of a size that stays the same on the screen. */
  knobs(points: readonly Point[]): void;
  /** How far something is turned, beside a point; none with null. */
  angle(degrees: number | null, at: Point): void;
  /** A drawing as an SVG path with a class of its own; null takes it away. */
  path(drawing: DrawnPath | null): void;
  destroy(): void;
}

/** Radius on the screen. */
const KNOB_PX = 5;
/** From the pointer to the words about it. */
const ANGLE_PX = 16;

const HOVER_OPACITY = "0.6";

const SVG = "http://www.w3.org/2000/svg";

/** Lines keep their width on the screen, however near one is. */
export function createToolLayer(root: HTMLElement, view: View): ToolLayer {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "board-tools");
  svg.setAttribute("aria-hidden", "true");
  const board = document.createElementNS(SVG, "g");
  const [guides, ghosts, drawing, knobs] = ["guides", "ghosts", "drawing", "knobs"].map((name) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `board-tools__${name}`);
    board.append(path);
    return path;
  }) as [SVGPathElement, SVGPathElement, SVGPathElement, SVGPathElement];
  const chosen = document.createElementNS(SVG, "path");
  Object.assign(chosen.style, { stroke: "var(--accent)", strokeWidth: "2px" });
  const hover = chosen.cloneNode() as SVGPathElement;
  hover.setAttribute("opacity", HOVER_OPACITY);
  board.prepend(hover, chosen);
  const angle = document.createElementNS(SVG, "text");
  angle.setAttribute("class", "board-tools__angle");
  svg.append(board, angle);
  root.append(svg);

  /** Elements that nobody sees are not moved along with the camera. */
  const isDrawn = signal(false);
  const stop = effect(() => {
    if (!isDrawn.value) return;
    const { x, y, zoom } = view.camera.value;
    board.setAttribute("transform", `scale(${zoom}) translate(${-x} ${-y})`);
  });

  function draw(path: SVGPathElement, d: string): void {
    path.setAttribute("d", d);
    isDrawn.value = [guides, ghosts, drawing, knobs, chosen, hover].some((one) => one.getAttribute("d"));
  }

  return {
    guides(lines) {
      draw(guides, lines.map(lineOf).join(""));
    },
    ghosts(boxes) {
      draw(ghosts, boxes.map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h${-w}z`).join(""));
    },
    hover: (d) => draw(hover, d),
    chosen: (d) => draw(chosen, d),
    knobs(points) {
      const r = KNOB_PX / view.camera.peek().zoom;
      const round = `a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
      draw(knobs, points.map(({ x, y }) => `M${x - r} ${y}${round}`).join(""));
    },
    angle(degrees, at) {
      const { x, y, zoom } = view.camera.peek();
      angle.textContent = degrees === null ? "" : `${degrees}°`;
      angle.setAttribute("x", String((at.x - x) * zoom + ANGLE_PX));
      angle.setAttribute("y", String((at.y - y) * zoom + ANGLE_PX));
    },
    path(one) {
      draw(drawing, one?.d ?? "");
      drawing.setAttribute("class", `board-tools__drawing ${one?.look ?? ""}`);
      drawing.style.fill = one?.colour ?? "";
    },
    destroy() {
      stop();
      svg.remove();
    },
  };
}

function lineOf({ axis, at, from, to }: Guide): string {
  return axis === "x" ? `M${at} ${from}V${to}` : `M${from} ${at}H${to}`;
}

/** A line through points. */
export function linePath(points: readonly Point[], isClosed = false): string {
  const line = points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
  return isClosed && points.length > 2 ? `${line}z` : line;
}
