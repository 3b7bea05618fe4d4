// Numbers by name.
#pragma once
#include <stddef.h>

typedef struct {
  struct Name *slot;
  size_t slots;
} Names;

// Room for `count` names.
Names names_new(int count);
void names_put(Names *names, const char *name, size_t length, int number);

// The number of a name; -1 when it is not there.
int names_get(const Names *names, const char *name, size_t length);
