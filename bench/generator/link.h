// One WebSocket connection as a browser would have it, without ever waiting.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

enum { WS_TEXT = 1, WS_BINARY = 2 };

typedef enum { LINK_NEW, LINK_CONNECTING, LINK_UPGRADING, LINK_OPEN, LINK_CLOSED } LinkState;

typedef struct {
  int descriptor;
  LinkState state;
  int number;    // whose it is; handed to the callbacks
  bool is_full;  // the kernel takes no more for now
  Bytes unread;  // the beginning of a frame whose end has not come
  Bytes unsent;
  Bytes message;  // the fragments of a message so far
  int message_kind;
} Link;

typedef struct {
  int port;
  bool offers_deflate;  // as browsers do; no server here may take it (the generator would have to inflate)
  void (*target)(int number, char *path, size_t room);  // what to ask for: the path and query
  void (*opened)(int number);
  void (*received)(int number, int kind, const uint8_t *message, size_t length, int64_t at_us);
  void (*closed)(int number, const char *why);
} LinkSettings;

typedef struct {
  uint64_t frames;
  uint64_t bytes;
} LinkTraffic;

// Sets up all links of this program, once.
void links_prepare(LinkSettings settings);

// What all links have received so far.
LinkTraffic links_traffic(void);

// Begins to connect.
void link_start(Link *link);

// Sends one message.
void link_send(Link *link, int kind, const void *message, size_t length);
void link_send_text(Link *link, const char *text);

// Takes what the kernel has for any link, and waits at most `wait_us` for it.
void links_poll(int64_t wait_us);
