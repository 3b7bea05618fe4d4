// y-websocket and hocuspocus: Yjs updates, made beforehand by Yjs itself (peers/fixtures.mjs).
//
// hocuspocus puts the document's name before each message and asks for authentication first; otherwise
// the two speak alike.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

enum { SYNC = 0, AUTH = 2 };
enum { STEP_1 = 0, STEP_2 = 1, UPDATE = 2 };
enum { FLOAT_64 = 123, NAME_ROOM = 32 };

typedef struct {
  const uint8_t *at;
  size_t length;
} Update;

static bool names_document;  // whether messages begin with the document's name
static int senders, updates_each;
static Update *update_of;  // [sender * updates_each + step]; step 0 makes the note

static uint32_t word_at(const uint8_t *at) {
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void prepare(void) {
  if (options.fixture == NULL) give_up("%s needs --fixture", options.protocol);
  Bytes fixture = bytes_of_file(options.fixture);
  const uint8_t *at = fixture.at;
  senders = (int)word_at(at);
  updates_each = (int)word_at(at + 4);
  update_of = made((size_t)senders * (size_t)updates_each, sizeof *update_of);
  at += 8;
  for (int sender = 0; sender < senders; sender++) {
    const uint8_t *bytes = at + 4 * updates_each;
    for (int step = 0; step < updates_each; step++) {
      size_t length = word_at(at + 4 * step);
      update_of[sender * updates_each + step] = (Update){bytes, length};
      bytes += length;
    }
    at = bytes;
  }
}

static void prepare_hocuspocus(void) {
  names_document = true;
  prepare();
}

// --- messages -------------------------------------------------------------------------------------

static size_t put_number(uint8_t *at, size_t number) {
  size_t length = 0;
  for (; number > 127; number >>= 7) at[length++] = (uint8_t)(128 | (number & 127));
  at[length++] = (uint8_t)number;
  return length;
}

static size_t put_bytes(uint8_t *at, const void *bytes, size_t length) {
  size_t head = put_number(at, length);
  if (length > 0) memcpy(at + head, bytes, length);
  return head + length;
}

static size_t put_name(uint8_t *at, const Participant *person) {
  char name[NAME_ROOM];
  if (!names_document) return 0;
  return put_bytes(at, name, (size_t)snprintf(name, sizeof name, "board-%d", person->board));
}

static void send_sync(Participant *person, int step, const void *content, size_t content_length) {
  static uint8_t message[65536];
  size_t length = put_name(message, person);
  message[length++] = SYNC;
  message[length++] = (uint8_t)step;
  length += put_bytes(message + length, content, content_length);
  link_send(&person->link, WS_BINARY, message, length);
}

static void send_update(Participant *person, int step) {
  if (person->mover >= senders || step >= updates_each) give_up("the fixture is too small for this run");
  Update update = update_of[person->mover * updates_each + step];
  send_sync(person, UPDATE, update.at, update.length);
}

// --- a client -------------------------------------------------------------------------------------

static void target(int number, char *path, size_t room) {
  if (names_document) {
    snprintf(path, room, "/");
  } else {
    snprintf(path, room, "/board-%d", everybody[number].board);
  }
}

static const uint8_t EMPTY_STATE[] = {0};
static const uint8_t EMPTY_UPDATE[] = {0, 0};

static void opened(Participant *person) {
  if (names_document) {
    uint8_t message[64];
    size_t length = put_name(message, person);
    message[length++] = AUTH;
    message[length++] = 0;  // here is my token
    length += put_bytes(message + length, "bench", 5);
    link_send(&person->link, WS_BINARY, message, length);
  }
  send_sync(person, STEP_1, EMPTY_STATE, sizeof EMPTY_STATE);
}

// Finds coordinates that name a sender and a step: 2^40 + sender * 2^20 + step + 1/2, as a float.
static void look_for_steps(Participant *person, const uint8_t *at, size_t length, int64_t at_us) {
  const uint8_t *end = at + length;
  while (end - at >= 9 && (at = memchr(at, FLOAT_64, (size_t)(end - at - 8))) != NULL) {
    uint64_t bits = 0;
    double coordinate;
    at++;
    if (at[0] != 0x42 || at[1] >> 4 != 7) continue;
    for (int place = 0; place < 8; place++) bits = bits << 8 | at[place];
    memcpy(&coordinate, &bits, sizeof coordinate);
    uint64_t marker = (uint64_t)coordinate - (1ULL << 40);
    int sender = (int)(marker >> 20);
    if (sender < moves->senders)
      ledger_receive(moves, person->number, sender, (int)(marker & 0xFFFFF), at_us);
    at += 8;
  }
}

static void received(Participant *person, int kind, const uint8_t *message, size_t length, int64_t at_us) {
  if (kind != WS_BINARY || length < 2) return;
  if (names_document) {
    size_t name = 1 + (size_t)message[0];
    if (length < name + 2) return;
    message += name;
    length -= name;
  }
  if (message[0] == SYNC && message[1] == STEP_1) {
    send_sync(person, STEP_2, EMPTY_UPDATE, sizeof EMPTY_UPDATE);
  } else if (message[0] == SYNC && message[1] == STEP_2 && !person->is_ready) {
    if (person->mover >= 0) send_update(person, 0);
    become_ready(person, at_us);
  } else if (message[0] == SYNC) {
    look_for_steps(person, message + 2, length - 2, at_us);
  } else if (message[0] == AUTH && message[1] == 1) {
    complain("hocuspocus refused the token");
  }
}

static void act(Participant *person, int64_t due_us) {
  send_update(person, ledger_send(moves, person->mover, due_us));
}

const Protocol protocol_y_websocket = {.name = "y-websocket",
                                       .prepare = prepare,
                                       .target = target,
                                       .opened = opened,
                                       .received = received,
                                       .act = act};

const Protocol protocol_hocuspocus = {.name = "hocuspocus",
                                      .prepare = prepare_hocuspocus,
                                      .target = target,
                                      .opened = opened,
                                      .received = received,
                                      .act = act};
