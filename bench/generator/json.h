// Reads JSON in place, front to back, without making anything of it.
//
// What a reader meets is trusted to be JSON (our own servers wrote it); a reader never leaves its text.
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef struct {
  const char *at;
  const char *end;
} Json;

// Part of the text read; strings stand as they were sent, escapes and all.
typedef struct {
  const char *at;
  size_t length;
} Part;

// Steps into an object or an array; false if the next value is something else, which is then skipped.
bool json_enter(Json *json, char bracket);

// The key of the next member, with its value to be read next; false at the end of the object.
bool json_member(Json *json, Part *key);

// Whether there is another element to be read next; false at the end of the array.
bool json_element(Json *json);

// The next value as a number; 0 when it is none.
double json_number(Json *json);

// The next value as a string without its quotes; empty when it is none.
Part json_string(Json *json);

// Passes over the next value.
void json_skip(Json *json);

bool part_is(Part part, const char *text);
