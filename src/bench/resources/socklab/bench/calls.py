# The loop that socklab's /repeat runs, in Python: calls.py TIMES. One sendto and one recvfrom a turn, over the loopback.
import socket
import sys

times = int(sys.argv[1])
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
at = server.getsockname()


def run():
    for _ in range(times):
        client.sendto(b"hello", at)
        server.recvfrom(2048)


run()
