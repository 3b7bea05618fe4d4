// The load generator: many people on a board of one server, open loop.
//
// A person who is active takes a step `per_second` times a second, whatever the server does; the phases
// are spread. How late a step is counts from when it was due to when another person has received it.
// Prints one line of JSON. `bench/README.md` says what is measured and why.

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "clock.h"
#include "process.h"
#include "run.h"
#include "tavolo_work.h"

enum { COMPLAINTS_SHOWN = 5, TEND_US = 50000, BURST = 64, SHUFFLE_SEED = 12345 };

Options options = {.protocol = "relay",
                   .people = 10,
                   .active_every = 5,
                   .per_second = 20,
                   .drag_s = 6.5,
                   .warm_s = 1.5,
                   .window_s = 5,
                   .drain_s = 3,
                   .settle_s = 0.5,
                   .joining = 32,
                   .offers_deflate = true};
Participant *everybody;
Ledger *moves, *entries;

static const Protocol *protocol;
static int ready, lost;
static long complaints;

void complain(const char *sentence, ...) {
  va_list parts;
  if (complaints++ >= COMPLAINTS_SHOWN) return;
  va_start(parts, sentence);
  fputs("generator: ", stderr);
  vfprintf(stderr, sentence, parts);
  fputc('\n', stderr);
  va_end(parts);
}

// --- people ---------------------------------------------------------------------------------------

void become_ready(Participant *person, int64_t at_us) {
  if (person->is_ready) return;
  person->is_ready = true;
  person->ready_us = at_us;
  ready++;
}

static void on_target(int number, char *path, size_t room) {
  protocol->target(number, path, room);
}

static void on_opened(int number) {
  if (protocol->opened != NULL) protocol->opened(&everybody[number]);
}

static void on_received(int number, int kind, const uint8_t *message, size_t length, int64_t at_us) {
  Participant *person = &everybody[number];
  if (!person->is_ready) person->join_bytes += length;
  protocol->received(person, kind, message, length, at_us);
}

static void on_closed(int number, const char *why) {
  if (!everybody[number].is_lost) lost++;
  everybody[number].is_lost = true;
  complain("person %d was cut off: %s", number, why);
}

static void make_everybody(void) {
  int seats =
      options.work == WORK_EDIT ? options.board_size : (options.board_size - 1) / options.active_every + 1;
  everybody = made((size_t)options.people, sizeof *everybody);
  moves = ledger_new(options.people, options.board_size, seats);
  entries = ledger_new(options.people, options.board_size, seats);
  for (int number = 0; number < options.people; number++) {
    Participant *person = &everybody[number];
    *person =
        (Participant){.number = number, .board = number / options.board_size, .mover = -1, .author = -1};
    person->link.number = number;
    bool drags = options.work == WORK_DRAG && number % options.board_size % options.active_every == 0;
    if (drags) person->mover = ledger_sender(moves, number, person->board);
    if (drags || options.work == WORK_EDIT) person->author = ledger_sender(entries, number, person->board);
  }
}

static void tend_all(void) {
  static int64_t tended_us;
  int64_t at_us = now_us();
  if (protocol->tend == NULL || at_us - tended_us < TEND_US) return;
  tended_us = at_us;
  for (int number = 0; number < options.people; number++)
    if (everybody[number].link.state == LINK_OPEN) protocol->tend(&everybody[number], at_us);
}

static void connect_all(void) {
  int started = 0;
  int64_t limit_us = now_us() + 60 * 1000000LL + options.people * 30000LL;
  while (ready + lost < options.people) {
    while (started < options.people && started - ready - lost < options.joining) {
      everybody[started].started_us = now_us();
      link_start(&everybody[started++].link);
    }
    links_poll(20000);
    tend_all();
    if (now_us() > limit_us) {
      complain("only %d of %d people are ready", ready, options.people);
      return;
    }
  }
}

static void wait_s(double seconds) {
  int64_t end_us = now_us() + (int64_t)(seconds * 1e6);
  while (now_us() < end_us) {
    links_poll(end_us - now_us() < TEND_US ? end_us - now_us() : TEND_US);
    tend_all();
  }
}

// --- the run --------------------------------------------------------------------------------------

typedef struct {
  double at_s, server_cpu_s, own_cpu_s;
  LinkTraffic traffic;
} Moment;

static Moment moment_now(void) {
  double server_s = options.server_pid ? process_cpu_s(options.server_pid) : 0;
  return (Moment){(double)now_us() / 1e6, server_s, own_cpu_s(), links_traffic()};
}

typedef struct {
  int count;
  int *person;       // in the order of their phases
  Histogram behind;  // how late this program itself was
} Workers;

static Workers workers_new(void) {
  Workers workers = {.person = made((size_t)options.people, sizeof(int)), .behind = histogram_new()};
  for (int number = 0; number < options.people; number++)
    if (everybody[number].mover >= 0 || everybody[number].author >= 0)
      workers.person[workers.count++] = number;
  // Neighbours in phase should not be neighbours on a board; the same order in every run.
  srand(SHUFFLE_SEED);
  for (int place = workers.count - 1; place > 0; place--) {
    int other = rand() % (place + 1), moved = workers.person[place];
    workers.person[place] = workers.person[other];
    workers.person[other] = moved;
  }
  return workers;
}

