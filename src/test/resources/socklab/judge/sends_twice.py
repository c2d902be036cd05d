import socket, sys

host, port = sys.argv[1], int(sys.argv[2])
message = input().encode()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(1)
    while True:
        s.sendto(message, (host, port))
        s.sendto(message, (host, port))
        try:
            print("answer:", s.recv(2048).decode())
            break
        except TimeoutError:
            continue
