#include "json.h"

#include <stdlib.h>
#include <string.h>

static char next_char(Json *json) {
  while (json->at < json->end && strchr(" \t\r\n,:", *json->at) != NULL && *json->at != '\0') json->at++;
  return json->at < json->end ? *json->at : '\0';
}

bool json_enter(Json *json, char bracket) {
  if (next_char(json) != bracket) {
    json_skip(json);
    return false;
  }
  json->at++;
  return true;
}

bool json_member(Json *json, Part *key) {
  if (next_char(json) != '"') {
    if (json->at < json->end) json->at++;
    return false;
  }
  *key = json_string(json);
  return true;
}

bool json_element(Json *json) {
  char next = next_char(json);
  if (next == ']' || next == '\0') {
    if (json->at < json->end) json->at++;
    return false;
  }
  return true;
}

double json_number(Json *json) {
  char next = next_char(json);
  if (next != '-' && (next < '0' || next > '9')) {
    json_skip(json);
    return 0;
  }
  // Whole numbers are most of what comes, and strtod is slow.
  const char *at = json->at + (next == '-');
  long whole = 0;
  while (at < json->end && *at >= '0' && *at <= '9') whole = whole * 10 + (*at++ - '0');
  if (at < json->end && strchr(".eE", *at) != NULL && *at != '\0') {
    char *after;
    double number = strtod(json->at, &after);
    json->at = after;
    return number;
  }
  json->at = at;
  return next == '-' ? (double)-whole : (double)whole;
}

Part json_string(Json *json) {
  Part part = {json->at, 0};
  if (next_char(json) != '"') {
    json_skip(json);
    return part;
  }
  const char *at = ++json->at;
  while (at < json->end && *at != '"') at += *at == '\\' ? 2 : 1;
  if (at > json->end) at = json->end;
  part = (Part){json->at, (size_t)(at - json->at)};
  json->at = at < json->end ? at + 1 : at;
  return part;
}

void json_skip(Json *json) {
  int depth = 0;
  do {
    char next = next_char(json);
    if (next == '\0') return;
    if (next == '"') {
      json_string(json);
      continue;
    }
    if (next == '[' || next == '{') depth++;
    if (next == ']' || next == '}') depth--;
    json->at++;
    if (depth == 0 && next != ']' && next != '}')
      while (json->at < json->end && strchr(",]}", *json->at) == NULL) json->at++;
  } while (depth > 0);
}

bool part_is(Part part, const char *text) {
  return part.length == strlen(text) && memcmp(part.at, text, part.length) == 0;
}
