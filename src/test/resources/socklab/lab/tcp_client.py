"""Asks an uppercase server over TCP and reads to the end: tcp_client.py PORT TEXT."""
import socket
import sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30) as s:
    s.sendall(sys.argv[2].encode())
    while data := s.recv(1024):
        sys.stdout.buffer.write(data)
