/* The note's UDP server in C: udp-server PORT. One thread, one recvfrom and one sendto a request. */
#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    static char data[65536];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
        .sin_port = htons(argc > 1 ? atoi(argv[1]) : 12000)};
    if (bind(fd, (struct sockaddr *) &at, sizeof at) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        struct sockaddr_in from;
        socklen_t length = sizeof from;
        ssize_t n = recvfrom(fd, data, sizeof data, 0, (struct sockaddr *) &from, &length);
        for (ssize_t i = 0; i < n; i++) {
            data[i] = (char) toupper((unsigned char) data[i]);
        }
        if (n >= 0) {
            sendto(fd, data, n, 0, (struct sockaddr *) &from, length);
        }
    }
}
