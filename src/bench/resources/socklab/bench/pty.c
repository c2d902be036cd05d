/*
 * Runs a command on a pseudo-terminal and plays its user: pty STEP... -- COMMAND...
 *   expect TEXT  waits for a text, escape sequences left out, and prints how many nanoseconds it took since the
 *                start or the last send, and how many KiB the command and its children have resident
 *   send TEXT    types a text; \r in it is Enter
 *   sleep MS     does nothing for a while
 * The command and all its children are killed at the end. Exit code 1: a text did not come within 150 seconds.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_NS 150000000000LL

static int master;
static pid_t child;
static char seen[1 << 16];
static size_t length;
static enum { TEXT, ESCAPE, SEQUENCE, COMMAND } state;

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void keep(char c)
{
    switch (state) {
    case TEXT:
        if (c == 27) {
            state = ESCAPE;
        } else {
            if (length == sizeof seen - 1) {
                memmove(seen, seen + length / 2, length - length / 2);
                length -= length / 2;
            }
            seen[length++] = c;
            seen[length] = 0;
        }
        break;
    case ESCAPE:
        state = c == '[' ? SEQUENCE : c == ']' ? COMMAND : TEXT;
        break;
    case SEQUENCE:
        state = c >= '@' && c <= '~' ? TEXT : SEQUENCE;
        break;
    case COMMAND:
        state = c == 7 || c == '\\' ? TEXT : COMMAND;
        break;
    }
}

/* Reads what the command writes until the text is there or the time is over; returns whether it is there. */
static int watch(const char *text, long long until)
{
    char buffer[4096];
    while (text == NULL || strstr(seen, text) == NULL) {
        struct pollfd p = {master, POLLIN, 0};
        long long left = until - now();
        if (left <= 0 || poll(&p, 1, (int) (left / 1000000) + 1) < 0) {
            return 0;
        }
        if (p.revents == 0) {
            continue;
        }
        ssize_t n = read(master, buffer, sizeof buffer);
        if (n <= 0) {
            return 0;
        }
        for (ssize_t i = 0; i < n; i++) {
            keep(buffer[i]);
        }
    }
    return 1;
}

/* KiB resident of all processes of the command's session. */
static long resident(void)
{
    long sum = 0;
    DIR *all = opendir("/proc");
    struct dirent *entry;
    while (all != NULL && (entry = readdir(all)) != NULL) {
        char path[300], text[2048];
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') {
            continue;
        }
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file = fopen(path, "r");
        if (file == NULL) {
            continue;
        }
        size_t n = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        text[n] = 0;
        char *fields = strrchr(text, ')'); /* a name may hold blanks and brackets */
        int session = 0;
        long pages = 0;
        if (fields != NULL && sscanf(fields + 1, " %*c %*d %*d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %*u %*u %ld",
                &session, &pages) == 2 && session == child) {
            sum += pages * (sysconf(_SC_PAGESIZE) / 1024);
        }
    }
    if (all != NULL) {
        closedir(all);
    }
    return sum;
}

static void type(const char *text)
{
    char keys[4096];
    size_t n = 0;
    for (; *text && n < sizeof keys; text++) {
        keys[n++] = text[0] == '\\' && text[1] == 'r' ? (text++, '\r') : *text;
    }
    if (write(master, keys, n) < 0) {
        perror("write");
    }
}

int main(int argc, char **argv)
{
    int steps = 1;
    while (steps < argc && strcmp(argv[steps], "--") != 0) {
        steps += 2;
    }
    if (steps + 1 >= argc) {
        return 2;
    }
    struct winsize size = {24, 80, 0, 0};
    long long mark = now();
    child = forkpty(&master, NULL, NULL, &size);
    if (child == 0) {
        setenv("TERM", "xterm-256color", 1);
        execvp(argv[steps + 1], argv + steps + 1);
        perror(argv[steps + 1]);
        _exit(127);
    }
    int result = 0;
    for (int i = 1; i < steps && result == 0; i += 2) {
        const char *what = argv[i + 1];
        if (strcmp(argv[i], "expect") == 0) {
            result = !watch(what, mark + PATIENCE_NS);
            long long took = now() - mark;
            if (result == 0) {
                printf("%lld %ld\n", took, resident());
            } else {
                fprintf(stderr, "no '%s' in: %s\n", what, length > 500 ? seen + length - 500 : seen);
            }
        } else if (strcmp(argv[i], "send") == 0) {
            length = 0;
            seen[0] = 0;
            mark = now();
            type(what);
        } else {
            watch(NULL, now() + atoll(what) * 1000000LL);
        }
    }
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
    return result;
}
