"""Records what leaves by eth0, until a datagram with the text END-OF-TEST leaves.

Each line of the file is the protocol and the payload of one frame. Router discovery and multicast listener reports are
left out: the kernel sends them by itself.
"""
import socket
import sys

ICMPV6, HOP_BY_HOP = 58, 0
ETH_P_ALL, ETHERNET_HEADER, IPV6_HEADER = 3, 14, 40

packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
packets.bind(("eth0", ETH_P_ALL))
frames, ready = sys.argv[1:]
open(ready, "w").close()
with open(frames, "w") as out:
    while True:
        frame = packets.recv(65536)
        kind, body = frame[12:ETHERNET_HEADER].hex(), frame[ETHERNET_HEADER:]
        if kind == "86dd" and len(body) > 6 and body[6] in (ICMPV6, HOP_BY_HOP):
            continue
        if b"END-OF-TEST" in body:
            break
        out.write(kind + " " + repr(body) + "\n")
        out.flush()
