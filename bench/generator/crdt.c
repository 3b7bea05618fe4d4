#include "crdt.h"

#include <string.h>

enum { FIRST_WRITER = 1, CONTENT_STRING = 4, HAS_LEFT = 0x80 };

static size_t put_number(uint8_t *at, uint32_t number) {
  size_t length = 0;
  for (; number > 127; number >>= 7) at[length++] = (uint8_t)(128 | (number & 127));
  at[length++] = (uint8_t)number;
  return length;
}

static void to_base64(const uint8_t *bytes, size_t length, char *text) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t at = 0; at < length; at += 3) {
    uint32_t three = (uint32_t)bytes[at] << 16;
    if (at + 1 < length) three |= (uint32_t)bytes[at + 1] << 8;
    if (at + 2 < length) three |= bytes[at + 2];
    *text++ = DIGITS[three >> 18];
    *text++ = DIGITS[three >> 12 & 63];
    *text++ = at + 1 < length ? DIGITS[three >> 6 & 63] : '=';
    *text++ = at + 2 < length ? DIGITS[three & 63] : '=';
  }
  *text = '\0';
}

// One structure of one client: a string whose left neighbour is the last character there is; nothing
// deleted.
void type(Typist *typist, const char *words, char text[TYPED_ROOM]) {
  uint8_t update[128];
  size_t length = 0, words_length = strlen(words);
  update[length++] = 1;
  update[length++] = 1;
  length += put_number(update + length, typist->client);
  length += put_number(update + length, typist->typed);
  update[length++] = CONTENT_STRING | HAS_LEFT;
  if (typist->typed == 0) {
    length += put_number(update + length, FIRST_WRITER);
    length += put_number(update + length, typist->base - 1);
  } else {
    length += put_number(update + length, typist->client);
    length += put_number(update + length, typist->typed - 1);
  }
  length += put_number(update + length, (uint32_t)words_length);
  memcpy(update + length, words, words_length);
  length += words_length;
  update[length++] = 0;
  typist->typed += (uint32_t)words_length;
  to_base64(update, length, text);
}
