/** Painting what is small or comes from elsewhere: stamps, dots, clusters, link cards, pictures, comments. */

import type {
  ClusterRecord,
  CommentRecord,
  DotRecord,
  ImageRecord,
  LinkRecord,
  StampRecord,
} from "../core/types.ts";
import { mix } from "./colours.ts";
import { fontOf } from "./fonts.ts";
import { drawLines, fillEdgedBox, type Pen, pixelBox } from "./pen.ts";

/** Board units. */
const CARD_RADIUS = 8;
const CARD_PADDING = 14;
const TITLE_SIZE = 18;
const ADDRESS_SIZE = 13;
const CLUSTER_TITLE = 20;
/** Screen pixels: smaller text is left out. */
const TEXT_FROM_PX = 5;
/** Screen pixels of a comment's pin, at any zoom. */
export const PIN_PX = 24;
const INITIALS_PX = 10;

export function paintStamp(pen: Pen, record: StampRecord): void {
  const { g, faces } = pen;
  const box = pixelBox(pen, record);
  g.font = fontOf(faces.note, Math.min(box.width, box.height) * 0.8);
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.direction = "ltr";
  g.fillStyle = pen.theme.ink;
  g.fillText(record.emoji, box.left + box.width / 2, box.top + box.height / 2);
}

export function paintDot(pen: Pen, record: DotRecord): void {
  const { g, theme } = pen;
  const box = pixelBox(pen, record);
  g.fillStyle = theme.colours[record.colour || "red"];
  g.beginPath();
  g.ellipse(
    box.left + box.width / 2,
    box.top + box.height / 2,
    box.width / 2,
    box.height / 2,
    0,
    0,
    2 * Math.PI,
  );
  g.fill();
}

export function paintCluster(pen: Pen, record: ClusterRecord): void {
  const { g, theme, scale, hairline } = pen;
  const box = pixelBox(pen, record);
  g.save();
  g.fillStyle = mix(theme.accent, theme.surface, 0.06);
  g.strokeStyle = mix(theme.accent, theme.surface, 0.5);
  g.lineWidth = Math.max(hairline, 2 * scale);
  g.setLineDash([8 * scale, 6 * scale]);
  g.beginPath();
  g.roundRect(box.left, box.top, box.width, box.height, 24 * scale);
  g.fill();
  g.stroke();
  g.restore();
  if (record.title !== "") paintLine(pen, record.title, record, CLUSTER_TITLE, 8, theme.ink);
}

/** One line of text from the left edge of a box, `down` units from its top. */
function paintLine(
  pen: Pen,
  text: string,
  box: { readonly x: number; readonly y: number; readonly w: number },
  size: number,
  down: number,
  ink: string,
): void {
  if (size * pen.zoom < TEXT_FROM_PX) return;
  const { g, faces, scale } = pen;
  const room = Math.max(0, box.w - 2 * CARD_PADDING);
  g.fillStyle = ink;
  drawLines(pen, faces.note, [faces.note.layout.shorten(text, (room * 1000) / size)], {
    left: pen.x(box.x + CARD_PADDING),
    top: pen.y(box.y + down),
    width: room * scale,
    size: size * scale,
    lineHeight: size * 1.3 * scale,
  });
}

export function paintLink(pen: Pen, record: LinkRecord): void {
  const { theme, scale } = pen;
  fillEdgedBox(pen, pixelBox(pen, record), CARD_RADIUS * scale, theme.surface, theme.line);
  const address = record.url.replace(/^(https?:\/\/|mailto:)/, "");
  const middle = record.h / 2 - (TITLE_SIZE + ADDRESS_SIZE) * 0.65;
  paintLine(pen, record.title || address, record, TITLE_SIZE, middle, theme.accent);
  if (record.title) paintLine(pen, address, record, ADDRESS_SIZE, middle + TITLE_SIZE * 1.3, theme.inkMuted);
}

/** `picture` is null until it has been loaded: then its description stands in its place. */
export function paintImage(pen: Pen, record: ImageRecord, picture: CanvasImageSource | null): void {
  const { g, theme, scale } = pen;
  const box = pixelBox(pen, record);
  if (picture) {
    g.imageSmoothingQuality = "high";
    g.drawImage(picture, box.left, box.top, box.width, box.height);
    return;
  }
  fillEdgedBox(pen, box, CARD_RADIUS * scale, theme.surface, theme.line);
  if (record.alt) paintLine(pen, record.alt, record, ADDRESS_SIZE, CARD_PADDING, theme.inkMuted);
}

/** A speech bubble of constant size, its corner on the point: with its author, or ticked when it is resolved. */
export function paintComment(pen: Pen, record: CommentRecord, initials: string): void {
  const { g, theme, ratio } = pen;
  const size = PIN_PX * ratio;
  const [left, bottom] = [pen.x(record.x), pen.y(record.y)];
  g.fillStyle = record.resolved ? theme.surface : theme.accent;
  g.strokeStyle = record.resolved ? theme.inkMuted : theme.surface;
  g.lineWidth = (record.resolved ? 1.5 : 2) * ratio;
  g.beginPath();
  g.roundRect(left, bottom - size, size, size, [size / 2, size / 2, size / 2, 2 * ratio]);
  g.fill();
  g.stroke();
  if (record.resolved) paintTick(pen, left + size / 2, bottom - size / 2);
  else {
    g.fillStyle = theme.surface;
    g.font = fontOf(pen.faces.mark, INITIALS_PX * ratio);
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.direction = "ltr";
    g.fillText(initials, left + size / 2, bottom - size / 2 + ratio / 2);
  }
}

function paintTick({ g, theme, ratio }: Pen, x: number, y: number): void {
  g.strokeStyle = theme.inkMuted;
  g.lineWidth = 1.5 * ratio;
  g.beginPath();
  g.moveTo(x - 4 * ratio, y);
  g.lineTo(x - ratio, y + 3 * ratio);
  g.lineTo(x + 4 * ratio, y - 3 * ratio);
  g.stroke();
}
