/* The loop that socklab's /repeat runs, in C: calls TIMES. One sendto and one recvfrom a turn, over the loopback. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    long times = argc > 1 ? atol(argv[1]) : 1000000;
    int server = socket(AF_INET, SOCK_DGRAM, 0);
    int client = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    if (bind(server, (struct sockaddr *) &at, size) < 0 || getsockname(server, (struct sockaddr *) &at, &size) < 0) {
        perror("bind");
        return 1;
    }
    char data[2048];
    for (long i = 0; i < times; i++) {
        struct sockaddr_in from;
        socklen_t length = sizeof from;
        if (sendto(client, "hello", 5, 0, (struct sockaddr *) &at, sizeof at) != 5
                || recvfrom(server, data, sizeof data, 0, (struct sockaddr *) &from, &length) != 5) {
            perror("exchange");
            return 1;
        }
    }
    return 0;
}
