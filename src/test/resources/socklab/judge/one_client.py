import socket, struct, sys, threading

def exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data

def serve(connection):
    with connection:
        try:
            while True:
                (length,) = struct.unpack("!H", exactly(connection, 2))
                text = exactly(connection, length).upper()
                connection.sendall(struct.pack("!H", len(text)) + text)
        except (EOFError, OSError):
            pass

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((sys.argv[1], int(sys.argv[2])))
    s.listen()
    while True:
        connection, _ = s.accept()
        serve(connection)
