import { getAssetUrls } from "@tldraw/assets/selfHosted";
import { createRoot } from "react-dom/client";
import { createTLStore, defaultBindingUtils, defaultShapeUtils, getIndices, Tldraw, toRichText } from "tldraw";
import "tldraw/tldraw.css";

const COLOURS = ["grey", "light-red", "orange", "light-green", "light-blue", "light-violet", "yellow", "white"];
const { bench } = window;
const query = new URLSearchParams(location.search);

const NOTE = {
  color: "yellow",
  size: "s",
  font: "sans",
  fontSizeAdjustment: 0,
  align: "start",
  verticalAlign: "start",
  growY: 0,
  url: "",
  scale: 1,
  labelColor: "black",
  textFirstEditedBy: null,
};

function shape(place, index, more) {
  return {
    typeName: "shape",
    id: `shape:${place.id}`,
    x: place.x,
    y: place.y,
    rotation: 0,
    index,
    parentId: "page:page",
    isLocked: false,
    opacity: 1,
    meta: {},
    ...more,
  };
}

function recordsOf({ frames, notes }) {
  const keys = getIndices(frames.length + notes.length);
  const places = new Map(frames.map((frame) => [frame.id, frame]));
  const boxes = frames.map((frame, n) =>
    shape(frame, keys[n], { type: "frame", props: { w: frame.w, h: frame.h, name: frame.text, color: "black" } }),
  );
  const cards = notes.map((note, n) => {
    const frame = places.get(note.frame);
    const color = COLOURS["DPBSOAIX".indexOf(note.type)];
    return shape(note, keys[frames.length + n], {
      type: "note",
      x: note.x - (frame?.x ?? 0),
      y: note.y - (frame?.y ?? 0),
      parentId: frame ? `shape:${frame.id}` : "page:page",
      props: { ...NOTE, color: color === "grey" ? "grey" : color, richText: toRichText(note.text) },
    });
  });
  return [...boxes, ...cards];
}

function offer(editor, board) {
  const frames = new Map(board.frames.map((frame) => [frame.id, frame]));
  const frameOf = new Map(board.notes.map((note) => [note.id, frames.get(note.frame)]));
  bench.board = {
    feed(updates) {
      editor.store.mergeRemoteChanges(() => {
        editor.store.put(
          updates.map(({ id, x, y }) => {
            const frame = frameOf.get(id);
            const record = editor.store.get(`shape:${id}`);
            return { ...record, x: x - (frame?.x ?? 0), y: y - (frame?.y ?? 0) };
          }),
        );
      });
    },
    fit: () => editor.zoomToFit({ immediate: true }),
    to100() {
      editor.zoomToFit({ immediate: true });
      editor.resetZoom(editor.getViewportScreenCenter(), { immediate: true });
    },
    select: (ids) => editor.setSelectedShapes(ids.map((id) => `shape:${id}`)),
    camera() {
      const { x, y, w } = editor.getViewportPageBounds();
      const { left, top, width } = editor.getContainer().getBoundingClientRect();
      return { zoom: width / w, x, y, left, top };
    },
  };
}

async function open() {
  const board = await (await fetch(`board-${query.get("board")}.json`)).json();
  const store = createTLStore({ shapeUtils: defaultShapeUtils, bindingUtils: defaultBindingUtils });
  store.put([
    { typeName: "document", id: "document:document", gridSize: 10, name: "", meta: {} },
    { typeName: "page", id: "page:page", name: "Page 1", index: "a1", meta: {} },
  ]);
  store.put(recordsOf(board));
  const from = performance.now();
  const isFit = query.get("at") === "fit";
  createRoot(document.getElementById("board")).render(
    <Tldraw
      store={store}
      assetUrls={getAssetUrls({ baseUrl: "/tldraw" })}
      options={{ maxShapesPerPage: 50_000 }}
      cameraOptions={{ zoomSteps: [0.02, 0.1, 0.25, 0.5, 1, 2, 4, 8] }}
      onMount={(editor) => {
        offer(editor, board);
        bench.board[isFit ? "fit" : "to100"]();
      }}
    />,
  );
  const wanted = isFit ? board.notes.length : 20;
  const isShown = () => document.querySelectorAll(".tl-shape").length >= wanted;
  bench.opened = () => opened;
  const opened = bench.painted(from, isShown);
}

open();
