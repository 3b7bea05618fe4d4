// A person who types at the end of a note: the Yjs updates they send.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { TYPED_ROOM = 256 };  // bytes of one update, in base64

typedef struct {
  uint32_t client;  // who types
  uint32_t base;    // characters that the note began with; put there by client 1
  uint32_t typed;   // characters typed so far
} Typist;

// The update, in base64, that adds `words` (ASCII) at the end.
void type(Typist *typist, const char *words, char update[TYPED_ROOM]);
