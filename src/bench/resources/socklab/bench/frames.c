/*
 * The cable in C, and what is sent through a cable:
 *   frames cable                             makes hosts a and b, as /wire does, and carries frames between them, one
 *                                            thread each way. Prints the processes in whose networks the hosts are;
 *                                            ends with its input
 *   frames answer PORT                       sends datagrams back, and answers one byte to a stream that has ended; ends
 *                                            with its input
 *   frames trips ADDRESS PORT COUNT WINDOW SIZE
 *                                            datagrams there and back, WINDOW of them on the way at once; one without an
 *                                            answer for 300 ms counts as lost. Prints: datagrams a second, both ways;
 *                                            median and 99 % of half a round trip in microseconds; lost
 *   frames bulk ADDRESS PORT BYTES           one stream. Prints: millions of bits a second
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LARGEST 65536
#define MOST_SAMPLES (1 << 20)
#define PATIENCE_MS 300

static char buffer[LARGEST];

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void *started(void *(*work)(void *), void *with)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, with) != 0) {
        fail("pthread_create");
    }
    return NULL;
}

/* Runs until the program that started it stops it or ends. */
static void until_input_ends(void)
{
    while (read(0, buffer, 1) > 0) {
    }
    exit(0);
}

/* forward */

static int device(const char *name)
{
    int on = 1, fd = socket(AF_PACKET, SOCK_RAW, 0), size = 16 << 20;
    struct sockaddr_ll here = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = if_nametoindex(name)};
    if (fd < 0 || setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) < 0) {
        fail("socket(AF_PACKET)");
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    if (bind(fd, (struct sockaddr *) &here, sizeof here) < 0) {
        fail(name);
    }
    return fd;
}

static void *carry(void *ends)
{
    const int *fd = ends;
    char *frame = malloc(LARGEST);
    ssize_t length;
    while ((length = read(fd[0], frame, LARGEST)) >= 0 || errno == ENETDOWN) {
        if (length > 0) {
            (void) !write(fd[1], frame, length);
        }
    }
    return NULL;
}

static void forward(const char *one, const char *other)
{
    static int there[2], back[2];
    there[0] = back[1] = device(one);
    there[1] = back[0] = device(other);
    started(carry, there);
    started(carry, back);
}

/* Runs a command of ip(8) that is written like a printf. */
__attribute__((format(printf, 1, 2))) static void ip(const char *format, ...)
{
    char command[200];
    va_list more;
    va_start(more, format);
    vsnprintf(command, sizeof command, format, more);
    va_end(more);
    if (system(command) != 0) {
        fprintf(stderr, "%s failed\n", command);
        exit(1);
    }
}

/* Whole segments with whole checksums: no checksum, TCP or generic segmentation, or generic receive offload. */
static void offloads_off(const char *name)
{
    static const unsigned offloads[] = {ETHTOOL_STXCSUM, ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    for (size_t i = 0; i < sizeof offloads / sizeof *offloads; i++) {
        struct ethtool_value off = {.cmd = offloads[i]};
        struct ifreq request = {.ifr_data = (char *) &off};
        strcpy(request.ifr_name, name);
        if (ioctl(fd, SIOCETHTOOL, &request) < 0) {
            fail("SIOCETHTOOL");
        }
    }
    close(fd);
}

/* A process in a network of its own, that has the far end of a device; it lives until its parent ends. */
static pid_t host(int number)
{
    int made[2], laid[2];
    char byte = 0;
    if (pipe(made) < 0 || pipe(laid) < 0) {
        fail("pipe");
    }
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (unshare(CLONE_NEWNET) < 0 || write(made[1], &byte, 1) != 1 || read(laid[0], &byte, 1) != 1) {
            fail("unshare");
        }
        offloads_off("eth0");
        ip("ip addr add 10.0.0.%d/24 dev eth0", number);
        ip("ip link set eth0 up");
        if (write(made[1], &byte, 1) == 1) {
            while (1) {
                pause();
            }
        }
    }
    if (child < 0 || read(made[0], &byte, 1) != 1) {
        fail("fork");
    }
    ip("ip link add to-%d type veth peer name eth0 address 02:00:00:00:00:0%d netns %d", number, number, (int) child);
    char name[IFNAMSIZ];
    snprintf(name, sizeof name, "to-%d", number);
    offloads_off(name);
    ip("ip link set %s up", name);
    if (write(laid[1], &byte, 1) != 1 || read(made[0], &byte, 1) != 1) {
        fail("a host");
    }
    return child;
}

static void cable(void)
{
    if (unshare(CLONE_NEWNET) < 0) {
        fail("unshare");
    }
    pid_t a = host(1), b = host(2);
    forward("to-1", "to-2");
    printf("%d %d\n", (int) a, (int) b);
    fflush(stdout);
}

