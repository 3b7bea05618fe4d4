// tldraw's sync protocol: records as JSON, differences pushed and patched.

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "recent.h"
#include "run.h"

// A coordinate that names the sender and the step: MARKER + sender * STEP_ROOM + step.
#define MARKER 770000000000
#define STEP_ROOM 1000000

enum { PING_US = 5000000, NOTE_CLOCK = 1 };

static const char COORDINATE[] = "\"x\":[\"put\",";
static char *connect_message;
static char *note;  // the record that a sender puts on the board, without its id

static void prepare(void) {
  if (options.fixture == NULL) give_up("tldraw needs --fixture");
  Bytes fixture = bytes_of_file(options.fixture);
  bytes_add(&fixture, "", 1);
  connect_message = strtok((char *)fixture.at, "\n");
  note = strtok(NULL, "\n");
  if (note == NULL) give_up("the fixture has no note");
  recent_prepare((options.people + options.board_size - 1) / options.board_size);
}

static void target(int number, char *path, size_t room) {
  snprintf(path, room, "/connect/board-%d?sessionId=session-%d", everybody[number].board, number);
}

static void opened(Participant *person) {
  link_send_text(&person->link, connect_message);
}

static void put_note(Participant *person) {
  static const char OLD_ID[] = "shape:SENDER";
  char *place = strstr(note, OLD_ID);
  char push[8192];
  snprintf(push, sizeof push,
           "{\"type\":\"push\",\"clientClock\":%d,\"diff\":{\"shape:n%d\":[\"put\",%.*sshape:n%d%s]}}",
           NOTE_CLOCK, person->mover, (int)(place - note), note, person->mover, place + strlen(OLD_ID));
  link_send_text(&person->link, push);
}

static void join(Participant *person, const uint8_t *message, size_t length, int64_t at_us) {
  size_t start = length < 400 ? length : 400;
  if (memmem(message, start, "incompatibility_error", 21) != NULL) {
    complain("tldraw refused: %.*s", (int)start, (const char *)message);
  } else if (person->stage == 0 && memmem(message, start, "\"type\":\"connect\"", 16) != NULL) {
    person->stage = 1;
    if (person->mover < 0) {
      become_ready(person, at_us);
    } else {
      put_note(person);
    }
  } else if (person->stage == 1 && memmem(message, length, "push_result", 11) != NULL) {
    if (memmem(message, length, "commit", 6) == NULL)
      complain("tldraw did not take the note: %.*s", (int)start, (const char *)message);
    become_ready(person, at_us);
  }
}

// The news in a message, read once for all who get it.
static const Message *read(int board, const uint8_t *bytes, size_t length) {
  const Message *known = recent_find(board, bytes, length);
  if (known != NULL) return known;
  Message *message = recent_new(board, bytes, length);
  const uint8_t *end = bytes + length, *at = bytes;
  while ((at = memmem(at, (size_t)(end - at), COORDINATE, sizeof COORDINATE - 1)) != NULL) {
    at += sizeof COORDINATE - 1;
    long long marker = 0;
    for (; at < end && *at >= '0' && *at <= '9'; at++) marker = marker * 10 + (*at - '0');
    marker -= MARKER;
    if (marker >= 0 && marker / STEP_ROOM < moves->senders)
      recent_add(message, (News){(int)(marker / STEP_ROOM), (int)(marker % STEP_ROOM), 0});
  }
  return message;
}

static void received(Participant *person, int kind, const uint8_t *bytes, size_t length, int64_t at_us) {
  if (kind != WS_TEXT) return;
  if (!person->is_ready) join(person, bytes, length, at_us);
  const Message *message = read(person->board, bytes, length);
  for (int place = 0; place < message->count; place++)
    ledger_receive(moves, person->number, message->news[place].sender, message->news[place].step, at_us);
}

static void act(Participant *person, int64_t due_us) {
  char push[256];
  int step = ledger_send(moves, person->mover, due_us);
  snprintf(push, sizeof push,
           "{\"type\":\"push\",\"clientClock\":%d,\"diff\":{\"shape:n%d\":[\"patch\","
           "{\"x\":[\"put\",%lld],\"y\":[\"put\",%d.25]}]}}",
           NOTE_CLOCK + step, person->mover, MARKER + (long long)person->mover * STEP_ROOM + step, step * 7);
  link_send_text(&person->link, push);
}

static void tend(Participant *person, int64_t at_us) {
  static int64_t *pinged_us;
  if (pinged_us == NULL) pinged_us = made((size_t)options.people, sizeof *pinged_us);
  if (at_us - pinged_us[person->number] < PING_US) return;
  pinged_us[person->number] = at_us;
  link_send_text(&person->link, "{\"type\":\"ping\"}");
}

const Protocol protocol_tldraw = {.name = "tldraw",
                                  .prepare = prepare,
                                  .target = target,
                                  .opened = opened,
                                  .received = received,
                                  .act = act,
                                  .tend = tend};
