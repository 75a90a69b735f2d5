/*
 * The receiving end of every measurement: one thread, epoll, HTTP/1.1 with keep-alive.
 *
 * It has to be so much faster than any sender that it bounds nobody; Node's own http server costs more per request than
 * some of the senders do. It answers at once and remembers, per lane and sequence, when a delivery came first, when it came
 * last and how often. A delivery is known by its header `webhook-id: msg_<lane>_<sequence>`; the lane is the text between.
 *
 * usage: sink <endpoints>     prints {"control":port,"endpoints":[port,...]} and serves until killed.
 * Any port answers control requests (GET); POST is a delivery to the endpoint that owns the port:
 *   /reset   forget everything, every endpoint in its plain mode     /summary   counts as JSON
 *   /mode/<endpoint>/<ok|hang|slow|fail-once>/<ms or percent>        /arrivals  every lane and slot, binary (see arrivals.ts)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_BYTES = 16384, KEY_BYTES = 64, LANE_TABLE = 1 << 17, MAX_ENDPOINTS = 64, MAX_SEQUENCE = 50000000 };
enum mode { OK, HANG, SLOW, FAIL_ONCE };

struct slot { int64_t first_us, last_us; uint32_t hits, refused; };
struct lane { char key[KEY_BYTES]; struct slot *slots; uint32_t capacity, highest, overtaken; };
struct endpoint { enum mode mode; int argument; uint64_t delivered; };
struct connection { int fd, endpoint; uint32_t age; size_t filled; uint64_t skip; char head[HEAD_BYTES]; };
struct late { struct connection *connection; uint32_t age; int64_t due_us; };

static struct lane *lanes[LANE_TABLE];
static uint32_t lane_count;
static struct endpoint endpoints[MAX_ENDPOINTS];
static int endpoint_count;
static struct { uint64_t requests, delivered, repeats, refused, hung, strange; int64_t first_us, last_us; } totals;

/* Slow answers wait in a ring per endpoint: one delay per endpoint keeps each ring sorted by itself. */
static struct late *ring[MAX_ENDPOINTS];
static size_t ring_head[MAX_ENDPOINTS], ring_tail[MAX_ENDPOINTS];
enum { RING = 65536 };

static int64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint32_t hash(const char *text, size_t length) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < length; i++) h = (h ^ (unsigned char)text[i]) * 16777619u;
  return h;
}

static struct lane *lane_of(const char *key, size_t length) {
  uint32_t at = hash(key, length) & (LANE_TABLE - 1);
  while (lanes[at]) {
    if (!strncmp(lanes[at]->key, key, length) && !lanes[at]->key[length]) return lanes[at];
    at = (at + 1) & (LANE_TABLE - 1);
  }
  if (lane_count >= LANE_TABLE / 2) return NULL;
  lanes[at] = calloc(1, sizeof(struct lane));
  memcpy(lanes[at]->key, key, length);
  lane_count++;
  return lanes[at];
}

static struct slot *slot_of(struct lane *lane, uint32_t sequence) {
  if (sequence >= lane->capacity) {
    uint32_t wanted = lane->capacity ? lane->capacity : 64;
    while (wanted <= sequence) wanted *= 2;
    lane->slots = realloc(lane->slots, wanted * sizeof(struct slot));
    memset(lane->slots + lane->capacity, 0, (wanted - lane->capacity) * sizeof(struct slot));
    lane->capacity = wanted;
  }
  return &lane->slots[sequence];
}

static void reset(void) {
  for (int i = 0; i < LANE_TABLE; i++) {
    if (!lanes[i]) continue;
    free(lanes[i]->slots);
    free(lanes[i]);
    lanes[i] = NULL;
  }
  lane_count = 0;
  memset(&totals, 0, sizeof totals);
  memset(endpoints, 0, sizeof endpoints);
  for (int i = 0; i < MAX_ENDPOINTS; i++) ring_head[i] = ring_tail[i] = 0;
}

/* Notes one delivery; says whether it is taken (200) or, once, refused (500). */
static int take(struct endpoint *endpoint, const char *id, size_t length) {
  size_t cut = length;
  while (cut > 4 && id[cut - 1] != '_') cut--;
  if (cut < 6 || cut - 5 >= KEY_BYTES || memcmp(id, "msg_", 4)) return totals.strange++, 1;
  long sequence = strtol(id + cut, NULL, 10);
  struct lane *lane = sequence < 0 || sequence > MAX_SEQUENCE ? NULL : lane_of(id + 4, cut - 5);
  if (!lane) return totals.strange++, 1;
  struct slot *slot = slot_of(lane, (uint32_t)sequence);
  if (endpoint->mode == FAIL_ONCE && !slot->hits && !slot->refused && (int)(hash(id, length) % 100) < endpoint->argument) {
    slot->refused++;
    totals.refused++;
    return 0;
  }
  int64_t now = now_us();
  slot->last_us = now;
  if (slot->hits++) return totals.repeats++, 1;
  slot->first_us = now;
  if ((uint32_t)sequence < lane->highest) lane->overtaken++;
  else lane->highest = (uint32_t)sequence;
  endpoint->delivered++;
  totals.delivered++;
  if (!totals.first_us) totals.first_us = now;
  totals.last_us = now;
  return 1;
}

