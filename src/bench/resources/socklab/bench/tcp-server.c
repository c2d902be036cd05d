/* The note's TCP server in C: tcp-server PORT. One thread, one client after the other; its queue has room for 4096. */
#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char data[1024];
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
        .sin_port = htons(argc > 1 ? atoi(argv[1]) : 12000)};
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *) &at, sizeof at) < 0 || listen(fd, 4096) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        int client = accept(fd, NULL, NULL);
        ssize_t n = recv(client, data, sizeof data, 0);
        for (ssize_t i = 0; i < n; i++) {
            data[i] = (char) toupper((unsigned char) data[i]);
        }
        if (n > 0) {
            send(client, data, n, MSG_NOSIGNAL);
        }
        close(client);
    }
}
