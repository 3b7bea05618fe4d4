/** The lines of the history in words, without the person: that stands above them. */

import { t, tn } from "../../core/i18n.ts";
import type { Deed } from "./changes.ts";
import type { Line } from "./lines.ts";

type Kind = Deed["kind"];

export function wordsOf({ what, n }: Line): string {
  switch (what.do) {
    case "undo":
      return tn("Undid a change", "Undid %(n)s changes", n);
    case "lost":
      return tn("%(n)s change, no longer kept in detail", "%(n)s changes, no longer kept in detail", n);
    case "restore":
      if (what.moment === 0) return t("Restored the empty board");
      return t("Restored the board after change %(n)s", { n: what.moment });
    case "add":
      return added(what.kind, n);
    case "write":
      return written(what.kind, n);
    case "delete":
      return deleted(what.kind, n);
    case "move":
      return moved(what.kind, n);
    case "type":
      return tn("Changed the type of a note", "Changed the type of %(n)s notes", n);
    case "reframe":
      return tn("Moved an item to another frame", "Moved %(n)s items to another frame", n);
    case "stack":
      return tn("Stacked a note, or took it out", "Stacked %(n)s notes, or took them out", n);
    case "resize":
      return tn("Resized an item", "Resized %(n)s items", n);
    case "reorder":
      return tn("Changed the order of an item", "Changed the order of %(n)s items", n);
    case "resolve":
      return tn("Resolved or reopened a comment", "Resolved or reopened %(n)s comments", n);
    case "lock":
      return tn("Locked or unlocked an item", "Locked or unlocked %(n)s items", n);
    case "connect":
      return tn("Moved the end of a line", "Moved the ends of %(n)s lines", n);
    case "style":
      if (what.kind === "step") return tn("Changed a step", "Changed %(n)s steps", n);
      if (what.kind === "table") return tn("Changed a table", "Changed %(n)s tables", n);
      if (isDecided(what.kind)) return written(what.kind, n);
      return tn("Changed the look of an item", "Changed the look of %(n)s items", n);
    case "go":
      return tn("Went to another step", "Went to another step %(n)s times", n);
    case "end":
      return tn("Ended the workshop", "Ended the workshop %(n)s times", n);
    case "timer":
      return tn("Set the timer", "Set the timer %(n)s times", n);
    case "bring":
      return tn("Brought everybody to a place", "Brought everybody to a place %(n)s times", n);
    case "vote":
      return tn("Opened, closed or revealed a vote", "Opened, closed or revealed votes, %(n)s times", n);
    case "apart":
      return tn(
        "Sent people to tables or gathered them",
        "Sent people to tables or gathered them, %(n)s times",
        n,
      );
    case "seat":
      return tn("Gave people seats at a table", "Gave people seats at %(n)s tables", n);
    case "hold":
      return tn("Held the view or let it go", "Held the view or let it go %(n)s times", n);
  }
}

function isDecided(kind: Kind): boolean {
  return kind === "decision" || kind === "commitment";
}

function added(kind: Kind, n: number): string {
  if (kind === "note") return tn("Added a note", "Added %(n)s notes", n);
  if (kind === "text") return tn("Added a text", "Added %(n)s texts", n);
  if (kind === "frame") return tn("Added a frame", "Added %(n)s frames", n);
  if (kind === "connector") return tn("Drew a line", "Drew %(n)s lines", n);
  if (kind === "comment" || kind === "reply") return tn("Commented", "Commented %(n)s times", n);
  if (kind === "vote") return tn("Set up a vote", "Set up %(n)s votes", n);
  if (kind === "table") return tn("Set up a table", "Set up %(n)s tables", n);
  if (kind === "step") return tn("Added a step", "Added %(n)s steps", n);
  if (kind === "decision") return tn("Wrote down a decision", "Wrote down %(n)s decisions", n);
  if (kind === "commitment") return tn("Wrote down a commitment", "Wrote down %(n)s commitments", n);
  return tn("Added an item", "Added %(n)s items", n);
}

function written(kind: Kind, n: number): string {
  if (kind === "note") return tn("Wrote on a note", "Wrote on %(n)s notes", n);
  if (kind === "frame") {
    return tn("Changed the words of a frame", "Changed the words of %(n)s frames", n);
  }
  if (kind === "text") return tn("Wrote a text", "Wrote %(n)s texts", n);
  if (kind === "step") return tn("Changed a step", "Changed %(n)s steps", n);
  if (kind === "table") return tn("Changed a table", "Changed %(n)s tables", n);
  if (kind === "decision") return tn("Changed a decision", "Changed %(n)s decisions", n);
  if (kind === "commitment") return tn("Changed a commitment", "Changed %(n)s commitments", n);
  return tn("Wrote on an item", "Wrote on %(n)s items", n);
}

function deleted(kind: Kind, n: number): string {
  if (kind === "note") return tn("Deleted a note", "Deleted %(n)s notes", n);
  if (kind === "text") return tn("Deleted a text", "Deleted %(n)s texts", n);
  if (kind === "frame") return tn("Deleted a frame", "Deleted %(n)s frames", n);
  if (kind === "comment" || kind === "reply") return tn("Deleted a comment", "Deleted %(n)s comments", n);
  if (kind === "table") return tn("Removed a table", "Removed %(n)s tables", n);
  if (kind === "step") return tn("Deleted a step", "Deleted %(n)s steps", n);
  if (kind === "decision") return tn("Deleted a decision", "Deleted %(n)s decisions", n);
  if (kind === "commitment") return tn("Deleted a commitment", "Deleted %(n)s commitments", n);
  return tn("Deleted an item", "Deleted %(n)s items", n);
}

function moved(kind: Kind, n: number): string {
  if (kind === "note") return tn("Moved a note", "Moved %(n)s notes", n);
  if (kind === "frame") return tn("Moved a frame", "Moved %(n)s frames", n);
  return tn("Moved an item", "Moved %(n)s items", n);
}