/* answer */

static struct sockaddr_in at(const char *address, const char *port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
    if (inet_pton(AF_INET, address, &a.sin_addr) != 1) {
        fail(address);
    }
    return a;
}

static int bound(int type, const char *port)
{
    struct sockaddr_in here = at("0.0.0.0", port);
    int fd = socket(AF_INET, type, 0), on = 1, size = 4 << 20;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) {
        fail("socket");
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    if (bind(fd, (struct sockaddr *) &here, sizeof here) < 0) {
        fail("bind");
    }
    return fd;
}

_Noreturn static void *send_back(void *port)
{
    int fd = bound(SOCK_DGRAM, port);
    char *data = malloc(LARGEST);
    while (1) {
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        ssize_t length = recvfrom(fd, data, LARGEST, 0, (struct sockaddr *) &from, &size);
        if (length >= 0) {
            sendto(fd, data, length, 0, (struct sockaddr *) &from, size);
        }
    }
}

_Noreturn static void *take_streams(void *port)
{
    int listener = bound(SOCK_STREAM, port);
    char *data = malloc(LARGEST);
    listen(listener, 8);
    while (1) {
        int fd = accept(listener, NULL, NULL);
        while (read(fd, data, LARGEST) > 0) {
        }
        (void) !write(fd, "!", 1);
        close(fd);
    }
}

/* trips, bulk */

static int connected(int type, const char *address, const char *port)
{
    struct sockaddr_in there = at(address, port);
    int fd = socket(AF_INET, type, 0), size = 4 << 20, tries = 0;
    if (fd < 0) {
        fail("socket");
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    while (connect(fd, (struct sockaddr *) &there, sizeof there) < 0) {
        if (errno != ECONNREFUSED || ++tries > 50) { /* it may not listen yet */
            fail("connect");
        }
        usleep(20000);
        close(fd);
        fd = socket(AF_INET, type, 0);
    }
    return fd;
}

static int by_size(const void *a, const void *b)
{
    return (*(const unsigned *) a > *(const unsigned *) b) - (*(const unsigned *) a < *(const unsigned *) b);
}

static void trips(int fd, long count, int window, size_t size)
{
    unsigned *half = malloc(MOST_SAMPLES * sizeof *half);
    long sent = 0, back = 0, lost = 0, samples = 0;
    struct pollfd readable = {.fd = fd, .events = POLLIN};
    long long start = now();
    size = size < sizeof start ? sizeof start : size;
    while (back + lost < count) {
        while (sent < count && sent - back - lost < window) { /* no more than WINDOW on the way */
            long long t = now();
            memcpy(buffer, &t, sizeof t);
            if (send(fd, buffer, size, 0) < 0) { /* nobody listens yet: to be sent again */
                usleep(20000);
                continue;
            }
            sent++;
        }
        if (recv(fd, buffer, LARGEST, MSG_DONTWAIT) < 0) {
            if (poll(&readable, 1, PATIENCE_MS) == 0) {
                lost = sent - back;
            }
            continue;
        }
        long long t;
        memcpy(&t, buffer, sizeof t);
        if (samples < MOST_SAMPLES) {
            half[samples++] = (now() - t) / 2;
        }
        back++;
    }
    double seconds = (now() - start) / 1e9;
    qsort(half, samples, sizeof *half, by_size);
    printf("%.0f %.2f %.2f %ld\n", 2 * back / seconds, samples ? half[samples / 2] / 1e3 : 0,
           samples ? half[samples * 99 / 100] / 1e3 : 0, lost);
}

static void bulk(int fd, long long bytes)
{
    long long start = now(), left = bytes;
    while (left > 0) {
        ssize_t n = write(fd, buffer, left < LARGEST ? left : LARGEST);
        if (n < 0) {
            fail("write");
        }
        left -= n;
    }
    shutdown(fd, SHUT_WR);
    if (read(fd, buffer, 1) != 1) {
        fail("the stream did not arrive");
    }
    printf("%.1f\n", bytes * 8e3 / (now() - start));
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "cable") == 0 && argc == 2) {
        cable();
        until_input_ends();
    } else if (strcmp(what, "answer") == 0 && argc == 3) {
        started(send_back, argv[2]);
        started(take_streams, argv[2]);
        until_input_ends();
    } else if (strcmp(what, "trips") == 0 && argc == 7) {
        trips(connected(SOCK_DGRAM, argv[2], argv[3]), atol(argv[4]), atoi(argv[5]), atol(argv[6]));
    } else if (strcmp(what, "bulk") == 0 && argc == 5) {
        bulk(connected(SOCK_STREAM, argv[2], argv[3]), atoll(argv[4]));
    } else {
        fprintf(stderr, "frames: see the head of its source\n");
        return 2;
    }
    return 0;
}
