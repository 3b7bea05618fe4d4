#include "recent.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"

enum { KEPT = 4 };

typedef struct {
  Message message[KEPT];
  int oldest;
} Board;

static Board *board_of;

void recent_prepare(int boards) {
  board_of = made((size_t)boards, sizeof *board_of);
}

const Message *recent_find(int board, const uint8_t *bytes, size_t length) {
  for (int place = 0; place < KEPT; place++) {
    const Message *message = &board_of[board].message[place];
    if (message->length == length && length > 0 && memcmp(message->bytes, bytes, length) == 0) return message;
  }
  return NULL;
}

Message *recent_new(int board, const uint8_t *bytes, size_t length) {
  Board *here = &board_of[board];
  Message *message = &here->message[here->oldest];
  here->oldest = (here->oldest + 1) % KEPT;
  if (message->room < length) {
    message->room = length * 2;
    free(message->bytes);
    message->bytes = made(message->room, 1);
  }
  memcpy(message->bytes, bytes, length);
  message->length = length;
  message->count = 0;
  return message;
}

void recent_add(Message *message, News news) {
  if (message->count == message->limit) {
    message->limit = message->limit * 2 + 64;
    message->news = realloc(message->news, (size_t)message->limit * sizeof *message->news);
    if (message->news == NULL) give_up("there is not enough memory");
  }
  message->news[message->count++] = news;
}
