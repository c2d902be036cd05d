"""An uppercase server over TCP for one connection; prints its port first."""
import socket

with socket.create_server(("127.0.0.1", 0)) as listener:
    listener.settimeout(30)
    print(listener.getsockname()[1], flush=True)
    connection, _ = listener.accept()
    with connection:
        connection.settimeout(30)
        connection.sendall(connection.recv(1024).decode().upper().encode())
