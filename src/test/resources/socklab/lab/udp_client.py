"""Asks an uppercase server over UDP: udp_client.py PORT TEXT."""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(30)
    s.sendto(sys.argv[2].encode(), ("127.0.0.1", int(sys.argv[1])))
    data, _ = s.recvfrom(2048)
    sys.stdout.buffer.write(data)
