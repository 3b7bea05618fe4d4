#include "tavolo_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

enum { OP_ROOM = 768, EVENT_ROOM = 1024, FIRST_X = 1000, FIRST_TYPIST = 100, PRIME = 37 };

static const char NOTE_TEXT[] = "Un cortile con ombra";

Histogram acks;
long work_caught_up;

Guest *work_prepare(void) {
  if (options.guests == NULL) give_up("tavolo needs --guests");
  FILE *file = fopen(options.guests, "r");
  if (file == NULL) give_up("cannot read %s", options.guests);
  Guest *guests = made((size_t)options.people, sizeof *guests);
  for (int number = 0; number < options.people; number++) {
    Guest *guest = &guests[number];
    if (fscanf(file, "%63s %127s", guest->board, guest->token) != 2)
      give_up("%s has only %d guests", options.guests, number);
    // New in each run: an id must never come back. About as long as those that pages make.
    snprintf(guest->client, sizeof guest->client, "c%05d%08x%04d", (int)getpid() % 100000, (unsigned)now_us(),
             number);
    snprintf(guest->note, sizeof guest->note, "n%05d%08x%04d", (int)getpid() % 100000, (unsigned)now_us(),
             number);
    snprintf(guest->connect, sizeof guest->connect, "40{\"token\":\"%s\"}", guest->token);
    guest->typist = (Typist){.client = (uint32_t)(FIRST_TYPIST + number), .base = sizeof NOTE_TEXT - 1};
  }
  fclose(file);
  acks = histogram_new();
  return guests;
}

// A place with a fraction, as pointers have it, that tells the step.
static double x_of(int step) {
  return FIRST_X + step + 0.25;
}

int work_step_of(double x) {
  return (int)x - FIRST_X;
}

// --- ops ------------------------------------------------------------------------------------------

// Sends one op, which is the next of this author's entries, and keeps it until it is acknowledged.
static void send_op(Participant *person, Guest *guest, const char *op, int64_t due_us) {
  char event[EVENT_ROOM];
  guest->n++;
  snprintf(event, sizeof event, "42%d[\"op\",{\"id\":[\"%s\",%d],\"ops\":[%s]}]", guest->n, guest->client,
           guest->n, op);
  if (guest->waiting_count == WAITING_LIMIT) {
    complain("person %d waits for %d answers", person->number, WAITING_LIMIT);
    return;
  }
  // A due time of 0 keeps what is not measured out of the acknowledgements.
  int64_t measured_us = entries->is_open ? due_us : 0;
  guest->waiting[guest->waiting_count++] = (Waiting){guest->n, measured_us, strdup(event)};
  if (guest->resume_us == 0) link_send_text(&person->link, event);
}

void work_accepted(Guest *guest, int n, int64_t at_us) {
  for (int place = 0; place < guest->waiting_count; place++) {
    Waiting *done = &guest->waiting[place];
    if (done->n != n) continue;
    if (done->due_us != 0) histogram_add(&acks, at_us - done->due_us);
    free(done->event);
    memmove(done, done + 1, (size_t)(guest->waiting_count - place - 1) * sizeof *done);
    guest->waiting_count--;
    return;
  }
}

void work_put_off(Guest *guest, int64_t until_us) {
  if (guest->resume_us < until_us) guest->resume_us = until_us;
}

void work_send_again(Participant *person, Guest *guest) {
  for (int place = 0; place < guest->waiting_count; place++)
    link_send_text(&person->link, guest->waiting[place].event);
}

static void create(Participant *person, Guest *guest, const char *id, int64_t due_us) {
  char op[OP_ROOM];
  snprintf(op, sizeof op,
           "{\"do\":\"create\",\"item\":{\"kind\":\"note\",\"id\":\"%s\",\"x\":%d,\"y\":%d,\"w\":200,"
           "\"h\":200,\"z\":\"a%d\",\"frame\":null,\"type\":\"B\",\"text\":\"%s\"}}",
           id, person->number % 100 * 220, person->number / 100 * 220, person->number % 9 + 1, NOTE_TEXT);
  send_op(person, guest, op, due_us);
}

static void place(Participant *person, Guest *guest, const char *id, int step, int64_t due_us) {
  char op[OP_ROOM];
  snprintf(op, sizeof op, "{\"do\":\"patch\",\"id\":\"%s\",\"set\":{\"x\":%.2f,\"y\":%d}}", id, x_of(step),
           step * 7);
  send_op(person, guest, op, due_us);
}

