import socket, struct, sys

def exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            sys.exit("the server closed too early")
        data += more
    return data

text = input().encode()
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    s.sendall(struct.pack("!H", len(text)) + text)
    (length,) = struct.unpack("!H", exactly(s, 2))
    print(exactly(s, length).decode())
