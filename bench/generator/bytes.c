#include "bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_add(Bytes *bytes, const void *more, size_t length) {
  if (length == 0) return;
  if (bytes->length + length > bytes->room) {
    bytes->room = (bytes->length + length) * 2;
    bytes->at = realloc(bytes->at, bytes->room);
    if (bytes->at == NULL) give_up("there is not enough memory");
  }
  memcpy(bytes->at + bytes->length, more, length);
  bytes->length += length;
}

void bytes_drop(Bytes *bytes, size_t length) {
  bytes->length -= length;
  memmove(bytes->at, bytes->at + length, bytes->length);
}

Bytes bytes_of_file(const char *path) {
  Bytes content = {0};
  uint8_t part[65536];
  FILE *file = fopen(path, "rb");
  if (file == NULL) give_up("cannot read %s", path);
  size_t length;
  while ((length = fread(part, 1, sizeof part, file)) > 0) bytes_add(&content, part, length);
  fclose(file);
  return content;
}

void *made(size_t count, size_t size) {
  void *room = calloc(count ? count : 1, size);
  if (room == NULL) give_up("there is not enough memory");
  return room;
}

void give_up(const char *sentence, ...) {
  va_list parts;
  va_start(parts, sentence);
  fputs("generator: ", stderr);
  vfprintf(stderr, sentence, parts);
  fputc('\n', stderr);
  va_end(parts);
  exit(2);
}
