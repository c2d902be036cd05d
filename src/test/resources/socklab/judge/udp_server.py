import socket, sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, peer = s.recvfrom(2048)
        s.sendto(data.decode(errors="replace").upper().encode(), peer)
