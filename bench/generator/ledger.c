#include "ledger.h"

#include "bytes.h"
#include "clock.h"

Ledger *ledger_new(int people, int board_size, int seats) {
  Ledger *ledger = made(1, sizeof *ledger);
  int boards = (people + board_size - 1) / board_size;
  ledger->people = people;
  ledger->board_size = board_size;
  ledger->seats = seats;
  ledger->senders_limit = boards * seats;
  ledger->sender = made((size_t)ledger->senders_limit, sizeof *ledger->sender);
  ledger->due_us = made((size_t)ledger->senders_limit * STEPS_LIMIT, sizeof *ledger->due_us);
  ledger->held = made((size_t)people * (size_t)seats, sizeof *ledger->held);
  ledger->late = histogram_new();
  ledger->began_us = now_us();
  return ledger;
}

int ledger_sender(Ledger *ledger, int person, int board) {
  int number = ledger->senders++;
  int seat = 0;
  for (int other = number - 1; other >= 0 && ledger->sender[other].board == board; other--) seat++;
  if (seat >= ledger->seats) give_up("more senders on a board than the ledger has seats");
  ledger->sender[number] = (Sender){.board = board, .person = person, .seat = seat};
  return number;
}

static uint32_t *due_of(const Ledger *ledger, int number, int step) {
  return &ledger->due_us[(size_t)step * (size_t)ledger->senders_limit + (size_t)number];
}

int ledger_send(Ledger *ledger, int number, int64_t due_us) {
  Sender *sender = &ledger->sender[number];
  if (sender->newest + 1 >= STEPS_LIMIT) return 0;
  int step = ++sender->newest;
  *due_of(ledger, number, step) = (uint32_t)(due_us - ledger->began_us);
  if (ledger->is_open && sender->from == 0) sender->from = step;
  return step;
}

void ledger_receive(Ledger *ledger, int person, int number, int step, int64_t at_us) {
  Sender *sender = &ledger->sender[number];
  if (sender->person == person || step <= 0 || step > sender->newest) return;
  uint16_t *held = &ledger->held[(size_t)person * (size_t)ledger->seats + (size_t)sender->seat];
  if (step <= *held) {
    ledger->repeated++;
    return;
  }
  int first = *held + 1;
  *held = (uint16_t)step;
  if (sender->from == 0) return;
  int last = sender->to != 0 && step > sender->to ? sender->to : step;
  if (first < sender->from) first = sender->from;
  int64_t since_us = at_us - ledger->began_us;
  for (int each = first; each <= last; each++) {
    histogram_add(&ledger->late, since_us - *due_of(ledger, number, each));
    ledger->superseded += each < step;
  }
}

void ledger_open(Ledger *ledger) {
  ledger->is_open = true;
}

void ledger_close(Ledger *ledger) {
  ledger->is_open = false;
  for (int number = 0; number < ledger->senders; number++)
    ledger->sender[number].to = ledger->sender[number].from ? ledger->sender[number].newest : 0;
}

static int people_on(const Ledger *ledger, int board) {
  int first = board * ledger->board_size;
  int beyond = first + ledger->board_size;
  return (beyond < ledger->people ? beyond : ledger->people) - first;
}

uint64_t ledger_expected(const Ledger *ledger) {
  uint64_t expected = 0;
  for (int number = 0; number < ledger->senders; number++) {
    const Sender *sender = &ledger->sender[number];
    if (sender->from == 0) continue;
    expected += (uint64_t)(sender->to - sender->from + 1) * (uint64_t)(people_on(ledger, sender->board) - 1);
  }
  return expected;
}

double ledger_late_ms(const Ledger *ledger, double share) {
  return histogram_ms(&ledger->late, share * (double)ledger_expected(ledger));
}

double ledger_converged(const Ledger *ledger) {
  uint64_t pairs = 0, holding = 0;
  for (int number = 0; number < ledger->senders; number++) {
    const Sender *sender = &ledger->sender[number];
    int first = sender->board * ledger->board_size;
    for (int person = first; person < first + people_on(ledger, sender->board); person++) {
      if (person == sender->person) continue;
      pairs++;
      holding +=
          ledger->held[(size_t)person * (size_t)ledger->seats + (size_t)sender->seat] >= sender->newest;
    }
  }
  return pairs ? (double)holding / (double)pairs : 1;
}
