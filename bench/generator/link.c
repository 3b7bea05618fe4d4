#define _GNU_SOURCE
#include "link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"

enum { EVENTS_AT_ONCE = 512, TAKE_AT_ONCE = 256 * 1024, MASK_STEP = 1664525, MASK_ADD = 1013904223 };
enum { WS_CLOSE = 8, WS_PING = 9, WS_PONG = 10 };

static LinkSettings settings;
static LinkTraffic traffic;
static int epoll;
static uint32_t mask = 0x12345678;
static uint8_t taken[TAKE_AT_ONCE];

void links_prepare(LinkSettings chosen) {
  settings = chosen;
  epoll = epoll_create1(0);
}

LinkTraffic links_traffic(void) {
  return traffic;
}

static void watch(Link *link, int how, bool for_writing) {
  struct epoll_event event = {.events = EPOLLIN | (for_writing ? EPOLLOUT : 0u), .data.ptr = link};
  epoll_ctl(epoll, how, link->descriptor, &event);
}

static void end(Link *link, const char *why) {
  if (link->state == LINK_CLOSED) return;
  link->state = LINK_CLOSED;
  close(link->descriptor);
  settings.closed(link->number, why);
}

void link_start(Link *link) {
  link->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (link->descriptor < 0) give_up("no more sockets (%s)", strerror(errno));
  int yes = 1;
  setsockopt(link->descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)settings.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  link->state = LINK_CONNECTING;
  if (connect(link->descriptor, (void *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
    end(link, strerror(errno));
    return;
  }
  watch(link, EPOLL_CTL_ADD, true);
}

// --- sending --------------------------------------------------------------------------------------

static void flush(Link *link) {
  while (link->unsent.length > 0) {
    ssize_t sent = send(link->descriptor, link->unsent.at, link->unsent.length, MSG_NOSIGNAL);
    if (sent < 0) break;
    bytes_drop(&link->unsent, (size_t)sent);
  }
  bool is_full = link->unsent.length > 0;
  if (is_full != link->is_full) watch(link, EPOLL_CTL_MOD, is_full);
  link->is_full = is_full;
}

static void send_raw(Link *link, const void *bytes, size_t length) {
  if (link->unsent.length == 0) {
    ssize_t sent = send(link->descriptor, bytes, length, MSG_NOSIGNAL);
    if (sent == (ssize_t)length) return;
    if (sent > 0) {
      bytes = (const uint8_t *)bytes + sent;
      length -= (size_t)sent;
    }
  }
  bytes_add(&link->unsent, bytes, length);
  flush(link);
}

static size_t frame_head(uint8_t *head, int kind, size_t length) {
  head[0] = (uint8_t)(0x80 | kind);
  if (length < 126) {
    head[1] = (uint8_t)(0x80 | length);
    return 2;
  }
  int size_bytes = length < 65536 ? 2 : 8;
  head[1] = size_bytes == 2 ? 0xFE : 0xFF;
  for (int place = 0; place < size_bytes; place++)
    head[2 + place] = (uint8_t)((uint64_t)length >> (8 * (size_bytes - 1 - place)));
  return (size_t)(2 + size_bytes);
}

void link_send(Link *link, int kind, const void *message, size_t length) {
  static Bytes frame;
  uint8_t head[14];
  size_t head_length = frame_head(head, kind, length);
  mask = mask * MASK_STEP + MASK_ADD;
  memcpy(head + head_length, &mask, 4);
  const uint8_t *key = head + head_length;
  frame.length = 0;
  bytes_add(&frame, head, head_length + 4);
  bytes_add(&frame, message, length);
  for (size_t place = 0; place < length; place++) frame.at[head_length + 4 + place] ^= key[place & 3];
  send_raw(link, frame.at, frame.length);
}

void link_send_text(Link *link, const char *text) {
  link_send(link, WS_TEXT, text, strlen(text));
}

static void ask_to_upgrade(Link *link) {
  char target[512], request[2048];
  settings.target(link->number, target, sizeof target);
  const char *deflate = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\n"
                        "Host: 127.0.0.1:%d\r\n"
                        "Connection: Upgrade\r\n"
                        "Upgrade: websocket\r\n"
                        "Origin: http://127.0.0.1:%d\r\n"
                        "Sec-WebSocket-Version: 13\r\n"
                        "User-Agent: tavolo-bench\r\n"
                        "Accept-Encoding: gzip, deflate, br\r\n"
                        "Accept-Language: en\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
                        target, settings.port, settings.port, settings.offers_deflate ? deflate : "");
  link->state = LINK_UPGRADING;
  send_raw(link, request, (size_t)length);
}

// --- receiving ------------------------------------------------------------------------------------

// How many bytes of the server's answer to the upgrade there are; 0 while it is not whole.
static size_t answer_length(Link *link, const uint8_t *bytes, size_t length) {
  const uint8_t *gap = memmem(bytes, length, "\r\n\r\n", 4);
  if (gap == NULL) return 0;
  size_t answer = (size_t)(gap + 4 - bytes);
  if (length < 12 || memcmp(bytes, "HTTP/1.1 101", 12) != 0) {
    char why[64];
    snprintf(why, sizeof why, "the upgrade was answered with %.*s", (int)(length < 30 ? length : 30),
             (const char *)bytes);
    end(link, why);
  } else if (memmem(bytes, answer, "permessage-deflate", 18) != NULL) {
    give_up("the server compresses each message (permessage-deflate); measure it with --no-deflate");
  } else {
    link->state = LINK_OPEN;
    settings.opened(link->number);
  }
  return answer;
}

static void take_frame(Link *link, int first, const uint8_t *body, size_t length, int64_t at_us) {
  int kind = first & 15;
  bool is_last = first & 0x80;
  if (kind == WS_PING) {
    link_send(link, WS_PONG, body, length);
  } else if (kind == WS_CLOSE) {
    char why[64];
    int code = length >= 2 ? body[0] << 8 | body[1] : 0;
    snprintf(why, sizeof why, "closed with %d %.*s", code, (int)(length > 2 && length < 42 ? length - 2 : 0),
             (const char *)body + 2);
    end(link, why);
  } else if (kind != WS_PONG && (kind == 0 || !is_last)) {
    if (kind != 0) {
      link->message_kind = kind;
      link->message.length = 0;
    }
    bytes_add(&link->message, body, length);
    if (is_last) {
      settings.received(link->number, link->message_kind, link->message.at, link->message.length, at_us);
    }
  } else if (kind != WS_PONG) {
    settings.received(link->number, kind, body, length, at_us);
  }
}

// Takes all whole frames; how many bytes they were.
static size_t take_frames(Link *link, const uint8_t *bytes, size_t length, int64_t at_us) {
  size_t done = 0;
  if (link->state == LINK_UPGRADING) done = answer_length(link, bytes, length);
  while (link->state == LINK_OPEN && length - done >= 2) {
    const uint8_t *frame = bytes + done;
    size_t head = 2, body = frame[1] & 127;
    size_t size_bytes = body == 126 ? 2 : body == 127 ? 8 : 0;
    if (length - done < 2 + size_bytes) break;
    if (size_bytes > 0) body = 0;
    for (; head < 2 + size_bytes; head++) body = body << 8 | frame[head];
    if (length - done < head + body) break;
    done += head + body;
    traffic.frames++;
    take_frame(link, frame[0], frame + head, body, at_us);
  }
  return done;
}

static void take(Link *link) {
  ssize_t length = recv(link->descriptor, taken, sizeof taken, 0);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (length <= 0) {
    end(link, length < 0 ? strerror(errno) : "the server hung up");
    return;
  }
  traffic.bytes += (uint64_t)length;
  int64_t at_us = now_us();
  if (link->unread.length == 0) {
    size_t done = take_frames(link, taken, (size_t)length, at_us);
    if (link->state != LINK_CLOSED) bytes_add(&link->unread, taken + done, (size_t)length - done);
    return;
  }
  bytes_add(&link->unread, taken, (size_t)length);
  size_t done = take_frames(link, link->unread.at, link->unread.length, at_us);
  bytes_drop(&link->unread, done);
}

static void become_connected(Link *link) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(link->descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) {
    end(link, strerror(error));
    return;
  }
  watch(link, EPOLL_CTL_MOD, false);
  ask_to_upgrade(link);
}

void links_poll(int64_t wait_us) {
  static struct epoll_event events[EVENTS_AT_ONCE];
  if (wait_us < 0) wait_us = 0;
  struct timespec wait = {.tv_sec = wait_us / 1000000, .tv_nsec = wait_us % 1000000 * 1000};
  int count = epoll_pwait2(epoll, events, EVENTS_AT_ONCE, &wait, NULL);
  for (int place = 0; place < count; place++) {
    Link *link = events[place].data.ptr;
    if (link->state == LINK_CLOSED) continue;
    if (events[place].events & EPOLLOUT) {
      if (link->state == LINK_CONNECTING) {
        become_connected(link);
      } else {
        flush(link);
      }
    }
    if (events[place].events & (EPOLLIN | EPOLLHUP | EPOLLERR) && link->state >= LINK_UPGRADING &&
        link->state != LINK_CLOSED) {
      take(link);
    }
  }
}
