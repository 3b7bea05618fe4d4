// Tavolo as its own pages speak it (board/PROTOCOL.md), each person a guest with a token of their own.
//
// A drag is presence: told once in full, then by `move`, and at its end one durable patch. Entries must
// reach everybody in the order of `seq`, each once.

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crdt.h"
#include "json.h"
#include "names.h"
#include "recent.h"
#include "run.h"
#include "socketio.h"
#include "tavolo_work.h"

// How far joining is.
enum { CONNECTING, SAYING_HELLO, MAKING_NOTE, WORKING };

// Op n is acknowledged by the number n.
enum { HELLO_ACK = 0, SYNC_ACK = 1000000 };

// A `head` may overtake the entries it counts by a tick or two.
enum { BEHIND_US = 500000 };

static Guest *guest_of;   // [person]
static Names authors;     // person id -> their number in `entries`
static int **mover_of;    // [board][session] their number in `moves`, plus one
static int *sessions_of;  // [board] how many sessions `mover_of` has room for

static void prepare(void) {
  int boards = (options.people + options.board_size - 1) / options.board_size;
  recent_prepare(boards);
  mover_of = made((size_t)boards, sizeof *mover_of);
  sessions_of = made((size_t)boards, sizeof *sessions_of);
  authors = names_new(options.people);
  guest_of = work_prepare();
}

static Guest *guest(const Participant *person) {
  return &guest_of[person->number];
}

static void say_hello(Participant *person) {
  char event[256];
  person->stage = SAYING_HELLO;
  snprintf(event, sizeof event, "42%d[\"hello\",{\"board\":\"%s\",\"client\":\"%s\"}]", HELLO_ACK,
           guest(person)->board, guest(person)->client);
  link_send_text(&person->link, event);
}

// Asks for what did not come, once until it is answered.
static void catch_up(Participant *person) {
  Guest *me = guest(person);
  char event[96];
  if (me->is_catching_up) return;
  me->is_catching_up = true;
  work_caught_up++;
  snprintf(event, sizeof event, "42%d[\"sync\",{\"since\":%d}]", SYNC_ACK, me->seq);
  link_send_text(&person->link, event);
}

// --- answers --------------------------------------------------------------------------------------

typedef struct {
  bool is_ok;
  int retry_ms;  // 0: never
  int seq, head, session;
  Part code, person;
} Answer;

static Answer read_answer(const char *at, const char *end) {
  Json json = {at, end};
  Answer answer = {0};
  Part key;
  if (!json_enter(&json, '[') || !json_element(&json) || !json_enter(&json, '{')) return answer;
  while (json_member(&json, &key)) {
    if (part_is(key, "ok")) {
      json_skip(&json);
      answer.is_ok = json.at[-1] == 'e' && json.at[-2] == 'u';
    } else if (part_is(key, "retry_ms")) {
      answer.retry_ms = (int)json_number(&json);
    } else if (part_is(key, "seq")) {
      answer.seq = (int)json_number(&json);
    } else if (part_is(key, "head")) {
      answer.head = (int)json_number(&json);
    } else if (part_is(key, "session")) {
      answer.session = (int)json_number(&json);
    } else if (part_is(key, "code")) {
      answer.code = json_string(&json);
    } else if (part_is(key, "me") && json_enter(&json, '{')) {
      Part mine;
      while (json_member(&json, &mine)) {
        if (part_is(mine, "id")) answer.person = json_string(&json);
        else json_skip(&json);
      }
    } else {
      json_skip(&json);
    }
  }
  return answer;
}

static void know_session(const Participant *person, int session) {
  int **movers = &mover_of[person->board];
  int *room = &sessions_of[person->board];
  if (session >= *room) {
    int wanted = session * 2 + 64;
    *movers = realloc(*movers, (size_t)wanted * sizeof **movers);
    if (*movers == NULL) give_up("there is not enough memory");
    memset(*movers + *room, 0, (size_t)(wanted - *room) * sizeof **movers);
    *room = wanted;
  }
  (*movers)[session] = person->mover + 1;
}

