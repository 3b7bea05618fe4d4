#include "socketio.h"

#include <stdio.h>
#include <string.h>

bool starts_with(const uint8_t *message, size_t length, const char *text) {
  size_t wanted = strlen(text);
  return length >= wanted && memcmp(message, text, wanted) == 0;
}

void socketio_target(int number, char *path, size_t room) {
  (void)number;
  snprintf(path, room, "/socket.io/?EIO=4&transport=websocket");
}

bool socketio_took(Participant *person, const char *connect, const uint8_t *message, size_t length) {
  if (length == 1 && message[0] == '2') {
    link_send_text(&person->link, "3");
    return true;
  }
  if (length == 1 && message[0] == '6') return true;  // a no-op
  if (message[0] == '0') {
    link_send_text(&person->link, connect);
    return true;
  }
  return false;
}
