// What was sent, when it was due, and what each participant has received of it.
//
// A sender's steps are numbered 1, 2, 3 ... A participant who receives step 7 after step 4 has been
// spared 5 and 6: they count as delivered now, and as superseded. What never comes counts as
// infinitely late.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "histogram.h"

#define STEPS_LIMIT 1024  // of one sender in one run

typedef struct {
  int board;   // whom its steps go to
  int person;  // who it is: they do not wait for their own steps
  int seat;    // place among the senders of its board
  int newest;  // the last step sent
  int from;    // first and last step of the window; 0: none
  int to;
} Sender;

typedef struct {
  int people;
  int board_size;
  int senders;
  int seats;  // senders of one board
  int senders_limit;
  Sender *sender;
  uint32_t *due_us;  // [step * senders_limit + sender] since the ledger was made; news tell of many
                     // senders at about the same step, so these lie side by side
  uint16_t *held;    // [person * seats + seat] newest step received
  Histogram late;    // deliveries of steps of the window, from due to received
  int64_t began_us;
  uint64_t superseded;  // those of them that a newer step stood for
  uint64_t repeated;    // steps that came again
  bool is_open;         // whether the window is open
} Ledger;

Ledger *ledger_new(int people, int board_size, int seats);

// A new sender: `person` on `board`; its number.
int ledger_sender(Ledger *ledger, int person, int board);

// The number of the step that `sender` sends now and was due at `due_us`; 0 when there is no room.
int ledger_send(Ledger *ledger, int sender, int64_t due_us);

// `person` has received `step` of `sender`.
void ledger_receive(Ledger *ledger, int person, int sender, int step, int64_t at_us);

// From now on steps count; from now on they do not.
void ledger_open(Ledger *ledger);
void ledger_close(Ledger *ledger);

// Deliveries that the steps of the window call for.
uint64_t ledger_expected(const Ledger *ledger);

// How late the given share of expected deliveries was at most, in ms; -1 when that many never came.
double ledger_late_ms(const Ledger *ledger, double share);

// The share of (participant, sender) pairs where the participant holds the sender's last step.
double ledger_converged(const Ledger *ledger);