static void send_all(int fd, const char *bytes, size_t length) {
  while (length) {
    ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN && errno != EINTR) return;
      usleep(200); /* only the big control answers ever get here */
      continue;
    }
    bytes += sent;
    length -= (size_t)sent;
  }
}

static void answer(int fd, int taken) {
  static const char yes[] = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
  static const char no[] = "HTTP/1.1 500 Once\r\ncontent-length: 0\r\n\r\n";
  taken ? send_all(fd, yes, sizeof yes - 1) : send_all(fd, no, sizeof no - 1);
}

static void reply(int fd, const char *type, const char *body, size_t length) {
  char head[160];
  int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %zu\r\n\r\n", type, length);
  send_all(fd, head, (size_t)n);
  send_all(fd, body, length);
}

static void reply_summary(int fd) {
  char json[4096];
  uint32_t disordered = 0;
  uint64_t overtaken = 0;
  for (int i = 0; i < LANE_TABLE; i++)
    if (lanes[i] && lanes[i]->overtaken) disordered++, overtaken += lanes[i]->overtaken;
  int n = snprintf(json, sizeof json,
    "{\"requests\":%lu,\"delivered\":%lu,\"repeats\":%lu,\"refused\":%lu,\"hung\":%lu,\"strange\":%lu,\"lanes\":%u,"
    "\"disorderedLanes\":%u,\"overtaken\":%lu,\"firstUs\":%ld,\"lastUs\":%ld,\"endpoints\":[",
    totals.requests, totals.delivered, totals.repeats, totals.refused, totals.hung, totals.strange, lane_count,
    disordered, overtaken, totals.first_us, totals.last_us);
  for (int i = 0; i < endpoint_count; i++) n += snprintf(json + n, sizeof json - n, "%s%lu", i ? "," : "", endpoints[i].delivered);
  n += snprintf(json + n, sizeof json - n, "]}");
  reply(fd, "application/json", json, (size_t)n);
}

/* Per lane: key (64 bytes, zero-padded), uint32 slots, uint32 zero, then the slots (24 bytes each), native byte order. */
static void reply_arrivals(int fd) {
  size_t length = 0, at = 0;
  for (int i = 0; i < LANE_TABLE; i++)
    if (lanes[i]) length += KEY_BYTES + 8 + (lanes[i]->highest + 1) * sizeof(struct slot);
  char *bytes = calloc(1, length + 1);
  for (int i = 0; i < LANE_TABLE; i++) {
    if (!lanes[i]) continue;
    uint32_t head[2] = { lanes[i]->highest + 1, 0 };
    memcpy(bytes + at, lanes[i]->key, KEY_BYTES);
    memcpy(bytes + at + KEY_BYTES, head, 8);
    slot_of(lanes[i], lanes[i]->highest);
    memcpy(bytes + at + KEY_BYTES + 8, lanes[i]->slots, head[0] * sizeof(struct slot));
    at += KEY_BYTES + 8 + head[0] * sizeof(struct slot);
  }
  reply(fd, "application/octet-stream", bytes, length);
  free(bytes);
}

static void set_mode(const char *path) {
  int endpoint, argument = 0;
  char name[16];
  if (sscanf(path, "/mode/%d/%15[a-z-]/%d", &endpoint, name, &argument) < 2 || endpoint < 0 || endpoint >= endpoint_count) return;
  endpoints[endpoint].mode = !strcmp(name, "hang") ? HANG : !strcmp(name, "slow") ? SLOW : !strcmp(name, "fail-once") ? FAIL_ONCE : OK;
  endpoints[endpoint].argument = argument;
}

static void control(int fd, const char *path) {
  if (!strncmp(path, "/summary", 8)) return reply_summary(fd);
  if (!strncmp(path, "/arrivals", 9)) return reply_arrivals(fd);
  if (!strncmp(path, "/reset", 6)) reset();
  else if (!strncmp(path, "/mode/", 6)) set_mode(path);
  reply(fd, "application/json", "{}", 2);
}

static const char *header(const char *head, const char *end, const char *name, size_t *length) {
  size_t name_length = strlen(name);
  for (const char *line = head; line < end;) {
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) stop = end;
    if ((size_t)(stop - line) > name_length && line[name_length] == ':' && !strncasecmp(line, name, name_length)) {
      const char *value = line + name_length + 1;
      while (value < stop && *value == ' ') value++;
      while (stop > value && (stop[-1] == '\r' || stop[-1] == '\n' || stop[-1] == ' ')) stop--;
      *length = (size_t)(stop - value);
      return value;
    }
    line = stop + 1;
  }
  *length = 0;
  return NULL;
}

