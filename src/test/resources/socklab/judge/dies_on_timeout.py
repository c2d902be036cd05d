import socket, sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(1)
    s.sendto(input().encode(), (sys.argv[1], int(sys.argv[2])))
    print("answer:", s.recv(2048).decode())
