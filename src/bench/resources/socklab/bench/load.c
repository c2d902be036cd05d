/*
 * Clients of an uppercase server, in one thread, each sending its next request when it has the answer to the last:
 *   load udp PORT CLIENTS MILLIS SIZE   datagrams; one without an answer for 200 ms is sent again, and counts as lost
 *   load tcp PORT CLIENTS MILLIS SIZE   connections: connect, send, receive as many bytes, close
 *   load burst PORT CLIENTS MILLIS SIZE connections all at once, one each, until all have their answer or the time is over
 *   load hold PORT CLIENTS              connections that say nothing, until standard input ends
 * All but hold print: exchanges a second, median and 99 % of their microseconds, exchanges, lost, wrong.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LARGEST 65507
#define MOST_SAMPLES (1 << 22)
#define PATIENCE_NS 200000000LL

struct client {
    int fd;
    long long since;
    size_t received;
    int sent;
};

static struct sockaddr_in server = {.sin_family = AF_INET};
static struct client *clients;
static int count, poller, tcp, once;
static size_t size;
static char request[LARGEST], answer[LARGEST + 1];
static unsigned *samples;
static long done, lost, wrong;
static unsigned turn;

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/* A socket at another address of the loopback each time, so that ports in TIME_WAIT do not run out. */
static int opened(int type)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002 + turn++ % 200)};
    int fd = socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    if (fd < 0) {
        fail("socket");
    }
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (bind(fd, (struct sockaddr *) &own, sizeof own) < 0) {
        fail("bind");
    }
    if (connect(fd, (struct sockaddr *) &server, sizeof server) < 0 && errno != EINPROGRESS) {
        fail("connect");
    }
    return fd;
}

static void ask(struct client *c)
{
    ssize_t n = send(c->fd, request, size, MSG_NOSIGNAL);
    c->sent = n == (ssize_t) size;
}

static void begin(struct client *c)
{
    c->since = now();
    c->received = 0;
    c->sent = 0;
    if (tcp) {
        c->fd = opened(SOCK_STREAM);
        struct epoll_event e = {.events = EPOLLOUT, .data.ptr = c};
        if (epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &e) < 0) {
            fail("epoll_ctl");
        }
    } else {
        ask(c);
    }
}

static void finish(struct client *c, int right)
{
    if (right) {
        if (done < MOST_SAMPLES) {
            samples[done] = (unsigned) ((now() - c->since) / 10); /* tens of nanoseconds */
        }
        done++;
    } else {
        wrong++;
    }
    if (tcp) {
        close(c->fd);
    }
    if (!once) {
        begin(c);
    }
}

static void ready(struct client *c)
{
    if (tcp && !c->sent) {
        ask(c);
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &e);
        return;
    }
    ssize_t n = recv(c->fd, answer, sizeof answer, 0);
    if (n < 0 && (errno == EAGAIN || (errno == ECONNREFUSED && !tcp))) {
        return;
    }
    if (!tcp) {
        finish(c, n == (ssize_t) size);
        return;
    }
    c->received += n > 0 ? (size_t) n : 0;
    if (n <= 0 || c->received >= size) {
        finish(c, c->received == size);
    }
}

static int smaller(const void *a, const void *b)
{
    unsigned x = *(const unsigned *) a, y = *(const unsigned *) b;
    return (x > y) - (x < y);
}

static void run(long long nanos)
{
    long long start = now(), end = start + nanos, look = start + PATIENCE_NS;
    for (int i = 0; i < count; i++) {
        if (!tcp) {
            clients[i].fd = opened(SOCK_DGRAM);
            struct epoll_event e = {.events = EPOLLIN, .data.ptr = &clients[i]};
            if (epoll_ctl(poller, EPOLL_CTL_ADD, clients[i].fd, &e) < 0) {
                fail("epoll_ctl");
            }
        }
        begin(&clients[i]);
    }
    struct epoll_event events[256];
    long long t;
    while ((t = now()) < end && (!once || done + wrong < count)) {
        int n = epoll_wait(poller, events, 256, 20);
        for (int i = 0; i < n; i++) {
            ready(events[i].data.ptr);
        }
        if (!tcp && t > look) {
            look = t + PATIENCE_NS / 4;
            for (int i = 0; i < count; i++) {
                if (t - clients[i].since > PATIENCE_NS) {
                    lost++;
                    begin(&clients[i]);
                }
            }
        }
    }
    double seconds = (now() - start) / 1e9;
    long kept = done < MOST_SAMPLES ? done : MOST_SAMPLES;
    qsort(samples, kept, sizeof *samples, smaller);
    printf("%.1f %.2f %.2f %ld %ld %ld\n", done / seconds, kept ? samples[kept / 2] / 100.0 : 0.0,
            kept ? samples[kept - 1 - kept / 100] / 100.0 : 0.0, done, lost, wrong);
}

static void hold(void)
{
    for (int i = 0; i < count; i++) {
        int fd = opened(SOCK_STREAM);
        struct epoll_event e = {.events = EPOLLOUT, .data.fd = fd};
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &e);
        if (epoll_wait(poller, &e, 1, 10000) != 1) {
            fail("connection");
        }
        epoll_ctl(poller, EPOLL_CTL_DEL, fd, &e);
    }
    printf("%d\n", count);
    fflush(stdout);
    while (read(0, answer, sizeof answer) > 0) {
        /* until whoever started this is done */
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        return 2;
    }
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.sin_port = htons(atoi(argv[2]));
    count = atoi(argv[3]);
    poller = epoll_create1(EPOLL_CLOEXEC);
    if (strcmp(argv[1], "hold") == 0) {
        hold();
        return 0;
    }
    once = strcmp(argv[1], "burst") == 0;
    tcp = once || strcmp(argv[1], "tcp") == 0;
    size = argc > 5 ? (size_t) atol(argv[5]) : 16;
    size = size > LARGEST ? LARGEST : size;
    for (size_t i = 0; i < size; i++) {
        request[i] = (char) ('a' + i % 26);
    }
    clients = calloc(count, sizeof *clients);
    samples = malloc(MOST_SAMPLES * sizeof *samples);
    if (clients == NULL || samples == NULL) {
        fail("malloc");
    }
    run(atoll(argv[4]) * 1000000LL);
    return 0;
}