static void deliver(struct connection *c, const char *head, const char *end) {
  struct endpoint *endpoint = &endpoints[c->endpoint];
  size_t length;
  const char *id = header(head, end, "webhook-id", &length);
  totals.requests++;
  if (endpoint->mode == HANG) {
    totals.hung++;
    return;
  }
  int taken = id ? take(endpoint, id, length) : (totals.strange++, 1);
  if (endpoint->mode != SLOW) return answer(c->fd, taken);
  struct late *late = &ring[c->endpoint][ring_tail[c->endpoint]++ % RING];
  *late = (struct late){ c, c->age, now_us() + endpoint->argument * 1000 };
}

/* Reads what has come; every complete head is a request, its body is skipped unread. Returns 0 when the peer is gone. */
static int serve(struct connection *c) {
  ssize_t got = recv(c->fd, c->head + c->filled, HEAD_BYTES - c->filled, 0);
  if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
  c->filled += (size_t)got;
  char *at = c->head, *end = c->head + c->filled;
  while (at < end) {
    if (c->skip) {
      size_t part = c->skip < (uint64_t)(end - at) ? (size_t)c->skip : (size_t)(end - at);
      at += part;
      c->skip -= part;
      continue;
    }
    char *stop = memmem(at, (size_t)(end - at), "\r\n\r\n", 4);
    if (!stop) break;
    size_t length;
    const char *size = header(at, stop, "content-length", &length);
    c->skip = size ? strtoull(size, NULL, 10) : 0;
    *stop = 0;
    if (!strncmp(at, "GET ", 4)) control(c->fd, at + 4);
    else deliver(c, at, stop);
    at = stop + 4;
  }
  c->filled = (size_t)(end - at);
  if (c->filled == HEAD_BYTES) return 0;
  memmove(c->head, at, c->filled);
  return 1;
}

static int listen_on(int *port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(fd, (struct sockaddr *)&address, size) || listen(fd, 1024)) exit(1);
  getsockname(fd, (struct sockaddr *)&address, &size);
  *port = ntohs(address.sin_port);
  return fd;
}

/* Sends the slow answers that are due; says how many ms to the next one, or -1. */
static int answer_late(void) {
  int64_t now = now_us(), next = -1;
  for (int i = 0; i < endpoint_count; i++) {
    for (; ring_head[i] < ring_tail[i]; ring_head[i]++) {
      struct late *late = &ring[i][ring_head[i] % RING];
      if (late->due_us > now) {
        if (next < 0 || late->due_us - now < next) next = late->due_us - now;
        break;
      }
      if (late->connection->age == late->age) answer(late->connection->fd, 1);
    }
  }
  return next < 0 ? -1 : (int)(next / 1000) + 1;
}

/* Closed connections are kept for reuse, never freed, so that a late answer can still see that its connection has aged. */
static struct connection *spare[65536];
static int spare_count;

static void accept_all(int epoll, int listener, int endpoint) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct connection *c = spare_count ? spare[--spare_count] : calloc(1, sizeof *c);
    c->fd = fd;
    c->endpoint = endpoint;
    c->filled = c->skip = 0;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){ .events = EPOLLIN, .data.ptr = c });
  }
}

int main(int argc, char **argv) {
  int listeners[MAX_ENDPOINTS], ports[MAX_ENDPOINTS], epoll = epoll_create1(0);
  struct epoll_event events[512];
  signal(SIGPIPE, SIG_IGN);
  endpoint_count = argc > 1 ? atoi(argv[1]) : 4;
  if (endpoint_count < 1 || endpoint_count > MAX_ENDPOINTS) return 2;
  for (int i = 0; i < endpoint_count; i++) {
    ring[i] = calloc(RING, sizeof(struct late));
    listeners[i] = listen_on(&ports[i]);
    epoll_ctl(epoll, EPOLL_CTL_ADD, listeners[i], &(struct epoll_event){ .events = EPOLLIN, .data.ptr = &listeners[i] });
  }
  printf("{\"control\":%d,\"endpoints\":[", ports[0]);
  for (int i = 0; i < endpoint_count; i++) printf("%s%d", i ? "," : "", ports[i]);
  printf("]}\n");
  fflush(stdout);
  for (;;) {
    int count = epoll_wait(epoll, events, 512, answer_late());
    for (int i = 0; i < count; i++) {
      int *listener = events[i].data.ptr;
      if (listener >= listeners && listener < listeners + endpoint_count) {
        accept_all(epoll, *listener, (int)(listener - listeners));
        continue;
      }
      struct connection *c = events[i].data.ptr;
      if (serve(c)) continue;
      close(c->fd);
      c->age++;
      if (spare_count < 65536) spare[spare_count++] = c;
    }
  }
}
