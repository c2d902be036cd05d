"""An uppercase server over UDP for one datagram; prints its port first."""
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(30)
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1], flush=True)
    data, peer = s.recvfrom(2048)
    s.sendto(data.decode().upper().encode(), peer)