void work_make_note(Participant *person, Guest *guest, int64_t due_us) {
  ledger_send(entries, person->author, due_us);
  create(person, guest, guest->note, due_us);
}

void work_edit(Participant *person, Guest *guest, int64_t due_us) {
  int step = ledger_send(entries, person->author, due_us);
  char id[64], op[OP_ROOM], words[32], update[TYPED_ROOM];
  snprintf(id, sizeof id, "%s-%d", guest->note, step / 3 * 3);
  if (step % 3 == 0) {
    create(person, guest, id, due_us);
  } else if (step % 3 == 1) {
    place(person, guest, step > 3 ? id : guest->note, step, due_us);
  } else {
    snprintf(words, sizeof words, " e verde %d", step);
    type(&guest->typist, words, update);
    snprintf(op, sizeof op, "{\"do\":\"text\",\"id\":\"%s\",\"epoch\":0,\"update\":\"%s\"}", guest->note,
             update);
    send_op(person, guest, op, due_us);
  }
}

// The number that a string ends with.
static int last_number(Part text) {
  size_t at = text.length;
  int number = 0;
  while (at > 0 && text.at[at - 1] >= '0' && text.at[at - 1] <= '9') at--;
  for (; at < text.length; at++) number = number * 10 + (text.at[at] - '0');
  return number;
}

// An op is {"do": "create", "item": {"id"}}, {"do": "patch", "set": {"x"}} or {"do": "text", "text"};
// each tells the step in its own way.
int work_step_in(Json *ops) {
  Part key, inner;
  int step = 0;
  if (!json_enter(ops, '[')) return 0;
  while (json_element(ops)) {
    if (!json_enter(ops, '{')) continue;
    while (json_member(ops, &key)) {
      bool is_item = part_is(key, "item"), is_set = part_is(key, "set");
      if ((is_item || is_set) && json_enter(ops, '{')) {
        while (json_member(ops, &inner)) {
          if (is_item && part_is(inner, "id")) step = last_number(json_string(ops));
          else if (is_set && part_is(inner, "x")) step = work_step_of(json_number(ops));
          else json_skip(ops);
        }
      } else if (part_is(key, "text")) {
        step = last_number(json_string(ops));
      } else if (!is_item && !is_set) {
        json_skip(ops);
      }
    }
  }
  return step;
}

// --- drags ----------------------------------------------------------------------------------------

// A drag takes `drag_s`, but for each person's first: people do not put their notes down all at once.
static int length_of_drag(const Participant *person, bool is_first) {
  int steps = (int)(options.drag_s * options.per_second);
  if (steps < 1) steps = 1;
  return is_first ? 1 + person->mover * PRIME % steps : steps;
}

void work_drag(Participant *person, Guest *guest, int64_t due_us) {
  int step = ledger_send(moves, person->mover, due_us);
  char event[EVENT_ROOM];
  if (guest->drag_step == 0) {
    guest->drag_steps = length_of_drag(person, guest->drag_steps == 0);
    snprintf(event, sizeof event,
             "42[\"presence\",{\"cursor\":[%.2f,%d.5],\"selection\":[\"%s\"],"
             "\"preview\":{\"%s\":{\"x\":%.2f,\"y\":%d}},\"view\":\"canvas\"}]",
             x_of(step), step * 7, guest->note, guest->note, x_of(step), step * 7);
  } else {
    snprintf(event, sizeof event, "42[\"move\",[%.2f,%d.5,%d.25,%d.5]]", x_of(step), step * 7,
             guest->drag_step, guest->drag_step * 7);
  }
  link_send_text(&person->link, event);
  guest->drag_step++;
  if (guest->drag_step >= guest->drag_steps) work_release(person, guest, due_us);
}

void work_release(Participant *person, Guest *guest, int64_t due_us) {
  if (guest->drag_step == 0) return;
  char event[EVENT_ROOM];
  int step = moves->sender[person->mover].newest;
  guest->drag_step = 0;
  place(person, guest, guest->note, ledger_send(entries, person->author, due_us), due_us);
  snprintf(
      event, sizeof event,
      "42[\"presence\",{\"cursor\":[%.2f,%d.5],\"selection\":[\"%s\"],\"preview\":null,\"view\":\"canvas\"}]",
      x_of(step), step * 7, guest->note);
  link_send_text(&person->link, event);
}
