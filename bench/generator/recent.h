// Remembers what the newest messages of each board said.
//
// A server sends the same bytes to everybody on a board, so a message is read once and recognised for
// the others.
#pragma once
#include <stddef.h>
#include <stdint.h>

// One piece of news: a step of a sender, in `moves` or in `entries`.
typedef struct {
  int sender;
  int step;
  int seq;  // of an entry; 0 for a step of a drag
} News;

typedef struct {
  uint8_t *bytes;
  size_t length, room;
  News *news;
  int count, limit;
} Message;

void recent_prepare(int boards);

// The message if it is among the newest of its board, else NULL.
const Message *recent_find(int board, const uint8_t *bytes, size_t length);

// Takes the place of the oldest of its board; empty, to be filled with `recent_add`.
Message *recent_new(int board, const uint8_t *bytes, size_t length);
void recent_add(Message *message, News news);
