/**
 * What is drawn above the canvas at a constant width on the screen: selections, handles, the marquee and
 * the focus ring. One path for each person, however much is selected.
 */

import { type Box, cornersOf, inflate, type Turned } from "../core/geometry.ts";
import { makeSvg, setAttributes } from "./dom.ts";
import { type Gripped, HANDLES, type Handle, handlePoint, handlesOf, turnHandlePoint } from "./handles.ts";

export interface OtherSelection {
  readonly session: number;
  readonly colour: string;
  readonly boxes: readonly Turned[];
}

/** All boxes in screen pixels, relative to the viewport. */
export interface OverlayPicture {
  readonly selected: readonly Turned[];
  /** More than one item is selected, be they in view or not. */
  readonly isGroup: boolean;
  /** Around everything selected; null when nothing is. */
  readonly outline: Turned | null;
  /** What can be pulled and turned; null for no handles. */
  readonly grips: Gripped | null;
  readonly others: readonly OtherSelection[];
  readonly marquee: Box | null;
  readonly focus: Turned | null;
}

export interface Overlay {
  draw(picture: OverlayPicture): void;
  destroy(): void;
}

/** Side of the square that is seen; the area that answers is larger. */
const HANDLE_PX = 10;
/** Radius. */
const TURN_PX = 9;
/** An arrow that goes around. */
const TURN_ICON = "M3.6 -1.6A4 4 0 1 0 4 1M4 -5V-1.4H0.4";

function rectangles(boxes: readonly Turned[], grow: number): string {
  return boxes
    .map((box) => {
      const { x, y, w, h } = inflate(box, grow);
      if (box.turn === 0) return `M${x} ${y}h${w}v${h}h${-w}z`;
      const corners = cornersOf({ x, y, w, h, turn: box.turn });
      return `M${corners.map((corner) => `${corner.x} ${corner.y}`).join("L")}z`;
    })
    .join("");
}

/** For the `transform` of what is drawn as if the box were upright. */
function turnAround({ x, y, w, h, turn }: Turned): string {
  return turn === 0 ? "" : `rotate(${turn} ${x + w / 2} ${y + h / 2})`;
}

function place(rect: SVGRectElement, box: Box | null): void {
  rect.style.display = box ? "" : "none";
  if (box) setAttributes(rect, { x: box.x, y: box.y, width: Math.max(0, box.w), height: Math.max(0, box.h) });
}

export function createOverlay(parent: Element): Overlay {
  const svg = makeSvg("svg", "board-overlay", parent);
  svg.setAttribute("aria-hidden", "true");
  const othersLayer = makeSvg("g", "", svg);
  const others = new Map<number, SVGPathElement>(); // session -> its path
  const selected = makeSvg("path", "board-overlay__selected", svg);
  const turning = makeSvg("g", "", svg); // the outline and its handles
  const outline = makeSvg("rect", "board-overlay__outline", turning);
  const focus = makeSvg("rect", "board-overlay__focus", svg);
  const marquee = makeSvg("rect", "board-overlay__marquee", svg);
  const handles = new Map<Handle, SVGRectElement>(
    HANDLES.map((handle) => {
      const square = makeSvg("rect", "board-overlay__handle", turning);
      setAttributes(square, { width: HANDLE_PX, height: HANDLE_PX, rx: 2 });
      return [handle, square];
    }),
  );

  const turnHandle = makeSvg("g", "board-overlay__turn", turning);
  setAttributes(makeSvg("circle", "", turnHandle), { r: TURN_PX });
  setAttributes(makeSvg("path", "", turnHandle), { d: TURN_ICON });

  function drawOthers(selections: readonly OtherSelection[]): void {
    const gone = new Set(others.keys());
    for (const { session, colour, boxes } of selections) {
      gone.delete(session);
      let path = others.get(session);
      if (!path) {
        path = makeSvg("path", "board-overlay__other", othersLayer);
        others.set(session, path);
      }
      setAttributes(path, { d: rectangles(boxes, 1), stroke: colour });
    }
    for (const session of gone) {
      others.get(session)?.remove();
      others.delete(session);
    }
  }

  function drawHandles(box: Gripped | null): void {
    const offered = new Set(box ? handlesOf(box) : []);
    for (const [handle, square] of handles) {
      const isShown = box !== null && offered.has(handle);
      square.style.display = isShown ? "" : "none";
      if (!isShown) continue;
      const at = handlePoint(handle, inflate(box, 1));
      setAttributes(square, { x: at.x - HANDLE_PX / 2, y: at.y - HANDLE_PX / 2 });
    }
    turnHandle.style.display = box?.canTurn ? "" : "none";
    if (!box) return;
    const { x, y } = turnHandlePoint(box);
    setAttributes(turnHandle, { transform: `translate(${x} ${y}) rotate(${-box.turn})` });
  }

  function draw(picture: OverlayPicture): void {
    drawOthers(picture.others);
    const { isGroup } = picture;
    setAttributes(selected, { d: isGroup ? rectangles(picture.selected, 0.5) : "" });
    const around = isGroup && picture.marquee ? null : picture.outline;
    place(outline, around && inflate(around, isGroup ? 4 : 1));
    outline.classList.toggle("is-group", isGroup);
    drawHandles(picture.grips);
    setAttributes(turning, { transform: picture.outline ? turnAround(picture.outline) : "" });
    place(marquee, picture.marquee);
    setAttributes(focus, { transform: picture.focus ? turnAround(picture.focus) : "" });
    place(focus, picture.focus ? inflate(picture.focus, 4) : null);
  }

  return { draw, destroy: () => svg.remove() };
}
