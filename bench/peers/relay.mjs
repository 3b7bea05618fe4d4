// A plain Socket.IO relay: stands for excalidraw-room, whose events and room logic are as short.
//
// Set-up: Socket.IO at its defaults. No sign-in, no storage, no validation: what one sends goes to the
// others of the room as it is.
//
// The three options below spoil it on purpose. A generator that does not notice them measures nothing,
// so every `make bench` begins with them.

import { createServer } from "node:http";
import { Server } from "socket.io";
import { announce, option, port } from "./options.mjs";

const dropped = Number(option("drop") ?? 0); // share of the deliveries that are lost
const delayMs = Number(option("delay-ms") ?? 0); // how long each update is held back
const deafAfter = Number(option("deaf-after") ?? Number.POSITIVE_INFINITY); // updates until the newest hears no more

const server = createServer();
const io = new Server(server);
let updates = 0;
let newest = null;
let dice = 1;

io.on("connection", (socket) => {
  newest = socket;
  socket.emit("init-room");
  socket.on("join-room", async (room) => {
    await socket.join(room);
    const sockets = await io.in(room).fetchSockets();
    if (sockets.length <= 1) socket.emit("first-in-room");
    else socket.broadcast.to(room).emit("new-user", socket.id);
    io.in(room).emit(
      "room-user-change",
      sockets.map((one) => one.id),
    );
  });
  socket.on("server-broadcast", (room, data, iv) => {
    updates += 1;
    const send = () => relay(socket, room, data, iv);
    if (delayMs > 0) setTimeout(send, delayMs);
    else send();
  });
});

function relay(socket, room, data, iv) {
  const except = updates > deafAfter ? [newest.id] : [];
  if (dropped > 0) except.push(...unlucky(room));
  socket.broadcast.to(room).except(except).emit("client-broadcast", data, iv);
}

function unlucky(room) {
  return [...(io.sockets.adapter.rooms.get(room) ?? [])].filter(() => throwDice() < dropped);
}

// The same numbers in every run, so that a failure can be seen again.
function throwDice() {
  dice = (dice * 48271) % 2147483647;
  return dice / 2147483647;
}

server.listen(port, "127.0.0.1", announce);