// Everybody's steps until `end_us`, each when it is due. `turn` counts on through all calls.
static void work_until(Workers *workers, int64_t began_us, int64_t *turn, int64_t end_us) {
  double apart_us = workers->count ? 1e6 / options.per_second / workers->count : 1e12;
  for (;;) {
    int64_t at_us = now_us();
    if (at_us >= end_us) return;
    int64_t due_us = began_us + (int64_t)((double)*turn * apart_us);
    for (int burst = 0; workers->count && due_us <= at_us && due_us < end_us && burst < BURST; burst++) {
      Participant *person = &everybody[workers->person[*turn % workers->count]];
      if (moves->is_open) histogram_add(&workers->behind, at_us - due_us);
      if (person->link.state == LINK_OPEN) protocol->act(person, due_us);
      due_us = began_us + (int64_t)((double)++*turn * apart_us);
    }
    int64_t next_us = due_us < end_us ? due_us : end_us;
    if (next_us > at_us + TEND_US) next_us = at_us + TEND_US;
    links_poll(next_us - now_us());
    tend_all();
  }
}

static bool is_converged(void) {
  return ledger_converged(moves) >= 1 && ledger_converged(entries) >= 1;
}

static void drain(void) {
  int64_t end_us = now_us() + (int64_t)(options.drain_s * 1e6);
  do {
    wait_s(0.1);
  } while (now_us() < end_us && !is_converged());
}

// --- the report -----------------------------------------------------------------------------------

static void print_ms(const char *name, double ms) {
  if (ms < 0) printf("\"%s\":null,", name);
  else printf("\"%s\":%.2f,", name, ms);
}

static void print_ledger(const char *name, const Ledger *ledger) {
  uint64_t expected = ledger_expected(ledger);
  printf("\"%s\":{", name);
  print_ms("p50_ms", expected ? ledger_late_ms(ledger, 0.50) : -1);
  print_ms("p95_ms", expected ? ledger_late_ms(ledger, 0.95) : -1);
  print_ms("p99_ms", expected ? ledger_late_ms(ledger, 0.99) : -1);
  printf("\"expected\":%llu,\"delivered\":%.5f,\"superseded\":%.4f,\"repeated\":%llu,\"converged\":%.6f},",
         (unsigned long long)expected, expected ? (double)ledger->late.counted / (double)expected : 1,
         ledger->late.counted ? (double)ledger->superseded / (double)ledger->late.counted : 0,
         (unsigned long long)ledger->repeated, ledger_converged(ledger));
}

static void print_joins(double joining_cpu_s, long memory_kb, int64_t took_us) {
  Histogram took = histogram_new();
  double bytes = 0;
  for (int number = 0; number < options.people; number++) {
    const Participant *person = &everybody[number];
    if (!person->is_ready) continue;
    histogram_add(&took, person->ready_us - person->started_us);
    bytes += (double)person->join_bytes;
  }
  double each = ready ? ready : 1;
  printf("\"join\":{");
  print_ms("p50_ms", histogram_ms(&took, 0.50 * each));
  print_ms("p95_ms", histogram_ms(&took, 0.95 * each));
  printf("\"all_s\":%.2f,\"server_cpu_ms\":%.3f,\"bytes\":%.0f,\"memory_kb\":%.1f},", (double)took_us / 1e6,
         joining_cpu_s * 1000 / each, bytes / each, (double)memory_kb / each);
}

static void print_window(Moment start, Moment end, const Workers *workers) {
  double window_s = end.at_s - start.at_s;
  double bytes = (double)(end.traffic.bytes - start.traffic.bytes);
  printf("\"server_cpu\":%.4f,\"generator_cpu\":%.4f,\"frames_per_s\":%.0f,\"kb_per_s_each\":%.2f,",
         (end.server_cpu_s - start.server_cpu_s) / window_s, (end.own_cpu_s - start.own_cpu_s) / window_s,
         (double)(end.traffic.frames - start.traffic.frames) / window_s,
         bytes / window_s / 1024 / options.people);
  double count = (double)workers->behind.counted;
  print_ms("generator_behind_p99_ms", histogram_ms(&workers->behind, 0.99 * count));
}

