// The little of Engine.IO and Socket.IO that a client needs on a websocket.
#pragma once
#include "run.h"

// Whether the message was Engine.IO's or Socket.IO's own business, which is then done: the ping, and the
// handshake, which says `connect` ("40" or "40{...}") once.
bool socketio_took(Participant *person, const char *connect, const uint8_t *message, size_t length);

void socketio_target(int number, char *path, size_t room);

bool starts_with(const uint8_t *message, size_t length, const char *text);
