// One run of the generator: who takes part, what they do, what is counted.
#pragma once
#include <stdbool.h>

#include "bytes.h"
#include "ledger.h"
#include "link.h"

typedef enum {
  WORK_DRAG,     // some drag their own note
  WORK_EDIT,     // everybody makes durable changes
  WORK_NOTHING,  // everybody looks
} Work;

typedef struct {
  const char *protocol;
  int port;
  int people;
  int board_size;
  int active_every;   // every which person of a board drags
  double per_second;  // steps of each who is active
  double drag_s;      // length of one drag
  double warm_s;      // before the window
  double window_s;
  double drain_s;   // at most, after the window
  double settle_s;  // between the last join and the first step
  int joining;      // connections on their way at once
  int server_pid;   // 0: unknown
  Work work;
  bool offers_deflate;
  const char *fixture;  // what peers/fixtures.mjs made
  const char *guests;   // for Tavolo: a line "BOARD TOKEN" for each person
} Options;

typedef struct {
  int number;
  int board;
  int mover;   // their number in `moves`, or -1
  int author;  // their number in `entries`, or -1
  Link link;
  int stage;      // how far joining is; each protocol counts for itself
  bool is_ready;  // joined, and their note exists
  bool is_lost;
  int64_t started_us;
  int64_t ready_us;
  uint64_t join_bytes;  // received until ready
} Participant;

// How to talk to one kind of server.
typedef struct {
  const char *name;
  void (*prepare)(void);  // or NULL
  void (*target)(int number, char *path, size_t room);
  void (*opened)(Participant *person);  // or NULL
  void (*received)(Participant *person, int kind, const uint8_t *message, size_t length, int64_t at_us);
  // The next step of their work, due at `due_us`.
  void (*act)(Participant *person, int64_t due_us);
  // The end of their work; or NULL when there is nothing to end.
  void (*finish)(Participant *person, int64_t due_us);
  // Comes a few times a second, for keeping alive and for trying again; or NULL.
  void (*tend)(Participant *person, int64_t at_us);
} Protocol;

extern Options options;
extern Participant *everybody;
extern Ledger *moves;    // steps of drags, latest wins
extern Ledger *entries;  // durable changes of each author, all of them; Tavolo only
extern const Protocol protocol_relay, protocol_tldraw, protocol_y_websocket, protocol_hocuspocus,
    protocol_tavolo;

// They are on the board and all that a person needs before working has happened.
void become_ready(Participant *person, int64_t at_us);

// Says what is wrong, the first few times, and counts it: a run with complaints is not a good one.
void complain(const char *sentence, ...) __attribute__((format(printf, 1, 2)));