static void run(void) {
  int pid = options.server_pid;
  double cpu_s = pid ? process_cpu_s(pid) : 0;
  long memory_kb = pid ? process_memory_kb(pid) : 0;
  int64_t start_us = now_us();
  connect_all();
  int64_t joined_us = now_us() - start_us;
  double joining_cpu_s = pid ? process_cpu_s(pid) - cpu_s : 0;
  wait_s(options.settle_s);
  memory_kb = pid ? process_memory_kb(pid) - memory_kb : 0;

  Workers workers = workers_new();
  int64_t began_us = now_us() + 10000, turn = 0;
  int64_t opens_us = began_us + (int64_t)(options.warm_s * 1e6);
  int64_t closes_us = opens_us + (int64_t)(options.window_s * 1e6);
  work_until(&workers, began_us, &turn, opens_us);
  ledger_open(moves);
  ledger_open(entries);
  Moment start = moment_now();
  work_until(&workers, began_us, &turn, closes_us);
  Moment end = moment_now();
  ledger_close(moves);
  ledger_close(entries);
  for (int place = 0; place < workers.count && protocol->finish != NULL; place++)
    protocol->finish(&everybody[workers.person[place]], now_us());
  drain();

  printf(
      "{\"protocol\":\"%s\",\"people\":%d,\"board_size\":%d,\"active\":%d,\"ready\":%d,\"lost\":%d,"
      "\"complaints\":%ld,\"caught_up\":%ld,",
      options.protocol, options.people, options.board_size, workers.count, ready, lost, complaints,
      work_caught_up);
  print_joins(joining_cpu_s, memory_kb, joined_us);
  print_window(start, end, &workers);
  print_ledger("moves", moves);
  print_ledger("entries", entries);
  print_ms("ack_p95_ms", histogram_ms(&acks, 0.95 * (double)acks.counted));
  printf("\"acks\":%llu,\"memory_after_kb\":%ld}\n", (unsigned long long)acks.counted,
         pid ? process_memory_kb(pid) : 0);
}

// --- options --------------------------------------------------------------------------------------

static Work work_named(const char *name) {
  if (strcmp(name, "drag") == 0) return WORK_DRAG;
  if (strcmp(name, "edit") == 0) return WORK_EDIT;
  if (strcmp(name, "nothing") == 0) return WORK_NOTHING;
  give_up("--work is drag, edit or nothing");
}

static const Protocol *protocol_named(const char *name) {
  const Protocol *all[] = {&protocol_relay, &protocol_tldraw, &protocol_y_websocket, &protocol_hocuspocus,
                           &protocol_tavolo};
  for (size_t place = 0; place < sizeof all / sizeof *all; place++)
    if (strcmp(all[place]->name, name) == 0) return all[place];
  give_up("no protocol is called %s", name);
}

static void take_option(const char *name, const char *given) {
  struct {
    const char *name;
    int *number;
  } numbers[] = {{"port", &options.port},
                 {"people", &options.people},
                 {"board-size", &options.board_size},
                 {"active-every", &options.active_every},
                 {"joining", &options.joining},
                 {"pid", &options.server_pid}};
  struct {
    const char *name;
    double *number;
  } times[] = {{"per-second", &options.per_second}, {"drag-s", &options.drag_s},
               {"warm-s", &options.warm_s},         {"window-s", &options.window_s},
               {"drain-s", &options.drain_s},       {"settle-s", &options.settle_s}};
  struct {
    const char *name;
    const char **text;
  } texts[] = {{"protocol", &options.protocol}, {"fixture", &options.fixture}, {"guests", &options.guests}};
  for (size_t place = 0; place < sizeof numbers / sizeof *numbers; place++)
    if (strcmp(name, numbers[place].name) == 0) *numbers[place].number = atoi(given);
  for (size_t place = 0; place < sizeof times / sizeof *times; place++)
    if (strcmp(name, times[place].name) == 0) *times[place].number = atof(given);
  for (size_t place = 0; place < sizeof texts / sizeof *texts; place++)
    if (strcmp(name, texts[place].name) == 0) *texts[place].text = given;
  if (strcmp(name, "work") == 0) options.work = work_named(given);
  if (strcmp(name, "no-deflate") == 0) options.offers_deflate = false;
}

static void read_options(int count, char **given) {
  static const char *NAMES[] = {"protocol", "port",   "people",   "board-size", "active-every", "per-second",
                                "drag-s",   "warm-s", "window-s", "drain-s",    "settle-s",     "joining",
                                "pid",      "work",   "fixture",  "guests"};
  struct option known[sizeof NAMES / sizeof *NAMES + 2] = {0};
  size_t place = 0;
  for (; place < sizeof NAMES / sizeof *NAMES; place++)
    known[place] = (struct option){NAMES[place], required_argument, NULL, 0};
  known[place] = (struct option){"no-deflate", no_argument, NULL, 0};
  int index, found;
  while ((found = getopt_long(count, given, "", known, &index)) != -1) {
    if (found == '?') exit(2);
    take_option(known[index].name, optarg);
  }
  if (options.board_size == 0) options.board_size = options.people;
  if (options.port == 0 || options.people < 1 || options.people % options.board_size != 0)
    give_up("needs --port, and --people that fill whole boards of --board-size");
}

int main(int count, char **given) {
  read_options(count, given);
  protocol = protocol_named(options.protocol);
  struct rlimit files = {0};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  make_everybody();
  acks = histogram_new();
  if (protocol->prepare != NULL) protocol->prepare();
  links_prepare(
      (LinkSettings){options.port, options.offers_deflate, on_target, on_opened, on_received, on_closed});
  run();
  return 0;
}
