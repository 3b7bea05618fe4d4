#include "names.h"

#include <stdint.h>
#include <string.h>

#include "bytes.h"

struct Name {
  char *text;
  size_t length;
  int number;
};

Names names_new(int count) {
  size_t slots = 64;
  while (slots < (size_t)count * 2) slots *= 2;
  return (Names){made(slots, sizeof(struct Name)), slots};
}

// Where the name is, or would be.
static struct Name *slot_of(const Names *names, const char *name, size_t length) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (size_t place = 0; place < length; place++) hash = (hash ^ (uint8_t)name[place]) * 16777619u;
  size_t at = hash & (names->slots - 1);
  while (names->slot[at].text != NULL &&
         (names->slot[at].length != length || memcmp(names->slot[at].text, name, length) != 0))
    at = (at + 1) & (names->slots - 1);
  return &names->slot[at];
}

void names_put(Names *names, const char *name, size_t length, int number) {
  struct Name *slot = slot_of(names, name, length);
  if (slot->text == NULL) {
    slot->text = made(length + 1, 1);
    memcpy(slot->text, name, length);
    slot->length = length;
  }
  slot->number = number;
}

int names_get(const Names *names, const char *name, size_t length) {
  const struct Name *slot = slot_of(names, name, length);
  return slot->text == NULL ? -1 : slot->number;
}
