import { CaptureUpdateAction, convertToExcalidrawElements, Excalidraw } from "@excalidraw/excalidraw";
import { createRoot } from "react-dom/client";
import "@excalidraw/excalidraw/index.css";

const COLOURS = ["#e6e9ec", "#ffd6e0", "#ffd8a8", "#c9f0d1", "#cfe5ff", "#e3d7ff", "#fff3b0", "#ffffff"];
const { bench } = window;
const query = new URLSearchParams(location.search);

function elementsOf({ frames, notes }) {
  const cards = notes.map((note) => ({
    type: "rectangle",
    id: note.id,
    x: note.x,
    y: note.y,
    width: note.w,
    height: note.h,
    backgroundColor: COLOURS["DPBSOAIX".indexOf(note.type)],
    fillStyle: "solid",
    roughness: 0,
    strokeWidth: 1,
    label: { text: note.text, fontSize: 16, fontFamily: 2, textAlign: "left", verticalAlign: "top" },
  }));
  const made = convertToExcalidrawElements(cards, { regenerateIds: false });
  const frameOf = new Map(notes.map((note) => [note.id, note.frame]));
  const boxes = convertToExcalidrawElements(
    frames.map((frame) => ({ type: "frame", id: frame.id, name: frame.text, children: [] })),
    { regenerateIds: false },
  );
  const places = new Map(frames.map((frame) => [frame.id, frame]));
  return [
    ...made.map((one) => ({ ...one, frameId: frameOf.get(one.containerId ?? one.id) ?? null })),
    ...boxes.map((box) => {
      const { x, y, w, h } = places.get(box.id);
      return { ...box, x, y, width: w, height: h };
    }),
  ];
}

function offer(api, board) {
  const fitted = () => {
    const { width, height } = api.getAppState();
    const all = [...board.frames, ...board.notes];
    const right = Math.max(...all.map(({ x, w }) => x + w));
    const bottom = Math.max(...all.map(({ y, h }) => y + h));
    const zoom = Math.min(1, (width - 168) / right, (height - 168) / bottom);
    return { right, bottom, zoom, width, height };
  };
  const look = (zoom) => {
    const { right, bottom, width, height } = fitted();
    api.updateScene({
      appState: {
        zoom: { value: zoom },
        scrollX: width / 2 / zoom - right / 2,
        scrollY: height / 2 / zoom - bottom / 2,
      },
    });
  };
  bench.board = {
    feed(updates) {
      const moved = new Map(updates.map((update) => [update.id, update]));
      const all = api.getSceneElementsIncludingDeleted();
      const elements = all.map((element) => {
        const update = moved.get(element.containerId ?? element.id);
        if (!update) return element;
        const inset = element.containerId ? 5 : 0;
        const version = element.version + 1;
        return { ...element, x: update.x + inset, y: update.y + inset, version, versionNonce: version };
      });
      api.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
    },
    fit: () => look(fitted().zoom),
    to100: () => look(1),
    select: (ids) =>
      api.updateScene({ appState: { selectedElementIds: Object.fromEntries(ids.map((id) => [id, true])) } }),
    camera() {
      const { zoom, scrollX, scrollY, offsetLeft, offsetTop } = api.getAppState();
      return { zoom: zoom.value, x: -scrollX, y: -scrollY, left: offsetLeft, top: offsetTop };
    },
  };
}

async function open() {
  const board = await (await fetch(`board-${query.get("board")}.json`)).json();
  const elements = elementsOf(board);
  const from = performance.now();
  const isFit = query.get("at") === "fit";
  bench.drawn = 0;
  createRoot(document.getElementById("board")).render(
    <Excalidraw
      initialData={{ elements, scrollToContent: false }}
      excalidrawAPI={(api) => {
        offer(api, board);
        requestAnimationFrame(() => {
          bench.drawn = 0;
          bench.board[isFit ? "fit" : "to100"]();
        });
      }}
    />,
  );
  const wanted = isFit ? board.notes.length : 20;
  const opened = bench.painted(from, () => bench.board && bench.drawn >= wanted);
  bench.opened = () => opened;
}

open();