static void welcomed(Participant *person, Answer answer, int64_t at_us) {
  if (!answer.is_ok) {
    if (answer.retry_ms == 0) complain("hello was refused: %.*s", (int)answer.code.length, answer.code.at);
    guest(person)->resume_us = answer.retry_ms ? at_us + answer.retry_ms * 1000 : 0;
    return;
  }
  guest(person)->seq = answer.head;
  if (person->mover >= 0) know_session(person, answer.session);
  if (person->author < 0) {
    person->stage = WORKING;
    become_ready(person, at_us);
    return;
  }
  names_put(&authors, answer.person.at, answer.person.length, person->author);
  person->stage = MAKING_NOTE;
  work_make_note(person, guest(person), at_us);
}

// --- news -----------------------------------------------------------------------------------------

static void read_step(Message *message, int board, int session, double x) {
  if (session <= 0 || session >= sessions_of[board] || mover_of[board][session] == 0) return;
  recent_add(message, (News){mover_of[board][session] - 1, work_step_of(x), 0});
}

// `moves`: [[session, x, y, ...], ...]
static void read_moves(Json *json, Message *message, int board) {
  if (!json_enter(json, '[')) return;
  while (json_element(json)) {
    if (!json_enter(json, '[')) continue;
    int session = json_element(json) ? (int)json_number(json) : 0;
    read_step(message, board, session, json_element(json) ? json_number(json) : 0);
    while (json_element(json)) json_skip(json);
  }
}

// `here`: [{"session", "cursor": [x, y] or null, ...}, ...]
static void read_here(Json *json, Message *message, int board) {
  Part key;
  if (!json_enter(json, '[')) return;
  while (json_element(json)) {
    int session = 0;
    double x = 0;
    if (!json_enter(json, '{')) continue;
    while (json_member(json, &key)) {
      if (part_is(key, "session")) {
        session = (int)json_number(json);
      } else if (part_is(key, "cursor") && json_enter(json, '[')) {
        if (json_element(json)) x = json_number(json);
        while (json_element(json)) json_skip(json);
      } else if (!part_is(key, "cursor")) {
        json_skip(json);
      }
    }
    read_step(message, board, session, x);
  }
}

// `entries`: [{"seq", "actor", "ops": [...], ...}, ...]
static void read_entries(Json *json, Message *message) {
  Part key;
  if (!json_enter(json, '[')) return;
  while (json_element(json)) {
    News news = {-1, 0, 0};
    if (!json_enter(json, '{')) continue;
    while (json_member(json, &key)) {
      if (part_is(key, "seq")) {
        news.seq = (int)json_number(json);
      } else if (part_is(key, "actor")) {
        Part actor = json_string(json);
        news.sender = names_get(&authors, actor.at, actor.length);
      } else if (part_is(key, "ops")) {
        news.step = work_step_in(json);
      } else {
        json_skip(json);
      }
    }
    recent_add(message, news);
  }
}

static const Message *read_news(int board, const uint8_t *bytes, size_t length) {
  const Message *known = recent_find(board, bytes, length);
  if (known != NULL) return known;
  Message *message = recent_new(board, bytes, length);
  Json json = {(const char *)bytes + strlen("42[\"news\","), (const char *)bytes + length};
  Part key;
  if (!json_enter(&json, '{')) return message;
  while (json_member(&json, &key)) {
    if (part_is(key, "moves")) read_moves(&json, message, board);
    else if (part_is(key, "here")) read_here(&json, message, board);
    else if (part_is(key, "entries")) read_entries(&json, message);
    else json_skip(&json);
  }
  return message;
}

static void take_news(Participant *person, const Message *message, int64_t at_us) {
  Guest *me = guest(person);
  for (int place = 0; place < message->count; place++) {
    News news = message->news[place];
    if (news.seq == 0) {
      ledger_receive(moves, person->number, news.sender, news.step, at_us);
      continue;
    }
    if (news.seq <= me->seq) continue;
    if (news.seq > me->seq + 1) {
      catch_up(person);
      continue;
    }
    me->seq = news.seq;
    if (news.sender >= 0) ledger_receive(entries, person->number, news.sender, news.step, at_us);
  }
}

