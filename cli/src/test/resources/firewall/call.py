"""Calls each NAME/PORT as a program in a container would, and prints those that answer."""
import socket
import sys

for target in sys.argv[1:]:
    name, port = target.split("/")
    try:
        with socket.create_connection((name, int(port)), timeout=3) as s:
            s.sendall(b"x")
            if s.recv(10) == b"x":
                print(target)
    except OSError:  # nobody of that name, or nobody there
        pass
