// What a guest of Tavolo does once they are on the board: their ops and their presence.
#pragma once
#include "crdt.h"
#include "histogram.h"
#include "json.h"
#include "run.h"

enum { WAITING_LIMIT = 64 };  // ops of one guest without an answer

typedef struct {
  int n;
  int64_t due_us;
  char *event;
} Waiting;

typedef struct {
  char board[64], token[128], client[48], note[48];
  char connect[160];  // the packet that signs in
  int seq;            // newest entry they have
  int head;           // newest entry that the server told of
  int64_t behind_us;  // since when `seq` is behind `head`; 0: it is not
  bool is_catching_up;
  int n;           // ops so far
  int drag_step;   // 0: nothing is being dragged
  int drag_steps;  // of the drag under way; 0: of the first one nothing is known yet
  Typist typist;
  int64_t resume_us;  // when to send again what was put off; 0: nothing was
  Waiting waiting[WAITING_LIMIT];
  int waiting_count;
} Guest;

extern long work_caught_up;  // how often somebody had to ask for entries that did not come
extern Histogram acks;       // ops of the window: from due to acknowledged

// The guests of this run: tokens and boards from the file, random client ids.
Guest *work_prepare(void);

// Their own note: the first of their entries.
void work_make_note(Participant *person, Guest *guest, int64_t due_us);

// One step of a drag: the first picks the note up, the last puts it down.
void work_drag(Participant *person, Guest *guest, int64_t due_us);
void work_release(Participant *person, Guest *guest, int64_t due_us);

// One durable change: a new note, then its place, then words in their own note.
void work_edit(Participant *person, Guest *guest, int64_t due_us);

void work_accepted(Guest *guest, int n, int64_t at_us);
void work_put_off(Guest *guest, int64_t until_us);
void work_send_again(Participant *person, Guest *guest);

// The step that a coordinate tells of.
int work_step_of(double x);

// The step that an entry's ops tell of; reads the ops.
int work_step_in(Json *ops);
