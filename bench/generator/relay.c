// The Socket.IO relay that stands for excalidraw-room: an edit is one event with two binary parts, the
// encrypted scene update and its initialisation vector.

#include <stdio.h>
#include <string.h>

#include "run.h"
#include "socketio.h"

// One element as Excalidraw serialises it, encrypted: about this long.
enum { UPDATE_BYTES = 400, VECTOR_BYTES = 12 };

// The update names its sender and step where the ciphertext would begin.
typedef struct {
  char mark[8];
  int32_t mover;
  int32_t step;
} UpdateHead;

static const char MARK[8] = "bench01";

static void received(Participant *person, int kind, const uint8_t *message, size_t length, int64_t at_us) {
  if (kind == WS_TEXT) {
    if (length == 0 || socketio_took(person, "40", message, length)) return;
    if (starts_with(message, length, "42[\"init-room\"")) {
      char join[64];
      snprintf(join, sizeof join, "42[\"join-room\",\"board-%d\"]", person->board);
      link_send_text(&person->link, join);
    } else if (starts_with(message, length, "42[\"room-user-change\"")) {
      become_ready(person, at_us);
    }
    return;
  }
  UpdateHead head;
  if (length != UPDATE_BYTES) return;
  memcpy(&head, message, sizeof head);
  if (memcmp(head.mark, MARK, sizeof MARK) == 0) {
    ledger_receive(moves, person->number, head.mover, head.step, at_us);
  }
}

static void act(Participant *person, int64_t due_us) {
  char event[160];
  uint8_t update[UPDATE_BYTES] = {0}, vector[VECTOR_BYTES] = {0};
  UpdateHead head = {.mover = person->mover, .step = ledger_send(moves, person->mover, due_us)};
  memcpy(head.mark, MARK, sizeof MARK);
  memcpy(update, &head, sizeof head);
  snprintf(event, sizeof event,
           "452-[\"server-broadcast\",\"board-%d\",{\"_placeholder\":true,\"num\":0},"
           "{\"_placeholder\":true,\"num\":1}]",
           person->board);
  link_send_text(&person->link, event);
  link_send(&person->link, WS_BINARY, update, sizeof update);
  link_send(&person->link, WS_BINARY, vector, sizeof vector);
}

const Protocol protocol_relay = {
    .name = "relay", .target = socketio_target, .received = received, .act = act};
