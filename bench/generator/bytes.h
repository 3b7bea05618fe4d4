// Bytes that grow, for what does not fit anywhere else.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint8_t *at;
  size_t length;
  size_t room;
} Bytes;

// Adds to the end.
void bytes_add(Bytes *bytes, const void *more, size_t length);

// Takes away from the beginning.
void bytes_drop(Bytes *bytes, size_t length);

// The whole content of a file. Ends the program with a sentence when it cannot be read.
Bytes bytes_of_file(const char *path);

// `calloc` that ends the program when there is no memory.
void *made(size_t count, size_t size);

// Ends the program with a sentence.
_Noreturn void give_up(const char *sentence, ...) __attribute__((format(printf, 1, 2)));