// `head`: how far the board is.
static void take_head(Participant *person, const uint8_t *bytes, size_t length, int64_t at_us) {
  Json json = {(const char *)bytes + strlen("42[\"head\","), (const char *)bytes + length};
  Part key;
  Guest *me = guest(person);
  if (!json_enter(&json, '{')) return;
  while (json_member(&json, &key)) {
    if (part_is(key, "seq")) me->head = (int)json_number(&json);
    else json_skip(&json);
  }
  if (me->head > me->seq && me->behind_us == 0) me->behind_us = at_us;
}

static void caught_up(Participant *person, const char *at, const char *end, int64_t at_us) {
  Json json = {at, end};
  Part key;
  static Message missed;
  guest(person)->is_catching_up = false;
  if (!json_enter(&json, '[') || !json_element(&json) || !json_enter(&json, '{')) return;
  missed.count = 0;
  while (json_member(&json, &key)) {
    if (part_is(key, "entries")) read_entries(&json, &missed);
    else if (part_is(key, "snapshot")) complain("person %d is told to load a snapshot", person->number);
    else json_skip(&json);
  }
  take_news(person, &missed, at_us);
}

static void acknowledged(Participant *person, const char *message, size_t length, int64_t at_us) {
  char *after;
  long number = strtol(message + 2, &after, 10);
  Answer answer = read_answer(after, message + length);
  if (number == SYNC_ACK) {
    caught_up(person, after, message + length, at_us);
  } else if (number == HELLO_ACK) {
    welcomed(person, answer, at_us);
  } else if (answer.is_ok) {
    work_accepted(guest(person), (int)number, at_us);
    if (person->stage == MAKING_NOTE) {
      person->stage = WORKING;
      become_ready(person, at_us);
    }
  } else if (answer.retry_ms > 0 || part_is(answer.code, "op.gap")) {
    work_put_off(guest(person), at_us + answer.retry_ms * 1000);
  } else {
    complain("an op was refused: %.*s", (int)(length < 200 ? length : 200), message);
    work_accepted(guest(person), (int)number, at_us);
  }
}

static void received(Participant *person, int kind, const uint8_t *message, size_t length, int64_t at_us) {
  if (kind != WS_TEXT || length == 0) return;
  if (starts_with(message, length, "42[\"news\",")) {
    if (person->stage >= MAKING_NOTE) take_news(person, read_news(person->board, message, length), at_us);
  } else if (starts_with(message, length, "42[\"head\",")) {
    if (person->stage >= MAKING_NOTE) take_head(person, message, length, at_us);
  } else if (socketio_took(person, guest(person)->connect, message, length)) {
    return;
  } else if (starts_with(message, length, "40")) {
    say_hello(person);
  } else if (starts_with(message, length, "43")) {
    acknowledged(person, (const char *)message, length, at_us);
  } else if (starts_with(message, length, "42[\"refused\"") || starts_with(message, length, "42[\"bye\"") ||
             starts_with(message, length, "44")) {
    complain("the server says: %.*s", (int)(length < 200 ? length : 200), (const char *)message);
  }
}

// --- work -----------------------------------------------------------------------------------------

static void act(Participant *person, int64_t due_us) {
  if (options.work == WORK_DRAG) work_drag(person, guest(person), due_us);
  else work_edit(person, guest(person), due_us);
}

static void finish(Participant *person, int64_t due_us) {
  if (options.work == WORK_DRAG) work_release(person, guest(person), due_us);
}

static void tend(Participant *person, int64_t at_us) {
  Guest *me = guest(person);
  if (me->seq >= me->head) me->behind_us = 0;
  if (me->behind_us != 0 && at_us - me->behind_us > BEHIND_US) catch_up(person);
  if (me->resume_us == 0 || me->resume_us > at_us) return;
  me->resume_us = 0;
  if (person->stage == SAYING_HELLO) say_hello(person);
  else work_send_again(person, me);
}

const Protocol protocol_tavolo = {.name = "tavolo",
                                  .prepare = prepare,
                                  .target = socketio_target,
                                  .received = received,
                                  .act = act,
                                  .finish = finish,
                                  .tend = tend};
